"""Where the pages of a printed grid will most likely end: a guess by lines of text that spares the layout a round."""

from __future__ import annotations

from collections.abc import Sequence

from youju.exporters.lettering import WIDE, capacities, row_lines
from youju.exporters.paging import page_starts
from youju.exporters.spans import row_count
from youju.model.grid import Grid, Paragraph, Table

# Points. A4 less its margins; what the template keeps free at both sides of a text; a character.
SHORT_WIDTH, LONG_WIDTH, INSET = 510, 756, 7
FONT_POINTS = 9
_TALL_PAGE, _LOW_PAGE = 745, 499
# The first line of a row with what is kept free above and below, that by itself, and each further line.
_ROW, _CELL, _LINE = 16.6, 5, 11.07
# One line of a paragraph with the space below it.
_PARAGRAPHS = {"title": 23.5, "year": 18}
_PARAGRAPH = 14


def likely_breaks(grid: Grid, tables: Sequence[Table]) -> list[tuple[int, ...]]:
    """For each of the grid's tables the rows that will begin a page; ``tables`` as they are printed."""
    page = _LOW_PAGE if grid.landscape else _TALL_PAGE
    found: list[tuple[int, ...]] = []
    used = 0.0
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            used += _PARAGRAPHS.get(block.role, _PARAGRAPH) * (block.text.count("\n") + 1)
            continue
        table = tables[len(found)]
        heights = [2 * _CELL + text_height(lines) for lines in lines_of(table, landscape=grid.landscape)]
        breaks, used = page_starts(heights, table.header_rows, page, used)
        found.append(breaks)
    return found


def text_height(lines: int) -> float:
    """How high so many lines of text in a cell are, in points."""
    return _ROW - 2 * _CELL + _LINE * (lines - 1)


def lines_of(table: Table, *, landscape: bool) -> list[int]:
    """The lines of text that each row takes."""
    points = capacities(table, LONG_WIDTH if landscape else SHORT_WIDTH)
    room = [one * WIDE // FONT_POINTS for one in points]
    return row_lines(table, room, INSET * WIDE // FONT_POINTS + 1) if row_count(table) else []
