"""Merged cells of a dump: what is written once beside several rows is said of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from youju.evidence.intake import Mapping
from youju.model.ledger import Ledger

Row: TypeAlias = tuple[int, tuple[str, ...]]
Range: TypeAlias = tuple[int, int, int, int]  # top, left, bottom, right; both ends included, counted from 1


class _Reach:
    """The merged ranges of one column from top to bottom; they stand apart. Rows are asked for in their order."""

    def __init__(self, spans: Sequence[Range]) -> None:
        self._waiting = iter(spans)
        self._next = next(self._waiting, None)
        self._bottom = 0
        self._value = ""

    def at(self, row: int, own: str) -> str:
        """The cell's own text, else that of the range it stands in."""
        while self._next is not None and self._next[0] <= row:
            self._value = own if self._next[0] == row else ""
            self._bottom = self._next[2]
            self._next = next(self._waiting, None)
        return self._value if row <= self._bottom and _is_blank(own) else own


def _is_blank(text: str) -> bool:
    return not text or text.isspace()


def spread(ledger: Ledger, mapping: Mapping, spans: Sequence[Range], rows: Iterator[Row]) -> Iterator[Row]:
    """The rows with the value of a merged range in every row of it, in the ledger's columns.

    A row whose key is wholly merged is another row's second line, not a record of its own: its key stays blank.
    """
    places = {at: code for code, at in mapping.positions.items() if at is not None}
    by_column: dict[int, list[Range]] = {}
    for span in spans:
        if span[1] - 1 in places:
            by_column.setdefault(span[1] - 1, []).append(span)
    return _spread(rows, by_column, [at for at, code in places.items() if code in ledger.key]) if by_column else rows


def _spread(rows: Iterator[Row], by_column: dict[int, list[Range]], keys: list[int]) -> Iterator[Row]:
    reaches = {at: _Reach(spans) for at, spans in by_column.items()}
    for number, cells in rows:
        said = list(cells)
        named = not all(_is_blank(cells[at]) for at in keys)
        for at, reach in reaches.items():
            value = reach.at(number, cells[at])
            if named or at not in keys:
                said[at] = value
        yield number, tuple(said)
