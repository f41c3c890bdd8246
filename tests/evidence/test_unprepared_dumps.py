"""Dumps that nobody prepared, as real files, brought in row by row and in bulk: the same answer, nothing lost."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_making import made

from youju import importers
from youju.errors import UnreadableError
from youju.evidence import lake, receive
from youju.evidence.batches import standing_rows
from youju.evidence.cells import Typed
from youju.model.ledger import Closing, Column, ColumnType, ImportReport, Ledger, LeftOut

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LEDGER = Ledger(
    code="openings",
    label="开办台账",
    closing=Closing.DAY,
    key=("case_no",),
    date="accepted_at",
    columns=(
        Column("case_no", "办件编号", ColumnType.TEXT, ("受理编号",), required=True),
        Column("accepted_at", "受理时间", ColumnType.TIMESTAMP, required=True),
        Column("completed_at", "办结时间", ColumnType.TIMESTAMP),
        Column("hall", "服务大厅", ColumnType.TEXT, ("大厅",)),
        Column("fee", "费用", ColumnType.MONEY, unit="元"),
        Column("rate", "准确率", ColumnType.DECIMAL),
        Column("ok", "是否合格", ColumnType.BOOLEAN),
    ),
)
TOTAL = "这一行是合计，不是一条记录，没有导入。"
REMARK = "这一行是表尾的说明，不是一条记录，没有导入。"
HEADER = "这一行重复了表头，不是一条记录，没有导入。"
Bring = Callable[[bytes], ImportReport]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Imports the bytes both ways and gives the one report that both have."""

    def both(data: bytes, ledger: Ledger = LEDGER) -> ImportReport:
        path = tmp_path / "dump"
        path.write_bytes(data)

        def one(root: str) -> ImportReport:
            rows = importers.rows_at(path, path.name, tmp_path)
            report = lake.import_rows(tmp_path / root, ledger, rows, path, path.name, "张三", "clerk", "2021-04-01")
            return replace(report, batch=None)

        small = one("small")
        monkeypatch.setattr(receive, "LARGE", 0)
        monkeypatch.setattr(importers, "LARGE", len(data))
        assert one("large") == small
        digests = [[act.body["rows_digest"] for act in lake.batches(tmp_path / way, ledger)] for way in WAYS]
        assert digests[0] == digests[1]
        return small

    return both


WAYS = ("small", "large")


def stored(root: Path, *keys: Typed) -> list[dict[str, Typed]]:
    """What stands under the keys."""
    rows = standing_rows(lake.cut(root, LEDGER), [(key,) for key in keys])
    codes = [column.code for column in LEDGER.columns]
    return [dict(zip(codes, rows[key,].values, strict=True)) for key in keys]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", ["", ",,,"], ids=["blank line", "blank cells"])
def test_a_csv_with_title_note_totals_and_footer(bring: Bring, end: str, blank: str) -> None:
    lines = [
        "2021年开办台账,,,",
        "单位：元",
        blank,
        "办件编号,受理时间,大厅,费用",
        "A1,2021-03-05 09:12,东厅,1",
        "小计,,,1",
        "A2,2021年3月6日,西厅,2",
        "办件编号,受理时间,大厅,费用",
        "A3,前天,西厅,2",
        "A4合计,2021-03-07,西厅,2",
        "合  计,,,5",
        ",,,",
        "制表人：张三,,审核人：李四",
    ]
    report = bring(end.join(lines).encode("gb18030"))
    assert (report.header_row, report.read, report.added) == (4, 4, 3)
    assert [(reject.row, reject.column) for reject in report.rejected] == [(9, "accepted_at")]
    assert report.left_out == (
        LeftOut(6, TOTAL),
        LeftOut(8, HEADER),
        LeftOut(11, TOTAL),
        LeftOut(13, REMARK),
    )


def test_a_plain_csv_below_a_title_stays_a_text_that_is_read_in_bulk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importers, "LARGE", 40)
    path = tmp_path / "dump.csv"
    path.write_text("2021年台账\n\n说明\n办件编号\t受理时间\nA1\t2021-03-05\nA2\t2021-03-06\n", encoding="utf-8-sig")
    rows = importers.rows_at(path, path.name, tmp_path)
    assert rows.plain is not None
    assert (rows.plain.header_row, rows.plain.separator, rows.plain.records) == (3, "\t", 3)
    path.write_text("2021年台账\n\n办件编号\t受理时间\n\nA1\t2021-03-05\n", encoding="utf-8")
    plain = importers.rows_at(path, path.name, tmp_path).plain
    assert plain is not None
    assert plain.header_row == 5  # what is above it is for the way row by row


def test_two_header_rows_in_a_csv(bring: Bring) -> None:
    lines = ["台账", "办件编号,时间,,大厅", ",受理时间,办结时间,", "A1,2021-03-05,2021-03-06,东厅"]
    report = bring("\n".join(lines).encode())
    assert (report.header_row, report.added, report.missing_columns) == (3, 1, ("fee", "rate", "ok"))


def merged_sheet(sheet: Worksheet) -> None:
    rows: list[list[object]] = [
        ["2021年开办台账"],
        ["办件编号", "时间", None, "服务大厅", "费用"],
        [None, "受理时间", "办结时间", None, None],
        ["A1", date(2021, 3, 5), 44261.5, "东厅", "234.50元"],
        ["A2", 44262, None, None, "１"],
        [None, 44262, None, None, 3],
        ["A3", "2021年3月7日", None, "西厅", None],
        ["合计", None, None, None, 238.5],
    ]
    for row in rows:
        sheet.append(row)
    for span in ("A1:E1", "B2:C2", "A2:A3", "D2:D3", "E2:E3", "D4:D6", "A5:A6"):
        sheet.merge_cells(span)


def test_a_merged_workbook_says_what_is_written_once_of_every_row(bring: Bring, tmp_path: Path) -> None:
    report = bring(made(merged_sheet))
    assert (report.header_row, report.added, report.left_out) == (3, 3, (LeftOut(8, TOTAL),))
    assert [(reject.row, reject.column) for reject in report.rejected] == [(6, "case_no")]  # a merged key is one record
    for way in WAYS:
        first, second, third = stored(tmp_path / way, "A1", "A2", "A3")
        assert [row["hall"] for row in (first, second, third)] == ["东厅", "东厅", "西厅"]
        assert (first["accepted_at"], first["completed_at"]) == (datetime(2021, 3, 5), datetime(2021, 3, 6, 12))  # noqa: DTZ001 (civil time)
        assert second["accepted_at"] == datetime(2021, 3, 7)  # noqa: DTZ001 (civil time)


def test_a_merged_old_workbook_is_read_alike(bring: Bring, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for at, name in enumerate(("办件编号", "受理时间", "服务大厅")):
        sheet.write(0, at, name)
    for row in (1, 2, 3):
        sheet.write(row, 0, f"A{row}")
        sheet.write(row, 1, "2021-03-05")
    sheet.write_merge(1, 2, 2, 2, "东厅")
    file = io.BytesIO()
    book.save(file)
    assert bring(file.getvalue()).added == 3
    assert [row["hall"] for row in stored(tmp_path / "large", "A1", "A2", "A3")] == ["东厅", "东厅", None]


def test_a_merged_web_page_is_read_alike(bring: Bring, tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=3>2021年台账</td></tr><tr><th>办件编号</th><th>受理时间</th><th>服务大厅</th></tr>"
        "<tr><td>A1</td><td>2021-03-05</td><td rowspan=2>东厅</td></tr><tr><td>A2</td><td>2021-03-05</td></tr></table>"
    )
    report = bring(page.encode())
    assert (report.header_row, report.added) == (2, 2)
    assert [row["hall"] for row in stored(tmp_path / "small", "A1", "A2")] == ["东厅", "东厅"]


def test_a_merged_part_of_a_key_counts_for_each_row_that_names_the_rest_itself(tmp_path: Path) -> None:
    columns = (
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("window", "窗口", ColumnType.TEXT, required=True),
    )
    ledger = Ledger("days", "日志", Closing.DAY, ("day", "window"), "day", columns)

    def fill(sheet: Worksheet) -> None:
        for row in (["日期", "窗口"], [date(2021, 3, 5), "A"], [None, "B"], [None, " "], [" ", "C"]):
            sheet.append(row)
        sheet.merge_cells("A2:A5")

    data = made(fill)
    report = lake.import_rows(tmp_path, ledger, importers.rows_of(data, "x"), data, "x", "张三", "clerk", "2021-04-01")
    assert (report.added, report.rejected) == (3, ())


SPELLINGS: dict[str, list[tuple[str, Typed]]] = {
    "accepted_at": [
        ("2021年1月5日", datetime(2021, 1, 5)),  # noqa: DTZ001 (civil time)
        ("2021/01/05", datetime(2021, 1, 5)),  # noqa: DTZ001 (civil time)
        ("44201", datetime(2021, 1, 5)),  # noqa: DTZ001 (civil time)
        ("44201.3833333333", datetime(2021, 1, 5, 9, 12)),  # noqa: DTZ001 (civil time)
    ],
    "fee": [("１", Decimal(1)), ("234.50元", Decimal("234.5")), ("1.5万元", Decimal(15000))],
    "rate": [("98.7%", Decimal("0.987")), ("９８．７％", Decimal("0.987")), ("0.987", Decimal("0.987"))],
    "ok": [("√", True), ("合格", True), ("不合格", False), ("0", False)],
}


@pytest.mark.parametrize(
    ("column", "text", "value"), [(column, *pair) for column, pairs in SPELLINGS.items() for pair in pairs]
)
def test_every_spelling_is_taken_in_both_ways(
    bring: Bring, tmp_path: Path, column: str, text: str, value: Typed
) -> None:
    cells = {"case_no": "A1", "accepted_at": "2021-03-05"} | {column: text}
    header = [LEDGER.column(code).label for code in cells]
    assert bring(f"{','.join(header)}\n{','.join(cells.values())}\n".encode()).added == 1
    for way in WAYS:
        (row,) = stored(tmp_path / way, "A1")
        assert row[column] == value


WORDS = {
    "办件编号": ("A1", "A2", "合计", "东厅小计", "A计", "", "办件编号", "制表人：张三", "共 3 条", " "),
    "受理时间": ("2021-03-05", "44201", "2021年3月6日", "", "合计", "受理时间", "导出时间：2021-12-31", "前天"),
    "大厅": ("东厅", "", "", "小计", "大厅", "审核：李四", "总计："),
    "费用": ("1", "", "", "费用", "以下空白", "1.5万元"),
}


@settings(max_examples=25)
@given(st.lists(st.tuples(*map(st.sampled_from, WORDS.values())), max_size=8), st.booleans())
def test_both_ways_leave_out_the_same_rows_of_every_dump(rows: list[tuple[str, ...]], titled: bool) -> None:  # noqa: FBT001 (drawn)
    lines = [*(["台账", "单位：元"] if titled else []), ",".join(WORDS), *map(",".join, rows)]
    data = "\n".join(lines).encode()
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        root = Path(made)
        path = root / "dump"
        path.write_bytes(data)

        def one(way: str) -> ImportReport:
            found = importers.rows_at(path, path.name, root)
            return lake.import_rows(root / way, LEDGER, found, path, path.name, "张三", "clerk", "2021-04-01")

        small = one("small")
        patch.setattr(receive, "LARGE", 0)
        patch.setattr(importers, "LARGE", len(data))
        large = one("large")
        assert replace(large, batch=None) == replace(small, batch=None)
        written = sum(any(cell.strip() for cell in row) for row in rows)
        assert small.read + len(small.left_out) == written


@pytest.mark.parametrize("text", ["4420", "442011", "98.7%", "44201x", "-44201"])
def test_a_number_that_counts_no_day_is_rejected_as_a_time(bring: Bring, text: str) -> None:
    (reject,) = bring(f"办件编号,受理时间\nA1,{text}\n".encode()).rejected
    assert (reject.row, reject.column, reject.value) == (2, "accepted_at", text)


def test_a_percentage_is_no_amount_and_no_score(bring: Bring) -> None:
    (reject,) = bring("办件编号,受理时间,费用\nA1,2021-03-05,98.7%\n".encode()).rejected
    assert (reject.column, reject.value) == ("fee", "98.7%")


def test_a_date_column_half_text_is_rejected_row_by_row_and_the_rest_is_kept(bring: Bring) -> None:
    words = ["待定", "2021-03-05", "三月五日", "2021-13-05", "2021-03-06"]
    lines = ["办件编号,受理时间", *(f"A{number},{word}" for number, word in enumerate(words))]
    report = bring("\n".join(lines).encode())
    assert report.added == 2
    assert [(reject.row, reject.value) for reject in report.rejected] == [
        (2, "待定"),
        (4, "三月五日"),
        (5, "2021-13-05"),
    ]


def test_a_formula_is_kept_as_the_text_it_is(bring: Bring, tmp_path: Path) -> None:
    report = bring("办件编号,受理时间,大厅,费用\nA1,2021-03-05,=1+1,\nA2,2021-03-05,,=1+1\n".encode())
    assert report.added == 1
    assert [reject.value for reject in report.rejected] == ["=1+1"]
    assert [row["hall"] for row in stored(tmp_path / "large", "A1")] == ["=1+1"]


def unanswered(sheet: Worksheet) -> None:
    sheet.append(["办件编号", "受理时间", "大厅", "费用"])
    sheet.append(["A1", "2021-03-05", "=B1", None])
    sheet.append(["A2", "2021-03-05", None, "=SUM(1,1)"])


def test_a_formula_whose_result_a_workbook_does_not_hold_is_not_passed_over(bring: Bring, tmp_path: Path) -> None:
    report = bring(made(unanswered))
    assert [(reject.row, reject.column, reject.value) for reject in report.rejected] == [(3, "fee", "=SUM(1,1)")]
    assert [row["hall"] for row in stored(tmp_path / "small", "A1")] == ["=B1"]


def test_a_result_left_to_be_made_on_opening_is_no_zero(bring: Bring) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["办件编号", "受理时间", "费用"])
        for row, result in ((1, 0), (2, 2)):
            sheet.write_row(row, 0, [f"A{row}", "2021-03-05"])
            sheet.write_formula(row, 2, "=1+1", None, result)
    report = bring(file.getvalue())
    assert (report.added, [(reject.row, reject.value) for reject in report.rejected]) == (1, [(2, "=1+1")])


def wide(sheet: Worksheet) -> None:
    sheet.append([*("办件编号", "受理时间"), *(f"列{number}" for number in range(3_000))])


BAD = {
    "表头有 40,002 列": (
        "办件编号,受理时间," + ",".join(f"列{at}" for at in range(40_000)) + "\nA1,2021-03-05\n"
    ).encode(),
    "表头有 3,002 列": made(wide),
    "空字符（NUL）": ("办件编号,受理时间\n" + "A1,2021-03-05\n" * 5_000 + "A2\x00,2021-03-05\n").encode(),
    "引号不成对": '办件编号,受理时间\nA1,"2021-03-05\nA2,2021-03-05\n'.encode(),
    "密码": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage\0".encode("utf-16-le"),
    "缺少列": "\n".join(["说明"] * 30).encode(),
    "没有一行写了两格以上": made(lambda sheet: sheet.append(["只有标题"])),
}


@pytest.mark.parametrize("says", BAD)
@pytest.mark.parametrize("bulk", [False, True])
def test_a_dump_that_cannot_be_used_gets_one_sentence_and_stores_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    says: str,
    bulk: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    if bulk:
        monkeypatch.setattr(receive, "LARGE", 0)
        monkeypatch.setattr(importers, "LARGE", len(BAD[says]))
    path = tmp_path / "dump"
    path.write_bytes(BAD[says])
    root = tmp_path / "unit"
    with pytest.raises(UnreadableError, match=says) as refused:
        lake.import_rows(
            root, LEDGER, importers.rows_at(path, "dump", tmp_path), path, "dump", "张三", "clerk", "2021-04-01"
        )
    assert refused.value.remedy
    assert len(refused.value.message) < 200
    assert not [found for found in root.rglob("*") if found.is_file()]
