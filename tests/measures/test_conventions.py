"""The conventions of the measures, case by case: which rows count, when, for which project, in which unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from measure_cases import Case, cases

from youju import measures
from youju.measures.wilson import interval

FOLDER = Path(__file__).parent / "cases"
FILES = ("counts", "shares", "on_time_share", "change", "checklist")
CASES = [case for name in FILES for case in cases(FOLDER / f"{name}.toml")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_measure_counts_as_its_case_says(case: Case) -> None:
    case.check()


def test_every_case_file_is_run() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*FILES, "states"}


# Bounds from the closed formula (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), worked out with 12 decimals.
WILSON = {
    (18, 20): ("0.699", "0.972"),  # the example of the rule book: 69.9–97.2 %
    (0, 10): ("0", "0.278"),  # z²/(n + z²)
    (10, 10): ("0.722", "1"),  # n/(n + z²)
    (50, 100): ("0.404", "0.596"),
}


@pytest.mark.parametrize(("sample", "bounds"), WILSON.items(), ids=str)
def test_the_interval_of_a_share_is_wilsons(sample: tuple[int, int], bounds: tuple[str, str]) -> None:
    low, high = interval(*sample)
    assert (round(low, 3), round(high, 3)) == tuple(Fraction(bound) for bound in bounds)


def test_all_or_nothing_reaches_the_end_of_the_interval_exactly() -> None:
    assert interval(0, 7)[0] == 0
    assert interval(7, 7)[1] == 1


def test_a_duration_in_a_unit_that_is_not_of_time_is_a_fault_of_the_program() -> None:
    [case] = [case for case in CASES if case.name.startswith("平均时长：目标不是时间单位")]
    unchecked = replace(case.question, measure=replace(case.question.measure, unit="家"))
    with pytest.raises(ValueError, match="家 does not measure time"):
        measures.ask(unchecked)
