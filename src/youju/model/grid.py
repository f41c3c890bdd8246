"""A document as cells with spans and places: what every importer of forms gives and every layout reads or makes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Literal

from youju.model.declaration import Note
from youju.model.place import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """``row`` and ``column`` count from 1; a spanning cell stands at its top left corner and covers the others.

    ``align`` is how a written form sets the text; labels are always centred. ``field`` is the path of what the cell
    shows in its document, rows counted from 0: ``project.name``, ``funds.total``, ``indicators.3.target``.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    place: Place = default(default_factory=Place)
    label: bool = False
    align: Literal["left", "center", "right"] = "left"
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``spans_known``: the source told of merged cells (a word file), or lost them (flattened text)."""

    cells: tuple[Cell, ...]
    spans_known: bool = False
    widths: tuple[int, ...] = ()
    header_rows: tuple[int, ...] = ()

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Cells by row, in column order; a row without cells is empty."""
        count = max((cell.row for cell in self.cells), default=0)
        found: list[list[Cell]] = [[] for _ in range(count)]
        for cell in self.cells:
            found[cell.row - 1].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in found)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables: titles, year lines, footers."""

    text: str
    place: Place = default(default_factory=Place)
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """Paragraphs and tables in reading order; ``notes`` say what of the file was left out or undone in reading it."""

    blocks: tuple[Paragraph | Table, ...]
    landscape: bool = False
    watermark: str | None = None
    footer: str | None = None
    notes: tuple[Note, ...] = ()
