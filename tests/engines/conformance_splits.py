"""Cases of rows split into groups: what the plain reading of the contract says of each group, every engine must say.

Some are counted by hand besides, so that the plain reading is not believed alone.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

from conformance import (
    ABOVE,
    AT,
    AT_LEAST,
    BY,
    DAY,
    DUE,
    EVERY,
    FILLED,
    IS,
    LAST,
    LEDGER,
    MAX,
    MIN,
    PRESENT,
    SUM,
    Asked,
    Files,
    Table,
    if_,
    request,
    sum_of,
)
from conformance_batches import moved, three_lists
from conformance_cases import corrected, deliveries, no_batch
from conformance_groups import stock, visits

from youju.engines.contract import BY_MONTH
from youju.measures.contract import Aggregate, Answer, Function, Number, Request
from youju.model.measure import Condition, Elapsed, Moment, Value
from youju.model.period import Period, year

sys.path.insert(0, str(Path(__file__).parents[1] / "measures"))
from measure_reference import Row, evaluate_groups


@dataclass(frozen=True)
class SplitCase:
    """A request over the rows of a table, split ``by`` a column or by month."""

    name: str
    request: Request
    by: str
    files: Files
    superseded: tuple[tuple[tuple[int, int], ...], ...] = ()

    def expected(self) -> dict[str | None, Answer]:
        """What the plain reading says."""
        return evaluate_groups(self.request, LEDGER, self.current, self.by, EXPRESSIONS)

    @property
    def current(self) -> list[Row]:
        """The rows that nothing replaced."""
        gone = {position for positions in self.superseded for position in positions}
        return [
            cast("Row", row)
            for file, rows in enumerate(self.files)
            for position, row in enumerate(rows)
            if (file, position) not in gone
        ]


def _total(rows: object, code: str) -> Number:
    return sum((Decimal(str(row[code])) for row in rows if row[code] is not None), Decimal(0))  # type: ignore[attr-defined]


# Divisions only where there is something to divide, in every group of the cases that ask.
EXPRESSIONS = {
    "COUNT(*)": len,
    "2 * COUNT(*) + COUNT(DISTINCT 姓名)": lambda rows: (
        2 * len(rows) + len({row["person"] for row in rows if row["person"] is not None})
    ),
    "COALESCE(SUM(次数), 0)": lambda rows: _total(rows, "uses"),
}
SPLITS: list[SplitCase] = []
YEAR = Asked()


def case(name: str, table: Table, by: str, aggregate: Aggregate, asked: Asked = YEAR) -> None:
    """One case more."""
    SPLITS.append(SplitCase(name, request(aggregate, asked), by, table.files, table.superseded))


def count(*where: Condition, in_time: tuple[str, Moment] | None = None) -> Aggregate:
    return Aggregate("n", Function.COUNT, where=where, not_after=in_time)


def number(function: Function, value: Value, *where: Condition) -> Aggregate:
    return Aggregate("n", function, value=value, where=where)


def distinct(*columns: str) -> Aggregate:
    return Aggregate("n", Function.COUNT_DISTINCT, distinct=columns)


def least(per: str, *columns: str, where: tuple[Condition, ...] = ()) -> Aggregate:
    return Aggregate("n", Function.LEAST_PER, distinct=columns, per=per, where=where)


def expression(text: str) -> Aggregate:
    return Aggregate("n", Function.EXPRESSION, text=text)


uses, amount = sum_of((1, "uses")), sum_of((1, "amount"))
case("rows a hall", deliveries, "hall", count())
case("rows a kind, of all years", deliveries, "kind", count(), EVERY)
case("rows a hall in a year without rows", deliveries, "hall", count(), Asked(period=year(2019)))
case("good rows a hall, a hall without one counts zero", deliveries, "hall", count(if_("ok", IS, "true")))
case(
    "a hall is there only with rows that the request asks for",
    deliveries,
    "hall",
    count(),
    Asked(where=(if_("ok", IS, "true"),)),
)
case("used rows a hall", deliveries, "hall", count(if_("uses", ABOVE, "0")), EVERY)
case("rows in time a hall", deliveries, "hall", count(in_time=("done", DUE)), Asked(place=DUE))
case(
    "rows in time a hall, of what is due",
    deliveries,
    "hall",
    count(in_time=("done", DUE)),
    Asked(place=DUE, as_of=date(2021, 3, 4), due_by_as_of=True),
)
case("amounts a hall, none where nothing was written", deliveries, "hall", number(SUM, amount))
case("amounts a kind, of all years", deliveries, "kind", number(SUM, amount), EVERY)
case("the least amount a hall", deliveries, "hall", number(MIN, amount), EVERY)
case("the largest number a kind", deliveries, "kind", number(MAX, uses), EVERY)
case("a sum of columns a hall", deliveries, "hall", number(SUM, sum_of((2, "uses"), (-1, "amount"))), EVERY)
case("seconds a hall", deliveries, "hall", number(SUM, Elapsed("at", "done")), EVERY)
case(
    "seconds a hall as of a day", deliveries, "hall", number(SUM, Elapsed("at", "done")), Asked(as_of=date(2021, 3, 4))
)
case("rows a month", deliveries, BY_MONTH, count())
case("rows a month of the year before", deliveries, BY_MONTH, count(), Asked(period=year(2020)))
case("rows a month by due time", deliveries, BY_MONTH, count(in_time=("done", DUE)), Asked(place=DUE))
case("rows a month as of a day", deliveries, BY_MONTH, count(), Asked(as_of=date(2021, 3, 31)))
case("minutes carry a row into the next month", stock, BY_MONTH, count(), Asked(Moment("at", 60)))
case("sums a month by day", stock, BY_MONTH, number(SUM, uses), Asked(DAY))
case("amounts a month by day", stock, BY_MONTH, number(SUM, amount), Asked(DAY))
case("the last day of each month", stock, BY_MONTH, number(LAST, uses), Asked(DAY))
case("the last day of each hall", stock, "hall", number(LAST, uses), Asked(DAY))
case("the last day of each hall that has an amount", stock, "hall", number(LAST, amount), Asked(DAY))
case(
    "the last day of each hall within a span",
    stock,
    "hall",
    number(LAST, uses),
    Asked(DAY, Period(date(2021, 6, 1), date(2021, 6, 30))),
)
case("persons a hall", visits, "hall", distinct("person"), Asked(DAY, where=(if_("person", PRESENT),)))
case("persons a kind", visits, "kind", distinct("person"), Asked(DAY, where=(if_("person", PRESENT),)))
case("persons a month by time", visits, BY_MONTH, distinct("person"), Asked(AT))
case("halls and kinds a month", visits, BY_MONTH, distinct("hall"), Asked(DAY))
case("the least rows a day, of each hall", visits, "hall", least("day", "id"), Asked(DAY))
case("the least persons a day, of each kind", visits, "kind", least("day", "person"), Asked(DAY))
case("the least rows a day, of each month", visits, BY_MONTH, least("day", "id"), Asked(DAY))
case(
    "a day on which nobody came counts zero in its hall",
    visits,
    "hall",
    least("day", "id", where=(if_("ok", IS, "true"),)),
    Asked(DAY),
)
case("corrected sums a key", corrected, "id", number(SUM, amount), EVERY)
case("rows a key over three lists", three_lists, "id", count(), EVERY)
case("a corrected row moves to another hall", moved, "hall", number(SUM, uses), Asked(DAY))
case("a corrected row moves to another month", moved, BY_MONTH, number(SUM, uses), Asked(DAY))
case("rows of no batch", no_batch, "hall", count(), EVERY)
case("an expression a hall", visits, "hall", expression("COUNT(*)"), Asked(DAY))
case(
    "an expression with distinct persons a hall",
    visits,
    "hall",
    expression("2 * COUNT(*) + COUNT(DISTINCT 姓名)"),
    EVERY,
)
case("an expression a month", visits, BY_MONTH, expression("COALESCE(SUM(次数), 0)"), Asked(DAY))
case("filled rows a hall by a limit", deliveries, "hall", count(if_("done", FILLED)), Asked(place=BY))
case("numbers from zero a hall", deliveries, "hall", count(if_("uses", AT_LEAST, "0")), EVERY)

BY_HAND: Mapping[str, dict[str | None, Number | None]] = {
    "rows a hall": {"东厅": 2, "西厅": 1, None: 1},
    "good rows a hall, a hall without one counts zero": {"东厅": 1, "西厅": 0, None: 1},
    "a hall is there only with rows that the request asks for": {"东厅": 1, None: 1},
    "amounts a hall, none where nothing was written": {
        "东厅": Decimal("0.7345"),
        "西厅": None,
        None: Decimal("0.0001"),
    },
    "rows a month": {"2021-03": 3, "2021-12": 1},
    "rows a hall in a year without rows": {},
    "the least rows a day, of each hall": {"甲": 2, "乙": 1},
    "persons a hall": {"甲": 2, "乙": 2},
}
TOGETHER = [one for one in SPLITS if one.by == "hall" and one.files is deliveries.files]
