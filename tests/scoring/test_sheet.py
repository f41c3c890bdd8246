"""The sheet: default weights to the hundredth, totals of rounded points, open weight, grades with lower limits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju import scoring
from youju.model.citation import Citation, Status
from youju.model.indicator import Indicator
from youju.model.measurement import State
from youju.model.score import Score
from youju.notation.number import rounded
from youju.scoring.contract import Scheme
from youju.scoring.sheet import grade, level_weights, total

CENTRAL, NEW, HUBEI = (scoring.scheme(code) for code in ("central-2020", "central-2021", "hubei-2020"))
SHANGHAI = scoring.scheme("shanghai-2021")
OUTPUT, BENEFIT, CONTENT, COST = "产出指标", "效益指标", "满意度指标", "成本指标"


def rows(*levels: tuple[str | None, int]) -> list[Indicator]:
    """Indicators by first level: so many rows of each, in that order."""
    return [Indicator(level, None, f"指标{number}") for level, count in levels for number in range(count)]


def weights(scheme: Scheme, *levels: tuple[str | None, int]) -> list[str]:
    return [str(weight) for weight in level_weights(rows(*levels), scheme)]


def test_the_first_declaration_gets_625_375_and_5() -> None:
    got = weights(SHANGHAI, (OUTPUT, 8), (BENEFIT, 8), (CONTENT, 2))
    assert got == ["6.25"] * 8 + ["3.75"] * 8 + ["5.00"] * 2


def test_left_over_hundredths_go_to_the_first_rows() -> None:
    got = weights(SHANGHAI, (OUTPUT, 8), (BENEFIT, 9), (CONTENT, 1))
    assert got[8:17] == ["3.34"] * 3 + ["3.33"] * 6
    assert sum(map(Decimal, got)) == 90


def test_declared_weights_win_when_every_indicator_has_one() -> None:
    declared = [Indicator(OUTPUT, None, "甲", weight=Decimal(55)), Indicator(BENEFIT, None, "乙", weight=Decimal(35))]
    assert level_weights(declared, CENTRAL) == (Decimal(55), Decimal(35))
    partly = [declared[0], Indicator(BENEFIT, None, "乙")]
    assert [str(weight) for weight in level_weights(partly, CENTRAL)] == ["50.00", "40.00"]


def test_without_satisfaction_its_weight_goes_to_the_benefits() -> None:
    assert weights(CENTRAL, (OUTPUT, 1), (BENEFIT, 1)) == ["50.00", "40.00"]


def test_cost_within_outputs_shares_their_weight() -> None:
    assert weights(CENTRAL, (OUTPUT, 1), (COST, 1), (BENEFIT, 1), (CONTENT, 1)) == ["25.00", "25.00", "30.00", "10.00"]


def test_cost_as_a_first_level_has_its_own_weight() -> None:
    assert weights(NEW, (COST, 2), (OUTPUT, 4), (BENEFIT, 1), (CONTENT, 1)) == (
        ["10.00"] * 2 + ["10.00"] * 4 + ["20.00", "10.00"]
    )


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([(OUTPUT, 1), (BENEFIT, 1), (CONTENT, 1)], ["50.00", "30.00", "10.00"]),
        ([(COST, 1), (OUTPUT, 1), (BENEFIT, 1)], ["20.00", "40.00", "30.00"]),
        ([(OUTPUT, 1), (BENEFIT, 1)], ["50.00", "40.00"]),
    ],
)
def test_the_rules_for_missing_groups_of_101(levels: list[tuple[str | None, int]], expected: list[str]) -> None:
    assert weights(NEW, *levels) == expected


def test_hubei_counts_satisfaction_with_the_benefits() -> None:
    assert weights(HUBEI, (OUTPUT, 2), (BENEFIT, 3), (CONTENT, 1)) == ["20.00"] * 2 + ["10.00"] * 4
    assert weights(HUBEI, (OUTPUT, 1), (BENEFIT, 1)) == ["40.00", "40.00"]


def test_a_row_without_a_known_first_level_gets_no_weight() -> None:
    assert weights(CENTRAL, (OUTPUT, 1), (None, 1), ("过程指标", 1)) == ["50.00", "0.00", "0.00"]
    assert level_weights([], CENTRAL) == ()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_default_weights_always_add_up_and_fall_within_a_hundredth(outputs: int, benefits: int, content: int) -> None:
    got = level_weights(rows((OUTPUT, outputs), (BENEFIT, benefits), (CONTENT, content)), CENTRAL)
    assert sum(got) == 90
    for start, count in ((0, outputs), (outputs, benefits), (outputs + benefits, content)):
        group = got[start : start + count]
        assert max(group) - min(group) <= Decimal("0.01")
        assert list(group) == sorted(group, reverse=True)


def scored(weight: str, share: str | None, state: State = State.VALUE) -> Score:
    exact = None if share is None else Fraction(share)
    points = None if exact is None else rounded(exact * Fraction(weight), 2)
    citation = Citation("财预〔2020〕10号", Status.REMEMBERED)
    return Score(state, Decimal(weight), exact, points, "ratio", "按比例。", citation, "")


def test_the_published_form_of_2022_adds_up_to_9862() -> None:
    sheet = [scored("10", "0.8618304"), *(scored(weight, "1") for weight in ("10", "20", "20", "30", "10"))]
    result = total(sheet, SHANGHAI)
    assert str(result.points) == "98.62"
    assert result.weight == 100
    assert result.grade == "优"
    assert not result.provisional


def test_a_total_adds_the_rounded_parts() -> None:
    assert str(total([scored("3.33", "1/2")] * 3, CENTRAL).points) == "5.01"


def test_an_open_row_keeps_its_weight_open_and_the_grade_away() -> None:
    sheet = [scored("11.25", None, State.UNKNOWN), scored("8.75", "1/2"), scored("80", "1")]
    result = total(sheet, CENTRAL)
    assert (str(result.points), str(result.open_weight), str(result.lost)) == ("84.38", "11.25", "4.37")
    assert result.provisional
    assert result.grade is None


def test_an_open_row_of_no_weight_still_makes_the_total_provisional() -> None:
    assert total([scored("0", None, State.NONE), scored("100", "1")], CENTRAL).provisional


def test_an_empty_sheet_has_nothing_to_say_but_zero() -> None:
    assert total([], CENTRAL).weight == 0


@given(st.lists(st.tuples(st.integers(0, 4000), st.fractions(0, 1) | st.none()), max_size=12))
def test_points_lost_and_open_weight_make_the_whole(parts: Sequence[tuple[int, Fraction | None]]) -> None:
    sheet = [scored(str(Decimal(weight) / 100), None if share is None else str(share)) for weight, share in parts]
    result = total(sheet, CENTRAL)
    assert result.points + result.open_weight + result.lost == result.weight
    assert result.points == sum(score.points for score in sheet if score.points is not None)


@pytest.mark.parametrize(
    ("points", "name"),
    [
        ("100", "优"),
        ("90.00", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grades_include_their_lower_limits(points: str, name: str) -> None:
    assert grade(Decimal(points), CENTRAL) == name


def test_points_below_every_limit_have_no_grade() -> None:
    assert grade(Decimal(-1), CENTRAL) is None
