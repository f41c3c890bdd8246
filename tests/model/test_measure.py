"""The nouns of measures: what is left out has a meaning, and nothing that is written down can be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from youju.model.measure import Better, Checklist, Condition, Linear, Measure, Moment, Predicate, Thresholds

MEASURE = Measure("own", "样例指标", "count", "accidents")


def test_a_measure_without_conditions_speaks_of_all_rows_and_asks_the_word_library_for_thresholds() -> None:
    assert MEASURE.where == ()
    assert MEASURE.thresholds is None
    assert MEASURE.reading is None
    assert MEASURE.unit is None


def test_parts_of_one_measure_are_not_those_of_another() -> None:
    assert MEASURE.parts == {}
    assert MEASURE.parts is not Measure("other", "另一指标", "count", "accidents").parts


def test_a_measure_cannot_be_edited() -> None:
    with pytest.raises(FrozenInstanceError):
        MEASURE.unit = "起"  # type: ignore[misc]  # that is what is tested


def test_below_zero_a_word_earns_nothing_unless_a_floor_is_named() -> None:
    assert Thresholds(Decimal(1)).floor == 0
    assert Thresholds(Decimal("0.05"), floor=Decimal("-0.1")).floor == Decimal("-0.1")


def test_a_moment_is_where_its_column_says_unless_it_is_moved() -> None:
    assert Moment("due_at").plus_minutes == 0


def test_equal_conditions_are_one_condition() -> None:
    first = Condition("severity", Predicate.IS, ("重大",))
    assert {first, Condition("severity", Predicate.IS, ("重大",))} == {first}
    assert Condition("delivered_at", Predicate.FILLED).values == ()


def test_predicates_and_directions_are_written_as_in_the_files() -> None:
    assert [test.value for test in Predicate] == [
        "is", "in", "filled", "present", "above", "at_least", "named", "in_force",
    ]  # fmt: skip
    assert [direction.value for direction in Better] == ["higher", "lower"]


def test_sums_and_checklists_keep_their_order() -> None:
    assert Linear(((1, "planned_minutes"), (-1, "downtime_minutes"))).terms[1] == (-1, "downtime_minutes")
    assert Checklist("样例项目", "档案", ("目录", "制度")).items == ("目录", "制度")
