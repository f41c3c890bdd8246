"""Tables of a page that only set it out dissolve into what they hold; tables of data stay, inner ones after outer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from youju.importers.html_spans import Placed, Stated, placed


@dataclass(frozen=True, slots=True)
class Data:
    """A table that is one; ``height`` is how many rows it has."""

    cells: tuple[Placed, ...]
    height: int


Piece = str | Data


@dataclass(slots=True)
class Holding:
    """A cell that the page opened, with the lines and inner tables it holds."""

    rows: int
    columns: int
    pieces: list[Piece]

    def text(self) -> str:
        """Its lines, inner tables of one row as a line of it."""
        lines = [
            piece if isinstance(piece, str) else "  ".join(cell.text for cell in piece.cells)
            for piece in self.pieces
            if isinstance(piece, str) or piece.height == 1
        ]
        return lines[0] if len(lines) == 1 else "\n".join(lines).strip("\n")

    def inner(self) -> list[Data]:
        """Inner tables of several rows."""
        return [piece for piece in self.pieces if isinstance(piece, Data) and piece.height > 1]

    def is_written(self) -> bool:
        """Whether it has text of its own."""
        return any(isinstance(piece, str) and piece for piece in self.pieces)


Row = list[Holding]


def settled(sections: Sequence[Sequence[Row]]) -> list[Piece]:
    """What a finished table adds to its surroundings: itself and then its inner tables; nothing for one without text.

    A table that only sets out the page adds what its cells hold, in reading order.
    """
    rows = list(chain.from_iterable(sections))
    cells = list(chain.from_iterable(rows))
    if not any(cell.pieces for cell in cells):
        return []
    if all(len(row) <= 1 for row in rows):
        return list(chain.from_iterable(cell.pieces for cell in cells))
    if any(cell.inner() for cell in cells) and sum(_is_data(row) for row in rows) <= 1:
        return list(_dissolved(rows))
    return list(_kept(sections))


def _is_data(row: Row) -> bool:
    """Whether two texts stand side by side, and no table."""
    return sum(cell.is_written() for cell in row) > 1 and not any(cell.inner() for cell in row)


def _dissolved(rows: Sequence[Row]) -> Iterator[Piece]:
    for together, run in groupby(rows, key=_is_data):
        if together:
            yield from _kept([list(run)])
        else:
            for cell in chain.from_iterable(run):
                yield from cell.pieces


def _kept(sections: Sequence[Sequence[Row]]) -> Iterator[Piece]:
    stated = [
        [[Stated(cell.text(), cell.rows, cell.columns) for cell in row] for row in section] for section in sections
    ]
    found = placed(stated)
    if any(cell.text for cell in found):
        yield Data(tuple(found), max(cell.row for cell in found))
    for cell in chain.from_iterable(chain.from_iterable(sections)):
        yield from cell.inner()
