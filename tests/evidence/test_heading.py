"""The header of a dump is found below titles and notes, in one row or in two; a column may be known by its content."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from youju.errors import UnreadableError
from youju.evidence.heading import LOOKED_AT, WIDEST, headed
from youju.importers.contract import Rows
from youju.model.ledger import Closing, Column, ColumnType, Ledger

LEDGER = Ledger(
    code="openings",
    label="开办台账",
    closing=Closing.DAY,
    key=("case_no",),
    date="accepted_at",
    columns=(
        Column("case_no", "办件编号", ColumnType.TEXT, ("受理编号",), required=True),
        Column("accepted_at", "受理时间", ColumnType.TIMESTAMP, ("收件时间",), required=True),
        Column("completed_at", "办结时间", ColumnType.TIMESTAMP),
        Column("hall", "服务大厅", ColumnType.TEXT, ("大厅",)),
        Column("credit_code", "信用代码", ColumnType.TEXT, check="GB 32100"),
        Column("fee", "费用", ColumnType.MONEY, unit="元"),
    ),
)
HEADER = ("办件编号", "受理时间", "大厅")
ROW = ("A1", "2021-03-05 09:12", "东厅")


def dump(*rows: Sequence[str], first: int = 1) -> Rows:
    """Rows as an importer gives them: the first one as header, blank ones left out but counted."""
    numbered = [(number, tuple(row)) for number, row in enumerate(rows, start=first) if any(row)]
    return Rows(numbered[0][1], iter(numbered[1:]), header_row=numbered[0][0])


def test_a_header_in_the_first_row_is_taken_as_it_is() -> None:
    found = headed(LEDGER, dump(HEADER, ROW))
    assert (found.header, found.header_row, list(found.rows)) == (HEADER, 1, [(2, ROW)])


def test_title_note_and_blank_rows_stand_above_and_rows_keep_their_numbers() -> None:
    found = headed(
        LEDGER, dump(("2021年台账",), ("单位：元", "", "制表日期：2021-12-31"), (), HEADER, ROW, ("A2", "", ""))
    )
    assert (found.header, found.header_row) == (HEADER, 4)
    assert list(found.rows) == [(5, ROW), (6, ("A2", "", ""))]


def test_rows_are_filled_up_to_the_width_of_the_header_and_no_further() -> None:
    found = headed(LEDGER, dump(("标题",), (*HEADER, "", ""), ("A1", "2021-03-05"), (*ROW, "", "多")))
    assert found.header == HEADER
    assert list(found.rows) == [(3, ("A1", "2021-03-05", "")), (4, (*ROW, "", "多"))]


def test_a_header_farther_down_than_twenty_rows_is_not_looked_for() -> None:
    titles = [("说明",)] * (LOOKED_AT - 1)
    assert headed(LEDGER, dump(*titles, HEADER, ROW)).header_row == LOOKED_AT
    with pytest.raises(UnreadableError, match="缺少列“办件编号”"):
        headed(LEDGER, dump(*titles, ("说明",), HEADER, ROW))


def test_the_first_row_that_names_key_and_date_is_the_header_even_if_a_later_one_names_more() -> None:
    found = headed(LEDGER, dump(("办件编号", "受理时间"), ("A1", "2021-03-05"), (*HEADER, "办结时间")))
    assert (found.header_row, len(list(found.rows))) == (1, 2)


TWO_ROWS = [
    (
        (("办件编号", "时间", "", "大厅"), ("", "受理时间", "办结时间", "")),
        ("办件编号", "受理时间", "办结时间", "大厅"),
    ),
    ((("办件编号", "受理", "办结", "大厅"), ("", "时间", "时间", "")), ("办件编号", "受理时间", "办结时间", "大厅")),
    ((("办件", "", "办结", ""), ("编号", "受理时间", "时间", "地点")), ("办件编号", "受理时间", "办结时间", "地点")),
]


@pytest.mark.parametrize(("rows", "names"), TWO_ROWS, ids=["group above", "upper and lower together", "head carried"])
def test_two_header_rows_are_joined(rows: tuple[tuple[str, ...], ...], names: tuple[str, ...]) -> None:
    found = headed(LEDGER, dump(("标题",), *rows, ("A1", "2021-03-05", "2021-03-06", "东厅")))
    assert (found.header, found.header_row) == (names, 3)
    assert [number for number, _ in found.rows] == [4]


def test_a_title_above_is_not_taken_for_the_upper_row_of_two() -> None:
    found = headed(LEDGER, dump(("台账", "", ""), ("办件编号", "受理时间", ""), ROW))
    assert (found.header, found.header_row) == (("办件编号", "受理时间"), 2)


def test_rows_that_do_not_touch_are_no_double_header() -> None:
    with pytest.raises(UnreadableError, match="缺少列"):
        headed(LEDGER, dump(("办件编号", "时间", ""), (), ("", "受理时间", "办结时间"), ROW))


def test_the_refusal_is_told_of_the_row_that_names_most() -> None:
    with pytest.raises(UnreadableError) as refused:
        headed(LEDGER, dump(("2021年台账",), ("编号", "受理时间", "大厅"), ROW))
    assert "缺少列“办件编号”" in refused.value.message
    assert "文件里的列是：编号、受理时间、大厅" in refused.value.message
    assert refused.value.place == {"row": 2}


def test_a_column_that_holds_what_is_missing_is_named_and_not_taken() -> None:
    with pytest.raises(UnreadableError) as refused:
        headed(LEDGER, dump(("办件编号", "时点", "大厅"), ROW, ("A2", "", "西厅"), ("A3", "2021年3月6日", "")))
    assert "缺少列“受理时间”" in refused.value.message
    assert "“时点”列看起来就是“受理时间”" in refused.value.remedy
    assert "youju ledger map 工作区 openings 时点=accepted_at" in refused.value.remedy


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("办件编号", "时点"), [("A1", "2021-03-05"), ("A2", "昨天")]),
        (("办件编号", "时点", "日子"), [("A1", "2021-03-05", "2021-03-06")]),
        (("号", "受理时间"), [("A1", "2021-03-05")]),
        (("号", "时点", "大厅"), [("A1", "2021-03-05", "东厅")]),
        (("办件编号", "时点"), [("A1", "")]),
        (("办件编号", ""), [("A1", "2021-03-05")]),
    ],
    ids=["half text", "two of them", "a key is free text", "two missing", "blank", "no name"],
)
def test_a_column_is_not_named_when_its_content_does_not_tell(
    header: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    with pytest.raises(UnreadableError) as refused:
        headed(LEDGER, dump(header, *rows))
    assert "看起来就是" not in refused.value.remedy


def test_a_key_with_a_check_digit_is_known_by_its_content() -> None:
    columns = tuple(column for column in LEDGER.columns if column.code != "case_no")
    ledger = Ledger("firms", "企业台账", Closing.NEVER, ("credit_code",), "accepted_at", columns)
    with pytest.raises(UnreadableError) as refused:
        headed(ledger, dump(("主体代码", "受理时间"), ("91350100M000100Y43", "2021-03-05")))
    assert "“主体代码”列看起来就是“信用代码”" in refused.value.remedy


def test_a_header_wider_than_any_dump_is_refused_in_one_sentence() -> None:
    wide = (*HEADER, *(f"列{at}" for at in range(WIDEST)))
    with pytest.raises(UnreadableError, match="表头有 2,003 列") as refused:
        headed(LEDGER, dump(wide, ROW))
    assert len(refused.value.message) < 60


def test_of_many_columns_a_refusal_names_the_first() -> None:
    with pytest.raises(UnreadableError) as refused:
        headed(LEDGER, dump(tuple(f"列{at}" for at in range(40_000)), ("A1",)))
    assert refused.value.message.endswith("列18、列19等 40,000 列。")
