"""A workbook of one sheet: real merged cells, rows as high as their text, ready to print on A4; every cell is text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import Any

import xlsxwriter

from youju.errors import RefusedError
from youju.exporters.contract import Format
from youju.exporters.lettering import WIDE, cell_lines, legal, line_count
from youju.exporters.paging import paged
from youju.exporters.sheet_page import (
    CELL_MARGIN,
    HALF_WIDTH,
    LINE_HEIGHT,
    LOW_PAGE,
    ROW_PADDING,
    TALL_PAGE,
    Box,
    column_pixels,
    edges_of,
    lines_of,
    margin_text,
    placed,
    row_heights,
    sheet_name,
)
from youju.exporters.spans import Cut, at_top
from youju.model.grid import Cell, Grid, Paragraph, Table

# A file carries no clock: the date of the act stands in the footer.
WRITTEN_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's dates have no zone
A4 = 9
LONGEST_TEXT = 32767
BODY_FONT, TITLE_FONT = "宋体", "黑体"
GREY = "#808080"
# Inches: the margins of the word file, 15 mm at the sides, 18 above, 16 below.
MARGINS = {"left": 0.59, "right": 0.59, "top": 0.71, "bottom": 0.63}
# No guess at what a text means: no number, no formula, no link.
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
ROLES: dict[str, dict[str, object]] = {
    "title": {"font_name": TITLE_FONT, "font_size": 16, "bold": True, "align": "center"},
    "year": {"font_size": 10.5, "align": "center"},
    "watermark": {"font_size": 10.5, "bold": True, "font_color": GREY, "align": "center"},
}
PARAGRAPH_HEIGHTS = {"title": 26, "year": 19, "watermark": 17}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet being written; the classes of the writing package are not typed."""

    book: Any
    page: Any
    pixels: list[int]
    looks: dict[tuple[tuple[str, object], ...], Any]

    def look(self, **wanted: object) -> Any:  # noqa: ANN401 - see the class
        """The format of that look, made once."""
        wanted = {"font_name": BODY_FONT, "font_size": 9, "text_wrap": True, "valign": "vcenter", **wanted}
        key = tuple(sorted(wanted.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(wanted)
        return self.looks[key]

    def write(self, box: Box, text: str, look: Any) -> None:  # noqa: ANN401 - see the class
        """One text over a range. Raises RefusedError where a workbook cannot hold it."""
        if len(text) > LONGEST_TEXT:
            raise RefusedError(
                f"有一格的文字长 {len(text)} 字，工作簿的一格最多 {LONGEST_TEXT} 字。",
                "请缩短这段文字，或导出为 docx。",
            )
        if (box.top, box.left) != (box.bottom, box.right):
            self.page.merge_range(box.top, box.left, box.bottom, box.right, "", look)
        if text:
            self.page.write_string(box.top, box.left, text, look)
        else:
            self.page.write_blank(box.top, box.left, None, look)

    def capacity(self, left: int, right: int) -> int:
        """Half-widths that fit between two columns, both included."""
        return (sum(self.pixels[left : right + 1]) - CELL_MARGIN) // HALF_WIDTH


def write(grid: Grid) -> bytes:
    """The grid as a workbook; characters that XML forbids are left out. Raises RefusedError for a text too long."""
    out = BytesIO()
    titles = [block.text for block in grid.blocks if isinstance(block, Paragraph) and block.role == "title"]
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        book.set_properties({"title": legal("".join(titles)), "author": "Youju 有据", "created": WRITTEN_AT})
        edges = edges_of(grid)
        pixels = column_pixels(edges, landscape=grid.landscape)
        sheet = _Sheet(book, book.add_worksheet(sheet_name("".join(titles))), pixels, {})
        _set_page(sheet, grid)
        rows = _blocks(sheet, grid, edges)
        sheet.page.print_area(0, 0, max(rows - 1, 0), len(pixels) - 1)
    return out.getvalue()


def _blocks(sheet: _Sheet, grid: Grid, edges: Sequence[Fraction]) -> int:
    """Writes lines and tables one below the other, broken where pages end; gives how many rows they take."""
    heights = partial(row_heights, landscape=grid.landscape)
    repeated = None
    breaks: list[int] = []
    row, used = 0, 0
    for block in lines_of(grid):
        if isinstance(block, Paragraph):
            used += _paragraph(sheet, block, row)
            row += 1
            continue
        pages = paged(Cut(block), heights, LOW_PAGE if grid.landscape else TALL_PAGE, used)
        used = pages.used
        place = placed(pages.cut.table, edges, row, landscape=grid.landscape)
        for cell, box in place.cells:
            _cell(sheet, block, cell, box)
        for at, height in enumerate(place.heights, start=row):
            sheet.page.set_row(at, height)
        breaks += [place.starts[start - 1] for start in pages.starts]
        repeated = repeated or place.repeated
        row += len(place.heights)
    if repeated:
        sheet.page.repeat_rows(*repeated)
    sheet.page.set_h_pagebreaks([at for at in breaks if at])
    return row


def _set_page(sheet: _Sheet, grid: Grid) -> None:
    page = sheet.page
    page.set_paper(A4)
    if grid.landscape:
        page.set_landscape()
    page.set_margins(**MARGINS)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    for column, width in enumerate(sheet.pixels):
        page.set_column_pixels(column, column, width)
    if grid.watermark is not None:
        page.set_header(margin_text(f'&C&"{TITLE_FONT}"&K808080&20', grid.watermark))
    page.set_footer(margin_text("&L&7", grid.footer or "", "&R&7第 &P 页，共 &N 页"))


def _paragraph(sheet: _Sheet, block: Paragraph, row: int) -> int:
    """One line over the width; gives how high it is, in points."""
    last = len(sheet.pixels) - 1
    text = legal(block.text)
    height = PARAGRAPH_HEIGHTS.get(block.role)
    if height is None:
        height = line_count(text, sheet.capacity(0, last)) * LINE_HEIGHT + ROW_PADDING
    sheet.write(Box(row, 0, row, last), text, sheet.look(**ROLES.get(block.role, {"align": "left"})))
    sheet.page.set_row(row, height)
    return height


def _cell(sheet: _Sheet, table: Table, cell: Cell, box: Box) -> None:
    align = "center" if cell.label else cell.align
    look = sheet.look(
        border=1,
        align=align,
        indent=0 if align == "center" else 1,
        valign="top" if at_top(table, cell) else "vcenter",
        num_format="@",
    )
    sheet.write(box, cell_lines(cell, sheet.capacity(box.left, box.right) // WIDE), look)


FORMAT = Format(code="xlsx", suffix="xlsx", write=write)
