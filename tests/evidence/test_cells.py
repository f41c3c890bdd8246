"""Cells of a dump become typed values, or are given back with a reason, as the cases say."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from youju.evidence.cells import RejectedCellError, converter
from youju.evidence.spellings import accepted
from youju.model.ledger import Column, ColumnType

CASES = tomllib.loads((Path(__file__).parent / "cases" / "cells.toml").read_text("utf-8"))["case"]
STORED = {
    ColumnType.INTEGER: int,
    ColumnType.DECIMAL: Decimal,
    ColumnType.MONEY: Decimal,
    ColumnType.DATE: date,
    ColumnType.MONTH: date,
    ColumnType.TIMESTAMP: datetime,
    ColumnType.BOOLEAN: bool,
}


def column(case: dict[str, Any]) -> Column:
    """The column a case describes."""
    bounds = {name: Decimal(case[name]) if name in case else None for name in ("minimum", "maximum")}
    return Column(
        "pages",
        "印数",
        ColumnType(case["type"]),
        required=case.get("required", False),
        unit=case.get("unit"),
        values=tuple(case.get("values", ())),
        minimum=bounds["minimum"],
        maximum=bounds["maximum"],
        check=case.get("check"),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_cell_is_kept_or_given_back_as_its_case_says(case: dict[str, Any]) -> None:
    convert = converter(column(case), "页数", is_key=case.get("key", False))
    if "reason" in case:
        with pytest.raises(RejectedCellError) as rejected:
            convert(case["text"])
        assert str(rejected.value) == case["reason"]
        return
    found = convert(case["text"])
    if case["value"] == "":
        assert found is None
        return
    assert type(found) is STORED.get(ColumnType(case["type"]), str)
    text = found.isoformat() if isinstance(found, date) else str(found)
    if isinstance(found, Decimal):
        assert found == Decimal(case["value"])
    else:
        assert text == case["value"]


def test_every_type_of_column_has_cases() -> None:
    assert {case["type"] for case in CASES} == {kind.value for kind in ColumnType}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2021/3/4", "2021-03-04 23:59:59"),
        ("2021-03-04 18:00", "2021-03-04 18:00:00"),
        ("2021年3月4日18时", "2021-03-04 18:00:00"),
    ],
)
def test_a_due_time_given_as_a_day_is_the_end_of_that_day(written: str, kept: str) -> None:
    due = Column("due_at", "应送达时间", ColumnType.TIMESTAMP)
    assert converter(due, "应送达时间", is_key=False, is_due=True)(written) == datetime.fromisoformat(kept)


def test_a_verdict_is_yes_or_no_where_the_column_speaks_of_it() -> None:
    convert = converter(Column("accepted", "是否验收合格", ColumnType.BOOLEAN), "验收", is_key=False)
    assert [convert(written) for written in ("合格", "是", "√")] == [True] * 3
    assert [convert(written) for written in ("不合格", "否", "×")] == [False] * 3


def test_a_verdict_of_a_column_that_asks_for_a_fault_is_given_back() -> None:
    convert = converter(Column("misdelivered", "是否错投", ColumnType.BOOLEAN), "是否错投", is_key=False)
    with pytest.raises(RejectedCellError) as rejected:
        convert("合格")
    assert "请写 是/否、√/× 或 1/0" in str(rejected.value)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (Column("a", "验收合格", ColumnType.BOOLEAN), "是/否、合格/不合格、√/× 或 1/0"),
        (Column("a", "等级", ColumnType.CHOICE, values=("一般", "重大")), "一般、重大"),
        (Column("a", "评分", ColumnType.INTEGER, minimum=Decimal(1), maximum=Decimal(5)), "1–5 的整数"),
        (Column("a", "数量", ColumnType.DECIMAL, minimum=Decimal(0)), "不小于 0 的数，可带小数"),
        (Column("a", "信用代码", ColumnType.TEXT, check="GB 32100"), "18位统一社会信用代码"),
        (Column("a", "日期", ColumnType.DATE), "日期，如 2021-03-05、2021年3月5日"),
    ],
)
def test_what_a_column_accepts_is_said_in_words(column: Column, said: str) -> None:
    assert accepted(column) == said


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (ColumnType.DATE, "2021年3月5日"),
        (ColumnType.TIMESTAMP, "2021-03-05 09:12"),
        (ColumnType.MONTH, "2021年3月"),
        (ColumnType.MONEY, "1.5万元"),
        (ColumnType.MONEY, "15,000.00"),
    ],
)
def test_the_examples_that_are_named_are_accepted(kind: ColumnType, example: str) -> None:
    column = Column("a", "列", kind, unit="元" if kind is ColumnType.MONEY else None)
    assert example in accepted(column)
    assert converter(column, "列", is_key=False)(example) is not None
