"""Spans of a table as writers need them: who covers a place, how wide columns are, spans cut where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.model.grid import Cell, Table


@dataclass(frozen=True, slots=True)
class Cut:
    """A table whose spans were cut. ``seams``: places of the pieces that go on without a line from the cell above."""

    table: Table
    seams: frozenset[tuple[int, int]] = frozenset()


def row_count(table: Table) -> int:
    """How many rows the cells reach down to, spans included."""
    return max((cell.row + cell.rows - 1 for cell in table.cells), default=0)


def column_shares(table: Table) -> tuple[int, ...]:
    """Widths of the columns as parts of their sum: those of the table, or equal ones where they do not fit its cells.

    At least one column.
    """
    columns = max((cell.column + cell.columns - 1 for cell in table.cells), default=1)
    return table.widths if len(table.widths) == columns else (1,) * columns


def covering(table: Table) -> dict[tuple[int, int], Cell]:
    """Each covered place, by row and column, and the cell that covers it."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def at_top(table: Table, cell: Cell) -> bool:
    """Whether the text stands at the top of its span: a label over several rows, unless all of them are repeated.

    A converter that loses the span cannot displace it then.
    """
    repeated = set(range(cell.row, cell.row + cell.rows)) <= set(table.header_rows)
    return cell.label and cell.rows > 1 and not repeated


def whole(table: Table) -> tuple[Cell, ...]:
    """The cells in reading order, with a blank one at every place that no cell covers."""
    covered = covering(table)
    places = ((row, column) for row in range(1, row_count(table) + 1) for column in range(1, _columns(table) + 1))
    blanks = [Cell(row, column, "") for row, column in places if (row, column) not in covered]
    return tuple(sorted((*table.cells, *blanks), key=lambda cell: (cell.row, cell.column)))


def _columns(table: Table) -> int:
    return len(column_shares(table))


def cut(given: Cut, row: int, *, again: bool) -> Cut:
    """Ends the spans that cross the upper edge of ``row`` there and lets a second piece begin below.

    ``again``: a label is printed once more in its second piece (a new page); else the piece is blank and a seam. The
    second piece of a seam is one too.
    """
    cells: list[Cell] = []
    seams = set(given.seams)
    for cell in given.table.cells:
        if not cell.row < row < cell.row + cell.rows:
            cells.append(cell)
            continue
        text = cell.text if again and cell.label else ""
        lower = replace(cell, row=row, rows=cell.row + cell.rows - row, text=text)
        cells += [replace(cell, rows=row - cell.row), lower]
        if not again or (cell.row, cell.column) in given.seams:
            seams.add((row, cell.column))
    return Cut(replace(given.table, cells=tuple(cells)), frozenset(seams))


def cut_at_pages(given: Cut, rows: Sequence[int]) -> Cut:
    """The table with its spans cut above each of the ``rows`` that begin a page; labels are printed there once more."""
    for row in rows:
        given = cut(given, row, again=True)
    return given


def cut_at_header(table: Table) -> Cut:
    """No span reaches into the repeated rows from above or out of them: what is repeated must be whole."""
    if not table.header_rows:
        return Cut(table)
    first, last = min(table.header_rows), max(table.header_rows)
    return cut(cut(Cut(table), first, again=False), last + 1, again=False)


def part(given: Cut, first: int, last: int) -> Cut:
    """Rows ``first`` to ``last`` as a table of their own; no span may cross their edges."""
    lower = first - 1
    cells = tuple(replace(cell, row=cell.row - lower) for cell in given.table.cells if first <= cell.row <= last)
    heads = tuple(row - lower for row in given.table.header_rows if first <= row <= last)
    seams = frozenset((row - lower, column) for row, column in given.seams if first <= row <= last)
    table = replace(given.table, cells=cells, header_rows=heads, widths=column_shares(given.table))
    return Cut(table, seams)
