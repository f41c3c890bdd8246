"""Periods count whole days, both ends included; gaps are workdays nobody closed, not days without rows."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.model.period import Calendar, Period, coverage, gaps, merged, without, year

EVERY_WEEKDAY = Calendar()
MAY = Period(date(2021, 5, 1), date(2021, 5, 31))


def day(number: int) -> date:
    return date(2021, 5, number)


def test_a_year_has_both_its_ends() -> None:
    assert year(2021) == Period(date(2021, 1, 1), date(2021, 12, 31))
    assert len(list(year(2021).days())) == 365
    assert len(list(year(2024).days())) == 366


def test_a_period_contains_its_first_and_last_day() -> None:
    assert day(1) in MAY
    assert day(31) in MAY
    assert date(2021, 4, 30) not in MAY
    assert date(2021, 6, 1) not in MAY


def test_a_period_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(day(2), day(1))


def test_a_period_up_to_a_day_ends_there_or_at_its_own_end() -> None:
    assert MAY.until(day(7)) == Period(day(1), day(7))
    assert MAY.until(date(2021, 12, 31)) == MAY
    assert MAY.until(day(1)) == Period(day(1), day(1))
    assert MAY.until(date(2021, 4, 30)) is None


def test_touching_and_overlapping_spans_become_one() -> None:
    spans = [Period(day(8), day(10)), Period(day(1), day(3)), Period(day(4), day(5)), Period(day(9), day(9))]
    assert merged(spans) == (Period(day(1), day(5)), Period(day(8), day(10)))


def test_a_reopening_leaves_what_stands_before_and_after_it() -> None:
    assert without([MAY], Period(day(10), day(12))) == (Period(day(1), day(9)), Period(day(13), day(31)))
    assert without([MAY], Period(day(1), day(12))) == (Period(day(13), day(31)),)
    assert without([MAY], Period(day(20), date(2021, 6, 2))) == (Period(day(1), day(19)),)
    assert without([MAY], Period(date(2021, 4, 1), date(2021, 6, 2))) == ()
    assert without([MAY], Period(date(2021, 4, 1), date(2021, 4, 2))) == (MAY,)
    assert without([MAY], Period(date(2021, 6, 1), date(2021, 6, 2))) == (MAY,)


def test_a_weekend_is_a_workday_only_when_made_up() -> None:
    # 2021-05-08 was a Saturday worked in exchange for the holiday of 3 to 5 May.
    calendar = Calendar(frozenset({day(3), day(4), day(5)}), frozenset({day(8)}))
    assert calendar.is_workday(day(8))
    assert not calendar.is_workday(day(9))
    assert not calendar.is_workday(day(3))
    assert calendar.is_workday(day(6))


def test_gaps_are_open_workdays_cut_to_their_first_and_last() -> None:
    # 1 and 2 May 2021 are a weekend: nothing is missing there.
    closed = [Period(day(5), day(14)), Period(day(24), day(31))]
    assert gaps(MAY, closed, EVERY_WEEKDAY) == (Period(day(3), day(4)), Period(day(17), day(21)))


def test_a_closed_period_has_no_gap_and_an_open_one_is_all_gap() -> None:
    assert gaps(MAY, [year(2021)], EVERY_WEEKDAY) == ()
    assert gaps(MAY, [], EVERY_WEEKDAY) == (Period(day(3), day(31)),)


def test_a_period_without_any_workday_proves_nothing_until_its_days_are_closed() -> None:
    weekend = Period(day(1), day(2))
    assert gaps(weekend, [], EVERY_WEEKDAY) == (weekend,)
    assert gaps(weekend, [Period(day(1), day(1))], EVERY_WEEKDAY) == (Period(day(2), day(2)),)
    assert gaps(weekend, [year(2021)], EVERY_WEEKDAY) == ()
    assert coverage(weekend, [], EVERY_WEEKDAY) == 0
    assert coverage(weekend, [year(2021)], EVERY_WEEKDAY) == 1


def test_coverage_counts_workdays_only() -> None:
    week = Period(day(10), day(16))
    assert coverage(week, [Period(day(10), day(11))], EVERY_WEEKDAY) == Fraction(2, 5)
    assert coverage(week, [Period(day(10), day(14))], EVERY_WEEKDAY) == 1
    assert coverage(week, [], EVERY_WEEKDAY) == 0


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
        lambda pair: Period(day(1) + timedelta(pair[0]), day(1) + timedelta(pair[0] + pair[1]))
    ),
    max_size=6,
)


@given(SPANS)
def test_merging_keeps_exactly_the_same_days_in_order_and_apart(spans: list[Period]) -> None:
    result = merged(spans)
    assert {d for span in result for d in span.days()} == {d for span in spans for d in span.days()}
    assert all(right.start - left.end > timedelta(1) for left, right in pairwise(result))


@given(SPANS, st.integers(0, 60), st.integers(0, 20))
def test_without_takes_exactly_the_removed_days(spans: list[Period], offset: int, length: int) -> None:
    removed = Period(day(1) + timedelta(offset), day(1) + timedelta(offset + length))
    left = {d for span in without(spans, removed) for d in span.days()}
    assert left == {d for span in spans for d in span.days()} - set(removed.days())


@given(SPANS)
def test_coverage_is_full_exactly_when_there_is_no_gap(spans: list[Period]) -> None:
    assert (coverage(MAY, spans, EVERY_WEEKDAY) == 1) is (gaps(MAY, spans, EVERY_WEEKDAY) == ())
