"""The word file: opened again, it holds the same cells with the same spans; the same grid gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from youju.errors import NotFoundError
from youju.exporters import known_formats, write
from youju.model.grid import Cell, Grid, Paragraph, Table

LEVELS = Table(
    cells=(
        Cell(1, 1, "项目名称", label=True),
        Cell(1, 2, "窗口业务 <管理> & “试点”", columns=3),
        Cell(2, 1, "绩效指标", rows=4, label=True),
        Cell(2, 2, "二级指标", label=True),
        Cell(2, 3, "三级指标", columns=2, label=True),
        Cell(3, 2, "可持续影响指标", rows=2, label=True),
        Cell(3, 3, "甲", align="center"),
        Cell(3, 4, "10,308,000.50", align="right"),
        Cell(4, 3, "第一行\n第二行"),
        Cell(4, 4, ""),
        Cell(5, 2, "总分", columns=2, label=True),
        Cell(5, 4, "98.62"),
    ),
    spans_known=True,
    widths=(10, 20, 50, 20),
    header_rows=(1,),
)
FORM = Grid(
    blocks=(Paragraph("样例表", role="title"), Paragraph("（2021年度）", role="year"), LEVELS, Paragraph("注：样例")),
    watermark="草稿",
    footer="自评记录 0a1b · 2026-11-24",
)


def opened(grid: Grid) -> Document:
    return docx.Document(BytesIO(write(grid, "docx")))


def cells_of(document: Document) -> list[Cell]:
    """The cells of the first table by the marks in the file: text without breaks, row, column, spans."""
    starts: dict[tuple[int, int], tuple[str, int, int]] = {}
    origins: dict[int, int] = {}
    for row, line in enumerate(document.tables[0]._tbl.tr_lst, start=1):  # noqa: SLF001 - the marks as they are filed
        column = 1
        for cell in line.tc_lst:
            if cell.vMerge == "continue":
                first = origins[column]
                text, rows, columns = starts[first, column]
                starts[first, column] = (text, rows + 1, columns)
            else:
                origins[column] = row
                text = "\n".join(paragraph.text for paragraph in cell.p_lst)
                starts[row, column] = (text, 1, cell.grid_span)
            column += cell.grid_span
    return [Cell(row, column, *found) for (row, column), found in sorted(starts.items())]


def test_the_file_holds_the_cells_of_the_grid_with_their_spans() -> None:
    found = [(one.row, one.column, one.rows, one.columns, one.text) for one in cells_of(opened(FORM))]
    expected = [(one.row, one.column, one.rows, one.columns, one.text) for one in LEVELS.cells]
    # A label may be broken into lines for its column; a value is as it was given.
    labels = {(one.row, one.column) for one in LEVELS.cells if one.label}
    joined = [(*one[:4], one[4].replace("\n", "") if one[:2] in labels else one[4]) for one in found]
    assert joined == expected


def test_the_same_grid_gives_the_same_bytes() -> None:
    first = write(FORM, "docx")
    assert first == write(FORM, "docx")
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_columns_are_as_wide_as_the_grid_says_on_paper_of_the_right_size() -> None:
    document = opened(FORM)
    # 210 mm less two margins of 15 mm is 180 mm: 10 %, 20 %, 50 % and 20 % of it.
    widths = [column.width.mm for column in document.tables[0].columns if column.width is not None]
    assert [round(width) for width in widths] == [18, 36, 90, 36]
    assert round(document.sections[0].page_height.mm if document.sections[0].page_height else 0) == 297
    landscape = opened(Grid(FORM.blocks, landscape=True)).sections[0]
    assert round(landscape.page_width.mm if landscape.page_width else 0) == 297


def test_a_table_without_widths_has_equal_columns() -> None:
    table = opened(Grid((Table((Cell(1, 1, "甲"), Cell(2, 2, "乙"))),))).tables[0]
    widths = [column.width for column in table.columns]
    assert len(widths) == 2
    assert widths[0] == widths[1]
    assert table.cell(0, 1).text == ""


def test_a_table_without_cells_does_not_break_the_file() -> None:
    assert len(opened(Grid((Table(()),))).tables) == 1


def test_header_rows_are_marked_and_rows_do_not_break_across_pages_unless_they_are_very_long() -> None:
    long_row = Table((Cell(1, 1, "短"), Cell(2, 1, "原因" * 1000)), header_rows=(1,))
    short, long = opened(Grid((long_row,))).tables[0]._tbl.tr_lst  # noqa: SLF001 - no public way to these marks
    assert short.find(f".//{qn('w:tblHeader')}") is not None
    assert short.find(f".//{qn('w:cantSplit')}") is not None
    assert long.find(f".//{qn('w:cantSplit')}") is None


def test_a_form_longer_than_a_page_has_its_header_row_first_in_a_second_table_because_only_there_it_is_repeated(
    evaluated: tuple[Grid, ...],
) -> None:
    above, below = opened(evaluated[0]).tables
    assert len(above.rows) == 9
    head, first = below._tbl.tr_lst[:2]  # noqa: SLF001 - no public way to these marks
    assert head.find(f".//{qn('w:tblHeader')}") is not None
    assert [cell.tc_lst[0].vMerge for cell in (head, first)] == [None, "restart"]
    assert below.cell(0, 0).text == "绩效\n指标"
    assert below.cell(1, 0).text == ""
    # Without a line between, the two pieces of the label look like the one cell that they are.
    sides = [f".//{qn('w:tcBorders')}/{qn(f'w:{side}')}" for side in ("bottom", "top")]
    found = [row.tc_lst[0].find(side) for row, side in zip((head, first), sides, strict=True)]
    assert [None if side is None else side.get(qn("w:val")) for side in found] == ["nil", "nil"]


def test_one_line_only_stands_between_the_two_tables_of_a_long_form(evaluated: tuple[Grid, ...]) -> None:
    tables = opened(evaluated[2]).tables
    bottoms = [table._tbl.xpath("./w:tblPr/w:tblBorders/w:bottom/@w:val") for table in tables]  # noqa: SLF001 - as above
    assert bottoms == [["nil"], ["single"]]


def test_a_form_that_fits_a_page_is_one_table(declared: tuple[Grid, ...]) -> None:
    for grid in declared:
        (block,) = (block for block in grid.blocks if isinstance(block, Table))
        assert len(opened(grid).tables) == 1
        found = [(one.row, one.column, one.rows, one.columns) for one in cells_of(opened(grid))]
        assert found == sorted((one.row, one.column, one.rows, one.columns) for one in block.cells)


def test_labels_stand_at_the_top_of_their_span() -> None:
    table = opened(FORM).tables[0]
    assert "TOP" in str(table.cell(1, 0).vertical_alignment)
    assert "CENTER" in str(table.cell(0, 0).vertical_alignment)


def test_footer_and_watermark_stand_outside_the_table_on_every_page() -> None:
    section = opened(FORM).sections[0]
    assert section.footer.paragraphs[0].text.startswith("自评记录 0a1b · 2026-11-24")
    assert section.header.paragraphs[0].text == "草稿"
    with ZipFile(BytesIO(write(FORM, "docx"))) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if "header" in name]
    assert any('string="草稿"' in header for header in headers)


def test_without_watermark_there_is_no_header() -> None:
    assert opened(Grid(FORM.blocks)).sections[0].header.is_linked_to_previous


def test_title_and_author_are_the_file_s_properties() -> None:
    properties = opened(FORM).core_properties
    assert (properties.title, properties.author) == ("样例表", "Youju 有据")
    assert opened(Grid((Paragraph("长" * 300, role="title"),))).core_properties.title == "长" * 255


@pytest.mark.parametrize("bad", [0x00, 0x0B, 0x1F, 0xFFFE, 0xD800])
def test_characters_that_xml_forbids_are_left_out(bad: int) -> None:
    mark = f"前{chr(bad)}后"
    document = opened(Grid((Paragraph(mark, role="title"), Table((Cell(1, 1, mark),))), watermark=mark, footer=mark))
    assert document.tables[0].cell(0, 0).text == "前后"
    assert document.sections[0].footer.paragraphs[0].text.startswith("前后")
    assert document.core_properties.title == "前后"


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="wps") as refused:
        write(FORM, "wps")
    assert "docx" in refused.value.remedy


def test_every_format_writes_under_its_own_code_and_suffix(tmp_path: Path) -> None:
    for form in known_formats():
        file = tmp_path / f"form.{form.suffix}"
        file.write_bytes(write(FORM, form.code))
        assert file.stat().st_size > 0
