"""The sheet of a workbook: where its columns and rows lie, and how it is printed on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from youju.exporters.lettering import legal, row_lines
from youju.exporters.spans import column_shares
from youju.model.grid import Cell, Grid, Paragraph, Table

# Pixels at 96 dpi: A4 less two margins of 15 mm, a half-width of nine points, and what a cell keeps free.
SHORT_WIDTH, LONG_WIDTH = 680, 1009
HALF_WIDTH, CELL_MARGIN = 6, 8
# Half-widths: what one step of indenting takes.
INDENT = 2
# Points: a line, what stands above and below the lines, and the height beyond which a workbook cuts a row.
LINE_HEIGHT, ROW_PADDING, TALLEST_ROW = 13, 6, 409
# Points: A4 less the margins above and below.
TALL_PAGE, LOW_PAGE = 740, 494
LONGEST_NAME, LONGEST_MARGIN_TEXT = 31, 255

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Box:
    """A range of cells from 0, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on the sheet: the range of each cell, the heights of its rows in points, the range it repeats.

    ``starts``: for each row of the table the row of the sheet it begins in.
    """

    cells: tuple[tuple[Cell, Box], ...]
    starts: tuple[int, ...]
    heights: tuple[int, ...]
    repeated: tuple[int, int] | None


def sheet_name(title: str) -> str:
    """The title as a name that a workbook allows: at most 31 characters, none of them forbidden, never blank."""
    name = _NOT_IN_A_NAME.sub("_", legal(title))[:LONGEST_NAME].strip().strip("'")
    return "表" if name in {"", "History"} else name


def edges_of(grid: Grid) -> tuple[Fraction, ...]:
    """Where columns of the sheet begin and end, 0 to 1: the edges of all its tables, so that each keeps its widths."""
    tables = [block for block in grid.blocks if isinstance(block, Table)]
    return tuple(sorted({edge for table in tables for edge in _edges(table)} | {Fraction(0), Fraction(1)}))


def _edges(table: Table) -> list[Fraction]:
    shares = column_shares(table)
    return [Fraction(reached, sum(shares)) for reached in accumulate(shares, initial=0)]


def column_pixels(edges: Sequence[Fraction], *, landscape: bool) -> list[int]:
    """The width of each column of the sheet in pixels."""
    width = LONG_WIDTH if landscape else SHORT_WIDTH
    return [round(right * width) - round(left * width) for left, right in pairwise(edges)]


def placed(table: Table, edges: Sequence[Fraction], first: int, *, landscape: bool) -> Placed:
    """The table from sheet row ``first`` down. A row too tall for a workbook takes several sheet rows."""
    own = _edges(table)
    parts = [_parts(height) for height in row_heights(table, landscape=landscape)]
    starts = list(accumulate(map(len, parts), initial=first))
    at = {edge: column for column, edge in enumerate(edges)}
    cells = tuple((cell, _box(cell, starts, own, at)) for cell in table.cells)
    heads = table.header_rows
    repeated = (starts[min(heads) - 1], starts[max(heads)] - 1) if heads else None
    return Placed(cells, tuple(starts), tuple(height for part in parts for height in part), repeated)


def row_heights(table: Table, *, landscape: bool) -> list[int]:
    """How high the rows of the table are, in points."""
    width = LONG_WIDTH if landscape else SHORT_WIDTH
    room = [(int((right - left) * width) - CELL_MARGIN) // HALF_WIDTH for left, right in pairwise(_edges(table))]
    return [count * LINE_HEIGHT + ROW_PADDING for count in row_lines(table, room, INDENT)]


def _box(cell: Cell, starts: Sequence[int], own: Sequence[Fraction], at: dict[Fraction, int]) -> Box:
    bottom, right = cell.row - 1 + cell.rows, cell.column - 1 + cell.columns
    return Box(starts[cell.row - 1], at[own[cell.column - 1]], starts[bottom] - 1, at[own[right]] - 1)


def _parts(height: int) -> list[int]:
    count = -(-height // TALLEST_ROW)
    return [-(-height // count)] * count


def margin_text(before: str, text: str, after: str = "") -> str:
    """A header or footer: codes, the text with its ampersands doubled and cut to what the format holds, codes."""
    room = LONGEST_MARGIN_TEXT - len(before) - len(after) - 1
    written = legal(text).replace("\n", " ").replace("&", "&&")[:room]
    # A pair cut in half would swallow what follows.
    odd = (len(written) - len(written.rstrip("&"))) % 2
    return f"{before} {written[: len(written) - odd]}{after}"


def lines_of(grid: Grid) -> Iterator[Paragraph | Table]:
    """The blocks in order, with the watermark as a line of its own under the titles."""
    if grid.watermark is None:
        yield from grid.blocks
        return
    heads = [at for at, block in enumerate(grid.blocks) if isinstance(block, Paragraph) and block.role == "title"]
    after = heads[0] + 1 if heads else 0
    yield from grid.blocks[:after]
    yield Paragraph(grid.watermark, role="watermark")
    yield from grid.blocks[after:]
