"""What every engine must answer: rows, a request, the expected number. Each expectation is counted by hand.

A case holds one aggregate named ``n``. An engine's own test walks ``CASES`` and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from youju.evidence.batches import write_batch, write_superseded
from youju.evidence.intake import TypedRow
from youju.measures.contract import Aggregate, Function, Number, Request
from youju.model.ledger import BatchFile, Closing, Column, ColumnType, Cut, Ledger
from youju.model.measure import Condition, Linear, Moment, Predicate, Value
from youju.model.period import Period, year

LEDGER = Ledger(
    code="samples",
    label="样例台账",
    closing=Closing.DAY,
    key=("id",),
    date="at",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("at", "受理时间", ColumnType.TIMESTAMP),
        Column("due", "应办结时间", ColumnType.TIMESTAMP),
        Column("done", "办结时间", ColumnType.TIMESTAMP),
        Column("day", "日期", ColumnType.DATE),
        Column("by", "期限", ColumnType.DATE),
        Column("until", "失效日期", ColumnType.DATE),
        Column("month", "月份", ColumnType.MONTH),
        Column("hall", "大厅", ColumnType.TEXT),
        Column("person", "姓名", ColumnType.TEXT, personal=True),
        Column("kind", "类别", ColumnType.CHOICE, values=("一般", "重大")),
        Column("ok", "是否合格", ColumnType.BOOLEAN),
        Column("uses", "次数", ColumnType.INTEGER),
        Column("amount", "金额", ColumnType.MONEY),
    ),
)
Row = Mapping[str, object]
Files = tuple[tuple[Row, ...], ...]


def row(**cells: str | int | bool) -> Row:
    """A row by column code; times and decimals as text, a column left out is blank."""
    return {code: _typed(LEDGER.column(code), cell) for code, cell in cells.items()}


def _typed(column: Column, cell: str | int | bool) -> object:  # noqa: FBT001 (a cell may be a boolean)
    if column.type is ColumnType.TIMESTAMP:
        return datetime.fromisoformat(str(cell))
    if column.type in (ColumnType.DATE, ColumnType.MONTH):
        return date.fromisoformat(str(cell))
    return Decimal(str(cell)) if column.type is ColumnType.MONEY else cell


@dataclass(frozen=True)
class Case:
    """``superseded``: file and position of rows that were replaced, one list a correcting batch."""

    name: str
    request: Request
    expected: Number | None
    files: Files
    superseded: tuple[tuple[tuple[int, int], ...], ...] = ()


def cut_of(folder: Path, files: Files, superseded: Sequence[Sequence[tuple[int, int]]] = ()) -> Cut:
    """The rows as Parquet files of a cut; row numbers count from 2 in each file."""
    batches = [f"{number:06d}-test" for number, _ in enumerate(files, start=1)]
    for batch, rows in zip(batches, files, strict=True):
        typed = [
            TypedRow(number, tuple(cells.get(column.code) for column in LEDGER.columns))  # type: ignore[misc]
            for number, cells in enumerate(rows, start=2)
        ]
        write_batch(folder / f"{batch}.parquet", LEDGER, typed)
    lists = [folder / f"{number:06d}.superseded.parquet" for number, _ in enumerate(superseded)]
    for path, positions in zip(lists, superseded, strict=True):
        write_superseded(path, [(batches[file], position) for file, position in positions])
    found = tuple(
        BatchFile(
            batch=batch,
            path=str(folder / f"{batch}.parquet"),
            rows=len(rows),
            sha256="",
            source=f"source-{batch}",
            name=f"{batch}.csv",
            superseded=tuple(
                str(path)
                for path, positions in zip(lists, superseded, strict=True)
                if any(file == number for file, _ in positions)
            ),
        )
        for number, (batch, rows) in enumerate(zip(batches, files, strict=True))
    )
    return Cut(LEDGER, len(found), None, found, batches=len(found))


Y2021 = year(2021)
END = date(2021, 12, 31)
AT, DUE, DAY, BY = Moment("at"), Moment("due"), Moment("day"), Moment("by")


@dataclass(frozen=True)
class Asked:
    """What a case asks besides its aggregate; the default is the year 2021 by ``at``, asked at its end."""

    place: Moment | None = AT
    period: Period | None = Y2021
    as_of: date = END
    period_end: date | None = None
    where: tuple[Condition, ...] = ()
    due_by_as_of: bool = False


def request(aggregate: Aggregate, asked: Asked) -> Request:
    """One aggregate as a request."""
    end = asked.period_end or (min(asked.period.end, asked.as_of) if asked.period else asked.as_of)
    return Request(
        "now", "samples", (aggregate,), asked.as_of, end, asked.place, asked.period, asked.where, asked.due_by_as_of
    )


def if_(column: str, test: Predicate, *values: str) -> Condition:
    """A condition."""
    return Condition(column, test, values)


def sum_of(*terms: tuple[int, str]) -> Value:
    """A linear value."""
    return Linear(terms)


@dataclass(frozen=True)
class Table:
    """Cases over the same rows. ``refused``: what no engine may answer, for the number would not be exact."""

    files: Files
    superseded: tuple[tuple[tuple[int, int], ...], ...] = ()
    cases: list[Case] = field(default_factory=list)
    refused: list[Case] = field(default_factory=list)

    def count(
        self,
        name: str,
        expected: int,
        *where: Condition,
        asked: Asked = Asked(),
        in_time: tuple[str, Moment] | None = None,
    ) -> None:
        """How many rows."""
        self._add(name, Aggregate("n", Function.COUNT, where=where, not_after=in_time), asked, expected)

    def number(
        self,
        name: str,
        expected: Number | None,
        function: Function,
        value: Value,
        *where: Condition,
        asked: Asked = Asked(),
    ) -> None:
        """A sum, a minimum, a maximum, the sum of the last day."""
        self._add(name, Aggregate("n", function, value=value, where=where), asked, expected)

    def distinct(
        self, name: str, expected: int, columns: tuple[str, ...], *where: Condition, asked: Asked = Asked()
    ) -> None:
        """How many different tuples."""
        self._add(name, Aggregate("n", Function.COUNT_DISTINCT, distinct=columns, where=where), asked, expected)

    def least(
        self,
        name: str,
        expected: int | None,
        columns: tuple[str, ...],
        per: str,
        *where: Condition,
        asked: Asked = Asked(),
    ) -> None:
        """The smallest number of different tuples in a group."""
        aggregate = Aggregate("n", Function.LEAST_PER, distinct=columns, per=per, where=where)
        self._add(name, aggregate, asked, expected)

    def expression(
        self, name: str, expected: Fraction | None, text: str, *where: Condition, asked: Asked = Asked()
    ) -> None:
        """A user's expression."""
        self._add(name, Aggregate("n", Function.EXPRESSION, text=text, where=where), asked, expected)

    def refuse(self, name: str, function: Function, value: Value | str, *where: Condition) -> None:
        """A value or a user's expression that is refused over all rows."""
        text, number = (value, None) if isinstance(value, str) else (None, value)
        aggregate = Aggregate("n", function, value=number, where=where, text=text)
        asked = request(aggregate, Asked(place=None, period=None))
        self.refused.append(Case(name, asked, None, self.files, self.superseded))

    def _add(self, name: str, aggregate: Aggregate, asked: Asked, expected: Number | None) -> None:
        self.cases.append(Case(name, request(aggregate, asked), expected, self.files, self.superseded))


EVERY = Asked(place=None, period=None)  # all rows, as of the end of 2021
IS, IN, FILLED, PRESENT = Predicate.IS, Predicate.IN, Predicate.FILLED, Predicate.PRESENT
ABOVE, AT_LEAST, NAMED, IN_FORCE = Predicate.ABOVE, Predicate.AT_LEAST, Predicate.NAMED, Predicate.IN_FORCE
SUM, MIN, MAX, LAST = Function.SUM, Function.MINIMUM, Function.MAXIMUM, Function.SUM_AT_LAST
EXPRESSION = Function.EXPRESSION
