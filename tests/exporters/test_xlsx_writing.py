"""The workbook: opened by another library it holds the texts and merged ranges of the grid, ready to print."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from youju.errors import RefusedError
from youju.exporters import write
from youju.exporters.sheet_page import margin_text, sheet_name
from youju.exporters.spans import Cut, covering, cut_at_pages
from youju.model.grid import Cell, Grid, Paragraph, Table

TITLE, YEAR = Paragraph("样例表", role="title"), Paragraph("（2021年度）", role="year")


def opened(grid: Grid) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(write(grid, "xlsx"))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def ranges(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns of each merged range by its first row and column."""
    return {
        (one.min_row, one.min_col): (one.max_row - one.min_row + 1, one.max_col - one.min_col + 1)
        for one in sheet.merged_cells.ranges
    }


def cell_at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    found = sheet.cell(row, column)
    assert isinstance(found, SheetCell)
    return found


def squeezed(text: object) -> str:
    return "".join(str(text or "").split())


def table_of(grid: Grid) -> Table:
    (table,) = (block for block in grid.blocks if isinstance(block, Table))
    return table


def test_texts_and_merged_ranges_are_those_of_the_grid(
    declared: tuple[Grid, ...], evaluated: tuple[Grid, ...], long_grid: Grid
) -> None:
    for grid in (*declared, *evaluated, long_grid):
        sheet, above = opened(grid), 3
        merged = ranges(sheet)
        spans = {}
        # Where a page ends spans end too.
        ends = [one.id - above + 1 for one in sheet.row_breaks.brk]
        for cell in cut_at_pages(Cut(table_of(grid)), ends).table.cells:
            place = (cell.row + above, cell.column)
            assert squeezed(cell_at(sheet, *place).value) == squeezed(cell.text)
            if (cell.rows, cell.columns) != (1, 1):
                spans[place] = (cell.rows, cell.columns)
        below = above + len(table_of(grid).rows())
        assert {place: size for place, size in merged.items() if above < place[0] <= below} == spans


def test_a_page_begins_with_the_levels_it_goes_on_with_and_the_one_before_has_its_lower_line(
    evaluated: tuple[Grid, ...],
) -> None:
    sheet = opened(evaluated[2])
    (last,) = (one.id for one in sheet.row_breaks.brk)
    row = last + 1 - 3
    levels = [covering(table_of(evaluated[2]))[row, column] for column in (1, 2, 3)]
    assert any(level.row < row for level in levels)
    shown = [squeezed(cell_at(sheet, last + 1, column).value) for column in (1, 2, 3)]
    assert shown == [squeezed(level.text) for level in levels]
    assert {sheet.cell(last, column).border.bottom.style for column in range(1, 10)} == {"thin"}


def test_title_watermark_and_year_stand_above_over_the_whole_width(declared: tuple[Grid, ...]) -> None:
    sheet = opened(declared[0])
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["财政项目支出绩效目标申报表", "草稿", "(2021年度)"]
    assert [ranges(sheet)[row, 1] for row in (1, 2, 3)] == [(1, 5)] * 3
    assert sheet.title == "财政项目支出绩效目标申报表"


def test_a_watermark_without_a_title_stands_first() -> None:
    sheet = opened(Grid((Table((Cell(1, 1, "甲"),)),), watermark="草稿"))
    assert (sheet.cell(1, 1).value, sheet.cell(2, 1).value, sheet.title) == ("草稿", "甲", "表")


@pytest.mark.parametrize(
    "text", ["=SUM(A1:A2)", "+1", "-1", "@a", "{=1}", "0012", "3,596,500", "http://a.b", "_x0041_"]
)
def test_every_text_is_written_as_text(text: str) -> None:
    sheet = opened(Grid((Table((Cell(1, 1, text), Cell(1, 2, text, columns=2))),)))
    for column in (1, 2):
        found = cell_at(sheet, 1, column)
        assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


def test_the_same_grid_gives_the_same_bytes(evaluated: tuple[Grid, ...]) -> None:
    assert write(evaluated[0], "xlsx") == write(evaluated[0], "xlsx")


def test_rows_are_as_high_as_their_wrapped_text_and_columns_as_wide_as_the_grid_says() -> None:
    table = Table((Cell(1, 1, "项目名称", label=True), Cell(1, 2, "甲" * 120), Cell(2, 1, "短")), widths=(20, 80))
    sheet = opened(Grid((table,)))
    # 80 % of 680 pixels less margin and indent hold 43 letters of 12 pixels: three lines of 13 points and 6 beside.
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[2].height) == pytest.approx(
        (3 * 13 + 6, 13 + 6), abs=0.5
    )
    first, second = (sheet.column_dimensions[letter].width for letter in "AB")
    assert second / first == pytest.approx(4, rel=0.02)
    assert cell_at(sheet, 1, 2).alignment.wrap_text


def test_labels_stand_at_the_top_of_their_span_and_everything_has_borders(declared: tuple[Grid, ...]) -> None:
    sheet = opened(declared[0])
    project, levels = cell_at(sheet, 4, 1), cell_at(sheet, 15, 2)
    assert (project.alignment.vertical, levels.alignment.vertical) == ("center", "top")
    assert (project.alignment.horizontal, cell_at(sheet, 4, 2).alignment.horizontal) == ("center", "left")
    assert {getattr(levels.border, side).style for side in ("left", "right", "top", "bottom")} == {"thin"}


def test_it_prints_on_a4_one_page_wide_with_header_rows_and_footer_on_each_page(
    declared: tuple[Grid, ...], long_grid: Grid
) -> None:
    sheet, long_sheet = opened(declared[0]), opened(long_grid)
    assert [one.page_setup.orientation for one in (sheet, long_sheet)] == ["portrait", "landscape"]
    assert [one.print_title_rows for one in (sheet, long_sheet)] == ["$14:$14", "$4:$5"]
    page = sheet.page_setup
    # As wide as one page (what a workbook means when it says nothing), as high as it takes.
    assert (page.paperSize, page.fitToWidth or 1, page.fitToHeight) == (9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddHeader.center.text == "草稿"
    assert "摘要 sha256:0a1b2c3d" in sheet.oddFooter.left.text
    assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"


def test_the_file_s_date_is_always_the_same(declared: tuple[Grid, ...]) -> None:
    properties = openpyxl.load_workbook(BytesIO(write(declared[0], "xlsx"))).properties
    assert (properties.title, properties.creator, properties.created.year) == (
        "财政项目支出绩效目标申报表",
        "Youju 有据",
        2000,
    )


def test_tables_of_different_columns_keep_their_widths_on_one_sheet() -> None:
    first = Table((Cell(1, 1, "甲"), Cell(1, 2, "乙")), widths=(50, 50))
    second = Table((Cell(1, 1, "丙"), Cell(1, 2, "丁"), Cell(1, 3, "戊")), widths=(25, 50, 25))
    sheet = opened(Grid((first, Paragraph("说明"), second)))
    assert ranges(sheet) == {(1, 1): (1, 2), (1, 3): (1, 2), (2, 1): (1, 4), (3, 2): (1, 2)}
    assert [sheet.cell(3, column).value for column in (1, 2, 4)] == ["丙", "丁", "戊"]


def test_a_row_taller_than_a_workbook_allows_takes_several_rows_of_the_sheet() -> None:
    table = Table((Cell(1, 1, "甲" * 2000), Cell(1, 2, "乙"), Cell(2, 1, "丙", columns=2)), widths=(50, 50))
    sheet = opened(Grid((table,)))
    rows, _ = ranges(sheet)[1, 1]
    assert rows > 1
    assert ranges(sheet)[1, 2] == (rows, 1)
    assert sheet.cell(rows + 1, 1).value == "丙"
    assert all((sheet.row_dimensions[row].height or 0) <= 409 for row in range(1, rows + 2))


def test_a_text_longer_than_a_cell_holds_is_refused() -> None:
    with pytest.raises(RefusedError, match="32767"):
        write(Grid((Table((Cell(1, 1, "长" * 32768),)),)), "xlsx")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("财政项目支出绩效自评表", "财政项目支出绩效自评表"),
        ("a[b]c:d*e?f/g\\h", "a_b_c_d_e_f_g_h"),
        ("'引号'", "引号"),
        ("长" * 40, "长" * 31),
        ("", "表"),
        ("History", "表"),
    ],
)
def test_the_sheet_is_named_after_the_title_as_a_workbook_allows(title: str, name: str) -> None:
    assert sheet_name(title) == name
    assert opened(Grid((Paragraph(title, role="title"), YEAR))).title == name


def test_an_ampersand_in_a_footer_is_no_code_and_a_long_footer_is_cut() -> None:
    assert margin_text("&L&7", "甲&P乙") == "&L&7 甲&&P乙"
    long = margin_text("&L", "&" * 300)
    assert len(long) <= 255
    assert long.count("&") % 2 == 1, "the code's own one and pairs"
    assert "长长长" in opened(Grid((TITLE,), footer="长" * 400)).oddFooter.left.text


@pytest.mark.parametrize("table", [Table(()), Table((Cell(2, 2, "乙"),)), Table((Cell(1, 1, "\x00前\x0b后"),))])
def test_odd_tables_and_forbidden_characters_do_not_break_the_file(table: Table) -> None:
    sheet = opened(replace(Grid((TITLE,)), blocks=(TITLE, table)))
    texts = {cell.value for row in sheet.iter_rows() for cell in row} - {None}
    assert texts == {"样例表", *(cell.text.replace("\x00", "").replace("\x0b", "") for cell in table.cells)}
