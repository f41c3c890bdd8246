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


def of_period(found: Sequence[Entry], heads: Sequence[Line], lines: Sequence[Line]) -> tuple[Entry, ...]:
    """The entries with the period of their table; ``heads``: the header above ``lines``, where the entries stand.

    Where the source tells of spans every row knows its label, and a row that has a period of its own keeps it.
    """
    labels = words.labels("periods")
    period, of_line = ANNUAL, {}
    for line in (*heads, *lines):
        period = next((labels[piece.key] for piece in line.pieces[:1] if piece.key in labels), period)
        of_line[id(line)] = period
    return tuple(
        replace(entry, period=of_line[id(entry.line)])
        if entry.period == ANNUAL and not entry.line.spans_known and id(entry.line) in of_line
        else entry
        for entry in found
    )
