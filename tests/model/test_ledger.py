"""Ledgers know their columns, and say how complete they are for a period."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from youju.model.ledger import Closing, Column, ColumnType, Completeness, Cut, Ledger, completeness
from youju.model.period import Calendar, Period

CALENDAR = Calendar(holidays=frozenset({date(2021, 7, 1)}), made_up=frozenset({date(2021, 7, 10)}))
JULY = Period(date(2021, 7, 1), date(2021, 7, 31))


def ledger(closing: Closing) -> Ledger:
    columns = (Column("id", "编号", ColumnType.TEXT), Column("day", "日期", ColumnType.DATE))
    return Ledger("visits", "到访台账", closing, ("id",), "day", columns)


def july(*days: tuple[int, int]) -> tuple[Period, ...]:
    return tuple(Period(date(2021, 7, first), date(2021, 7, last)) for first, last in days)


def test_a_column_is_found_by_its_code() -> None:
    found = ledger(Closing.DAY)
    assert found.column("day").label == "日期"
    assert found.has("day")
    assert not found.has("日期")
    with pytest.raises(KeyError):
        found.column("日期")


def test_a_ledger_nobody_closed_has_one_gap_of_workdays() -> None:
    # 1 July is a holiday: the first workday is Friday 2, the last Friday 30; 31 July is a Saturday.
    found = completeness(Cut(ledger(Closing.DAY), 1, None, batches=3), JULY, CALENDAR)
    assert found == Completeness((), july((2, 30)), Fraction(0), 3, closes=True)
    assert not found.complete


def test_a_closed_period_is_complete() -> None:
    closed = (Period(date(2021, 1, 1), date(2021, 12, 31)),)
    found = completeness(Cut(ledger(Closing.DAY), 1, None, closed=closed), JULY, CALENDAR)
    assert found == Completeness((JULY,), (), Fraction(1), 0, closes=True)
    assert found.complete


def test_closings_are_cut_to_the_period_and_coverage_counts_workdays() -> None:
    # Closed 1-4 and 12-31 July. Open workdays: 5-9, and Saturday 10, made up: 6 of the 22 workdays of the month.
    closed = (Period(date(2021, 6, 1), date(2021, 7, 4)), Period(date(2021, 7, 12), date(2021, 8, 31)))
    found = completeness(Cut(ledger(Closing.MONTH), 1, None, closed=closed), JULY, CALENDAR)
    assert found == Completeness(july((1, 4), (12, 31)), july((5, 10)), Fraction(16, 22), 0, closes=True)


def test_closings_outside_the_period_do_not_count() -> None:
    closed = (Period(date(2021, 6, 1), date(2021, 6, 30)), Period(date(2021, 8, 1), date(2021, 8, 31)))
    found = completeness(Cut(ledger(Closing.DAY), 1, None, closed=closed), JULY, CALENDAR)
    assert (found.closed, found.gaps) == ((), july((2, 30)))


def test_a_gap_of_free_days_only_is_none() -> None:
    # 3 and 4 July are a weekend.
    closed = july((1, 2), (5, 31))
    found = completeness(Cut(ledger(Closing.DAY), 1, None, closed=closed), JULY, CALENDAR)
    assert found.complete
    assert found.coverage == 1


def test_a_ledger_of_states_needs_no_closing() -> None:
    found = completeness(Cut(ledger(Closing.NEVER), 1, None, batches=1), JULY, CALENDAR)
    assert found == Completeness((), (), Fraction(1), 1, closes=False)
    assert found.complete
