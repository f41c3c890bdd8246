"""The embedded engine against a slow, plain reading of the same requests, over rows and requests drawn at random."""

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from youju.engines.embedded import EmbeddedEngine
from youju.measures.contract import Aggregate, Function, Request
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate, Value
from youju.model.period import Period, year

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "measures"))
from conformance import LEDGER, cut_of
from measure_reference import counts, evaluate, evaluate_groups

TIMES = [
    datetime(2020, 12, 31, 23, 59, 59),  # noqa: DTZ001 (civil time, here and below)
    datetime(2021, 1, 1),  # noqa: DTZ001
    datetime(2021, 7, 1, 12),  # noqa: DTZ001
    datetime(2021, 7, 1, 12, 30),  # noqa: DTZ001
    datetime(2021, 12, 31, 23, 45),  # noqa: DTZ001
    datetime(2022, 1, 1),  # noqa: DTZ001
]
DAYS = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 7, 1), date(2021, 12, 31), date(2022, 1, 1)]
time, day = some.none() | some.sampled_from(TIMES), some.none() | some.sampled_from(DAYS)
ROWS = some.lists(
    some.fixed_dictionaries(
        {
            "id": some.sampled_from("abc"),
            "at": time,
            "due": time,
            "done": time,
            "day": day,
            "by": day,
            "until": day,
            "hall": some.sampled_from([None, "东厅", "东 厅", "“西厅”"]),
            "ok": some.sampled_from([None, True, False]),
            "uses": some.none() | some.integers(-2, 3),
            "amount": some.none() | some.sampled_from([Decimal("0.0001"), Decimal("-1.5"), Decimal(7)]),
        }
    ),
    max_size=8,
)


def present(*columns: str) -> tuple[Condition, ...]:
    return tuple(Condition(column, Predicate.PRESENT) for column in columns)


CONDITIONS = some.lists(
    some.sampled_from(
        [
            Condition("ok", Predicate.IS, ("true",)),
            Condition("ok", Predicate.IS, ("false",)),
            Condition("hall", Predicate.IN, ("东厅", "西厅")),
            Condition("hall", Predicate.NAMED, ("东厅", "西厅")),
            Condition("uses", Predicate.AT_LEAST, ("0",)),
            Condition("amount", Predicate.ABOVE, ("-1.5",)),
            Condition("done", Predicate.FILLED),
            Condition("done", Predicate.PRESENT),
            Condition("by", Predicate.FILLED),
            Condition("day", Predicate.IN_FORCE, ("until",)),
        ]
    ),
    max_size=2,
).map(tuple)
VALUES: list[Value] = [
    Linear(((1, "uses"),)),
    Linear(((2, "uses"), (-1, "amount"))),
    Elapsed("at", "done"),
    Elapsed("day", "by"),
]
MOMENTS = [Moment("at"), Moment("due"), Moment("at", 30), Moment("day"), Moment("by")]
BARE = [
    Aggregate("numerator", Function.COUNT),
    *(Aggregate("numerator", Function.COUNT, not_after=("done", moment)) for moment in MOMENTS),
    Aggregate("numerator", Function.COUNT, not_after=("day", Moment("due"))),
    *(
        Aggregate("numerator", function, value=value)
        for value in VALUES
        for function in (Function.SUM, Function.MAXIMUM)
    ),
    Aggregate("numerator", Function.SUM_AT_LAST, value=VALUES[0]),
    Aggregate("numerator", Function.COUNT_DISTINCT, where=present("hall", "ok"), distinct=("hall", "ok")),
    Aggregate("numerator", Function.LEAST_PER, where=present("hall"), distinct=("hall",), per="day"),
]


@some.composite
def requests(draw: some.DrawFn) -> Request:
    """A request of the kinds measures make; a group's column is asked to be filled."""
    bare, own = draw(some.sampled_from(BARE)), draw(CONDITIONS)
    aggregate = Aggregate(
        bare.name, bare.function, bare.value, (*bare.where, *own), bare.distinct, bare.per, None, bare.not_after
    )
    as_of = draw(some.sampled_from(DAYS))
    period = draw(some.sampled_from([year(2021), year(2020), Period(date(2021, 1, 1), date(2021, 7, 1))]))
    return Request(
        name="now",
        ledger=LEDGER.code,
        aggregates=(aggregate, Aggregate("denominator", Function.COUNT)),
        as_of=as_of,
        period_end=min(period.end, as_of),
        place=draw(some.sampled_from(MOMENTS)),
        period=period,
        where=(*draw(CONDITIONS), *(present("day") if bare.per else ())),
        due_by_as_of=draw(some.booleans()),
    )


@settings(max_examples=30, deadline=None)
@given(ROWS, some.lists(requests(), min_size=1, max_size=12))
def test_the_engine_answers_like_the_plain_reading(rows: list[dict[str, Any]], asked: list[Request]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cut = cut_of(Path(folder), (tuple(rows),))
        engine = EmbeddedEngine()
        assert [dict(answer) for answer in engine.run(cut, asked)] == [evaluate(one, LEDGER, rows) for one in asked]
        for by in ("hall", "month"):
            groups = engine.groups(cut, asked, by).answers
            assert list(groups) == [evaluate_groups(one, LEDGER, rows, by) for one in asked]
        page = engine.rows(cut, [(asked[0], "share")], limit=100)
        assert {row.row - 2: row.counts for row in page.rows} == counts(asked[0], "share", LEDGER, rows)
