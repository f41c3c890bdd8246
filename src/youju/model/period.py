"""Spans of whole days, and what a set of closed spans leaves open of a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` to ``end``, both days included. Raises ValueError when it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period ends before it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def days(self) -> Iterator[date]:
        """Every day of the period."""
        return (self.start + timedelta(days=offset) for offset in range((self.end - self.start).days + 1))

    def until(self, day: date) -> Period | None:
        """The part of the period up to and including ``day``; None when it has not begun."""
        return Period(self.start, min(self.end, day)) if day >= self.start else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are workdays: Monday to Friday, less ``holidays``, plus ``made_up`` days worked at a weekend."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    made_up: frozenset[date] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        """Whether the unit works on that day."""
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.holidays)


def year(number: int) -> Period:
    """The calendar year, which is the fiscal year (预算年度)."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def merged(spans: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as few spans in order: touching and overlapping spans become one."""
    result: list[Period] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end + DAY:
            result[-1] = Period(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def without(spans: Iterable[Period], removed: Period) -> tuple[Period, ...]:
    """The spans less the days of ``removed``: what stays closed after a reopening."""
    result: list[Period] = []
    for span in merged(spans):
        if span.start < removed.start:
            result.append(Period(span.start, min(span.end, removed.start - DAY)))
        if span.end > removed.end:
            result.append(Period(max(span.start, removed.end + DAY), span.end))
    return tuple(result)


def gaps(period: Period, closed: Iterable[Period], calendar: Calendar) -> tuple[Period, ...]:
    """Spans of ``period`` that hold a workday and that nobody closed, each cut to its first and last workday.

    A period without any workday (the year has just begun) has its open days as gaps: nothing is proved yet.
    """
    open_days: tuple[Period, ...] = (period,)
    for span in closed:
        open_days = tuple(part for piece in open_days for part in without((piece,), span))
    if not any(calendar.is_workday(day) for day in period.days()):
        return open_days
    result = []
    for piece in open_days:
        workdays = [day for day in piece.days() if calendar.is_workday(day)]
        if workdays:
            result.append(Period(workdays[0], workdays[-1]))
    return tuple(result)


def coverage(period: Period, closed: Iterable[Period], calendar: Calendar) -> Fraction:
    """Closed workdays ÷ workdays of the period; of a period without any workday its days count."""
    spans = merged(closed)
    workdays = [day for day in period.days() if calendar.is_workday(day)] or list(period.days())
    return Fraction(sum(any(day in span for span in spans) for day in workdays), len(workdays))
