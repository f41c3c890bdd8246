"""Cells of a dump become typed values, or are given back with a reason, as the cases say."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from youju.evidence.cells import RejectedCellError, converter
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
