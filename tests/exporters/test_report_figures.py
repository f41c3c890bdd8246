"""How the report shows numbers: exact, half-up, and blank where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from youju.exporters.report import figures


@pytest.mark.parametrize(
    ("show", "given", "shown"),
    [
        (figures.money, "3596500", "3,596,500"),
        (figures.money, "215457.6", "215,457.60"),
        (figures.money, "0", "0"),
        (figures.points, "10", "10.00"),
        (figures.points, "0", "0.00"),
        (figures.points, "0.005", "0.01"),
        (figures.weight, "6.25", "6.25"),
        (figures.weight, "10.00", "10"),
        (figures.rate, "0.8618304", "86.18%"),
        (figures.rate, "1", "100.00%"),
        (figures.rate, "-0.05", "-5.00%"),
        (figures.number, "29412", "29,412"),
        (figures.number, "27.428571428571428571", "27.4286"),
        (figures.number, "0", "0"),
    ],
)
def test_a_number_is_shown_exactly(show: Callable[[object], str], given: str, shown: str) -> None:
    assert show(given) == shown


@pytest.mark.parametrize("show", [figures.money, figures.points, figures.weight, figures.rate, figures.number])
def test_what_is_missing_is_blank_and_never_zero(show: Callable[[object], str]) -> None:
    assert show(None) == ""
    assert show("") == ""
