"""How a form ends: whether it was cut off, and the torn beginning of a last row, which is no indicator."""

from __future__ import annotations

from collections.abc import Sequence

from youju.forms.page import Line
from youju.forms.rows import Entry
from youju.forms.values import is_comparator

FEWEST = 2  # rows with a value that make one without it look torn


def is_torn_off(entry: Entry) -> bool:
    """Whether a last row has a name and no value, or the sign of one alone."""
    said = [piece for piece in entry.value if not is_comparator(piece.text)]
    return not (said or entry.more or entry.unnamed)


def fragment(found: Sequence[Entry], lines: Sequence[Line]) -> str | None:
    """The text in which the ``lines`` of a form end, where it begins a row whose other cells were cut off; else None.

    Above it every row has a value. A blank cell behind the name shows that nothing was cut.
    """
    if len(found) <= FEWEST or not lines:
        return None
    last, line = found[-1], lines[-1]
    ends = last.line.pieces == line.pieces and not line.spans_known and line.pieces[-1].column >= line.width
    whole = all(entry.value or entry.more or not entry.is_indicator for entry in found[:-1])
    return last.name.text if last.name and not last.value and ends and whole and is_torn_off(last) else None
