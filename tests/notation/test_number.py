"""Numbers as text: nothing lost, nothing added."""

from decimal import Decimal
from fractions import Fraction

import pytest

from youju.notation.number import decimal_of, percent, plain, rational, rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.50", "1.5"),
        ("1E+3", "1000"),
        ("-0", "0"),
        ("0.00", "0"),
        ("100", "100"),
        ("-2.10", "-2.1"),
        ("0.8618", "0.8618"),
    ],
)
def test_a_plain_number_has_no_exponent_and_no_trailing_zero(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_a_whole_number_is_plain_as_it_is() -> None:
    assert plain(10) == "10"


def test_a_rational_keeps_at_least_twelve_significant_digits() -> None:
    assert rational(Fraction(1, 3)) == "0." + "3" * 20
    assert rational(Fraction(49, 50)) == "0.98"
    assert rational(None) is None
    assert decimal_of(Fraction(2, 3), 3) == Decimal("0.667")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(1, 200), 2, "0.01"),
        (Fraction(-1, 200), 2, "-0.01"),
        (Fraction(499, 100000), 2, "0.00"),
        (Fraction(10, 3), 2, "3.33"),
        (Fraction(5, 2), 0, "3"),
    ],
)
def test_rounding_is_half_away_from_zero_from_the_exact_value(value: Fraction, places: int, expected: str) -> None:
    assert rounded(value, places) == Decimal(expected)


def test_a_rate_is_shown_in_percent() -> None:
    assert percent(Fraction(8618304, 10_000_000)) == "86.18%"
    assert percent(Fraction(1)) == "100%"
