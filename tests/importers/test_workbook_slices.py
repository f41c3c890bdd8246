"""Dumps of more rows than calamine is given at once: rows and their numbers are those of the sheet."""

from __future__ import annotations

import io
import tracemalloc
from datetime import datetime, timedelta

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbook_making import SHEET, part, saved, with_parts

from youju.errors import UnreadableError
from youju.importers.formats.xlsx import rows

COUNT = 16_500  # rows of 265 bytes: two slices
START = datetime(2021, 1, 1)  # noqa: DTZ001 (civil time)
FIRST = 7  # the row of the sheet in which the first one stands
HEADER = ("编号", "时间", "金额", "", "大厅", "件数", "备注", "及时")


def moment(row: int) -> datetime:
    """Every fifth at midnight, where a spreadsheet shows a day."""
    return START + timedelta(days=row, seconds=0 if row % 5 == 0 else row)


def ledger() -> bytes:
    """A dump that begins in B6, with a blank row after each hundred."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        shown = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet()
        sheet.write_row(FIRST - 2, 1, HEADER)
        for row in range(COUNT):
            at = FIRST - 1 + row + row // 100
            sheet.write_row(at, 1, [f"EX{row:06d}"])
            sheet.write_datetime(at, 2, moment(row), shown)
            sheet.write_row(at, 3, [row / 100, None, "区行政服务中心", row, f"备注{row}", row % 2 == 0])
    return file.getvalue()


def expected() -> list[tuple[int, tuple[str, ...]]]:
    found: list[tuple[int, tuple[str, ...]]] = []
    for row in range(COUNT):
        when = moment(row)
        time = f"{when:%Y-%m-%d}" if row % 5 == 0 else f"{when:%Y-%m-%d %H:%M:%S}"
        money = f"{row // 100}.{row % 100:02d}".rstrip("0").rstrip(".")
        cells = (
            "",
            f"EX{row:06d}",
            time,
            money,
            "",
            "区行政服务中心",
            str(row),
            f"备注{row}",
            str(row % 2 == 0).upper(),
        )
        found.append((FIRST + row + row // 100, cells))
    return found


LEDGER = ledger()


def changed(old: bytes, new: bytes) -> bytes:
    """The dump with the last occurrence of something in its sheet replaced."""
    before, found, after = part(LEDGER).rpartition(old)
    assert found
    return with_parts(LEDGER, {SHEET: before + new + after})


def test_rows_of_many_slices_keep_their_numbers_and_columns() -> None:
    assert len(part(LEDGER)) > 4_200_000
    read = rows(LEDGER)
    assert read.header == ("", *HEADER)
    assert list(read.rows) == expected()


def test_a_sheet_with_a_comment_or_another_encoding_gives_the_same_rows() -> None:
    read = rows(changed(b"<row ", b"<!-- --><row "))
    assert list(read.rows) == expected()
    wide = part(LEDGER).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert list(rows(with_parts(LEDGER, {SHEET: wide})).rows) == expected()


def test_a_text_that_is_missing_far_below_leaves_its_cell_blank() -> None:
    *above, (number, cells) = expected()
    read = list(rows(changed(b't="s"><v>', b't="s"><v>999')).rows)
    assert read == [*above, (number, (*cells[:7], "", cells[8]))]


def test_damage_far_below_is_said_when_it_is_reached() -> None:
    read = rows(changed(b"</v>", b""))
    assert next(read.rows) == expected()[0]
    with pytest.raises(UnreadableError, match="损坏"):
        list(read.rows)


def test_days_that_count_from_1904_stay_the_same_days() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "日期"])
    sheet.append(["EX1", START])
    assert list(rows(saved(book)).rows) == [(2, ("EX1", "2021-01-01"))]


@pytest.mark.parametrize("again", [' s="0" r="XFD1048576"', 'r="XFD1048576"', " x='>' r = 'XFD1048576'"])
def test_a_cell_that_says_twice_where_it_stands_is_damage_and_takes_no_memory(again: str) -> None:
    """Laid out it would be half a terabyte, and the process would be gone."""
    twice = changed(b' t="b">', again.encode() + b' t="b">')
    with pytest.raises(UnreadableError, match="损坏"):
        list(rows(twice).rows)


def test_two_cells_far_apart_take_no_memory() -> None:
    """A slice may be laid out by calamine, but a million rows of it are not taken over."""
    top = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    far = b'<row r="999999"><c r="O999999"><v>3</v></c></row>'
    data = with_parts(LEDGER, {SHEET: b"<worksheet><sheetData>" + top + far + b"</sheetData></worksheet>"})
    tracemalloc.start()
    assert list(rows(data).rows) == [(999_999, (*[""] * 14, "3"))]
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
