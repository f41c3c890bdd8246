"""Amounts of money: unit from the cell, the label, or nowhere; blank is not zero; what is written reads back."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.model.money import Amount
from youju.notation.amount import ParsedAmount, format_amount, parse_amount

CASES = tomllib.loads((Path(__file__).parent / "cases" / "amount.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}·{case.get('label', '')}")
def test_an_amount_is_read_as_the_case_says(case: dict[str, Any]) -> None:
    parsed = parse_amount(case["text"], case.get("label"))
    amount = Amount(Decimal(case["yuan"]), case.get("unit")) if "yuan" in case else None
    assert parsed == ParsedAmount(amount, case.get("declared", False), tuple(case.get("notes", [])))


def test_a_missing_cell_is_no_amount() -> None:
    assert parse_amount(None) == ParsedAmount(None, unit_declared=False)


@pytest.mark.parametrize(
    ("yuan", "unit", "printed"),
    [
        ("3596500", "元", "3,596,500"),
        ("3596500.00", "元", "3,596,500"),
        ("301284.5", "元", "301,284.50"),
        ("0", "元", "0"),
        ("0.005", "元", "0.01"),
        ("-1234.5", "元", "-1,234.50"),
        ("10308000", "万元", "1,030.8"),
        ("3012845", "万元", "301.2845"),
        ("-5000", "万元", "-0.5"),
        ("150000000", "亿元", "1.5"),
    ],
)
def test_an_amount_is_printed_as_the_official_forms_do(yuan: str, unit: str, printed: str) -> None:
    assert format_amount(Decimal(yuan), unit) == printed


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_every_amount_survives_printing_and_reading(yuan: Decimal, unit: str) -> None:
    parsed = parse_amount(format_amount(yuan, unit), unit)
    assert parsed.amount is not None
    assert parsed.amount.yuan == yuan
