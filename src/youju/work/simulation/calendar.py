"""The working days of the simulated centre: the public holidays and made-up days that were announced, as data."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from youju.model.period import Calendar, Period, year

KNOWN_YEARS = frozenset({2020, 2021, 2022})
_HOLIDAYS = (
    ("2020-01-01", "2020-01-01"),
    ("2020-01-24", "2020-02-02"),  # prolonged in that year
    ("2020-04-04", "2020-04-06"),
    ("2020-05-01", "2020-05-05"),
    ("2020-06-25", "2020-06-27"),
    ("2020-10-01", "2020-10-08"),
    ("2021-01-01", "2021-01-03"),
    ("2021-02-11", "2021-02-17"),
    ("2021-04-03", "2021-04-05"),
    ("2021-05-01", "2021-05-05"),
    ("2021-06-12", "2021-06-14"),
    ("2021-09-19", "2021-09-21"),
    ("2021-10-01", "2021-10-07"),
    ("2022-01-01", "2022-01-03"),
    ("2022-01-31", "2022-02-06"),
    ("2022-04-03", "2022-04-05"),
    ("2022-04-30", "2022-05-04"),
    ("2022-06-03", "2022-06-05"),
    ("2022-09-10", "2022-09-12"),
    ("2022-10-01", "2022-10-07"),
)
_MADE_UP = (
    "2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10 "
    "2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09 "
    "2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09"
)
CALENDAR = Calendar(
    holidays=frozenset(
        day for start, end in _HOLIDAYS for day in Period(date.fromisoformat(start), date.fromisoformat(end)).days()
    ),
    made_up=frozenset(date.fromisoformat(day) for day in _MADE_UP.split()),
)
MONTHS = range(1, 13)
# How busy a month is: quiet at the turn of the year and in the Spring Festival, busy in spring and autumn.
_BUSY_MONTHS = (80, 60, 125, 110, 100, 105, 100, 95, 110, 95, 110, 90)
_BUSY_WEEKDAYS = (125, 105, 100, 95, 85, 60, 60)
OPENS_AT, CLOSES_AT = 9 * 3600, 17 * 3600  # seconds of the day between which people come


@cache
def workdays(number: int) -> tuple[date, ...]:
    """The days of the calendar year on which the centre works, in order."""
    return tuple(day for day in year(number).days() if CALENDAR.is_workday(day))


@cache
def every_day(number: int) -> tuple[date, ...]:
    """All days of the calendar year: systems run on holidays too."""
    return tuple(year(number).days())


@cache
def workday_after(day: date, count: int) -> date:
    """The ``count``-th workday after ``day``."""
    while count:
        day += timedelta(days=1)
        count -= CALENDAR.is_workday(day)
    return day


def last_workday(number: int, month: int) -> date:
    """The last workday of a month."""
    return [day for day in workdays(number) if day.month == month][-1]


def moment(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A civil time of that day."""
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - the unit's civil time has no zone


def arrivals(rng: Random, number: int, count: int) -> list[datetime]:
    """``count`` moments in office hours of the year, in order, more of them in busy months and on Mondays."""
    days = workdays(number)
    weights = accumulate(_BUSY_MONTHS[day.month - 1] * _BUSY_WEEKDAYS[day.weekday()] for day in days)
    midnights = [moment(day) for day in days]
    chosen = rng.choices(midnights, cum_weights=list(weights), k=count)
    return sorted(day + timedelta(seconds=rng.randrange(OPENS_AT, CLOSES_AT)) for day in chosen)


def office_time(rng: Random, day: date) -> datetime:
    """A moment in office hours of that day."""
    return moment(day) + timedelta(seconds=rng.randrange(OPENS_AT, CLOSES_AT))


def first_of_july(moments: Sequence[datetime]) -> int:
    """How many of the ordered moments lie in the first half of their year."""
    return bisect_right(moments, moment(date(moments[0].year, 6, 30), 23, 59))
