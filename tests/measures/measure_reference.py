"""A slow, plain reading of requests over rows in memory, to the letter of ``measures/contract.py``.

It lets measures be tested without an engine, and an engine be checked against something nobody optimised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from youju.measures.contract import Aggregate, Answer, Function, Number, Request
from youju.model.ledger import Ledger
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate, Value
from youju.notation.text import name_key

Cell: TypeAlias = "str | int | bool | Decimal | date | None"
Row: TypeAlias = Mapping[str, Cell]
Expressions: TypeAlias = Mapping[str, Callable[[Sequence[Row]], Number | None]]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _time(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001


def _is_blank(value: Cell) -> bool:
    return value is None or value == ""


def as_of(row: Row, ledger: Ledger, day: date) -> Row:
    """The row as it read on that day: every column of the ledger, later dates and times blank."""
    seen: dict[str, Cell] = {}
    for column in ledger.columns:
        value = row.get(column.code)
        seen[column.code] = None if isinstance(value, date) and _day(value) > day else value
    return seen


def moment_of(row: Row, moment: Moment) -> date | None:
    """The date or time of a row, moved by the minutes."""
    value = row[moment.column]
    if not isinstance(value, date):
        return None
    return _time(value) + timedelta(minutes=moment.plus_minutes) if moment.plus_minutes else value


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _equals(value: Cell, text: str) -> bool:
    if _is_blank(value):
        return False
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value) == Decimal(text)
    return _text(value) == text


def _is_one_of(row: Row, condition: Condition, _end: date) -> bool:
    return any(_equals(row[condition.column], text) for text in condition.values)


def _is_named(row: Row, condition: Condition, _end: date) -> bool:
    value = row[condition.column]
    return not _is_blank(value) and name_key(_text(value)) in {name_key(text) for text in condition.values}


def _is_present(row: Row, condition: Condition, _end: date) -> bool:
    return not _is_blank(row[condition.column])


def _is_filled(row: Row, condition: Condition, end: date) -> bool:
    value = row[condition.column]
    return not _is_blank(value) and (not isinstance(value, date) or _day(value) <= end)


def _is_in_force(row: Row, condition: Condition, end: date) -> bool:
    since, until = row[condition.column], row[condition.values[0]]
    began = isinstance(since, date) and _day(since) <= end
    return began and (not isinstance(until, date) or _day(until) >= end)


def _is_above(row: Row, condition: Condition, _end: date) -> bool:
    value = row[condition.column]
    return isinstance(value, int | Decimal) and Decimal(value) > Decimal(condition.values[0])


def _is_at_least(row: Row, condition: Condition, _end: date) -> bool:
    value = row[condition.column]
    return isinstance(value, int | Decimal) and Decimal(value) >= Decimal(condition.values[0])


_TESTS: Mapping[Predicate, Callable[[Row, Condition, date], bool]] = {
    Predicate.IS: _is_one_of,
    Predicate.IN: _is_one_of,
    Predicate.NAMED: _is_named,
    Predicate.PRESENT: _is_present,
    Predicate.FILLED: _is_filled,
    Predicate.IN_FORCE: _is_in_force,
    Predicate.ABOVE: _is_above,
    Predicate.AT_LEAST: _is_at_least,
}


def meets(row: Row, condition: Condition, period_end: date) -> bool:
    """Whether the row meets the condition."""
    return _TESTS[condition.test](row, condition, period_end)


def _asked(request: Request, ledger: Ledger, rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The rows of the request with their numbers in the list."""
    found = []
    for number, raw in enumerate(rows):
        row = as_of(raw, ledger, request.as_of)
        if request.place is not None:
            moment = moment_of(row, request.place)
            if moment is None or (request.period is not None and _day(moment) not in request.period):
                continue
            if request.due_by_as_of and _day(moment) > request.as_of:
                continue
        if all(meets(row, condition, request.period_end) for condition in request.where):
            found.append((number, row))
    return found


def _is_in_time(row: Row, end: str, due: Moment) -> bool:
    done, by = row[end], moment_of(row, due)
    if not isinstance(done, date) or by is None:
        return False
    if isinstance(done, datetime) and isinstance(by, datetime):
        return done <= by
    return _day(done) <= _day(by)


def _number(row: Row, value: Value) -> Decimal | int | None:
    """The value of one row, None where one of its columns is blank."""
    if isinstance(value, Elapsed):
        start, end = row[value.start], row[value.end]
        if not isinstance(start, date) or not isinstance(end, date):
            return None
        return (_time(end) - _time(start)) // timedelta(seconds=1)
    return _sum_of_columns(row, value)


def _sum_of_columns(row: Row, value: Linear) -> Decimal | None:
    total = Decimal(0)
    for coefficient, code in value.terms:
        cell = row[code]
        if not isinstance(cell, int | Decimal):
            return None
        total += coefficient * Decimal(cell)
    return total


def _entering(aggregate: Aggregate, request: Request, rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """The rows that enter one aggregate."""
    found = [
        (number, row)
        for number, row in rows
        if all(meets(row, condition, request.period_end) for condition in aggregate.where)
        and (aggregate.not_after is None or _is_in_time(row, *aggregate.not_after))
        and (aggregate.value is None or _number(row, aggregate.value) is not None)
    ]
    if aggregate.function is Function.SUM_AT_LAST and found and request.place is not None:
        last = max(_place_day(row, request.place) for _, row in found)
        found = [(number, row) for number, row in found if _place_day(row, request.place) == last]
    return found


def _place_day(row: Row, place: Moment) -> date:
    moment = moment_of(row, place)
    return _day(moment) if moment is not None else date.min


def _distinct(rows: Sequence[Row], columns: Sequence[str]) -> int:
    return len({tuple(row[code] for code in columns) for row in rows})


def _least_per(aggregate: Aggregate, rows: Sequence[Row], counted: Sequence[Row]) -> int | None:
    per = aggregate.per or ""
    groups = {row[per] for row in rows}
    return min(
        (_distinct([row for row in counted if row[per] == group], aggregate.distinct) for group in groups), default=None
    )


def _of_numbers(aggregate: Aggregate, rows: Sequence[Row]) -> Number | None:
    numbers = [number for row in rows if aggregate.value and (number := _number(row, aggregate.value)) is not None]
    if not numbers:
        return None
    if aggregate.function is Function.MINIMUM:
        return min(numbers)
    if aggregate.function is Function.MAXIMUM:
        return max(numbers)
    return sum((Fraction(number) for number in numbers), Fraction(0))


def _answer(
    aggregate: Aggregate, request: Request, asked: Sequence[tuple[int, Row]], expressions: Expressions
) -> Number | None:
    rows = [row for _, row in _entering(aggregate, request, asked)]
    if aggregate.function is Function.COUNT:
        return len(rows)
    if aggregate.function is Function.COUNT_DISTINCT:
        return _distinct(rows, aggregate.distinct)
    if aggregate.function is Function.LEAST_PER:
        return _least_per(aggregate, [row for _, row in asked], rows)
    if aggregate.function is Function.EXPRESSION:
        return expressions[aggregate.text or ""](rows)
    return _of_numbers(aggregate, rows)


def evaluate(request: Request, ledger: Ledger, rows: Sequence[Row], expressions: Expressions | None = None) -> Answer:
    """The answer to a request over all current rows of its ledger."""
    asked = _asked(request, ledger, rows)
    return {aggregate.name: _answer(aggregate, request, asked, expressions or {}) for aggregate in request.aggregates}


def evaluate_groups(
    request: Request, ledger: Ledger, rows: Sequence[Row], by: str, expressions: Expressions | None = None
) -> dict[str | None, Answer]:
    """The answers by group, in order of their names, blank last: by a column, or the ``month`` of the place."""
    groups: dict[str | None, list[tuple[int, Row]]] = {}
    for number, row in _asked(request, ledger, rows):
        groups.setdefault(_group(request, row, by), []).append((number, row))
    return {
        name: {one.name: _answer(one, request, groups[name], expressions or {}) for one in request.aggregates}
        for name in sorted(groups, key=lambda name: (name is None, name or ""))
    }


def _group(request: Request, row: Row, by: str) -> str | None:
    if by == "month" and request.place is not None:
        moment = moment_of(row, request.place)
        return None if moment is None else moment.strftime("%Y-%m")
    return None if row[by] is None else _text(row[by])


def counts(request: Request, word: str, ledger: Ledger, rows: Sequence[Row]) -> dict[int, str]:
    """How each row counts, by its number in the list (0-based); rows that count for nothing are not there."""
    asked = _asked(request, ledger, rows)
    entering = {
        aggregate.name: {number for number, _ in _entering(aggregate, request, asked)}
        for aggregate in request.aggregates
    }
    if word != "share":
        return dict.fromkeys(sorted(set().union(*entering.values())), word)
    top, bottom = entering["numerator"], entering["denominator"]
    return {
        number: "both" if number in top & bottom else "numerator" if number in top else "denominator"
        for number in sorted(top | bottom)
    }
