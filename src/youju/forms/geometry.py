"""Where the names of a table stand, and which rows lost or gained cells in front of them.

A row whose name stands where names belong still has its blank level cells: it lies under the label above it. A row
that is shifted lost them, and nothing on the page says under which label it lay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from youju.forms.columns import field_of
from youju.forms.page import Line
from youju.forms.rows import Entry


@dataclass(frozen=True, slots=True)
class Geometry:
    """``name``: the column of names, None where no column means anything: in a text without blank cells.

    ``second``: the column whose head says that it holds the second levels; else these stand beside the names.
    """

    name: int | None
    spans_known: bool = False
    second: int | None = None

    @property
    def level2(self) -> int | None:
        """The column of second level labels."""
        return self.second or (None if self.name is None else self.name - 1)

    @property
    def level1(self) -> int | None:
        """The column of first level labels."""
        return None if self.level2 is None else self.level2 - 1

    def is_shifted(self, entry: Entry, carrier: Entry | None) -> bool:
        """Whether the name stands neither in its column nor under the name of the row that printed the label."""
        if self.name is None or entry.name is None or self.spans_known:
            return False
        under = carrier.name.column if carrier and carrier.name else self.name
        return entry.name.column not in (self.name, under)


def geometry_of(entries: Sequence[Entry], header: Line | None) -> Geometry:
    """The column of names: by most rows that print a second level, else by the header."""
    rows = [entry for entry in entries if entry.is_indicator]
    spans_known = any(entry.line.spans_known for entry in rows)
    headed = _headed(header, "name")
    if spans_known:
        return Geometry(headed, spans_known=True, second=_headed(header, "level2"))
    if _is_collapsed(rows):
        return Geometry(None)
    votes = Counter(entry.name.column for entry in rows if entry.name and entry.own2)
    if not votes:
        return Geometry(headed)
    most = max(votes.values())
    best = [column for column, count in votes.items() if count == most]
    return Geometry(headed if headed in best else best[0])


def _headed(header: Line | None, field: str) -> int | None:
    """The column whose head names a field."""
    pieces = header.pieces if header else ()
    return next((piece.column for piece in pieces if field_of(piece.key) == field), None)


def _is_collapsed(rows: Sequence[Entry]) -> bool:
    """Whether no row holds a blank cell: all begin in one column and leave none out, whatever labels they print."""
    starts = set()
    for row in rows:
        columns = [piece.column for piece in row.line.pieces]
        if columns != list(range(columns[0], columns[0] + len(columns))):
            return False
        starts.add(columns[0])
    return len(starts) == 1
