"""Two tables one under the other, of the whole period and of the year: which rows belong to which, without spans.

The label on the left of a table (长期绩效指标) stands on its first line only, often that of its header; the rows below
belong to it until the next such label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from youju.forms import words
from youju.forms.page import Line
from youju.forms.rows import ANNUAL, Entry


def of_period(found: Sequence[Entry], lines: Sequence[Line]) -> tuple[Entry, ...]:
    """The entries with the period of their table; ``lines``: all lines of the form as they stand.

    Where the source tells of spans every row knows its label, and a row that has a period of its own keeps it.
    """
    labels = words.labels("periods")
    heads = [(_at(line), labels[line.first.key]) for line in lines if line.first.key in labels]
    if not heads:
        return tuple(found)

    def period(entry: Entry) -> str:
        told = entry.period != ANNUAL or entry.line.spans_known
        return entry.period if told else next((name for at, name in reversed(heads) if at <= _at(entry.line)), ANNUAL)

    return tuple(replace(entry, period=period(entry)) for entry in found)


def _at(line: Line) -> int:
    """The line of the text that a row begins in."""
    return line.first.place.line or 0
