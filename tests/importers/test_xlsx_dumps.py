"""XLSX workbooks read as dumps, and those that are too large, damaged or hostile."""

from __future__ import annotations

import io
import re
import tracemalloc
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from workbook_making import SHEET, formatted, made, part, saved, texts, with_parts

from youju import importers
from youju.errors import UnreadableError
from youju.importers.formats.xlsx import grid, rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def dump(sheet: Worksheet) -> None:
    sheet["A1"] = "2021年快递台账"
    sheet.append([None])
    sheet.append(["编号", "日期", "收件时间", "数量", "比例", "出错", "备注"])
    formatted(sheet, "B4", date(2021, 1, 5), "m/d/yy")
    formatted(sheet, "C4", datetime(2021, 1, 5, 9, 12), "yyyy-mm-dd hh:mm")  # noqa: DTZ001 (civil time)
    for where, value in (
        ("A4", "EX1"),
        ("D4", 3.0),
        ("E4", 0.987),
        ("F4", False),
        ("G6", "迟"),
        ("A6", 110101199001011234),
    ):
        sheet[where] = value


def test_a_dump_is_read_below_its_title_with_the_numbers_of_the_spreadsheet() -> None:
    read = rows(made(dump))
    assert (read.sheet, read.header) == ("Sheet", ("编号", "日期", "收件时间", "数量", "比例", "出错", "备注"))
    assert list(read.rows) == [
        (4, ("EX1", "2021-01-05", "2021-01-05 09:12:00", "3", "0.987", "FALSE", "")),
        (6, ("1.10101199001011e+17", "", "", "", "", "", "迟")),
    ]


def test_both_ways_of_reading_a_dump_give_the_same_rows() -> None:
    data = made(dump)
    slow = with_parts(data, {SHEET: re.sub(rb' r="([A-Z]+\d+)"', rb" r='\1'", part(data))})
    assert (rows(slow).header, list(rows(slow).rows)) == (rows(data).header, list(rows(data).rows))


def test_the_first_visible_sheet_with_rows_is_the_dump() -> None:
    book = Workbook()
    for name, state in (("说明", "visible"), ("旧", "hidden"), ("台账", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["编号", "日期"] if name != "说明" else ["请填台账"])
    assert rows(saved(book)).sheet == "台账"


def test_a_dump_in_a_workbook_is_imported_like_any_other() -> None:
    read = importers.rows_of(made(dump), "台账.csv")
    assert read.header[:2] == ("编号", "日期")
    assert [number for number, _ in read.rows] == [4, 6]


FORM = made(dump)


def read_all(data: bytes) -> None:
    """Reads whatever it is; only UnreadableError is expected."""
    for read in (lambda: grid(data), lambda: list(rows(data).rows)):
        try:
            read()
        except UnreadableError as fault:
            assert fault.message  # noqa: PT017 (either way is right)


@given(st.integers(0, len(FORM) - 1))
@settings(max_examples=40)
def test_a_workbook_cut_anywhere_gives_at_most_one_sentence(end: int) -> None:
    with pytest.raises(UnreadableError):
        grid(FORM[:end])


@given(st.lists(st.tuples(st.integers(0, len(FORM) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=60)
def test_a_workbook_with_wrong_bytes_gives_at_most_one_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(FORM)
    for at, byte in changes:
        data[at] = byte
    read_all(bytes(data))


def shared() -> bytes:
    """A small dump by xlsxwriter, whose texts stand in a part of their own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "日期", "比例"])
        sheet.write_datetime(1, 1, datetime(2021, 1, 5), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 (civil time)
        sheet.write(1, 2, 0.5, book.add_format({"num_format": "0%"}))
        sheet.merge_range(2, 0, 3, 1, "合计")
    return file.getvalue()


SHARED = shared()


@given(st.sampled_from([SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]), st.data())
@settings(max_examples=120)
def test_parts_with_wrong_characters_give_at_most_one_sentence(name: str, data: st.DataObject) -> None:
    content = bytearray(part(SHARED, name))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.sampled_from(b'<>/"0129AZ \x00\xff'))
    read_all(with_parts(SHARED, {name: bytes(content)}))


def test_three_cells_at_the_corners_of_a_sheet_take_no_memory() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["编号", "日期"])
        sheet["A2"] = "甲"
        sheet["XFD1048576"] = "远"

    data = made(fill)
    tracemalloc.start()
    assert texts(grid(data)) == {(1, 1): "编号", (1, 2): "日期", (2, 1): "甲", (1_048_576, 16_384): "远"}
    read = rows(data)
    assert read.header == ("编号", "日期")
    assert [(number, cells[0], len(cells)) for number, cells in read.rows] == [(2, "甲", 2), (1_048_576, "", 16_384)]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_dimension_that_lies_takes_no_memory() -> None:
    data = made(lambda sheet: sheet.append(["编号", "日期"]))
    xml = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part(data))
    assert b"XFD1048576" in xml
    lying = with_parts(data, {SHEET: xml})
    assert texts(grid(lying)) == {(1, 1): "编号", (1, 2): "日期"}
    assert rows(lying).header == ("编号", "日期")


def test_a_count_that_lies_takes_no_memory() -> None:
    strings = part(SHARED, "xl/sharedStrings.xml").replace(b'uniqueCount="', b'uniqueCount="99999999999')
    assert b"99999999999" in strings
    assert rows(with_parts(SHARED, {"xl/sharedStrings.xml": strings})).header == ("编号", "日期", "比例")


def test_three_hundred_columns_are_read() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(3):
            sheet.append([f"{row}-{column}" for column in range(300)])

    data = made(fill)
    assert texts(grid(data))[3, 300] == "2-299"
    read = rows(data)
    assert (len(read.header), next(read.rows)[1][299]) == (300, "1-299")


def test_too_many_cells_are_refused_in_one_sentence() -> None:
    data = made(lambda sheet: sheet.append(["甲"]))
    line = b"<row>" + b"<c><v>1</v></c>" * 1_000 + b"</row>"
    xml = b"<worksheet><sheetData>" + line * 1_000 + b"</sheetData></worksheet>"
    with pytest.raises(UnreadableError, match="超过 500,000 个") as refused:
        grid(with_parts(data, {SHEET: xml}))
    assert refused.value.remedy


def test_a_part_with_more_marks_than_any_table_is_refused_at_once() -> None:
    data = made(lambda sheet: sheet.append(["甲"]))
    with pytest.raises(UnreadableError, match="个标记"):
        grid(with_parts(data, {SHEET: b"<a>" + b"<b/>" * 8_000_001 + b"</a>"}))


def test_entities_are_never_expanded() -> None:
    data = made(lambda sheet: sheet.append(["甲"]))
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    xml = bomb + b'<worksheet><sheetData><row><c t="str"><v>&c;&b;</v></c></row></sheetData></worksheet>'
    with pytest.raises(UnreadableError, match="损坏"):
        grid(with_parts(data, {SHEET: xml}))
