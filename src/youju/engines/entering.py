"""Which rows of a ledger enter a request and each of its aggregates, as tests in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from youju.engines.clauses import View, bounds, conditions, in_time, known, moment, value
from youju.engines.statement import TRUE, both, quoted, select
from youju.errors import RefusedError
from youju.measures.contract import Aggregate, Function, Request


def own_tests(view: View, aggregate: Aggregate) -> str:
    """What the aggregate asks of its rows besides the request."""
    return both(
        conditions(view, aggregate.where),
        in_time(view, *aggregate.not_after) if aggregate.not_after else TRUE,
    )


def rows_of(view: View, request: Request) -> str:
    """The rows of a request: place, period and its conditions."""
    return both(bounds(view, request), conditions(view, request.where))


def day_of(view: View, request: Request) -> tuple[str, str]:
    """The day of ``place`` as SQL, and the test that it is known. Raises RefusedError for a request without place."""
    if request.place is None:
        raise RefusedError("求最后一天的数，要先说明日期列。", "请在口径中写明日期列。")
    name, is_day = moment(view, request.place)
    return (name if is_day else f"CAST({name} AS DATE)"), known(view, request.place.column)


def all_known(view: View, codes: Sequence[str]) -> str:
    """None of the columns is blank."""
    return both(*(known(view, code) for code in codes))


def entering_rows(view: View, request: Request, asked: Aggregate) -> str:
    """The test that a row of the request enters the aggregate."""
    tests = [own_tests(view, asked), all_known(view, asked.distinct)]
    if asked.value is not None:
        tests.append(value(view, asked.value)[1])
    if asked.per is not None:
        tests.append(known(view, asked.per))
    if asked.function is Function.SUM_AT_LAST:
        day, dated = day_of(view, request)
        rows = both(rows_of(view, request), *tests, dated)
        last = select([f"MAX({day})"], quoted(view.ledger.code), rows)
        tests.append(f"{day} = ({last})")
    return both(*tests)
