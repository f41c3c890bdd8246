"""XLS workbooks of the old office programs, read as forms and as dumps."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_making import tables, texts

from youju import importers
from youju.errors import UnreadableError
from youju.importers.formats.xls import grid, recognises, rows


def made(fill: Callable[[Any], None], name: str = "申报表", **hidden: int) -> bytes:
    """A workbook made by xlwt; ``hidden`` names further sheets and how far they are hidden."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book.add_sheet(name, cell_overwrite_ok=True))
    for further, state in hidden.items():
        sheet = book.add_sheet(further)
        sheet.write(0, 0, "选项")
        sheet.visibility = state
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def style(code: str) -> Any:  # noqa: ANN401 (xlwt has no types)
    return xlwt.easyxf(num_format_str=code)


def test_cells_show_what_their_number_formats_say() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 (xlwt has no types)
        sheet.write(0, 0, 0.9, style("0%"))
        sheet.write(0, 1, 0.9, style("0.00%"))
        sheet.write(0, 2, 3596500, style("#,##0.00"))
        sheet.write(1, 0, date(2021, 1, 5), style("yyyy-mm-dd"))
        sheet.write(1, 1, date(2021, 1, 5), style('yyyy"年"m"月"'))
        sheet.write(2, 0, 0.1 + 0.2)
        sheet.write(2, 1, 29000.0)
        sheet.write(2, 2, -12.34)
        sheet.write(3, 0, "00123")
        sheet.write(3, 1, True)  # noqa: FBT003 (the value of a cell)
        sheet.write(3, 2, 123456789.25)
        sheet.row(4).set_cell_error(0, "#DIV/0!")
        sheet.write(4, 1, "第一行\n第二行")

    assert texts(grid(made(fill))) == {
        (1, 1): "90%",
        (1, 2): "90.00%",
        (1, 3): "3,596,500.00",
        (2, 1): "2021-01-05",
        (2, 2): "2021年1月",
        (3, 1): "0.3",
        (3, 2): "29000",
        (3, 3): "-12.34",
        (4, 1): "00123",
        (4, 2): "TRUE",
        (4, 3): "123456789.25",
        (5, 1): "#DIV/0!",
        (5, 2): "第一行\n第二行",
    }


def test_whole_numbers_side_by_side_are_read_from_their_packed_form() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 (xlwt has no types)
        for column, value in enumerate((1, -2, 3.25, 0.01, 536_870_911)):
            sheet.write(0, column, value)

    data = made(fill)
    assert texts(grid(data)) == {(1, 1): "1", (1, 2): "-2", (1, 3): "3.25", (1, 4): "0.01", (1, 5): "536870911"}


def test_merged_ranges_are_spans() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 (xlwt has no types)
        sheet.write_merge(1, 4, 1, 1, "产出指标")
        sheet.write_merge(1, 1, 2, 3, "")
        sheet.write(2, 2, "旁")

    [table] = tables(grid(made(fill)))
    assert table.spans_known
    assert [(cell.row, cell.column, cell.text, cell.rows, cell.columns) for cell in table.cells] == [
        (2, 2, "产出指标", 4, 1),
        (2, 3, "", 1, 2),
        (3, 3, "旁", 1, 1),
    ]
    assert table.cells[0].place.sheet == "申报表"


def test_what_is_hidden_is_left_out_and_said() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 (xlwt has no types)
        for row in range(4):
            for column in range(3):
                sheet.write(row, column, f"{row}{column}")
        sheet.row(1).hidden = True
        sheet.col(2).hidden = True

    read = grid(made(fill, 字典=1, 暗=2))
    assert set(texts(read)) == {(row, column) for row in (1, 3, 4) for column in (1, 2)}
    assert [note.message for note in read.notes] == [
        "工作表“申报表”有隐藏的行（2），没有读。",
        "工作表“申报表”有隐藏的列（C），没有读。",
        "工作表“字典”是隐藏的，没有读。",
        "工作表“暗”是隐藏的，没有读。",
    ]


def test_texts_longer_than_a_record_are_read_whole() -> None:
    long = [f"{row}" + ("长" if row % 2 else "x") * 7_000 for row in range(12)]

    def fill(sheet: Any) -> None:  # noqa: ANN401 (xlwt has no types)
        for row, text in enumerate(long):
            sheet.write(row, 0, text)

    assert list(texts(grid(made(fill))).values()) == long


def test_runs_of_a_rich_text_are_joined() -> None:
    bold = xlwt.easyfont("bold true")
    data = made(lambda sheet: sheet.write_rich_text(0, 0, ["产出", ("指标", bold), " ≥ 90%"]))
    assert texts(grid(data)) == {(1, 1): "产出指标 ≥ 90%"}


def test_old_macintosh_files_count_days_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("a").write(0, 0, 0, style("yyyy-mm-dd"))
    file = io.BytesIO()
    book.save(file)
    assert texts(grid(file.getvalue())) == {(1, 1): "1904-01-01"}


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def as_file(stream: bytes, name: str) -> bytes:
    """A compound file of one stream, written after the published layout of compound files."""
    stream = stream.ljust(4_096, b"\0").ljust(-(-len(stream) // 512) * 512, b"\0")
    count = len(stream) // 512
    header = struct.pack(
        "<8s16x5H6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        62,
        3,
        0xFFFE,
        9,
        6,
        *(0, 1, 1, 0, 4_096),
        *(0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0),
    )
    header += b"\xff" * (512 - len(header))
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")

    def entry(called: str, kind: int, start: int, size: int) -> bytes:
        written = called.encode("utf-16-le") + b"\0\0"
        return struct.pack("<64sHBB12x36xII4x", written, len(written), kind, 1, start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 2, len(stream))
    return header + table + directory.ljust(512, b"\0") + stream


def of_1995() -> bytes:
    """A workbook of 1995, its texts in the encoding of the machine: a cell and the result of a formula."""
    start = record(0x809, struct.pack("<4H", 0x500, 5, 0, 0))
    name = "表".encode("gbk")
    styles = record(0xE0, struct.pack("<8H", 0, 0, *(0,) * 6)) + record(0xE0, struct.pack("<8H", 0, 9, *(0,) * 6))
    first = start + record(0x42, struct.pack("<H", 936))
    sheet_at = len(first) + 4 + 7 + len(name) + len(styles) + 4
    first += record(0x85, struct.pack("<IHB", sheet_at, 0, len(name)) + name) + styles + record(0x0A, b"")
    text = "项目名称".encode("gbk")
    cells = record(0x204, struct.pack("<4H", 0, 0, 0, len(text)) + text)
    cells += record(0x203, struct.pack("<3Hd", 0, 1, 1, 0.9))
    cells += record(0x06, struct.pack("<3H8sHIH", 0, 2, 0, b"\0\0\0\0\0\0\xff\xff", 0, 0, 0))
    cells += record(0x207, struct.pack("<H", len(text)) + text)
    return first + record(0x809, struct.pack("<4H", 0x500, 16, 0, 0)) + cells + record(0x0A, b"")


def test_a_workbook_of_1995_is_read_in_its_own_encoding() -> None:
    data = as_file(of_1995(), "Book")
    assert recognises(data) == 90
    assert texts(grid(data)) == {(1, 1): "项目名称", (1, 2): "90%", (1, 3): "项目名称"}
    assert tables(grid(data))[0].cells[0].place.sheet == "表"


def test_a_workbook_with_a_password_says_so() -> None:
    start = record(0x809, struct.pack("<4H", 0x600, 5, 0, 0))
    data = as_file(start + record(0x2F, bytes(6)) + record(0x0A, b""), "Workbook")
    for read in (grid, rows):
        with pytest.raises(UnreadableError, match="密码"):
            read(data)


def dump(sheet: Any) -> None:  # noqa: ANN401 (xlwt has no types)
    sheet.write(0, 0, "2021年快递台账")
    for column, label in enumerate(("编号", "日期", "收件时间", "数量", "比例", "出错")):
        sheet.write(2, column, label)
    sheet.write(3, 0, "EX1")
    sheet.write(3, 1, date(2021, 1, 5), style("m/d/yy"))
    sheet.write(3, 2, datetime(2021, 1, 5, 9, 12), style("yyyy-mm-dd hh:mm"))  # noqa: DTZ001 (civil time)
    sheet.write(3, 3, 3)
    sheet.write(3, 4, 0.987, style("0.0%"))
    sheet.write(5, 0, 110101199001011234.0)
    sheet.write(5, 6, "多出一格")


def test_a_dump_is_read_below_its_title_with_the_numbers_of_the_spreadsheet() -> None:
    read = importers.rows_of(made(dump, "台账"), "台账.csv")
    assert (read.sheet, read.header) == ("台账", ("编号", "日期", "收件时间", "数量", "比例", "出错"))
    assert list(read.rows) == [
        (4, ("EX1", "2021-01-05", "2021-01-05 09:12:00", "3", "0.987", "")),
        (6, ("1.10101199001011e+17", "", "", "", "", "", "多出一格")),
    ]


def test_formats_are_told_by_content() -> None:
    data = made(dump)
    assert recognises(data) == 90
    assert recognises(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == recognises(b"") == 0
    code, _ = importers.grid_of(data, "表.xlsx")
    assert code == "xls"


def test_a_workbook_without_visible_content_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有看得见的内容"):
        grid(made(lambda sheet: sheet.write(0, 0, "")))


FORM = made(dump)


@pytest.mark.parametrize("size", [0, 7, 511, 512, 600, 4_000])
def test_a_file_cut_off_is_refused(size: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        grid(FORM[:size])
    assert refused.value.remedy


@given(st.lists(st.tuples(st.integers(0, len(FORM) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=200)
def test_a_workbook_with_wrong_bytes_gives_at_most_one_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(FORM)
    for at, byte in changes:
        data[at] = byte
    for read in (lambda: grid(bytes(data)), lambda: list(rows(bytes(data)).rows)):
        try:
            read()
        except UnreadableError as fault:
            assert fault.message  # noqa: PT017 (either way is right)
