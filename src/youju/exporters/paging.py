"""Where a table may break: one too long for a page is parted, since word files and web pages repeat only first rows."""

from __future__ import annotations

from youju.exporters.lettering import capacities, row_lines
from youju.exporters.spans import Cut, cut_at_header, part, row_count
from youju.model.grid import Table

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


def _longer_than_a_page(table: Table, *, landscape: bool) -> bool:
    room = capacities(table, LONG_WIDTH if landscape else SHORT_WIDTH)
    heights = (count * LINE_HEIGHT + ROW_PADDING for count in row_lines(table, room))
    return sum(heights) > (LOW_PAGE if landscape else TALL_PAGE)
