"""Where the pages of a printed grid will most likely end: a guess by lines of text that spares the layout a round."""

from __future__ import annotations

from collections.abc import Sequence

from youju.exporters.lettering import WIDE, capacities, row_lines
from youju.exporters.spans import row_count
from youju.model.grid import Grid, Paragraph, Table

# Points. A4 less its margins; what the template keeps free at both sides of a text; a character.
SHORT_WIDTH, LONG_WIDTH, INSET = 510, 756, 7
FONT_POINTS = 9
_TALL_PAGE, _LOW_PAGE = 745, 499
# The first line of a row with what is kept free above and below, and each further line.
_ROW, _LINE = 16.6, 11.07
# One line of a paragraph with the space below it.
_PARAGRAPHS = {"title": 23.5, "year": 18}
_PARAGRAPH = 14


def likely_breaks(grid: Grid, tables: Sequence[Table]) -> list[tuple[int, ...]]:
    """For each of the grid's tables the rows that will begin a page; ``tables`` as they are printed."""
    page, width = (_LOW_PAGE, LONG_WIDTH) if grid.landscape else (_TALL_PAGE, SHORT_WIDTH)
    found: list[tuple[int, ...]] = []
    used = 0.0
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            used += _PARAGRAPHS.get(block.role, _PARAGRAPH) * (block.text.count("\n") + 1)
            continue
        table = tables[len(found)]
        heights = _heights(table, width)
        head = sum(heights[row - 1] for row in table.header_rows)
        breaks: list[int] = []
        for row, height in enumerate(heights, start=1):
            if used + height > page:
                breaks.append(row)
                used = head
            used += height
        found.append(tuple(breaks))
    return found


def _heights(table: Table, width: int) -> list[float]:
    room = [points * WIDE // FONT_POINTS for points in capacities(table, width)]
    lines = row_lines(table, room, INSET * WIDE // FONT_POINTS + 1) if row_count(table) else []
    return [_ROW + _LINE * (count - 1) for count in lines]
