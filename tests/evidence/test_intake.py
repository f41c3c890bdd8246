"""Headers of dumps are matched by code, label or synonym, and rows typed or given back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from youju.errors import UnreadableError
from youju.evidence.intake import TypedRow, map_header, typed_rows
from youju.model.ledger import Closing, Column, ColumnType, Ledger, Reject

LEDGER = Ledger(
    code="express",
    label="快递台账",
    closing=Closing.DAY,
    key=("waybill",),
    date="accepted_on",
    columns=(
        Column("waybill", "运单号", ColumnType.TEXT, ("快递单号", "面单号"), required=True),
        Column("accepted_on", "收寄日期", ColumnType.DATE, ("揽收日期",), required=True),
        Column("fee", "资费", ColumnType.MONEY, ("Fee (RMB)", "邮费"), unit="元"),
        Column("pages", "件数", ColumnType.INTEGER, ("数量",)),
    ),
)


@pytest.mark.parametrize(
    "header",
    [
        ("waybill", "accepted_on", "fee", "pages"),
        ("运单号", "收寄日期", "资费", "件数"),
        ("面单号", "揽收日期", "fee(rmb)", "数量"),
        (" 运 单 号 ", "ACCEPTED_ON", "ＦＥＥ　（RMB）", "件数"),
    ],
)
def test_columns_are_found_by_code_label_or_synonym(header: tuple[str, ...]) -> None:
    found = map_header(LEDGER, header)
    assert found.positions == {"waybill": 0, "accepted_on": 1, "fee": 2, "pages": 3}
    assert found.ignored == ()


def test_the_order_of_columns_is_the_dumps_own_and_unknown_ones_are_named() -> None:
    found = map_header(LEDGER, ("寄达省份", "揽收日期", "", "运单号", " 备注 "))
    assert found.positions == {"waybill": 3, "accepted_on": 1, "fee": None, "pages": None}
    assert found.ignored == ("寄达省份", "备注")


def test_missing_key_and_date_are_named_with_all_their_names_and_what_was_found() -> None:
    with pytest.raises(UnreadableError) as refused:
        map_header(LEDGER, ("单号", "资费"))
    assert refused.value.message == (
        "不能导入“快递台账”：缺少列“运单号”（也可写作快递单号、面单号、waybill）；"
        "“收寄日期”（也可写作揽收日期、accepted_on），文件里的列是：单号、资费。"
    )
    assert refused.value.remedy
    assert refused.value.place == {"row": 1}


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(UnreadableError, match="第1列“运单号”和第3列“面单号”都是“运单号”"):
        map_header(LEDGER, ("运单号", "收寄日期", "面单号"))


def test_a_name_that_fits_two_columns_is_refused() -> None:
    columns = (*LEDGER.columns, Column("postage", "邮资", ColumnType.MONEY, ("邮费",)))
    with pytest.raises(UnreadableError, match="列“邮费”既可以是“资费”和“邮资”"):
        map_header(replace(LEDGER, columns=columns), ("运单号", "收寄日期", "邮费"))


def typed(*rows: tuple[str, ...]) -> list[TypedRow | Reject]:
    mapping = map_header(LEDGER, ("运单号", "揽收日期", "件数"))
    return list(typed_rows(LEDGER, mapping, iter(enumerate(rows, start=2))))


def test_a_row_is_rejected_by_its_bad_cell_with_the_printed_header_in_the_reason() -> None:
    _, rejected = typed(("A1", "2021-03-05", "3"), ("A2", "2021-02-30", "3"))
    assert rejected == Reject(3, "accepted_on", "2021-02-30", "2021年2月没有30日；请核对揽收日期。")


def test_an_empty_key_is_rejected() -> None:
    assert typed((" ", "2021-03-05", "3")) == [Reject(2, "waybill", " ", "运单号是空的；请补填后重新导入。")]


def test_cells_beyond_the_header_mean_that_the_columns_are_shifted() -> None:
    kept, rejected = typed(("A1", "2021-03-05", "3", "", " "), ("A2", "2021-03-05", "1", "234"))
    assert isinstance(kept, TypedRow)
    assert isinstance(rejected, Reject)
    assert (rejected.row, rejected.column, rejected.value) == (3, "waybill", "234")
    assert "4格，表头只有3格" in rejected.reason


def test_columns_the_dump_lacks_are_blank() -> None:
    (row,) = typed(("A1", "2021-03-05", ""))
    assert isinstance(row, TypedRow)
    assert row.values[2:] == (None, None)


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    mapping = map_header(LEDGER, ("运单号", "收寄日期", "资费", "件数"))
    (row,) = typed_rows(LEDGER, mapping, iter([(2, ("A1", "2021-02-30", "很贵", "5"))]))
    assert isinstance(row, Reject)
    assert [(fault.column, fault.value) for fault in row.faults] == [("accepted_on", "2021-02-30"), ("fee", "很贵")]
    assert row.reasons.startswith("2021年2月没有30日")
    assert "“很贵”不是以元为单位的数" in row.reasons
