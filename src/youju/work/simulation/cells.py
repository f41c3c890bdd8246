"""How source systems print a cell: each in its own habit, so that the importer meets what a desk really receives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def slash_time(at: datetime | None) -> str:
    """2021/3/5 9:12, as spreadsheets print it; blank when it has not happened."""
    return f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute:02d}" if at else ""


def dash_time(at: datetime | None) -> str:
    """2021-03-05 09:12:07, as databases print it."""
    return at.isoformat(" ") if at else ""


def dash_minute(at: datetime | None) -> str:
    """2021-03-05 09:12."""
    return at.isoformat(" ", "minutes") if at else ""


def slash_day(day: date | None) -> str:
    """2021/3/5."""
    return f"{day.year}/{day.month}/{day.day}" if day else ""


def dash_day(day: date | None) -> str:
    """2021-03-05."""
    return f"{day:%Y-%m-%d}" if day else ""


def yes_no(fact: bool) -> str:  # noqa: FBT001 - the fact is the cell
    """是 or 否."""
    return "是" if fact else "否"


def one_zero(fact: bool) -> str:  # noqa: FBT001 - the fact is the cell
    """1 or 0."""
    return "1" if fact else "0"


def money(cents: int) -> str:
    """1,012.50: yuan with separators, from whole cents; a reversal is negative."""
    return f"{Decimal(cents).scaleb(-2):,.2f}"


def straight_quotes(name: str) -> str:
    """The name as a system without typographic quotation marks prints it."""
    return name.replace("“", '"').replace("”", '"')


def without_quotes(name: str) -> str:
    """The name as a system that drops quotation marks prints it."""
    return name.replace("“", "").replace("”", "")
