"""Conditions, moments and values of a request as SQL over the columns of a ledger.

Dates and times after as-of read as blank, so every test of one also asks that it is not later. Nothing of a user's text
gets into the SQL but literals, and those are quoted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from youju.engines.dialect import DUCKDB, Dialect
from youju.engines.statement import TRUE, both, day, instant, midnight, quoted
from youju.errors import RefusedError
from youju.measures.contract import Aggregate, Request
from youju.model.ledger import Column, ColumnType, Ledger
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate, Value
from youju.notation.number import plain

DAY = timedelta(days=1)
DAYS = (ColumnType.DATE, ColumnType.MONTH)
TEMPORAL = (*DAYS, ColumnType.TIMESTAMP)
AMOUNTS = (ColumnType.DECIMAL, ColumnType.MONEY)
NUMBERS = (ColumnType.INTEGER, *AMOUNTS)
SECONDS_A_DAY = 86_400
DIGITS = 15  # of a number compared with, before and behind the point: more could leave the exact types of an engine
WIDE, NARROW = "（）", "()"  # a form has the one, a dump the other
NOT_IN_NAMES = " \t\r\n\u00a0\u2003\u3000\"'`“”„‟‘’‚‛「」『』＂＇"


GROUP = "_group"


@dataclass(frozen=True, slots=True)
class Split:
    """What rows are split by, as SQL; empty: they are not. ``most``: how many groups are wanted."""

    by: str = ""
    most: int = 0

    @property
    def inner(self) -> tuple[str, ...]:
        """The group as an item beside others over the rows."""
        return (f"{self.by} AS {GROUP}",) if self.by else ()

    @property
    def outer(self) -> tuple[str, ...]:
        """The group as an item beside others over a statement that has it as ``inner``."""
        return (GROUP,) if self.by else ()

    @property
    def end(self) -> str:
        """The end of a statement whose first item is the group; one group more than wanted tells that there are."""
        return f"GROUP BY 1 ORDER BY 1 NULLS LAST LIMIT {self.most + 1}" if self.by else ""


WHOLE = Split()


@dataclass(frozen=True, slots=True)
class View:
    """What a request sees of a ledger: its columns, the day it is asked for, the end of its period; and who answers.

    ``placed``: the column that places rows in a period; of the rows of the request it is never blank. ``split``: what
    the rows are split by.
    """

    ledger: Ledger
    as_of: date
    period_end: date
    placed: str | None = None
    dialect: Dialect = DUCKDB
    split: Split = WHOLE

    @property
    def seen_until(self) -> date:
        """The last day that counts as happened within the period."""
        return min(self.as_of, self.period_end)


def view_of(ledger: Ledger, request: Request, dialect: Dialect) -> View:
    """The view of a request."""
    return View(ledger, request.as_of, request.period_end, _placed(request), dialect)


def _placed(request: Request) -> str | None:
    limited = request.period is not None or request.due_by_as_of
    return request.place.column if request.place and limited else None


def column(ledger: Ledger, code: str, *types: ColumnType) -> Column:
    """The column, of one of the types where any are named. Raises RefusedError with what is there instead."""
    if not ledger.has(code):
        known = "、".join(f"{item.label}（{item.code}）" for item in ledger.columns)
        raise RefusedError(f"“{ledger.label}”没有列“{code}”。", f"可用的列：{known}。")
    found = ledger.column(code)
    if types and found.type not in types:
        raise RefusedError(f"“{ledger.label}”的列“{found.label}”不能这样用：它的类型是{found.type}。", "请换一列。")
    return found


def not_after(found: Column, last: date) -> str:
    """The column is filled and, for dates and times, not after the end of that day."""
    name = quoted(found.code)
    if found.type in DAYS:
        return f"{name} <= {day(last)}"
    if found.type is ColumnType.TIMESTAMP:
        return f"{name} < {instant(midnight(last + DAY))}"
    return f"{name} IS NOT NULL"


def known(view: View, code: str) -> str:
    """The column is not blank as of the day asked for."""
    return TRUE if code == view.placed else not_after(column(view.ledger, code), view.as_of)


def conditions(view: View, tests: tuple[Condition, ...]) -> str:
    """Conditions that hold together."""
    return both(*(condition(view, test) for test in tests))


def condition(view: View, test: Condition) -> str:
    """One condition. Raises RefusedError when the column is not there or holds something else."""
    found = column(view.ledger, test.column)
    name = quoted(found.code)
    match test.test:
        case Predicate.FILLED:
            return not_after(found, view.seen_until)
        case Predicate.PRESENT:
            return known(view, test.column)
        case Predicate.IS | Predicate.IN:
            return _among(view, found, test.values)
        case Predicate.NAMED:
            return _named(view.dialect, name, test.values)
        case Predicate.IN_FORCE:
            return _in_force(view, found, test.values[0])
        case Predicate.ABOVE | Predicate.AT_LEAST:
            column(view.ledger, test.column, *NUMBERS)
            sign = ">" if test.test is Predicate.ABOVE else ">="
            return f"{name} {sign} {literal(view.dialect, found, test.values[0])}"


def _named(dialect: Dialect, name: str, values: tuple[str, ...]) -> str:
    """Blanks and quotation marks do not count, on either side."""
    bare = str.maketrans(WIDE, NARROW, NOT_IN_NAMES)
    names = ", ".join(dialect.text(value.translate(bare)) for value in values)
    signs = dialect.text(WIDE + NOT_IN_NAMES)
    return f"translate({name}, {signs}, {dialect.text(NARROW)}) IN ({names})" if names else "FALSE"


def _among(view: View, found: Column, values: tuple[str, ...]) -> str:
    if not values:
        return "FALSE"
    name, literals = quoted(found.code), [literal(view.dialect, found, value) for value in values]
    test = f"{name} = {literals[0]}" if len(literals) == 1 else f"{name} IN ({', '.join(literals)})"
    return both(test, known(view, found.code)) if found.type in TEMPORAL else test


def literal(dialect: Dialect, found: Column, value: str) -> str:
    """A value of a condition in the column's type. Raises RefusedError when it is none."""
    try:
        if found.type in NUMBERS:
            return _number(Decimal(value))
        if found.type in DAYS:
            return day(date.fromisoformat(value))
        if found.type is ColumnType.TIMESTAMP:
            return instant(datetime.fromisoformat(value))
    except (ValueError, InvalidOperation):
        raise RefusedError(
            f"“{value}”不能与列“{found.label}”比较：该列的类型是{found.type}。", "请改写条件。"
        ) from None
    if found.type is not ColumnType.BOOLEAN:
        return dialect.text(value)
    if value not in ("true", "false"):
        raise RefusedError(f"“{value}”不能与列“{found.label}”比较：该列只有 true 和 false。", "请改写条件。")
    return value.upper()


def _number(value: Decimal) -> str:
    """A number that every engine takes exactly. Raises InvalidOperation for others."""
    if not value.is_finite() or abs(value) >= 10**DIGITS or int(value.as_tuple().exponent) < -DIGITS:
        raise InvalidOperation
    return plain(value)


def _in_force(view: View, start: Column, end_code: str) -> str:
    end = column(view.ledger, end_code, *TEMPORAL)
    name = quoted(end.code)
    last = day(view.period_end) if end.type in DAYS else instant(midnight(view.period_end))
    open_end = f"{name} IS NULL OR {name} >= {last}"
    if view.as_of < view.period_end:
        open_end += f" OR NOT ({not_after(end, view.as_of)})"
    return f"{not_after(start, view.seen_until)} AND ({open_end})"


def bounds(view: View, request: Request) -> str:
    """The rows that ``place`` puts into the period, as bounds on the bare column: whole parts can be skipped."""
    if request.place is None or _placed(request) is None:
        return TRUE
    found = column(view.ledger, request.place.column, *TEMPORAL)
    shift = timedelta(minutes=request.place.plus_minutes)
    first = request.period.start if request.period else None
    name = quoted(found.code)
    if found.type in DAYS and not shift:
        last = min(request.period.end, request.as_of) if request.period else request.as_of
        return both(f"{name} >= {day(first)}" if first else TRUE, f"{name} <= {day(last)}")
    ends = [midnight(request.as_of + DAY)]
    if request.period:
        ends.append(midnight(request.period.end + DAY) - shift)
    if request.due_by_as_of:
        ends.append(midnight(request.as_of + DAY) - shift)
    start = f"{name} >= {instant(midnight(first) - shift)}" if first else TRUE
    return both(start, f"{name} < {instant(min(ends))}")


def moment(view: View, place: Moment) -> tuple[str, bool]:
    """A moment as SQL, and whether it is a day without time."""
    found = column(view.ledger, place.column, *TEMPORAL)
    if not place.plus_minutes:
        return quoted(found.code), found.type in DAYS
    name = f"CAST({quoted(found.code)} AS TIMESTAMP)" if found.type in DAYS else quoted(found.code)
    return f"{name} + INTERVAL {int(place.plus_minutes)} MINUTE", False


def in_time(view: View, end_code: str, due: Moment) -> str:
    """The end is filled and not after the moment: to the second, or by the day when either is a day."""
    end = column(view.ledger, end_code, *TEMPORAL)
    by, by_day = moment(view, due)
    name = quoted(end.code)
    if by_day != (end.type in DAYS):
        name, by = f"CAST({name} AS DATE)", f"CAST({by} AS DATE)"
    return both(f"{name} <= {by}", known(view, end_code), known(view, due.column))


def value_of(view: View, asked: Aggregate) -> tuple[str, str]:
    """The value of an aggregate as ``value`` gives it. Raises RefusedError when it names none."""
    if asked.value is None:
        raise RefusedError(f"“{asked.name}”没有说明对哪一列求{asked.function}。", "请在口径中写明数值列。")
    return value(view, asked.value)


def total(view: View, asked: Aggregate, written: str) -> str:
    """The exact SUM of the value of an aggregate as it was written."""
    is_whole = isinstance(asked.value, Linear) and all(
        view.ledger.column(code).type is ColumnType.INTEGER for _, code in asked.value.terms
    )
    return view.dialect.total(written) if is_whole else f"SUM({written})"


def value(view: View, asked: Value) -> tuple[str, str]:
    """A value of each row as SQL, and the test that none of its columns is blank."""
    if isinstance(asked, Elapsed):
        return _elapsed(view, asked)
    return _linear(view, asked), both(*(known(view, code) for _, code in asked.terms))


def _linear(view: View, asked: Linear) -> str:
    written = ""
    alone = [abs(factor) for factor, _ in asked.terms] == [1]
    for factor, code in asked.terms:
        found = column(view.ledger, code, *NUMBERS)
        name = quoted(code) if alone or found.type not in AMOUNTS else view.dialect.wide(quoted(code))
        term = name if abs(factor) == 1 else f"{abs(factor)} * {name}"
        sign = "-" if factor < 0 else "+" if written else ""
        written += f" {sign} {term}" if written else f"{sign}{term}"
    return written


def _elapsed(view: View, asked: Elapsed) -> tuple[str, str]:
    start, end = (column(view.ledger, code, *TEMPORAL) for code in (asked.start, asked.end))
    test = both(known(view, asked.start), known(view, asked.end))
    first, last = quoted(start.code), quoted(end.code)
    if start.type is end.type is ColumnType.TIMESTAMP:
        return view.dialect.seconds(first, last), test
    return f"{SECONDS_A_DAY} * {view.dialect.days(first, last)}", test
