"""XLSX workbooks made by other programs, read as forms: what each cell shows, spans, what is hidden."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from workbook_making import SHEET, formatted, made, part, saved, tables, texts, with_parts

from youju import importers
from youju.errors import UnreadableError
from youju.importers.formats.xlsx import grid, recognises, rows
from youju.model.grid import Cell, Grid

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def cell_at(read: Grid, row: int, column: int) -> Cell:
    [table] = tables(read)
    [found] = [cell for cell in table.cells if (cell.row, cell.column) == (row, column)]
    return found


def test_cells_show_what_their_number_formats_say() -> None:
    def fill(sheet: Worksheet) -> None:
        formatted(sheet, "A1", 0.9, "0%")
        formatted(sheet, "B1", 0.9, "0.00%")
        formatted(sheet, "C1", 3596500, "#,##0.00")
        formatted(sheet, "A2", date(2021, 1, 5), "m/d/yy")
        formatted(sheet, "B2", date(2021, 1, 5), 'yyyy"年"m"月"')
        formatted(sheet, "C2", time(8, 30), "h:mm")
        sheet["A3"] = 0.1 + 0.2
        sheet["B3"] = 29000.0
        sheet["C3"] = 0.5
        sheet["A4"] = "00123"
        sheet["B4"] = True
        sheet["C4"] = "'≥90%"
        sheet["A5"] = "#DIV/0!"

    assert texts(grid(made(fill))) == {
        (1, 1): "90%",
        (1, 2): "90.00%",
        (1, 3): "3,596,500.00",
        (2, 1): "2021-01-05",
        (2, 2): "2021年1月",
        (2, 3): "8:30",
        (3, 1): "0.3",
        (3, 2): "29000",
        (3, 3): "0.5",
        (4, 1): "00123",
        (4, 2): "TRUE",
        (4, 3): "'≥90%",
        (5, 1): "#DIV/0!",
    }


def test_merged_ranges_are_spans_and_cells_they_cover_are_not_given() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "产出指标"
        sheet["C3"] = "旁"
        sheet["E2"] = "空合并之前"
        sheet.merge_cells("B2:B5")
        sheet.merge_cells("C2:D2")

    data = made(fill)
    xml = part(data).replace(b'<row r="3">', b'<row r="3"><c r="B3" t="str"><v>covered</v></c>')
    assert b"covered" in xml
    read = grid(with_parts(data, {SHEET: xml}))
    [table] = tables(read)
    assert table.spans_known
    assert [(cell.row, cell.column, cell.text, cell.rows, cell.columns) for cell in table.cells] == [
        (2, 2, "产出指标", 4, 1),
        (2, 3, "", 1, 2),
        (2, 5, "空合并之前", 1, 1),
        (3, 3, "旁", 1, 1),
    ]
    assert (table.cells[0].place.sheet, table.cells[0].place.row, table.cells[0].place.column) == ("Sheet", 2, 2)


def test_a_sheet_without_merged_cells_knows_no_spans() -> None:
    [table] = tables(grid(made(lambda sheet: sheet.append(["甲"]))))
    assert not table.spans_known


def test_every_visible_sheet_that_holds_anything_is_a_table() -> None:
    book = Workbook()
    for name, value in (("申报表", "甲"), ("空", None), ("第二张", "乙")):
        book.create_sheet(name)["C3"] = value
    found = tables(grid(saved(book)))
    places = [(table.cells[0].place.sheet, table.cells[0].place.table, table.cells[0].text) for table in found]
    assert places == [("申报表", 1, "甲"), ("第二张", 2, "乙")]


def test_what_is_hidden_is_left_out_and_said() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "申报表"
    for row in range(1, 8):
        sheet.append([f"{column}{row}" for column in "ABCD"])
    for row in (2, 4, 5, 6, 90):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("字典")["A1"] = "选项"
    book["字典"].sheet_state = "veryHidden"
    read = grid(saved(book))
    assert texts(read) == {(row, column): f"{'ABCD'[column - 1]}{row}" for row in (1, 3, 7) for column in (1, 2, 4)}
    assert [(note.code, note.severity, note.message) for note in read.notes] == [
        ("hidden_left_out", "hint", "工作表“申报表”有隐藏的行（2、4–6），没有读。"),
        ("hidden_left_out", "hint", "工作表“申报表”有隐藏的列（C），没有读。"),
        ("hidden_left_out", "hint", "工作表“字典”是隐藏的，没有读。"),
    ]


def test_a_merged_range_whose_first_row_is_hidden_stands_on_the_next_one() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "标签"
        sheet["B3"] = "值"
        sheet.merge_cells("A1:A3")
        sheet.merge_cells("C1:D1")
        sheet.row_dimensions[1].hidden = True

    read = grid(made(fill))
    assert (cell_at(read, 2, 1).text, cell_at(read, 2, 1).rows) == ("标签", 2)
    assert set(texts(read)) == {(2, 1), (3, 2)}


def test_a_formula_shows_its_kept_result() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", '="a"&"b"', None, "ab")
        sheet.write_formula("A3", '=IF(1,"","x")', None, "")
    xml = part(file.getvalue()).replace(b'<c r="A3">', b'<c r="A3" t="str">')  # as spreadsheets mark an empty text
    read = grid(with_parts(file.getvalue(), {SHEET: xml}))
    assert texts(read) == {(1, 1): "2", (2, 1): "ab"}
    assert read.notes == ()


def test_a_formula_without_a_result_is_blank_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["合计", "=SUM(C1:D1)", 1, 2])
        sheet.append(["再计", "=B1"])

    read = grid(made(fill))
    assert (1, 2) not in texts(read)
    [note] = read.notes
    assert (note.code, note.place.row, note.place.column) == ("formula_without_value", 1, 2)
    assert "2 个公式" in note.message
    assert "B1" in note.message


def test_a_zero_that_only_holds_the_place_of_a_result_is_no_zero() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:  # writes 0 beside each formula and asks for recalculation
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["合计", 0, 5])
        sheet.write_formula("D1", "=SUM(B1:C1)")
    read = grid(file.getvalue())
    assert texts(read) == {(1, 1): "合计", (1, 2): "0", (1, 3): "5"}
    assert [note.code for note in read.notes] == ["formula_without_value"]


def test_runs_of_a_rich_text_are_joined_and_its_pronunciation_is_left_out() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        bold = book.add_format({"bold": True})
        book.add_worksheet().write_rich_string("A1", "产出", bold, "指标", " ≥ 90%")
    shared = part(file.getvalue(), "xl/sharedStrings.xml")
    spoken = shared.replace(b"</si>", b'<rPh sb="0" eb="2"><t>chanchu</t></rPh></si>')
    assert texts(grid(with_parts(file.getvalue(), {"xl/sharedStrings.xml": spoken}))) == {(1, 1): "产出指标 ≥ 90%"}


def test_rich_text_inside_a_cell_and_line_breaks_are_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText("一、", TextBlock(InlineFont(b=True), "立项\n依据"))
        sheet["A2"] = "第一行\r\n第二行\n第三行"
        sheet["A3"] = "回车_x000D_符"

    assert texts(grid(made(fill))) == {(1, 1): "一、立项\n依据", (2, 1): "第一行\n第二行\n第三行", (3, 1): "回车\n符"}


def test_old_macintosh_files_count_days_from_1904() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"date_1904": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        for row in range(2):
            sheet.write_row(row, 0, ["日期", "日期"])
            sheet.write_datetime(row, 1, datetime(2021, 1, 5), day)  # noqa: DTZ001 (civil time)
    assert texts(grid(file.getvalue()))[1, 2] == "2021-01-05"
    assert list(rows(file.getvalue()).rows) == [(2, ("日期", "2021-01-05"))]


def test_a_file_without_references_and_with_prefixed_names_is_read() -> None:
    data = made(lambda sheet: sheet.append(["甲", "乙"]))
    xml = (
        part(data)
        .replace(b"<", b"<x:")
        .replace(b"<x:/", b"</x:")
        .replace(b"<x:?", b"<?")
        .replace(b"xmlns=", b"xmlns:x=")
    )
    xml = re.sub(rb' r="[A-Z]*1"', b"", xml)
    read = with_parts(data, {SHEET: xml})
    assert texts(grid(read)) == {(1, 1): "甲", (1, 2): "乙"}
    assert rows(read).header == ("甲", "乙")


def test_a_workbook_without_visible_content_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有看得见的内容") as refused:
        grid(saved(Workbook()))
    assert "隐藏" in refused.value.remedy
    with pytest.raises(UnreadableError, match="没有看得见的表头"):
        rows(made(lambda sheet: sheet.append(["只有一格"])))


def test_formats_are_told_by_content() -> None:
    data = made(lambda sheet: sheet.append(["甲"]))
    assert recognises(data) == 90
    assert recognises(b"PK\x03\x04rest") == recognises(b"") == recognises(b"a,b") == 0
    code, _ = importers.grid_of(data, "表.doc")
    assert code == "xlsx"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"xl/workbook.bin": b""}, "xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}, "ods"),
    ],
    ids=["xlsb", "ods"],
)
def test_related_formats_get_a_sentence_of_their_own(names: dict[str, bytes], words: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    assert recognises(file.getvalue()) == 50
    for read in (grid, rows):
        with pytest.raises(UnreadableError, match=words) as refused:
            read(file.getvalue())
        assert "另存为" in refused.value.remedy


def test_a_workbook_with_a_password_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage\0".encode("utf-16-le")
    for read in (grid, rows):
        with pytest.raises(UnreadableError, match="密码"):
            read(data)
