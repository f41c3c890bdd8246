"""Where a table breaks over pages: one too long for a page is parted, its spans are cut where a page will end.

Word files and web pages repeat only first rows, so what stands above the repeated rows is a table of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from youju.exporters.lettering import capacities, row_lines
from youju.exporters.spans import Cut, cut_at_header, cut_at_pages, part, row_count
from youju.model.grid import Table

N = TypeVar("N", int, float)
# Half-widths of nine points on the width of A4, and points: a line, what a row keeps free, the height of a page
# less its margins and the title.
SHORT_WIDTH, LONG_WIDTH = 110, 164
LINE_HEIGHT, ROW_PADDING = 12, 7
TALL_PAGE, LOW_PAGE = 690, 440
# A row with more text than this may be cut by a page break: it could be taller than a page.
UNBROKEN_CHARACTERS = 300


def pieces(table: Table, *, landscape: bool) -> tuple[Cut, ...]:
    """The table as it is where it fits a page or its repeated rows are its first; else what is above them apart.

    A span that would leave the repeated rows is cut: its second piece is blank and drawn without a line between.
    """
    if not table.header_rows or not _longer_than_a_page(table, landscape=landscape):
        return (Cut(table),)
    first = min(table.header_rows)
    given = cut_at_header(table)
    last = row_count(table)
    return (given,) if first == 1 else (part(given, 1, first - 1), part(given, first, last))


@dataclass(frozen=True, slots=True)
class Paged:
    """A table cut where pages end, with the heights of its rows; ``starts``: the rows that begin a page.

    ``used``: what it takes of the last page.
    """

    cut: Cut
    heights: tuple[int, ...]
    starts: tuple[int, ...]
    used: int


def paged(given: Cut, heights: Callable[[Table], Sequence[int]], page: int, used: int) -> Paged:
    """The table on pages ``page`` high of which ``used`` is taken; ``heights`` gives those of its rows in that unit.

    A row that a label cut off above it pushed to the next page stays as high as that needed: else it would fit again.
    """
    least = [0] * row_count(given.table)
    starts: tuple[int, ...] = ()
    while True:
        shown = cut_at_pages(given, starts)
        least = [max(pair) for pair in zip(heights(shown.table), least, strict=True)]
        found, left = page_starts(least, given.table.header_rows, page, used)
        # Rows only grow, and no higher than their labels need: the starts come to rest.
        if found == starts:
            return Paged(shown, tuple(least), starts, left)
        starts = found


def page_starts(heights: Sequence[N], header_rows: Sequence[int], page: N, used: N) -> tuple[tuple[int, ...], N]:
    """The rows from 1 that begin a page, and what the rows take of the last page, repeated rows included."""
    nothing = used - used
    head = sum((heights[row - 1] for row in header_rows), nothing)
    starts: list[int] = []
    for row, height in enumerate(heights, start=1):
        if used + height > page:
            # Repeated rows stay together: the page begins with the first of them.
            start = min(header_rows) if row in header_rows else row
            starts.append(start)
            used = head if start == row and row not in header_rows else sum(heights[start - 1 : row - 1], nothing)
        used += height
    return tuple(starts), used


def _longer_than_a_page(table: Table, *, landscape: bool) -> bool:
    room = capacities(table, LONG_WIDTH if landscape else SHORT_WIDTH)
    heights = (count * LINE_HEIGHT + ROW_PADDING for count in row_lines(table, room))
    return sum(heights) > (LOW_PAGE if landscape else TALL_PAGE)
