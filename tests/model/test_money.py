"""Money: exact yuan, half-up away from zero as printed forms round."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.model.money import YUAN_PER_UNIT, Amount, half_up


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.0049", 2, "0.00"),
        ("8.618304", 2, "8.62"),
        ("2.675", 2, "2.68"),
        ("1234.5", 0, "1235"),
    ],
)
def test_half_goes_away_from_zero(value: str, places: int, expected: str) -> None:
    assert str(half_up(Decimal(value), places)) == expected


def test_every_printed_unit_has_its_yuan() -> None:
    assert YUAN_PER_UNIT == {"元": 1, "千元": 1000, "万元": 10**4, "亿元": 10**8}


def test_an_amount_without_a_printed_unit_says_so() -> None:
    assert Amount(Decimal(5)).printed_unit is None
