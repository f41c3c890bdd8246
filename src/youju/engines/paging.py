"""The rows of a ledger as people look through them: a page with filters, all that was said of one key, rows a day.

What of a person may not be shown is masked inside the statement and is not searched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from youju.engines.clauses import DAY
from youju.engines.embedded import EmbeddedEngine
from youju.engines.listing import FILE, ROW, Printed, printed
from youju.engines.standing import COUNTS, every_row
from youju.engines.statement import TRUE, both, day, instant, midnight, quoted, select, text
from youju.model.ledger import BatchFile, Column, ColumnType, Cut, Ledger
from youju.model.period import Period
from youju.notation.number import plain

MASKED = "＊＊＊"
_WORDS = (ColumnType.TEXT, ColumnType.CHOICE, ColumnType.FILE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: those that hold the ``words``, of these days; replaced ones too unless ``current``."""

    words: str = ""
    since: date | None = None
    until: date | None = None
    current: bool = True
    personal: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row as stored: the batch it came with, its number in the source file, and whether it still ``counts``."""

    file: BatchFile
    row: int
    counts: bool
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of rows; ``total`` and ``sums`` (of the columns in money, by code) speak of all that were wanted."""

    total: int = 0
    sums: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[LedgerRow, ...] = ()


def browse(engine: EmbeddedEngine, cut: Cut, wanted: Wanted, limit: int, offset: int = 0) -> Found:
    """A page of rows, the latest day first. Raises RefusedError, TamperedError."""
    if not cut.files:
        return Found()
    ledger = cut.ledger
    rows = quoted(ledger.code) if wanted.current else f"({every_row(cut)})"
    test = both(_days(ledger, wanted), _holding(ledger, wanted))
    money = [column.code for column in ledger.columns if column.type is ColumnType.MONEY and not column.personal]
    sums = [f"SUM({quoted(code)})" for code in money]
    order = f"ORDER BY {quoted(ledger.date)} DESC, {quoted(FILE)} DESC, {quoted(ROW)}"  # files are named in log order
    page = f"{order} LIMIT {int(limit)} OFFSET {int(offset)}"
    items = [*_located(current=wanted.current), *_columns(ledger, personal=wanted.personal)]
    with engine.over(cut) as connection:
        total, *amounts = connection.execute(select(["COUNT(*)", *sums], rows, test)).fetchall()[0]
        found = connection.execute(select(items, rows, test, page)).fetchall()
    return Found(total, dict(zip(money, map(_amount, amounts), strict=True)), _rows(cut, found))


def history(engine: EmbeddedEngine, cut: Cut, batch: str, row: int, *, personal: bool = False) -> tuple[LedgerRow, ...]:
    """All that was ever said of the key which that row has, in the order it came."""
    file = next((file for file in cut.files if file.batch == batch), None)
    if file is None:
        return ()
    keys = [quoted(code) for code in cut.ledger.key]
    same = both(f"{quoted(FILE)} = {text(file.path)}", f"{quoted(ROW)} = {int(row)}")
    rows = f"every e SEMI JOIN ({select(keys, 'every', same)}) k USING ({', '.join(keys)})"
    items = [*_located(current=False), *_columns(cut.ledger, personal=personal)]
    order = f"ORDER BY {quoted(FILE)}, {quoted(ROW)}"
    statement = f"WITH every AS ({every_row(cut)}) {select(items, rows, end=order)}"
    with engine.over(cut) as connection:
        return _rows(cut, connection.execute(statement).fetchall())


def histories(engine: EmbeddedEngine, cut: Cut, places: Collection[tuple[str, int]]) -> tuple[LedgerRow, ...]:
    """All that was ever said of the keys of those rows (path of the file, row in it), in the order it came."""
    if not places:
        return ()
    keys = [quoted(code) for code in cut.ledger.key]
    named = ", ".join(f"({text(path)}, {int(row)})" for path, row in sorted(places))
    wanted = f"({quoted(FILE)}, {quoted(ROW)}) IN ({named})"
    rows = f"every e SEMI JOIN ({select(keys, 'every', wanted)}) k USING ({', '.join(keys)})"
    items = [*_located(current=False), *_columns(cut.ledger, personal=True)]
    order = f"ORDER BY {quoted(FILE)}, {quoted(ROW)}"
    with engine.over(cut) as connection:
        statement = f"WITH every AS ({every_row(cut)}) {select(items, rows, end=order)}"
        return _rows(cut, connection.execute(statement).fetchall())


def rows_a_day(engine: EmbeddedEngine, cut: Cut, period: Period) -> Mapping[date, int]:
    """How many rows each day of the period has; days without one are left out."""
    if not cut.files:
        return {}
    code = cut.ledger.date
    item = f"CAST({quoted(code)} AS DATE)"
    test = _days(cut.ledger, Wanted(since=period.start, until=period.end))
    statement = select([item, "COUNT(*)"], quoted(cut.ledger.code), test, f"GROUP BY {item} ORDER BY {item}")
    with engine.over(cut) as connection:
        return dict(connection.execute(statement).fetchall())


def _days(ledger: Ledger, wanted: Wanted) -> str:
    """The days wanted as bounds on the bare column: whole parts can be skipped. A month counts by its first day."""
    column = ledger.column(ledger.date)
    name = quoted(column.code)
    first, last = wanted.since, wanted.until
    if column.type is ColumnType.TIMESTAMP:
        return both(
            f"{name} >= {instant(midnight(first))}" if first else TRUE,
            f"{name} < {instant(midnight(last + DAY))}" if last else TRUE,
        )
    if first is not None and column.type is ColumnType.MONTH:
        first = first.replace(day=1)
    return both(f"{name} >= {day(first)}" if first else TRUE, f"{name} <= {day(last)}" if last else TRUE)


def _holding(ledger: Ledger, wanted: Wanted) -> str:
    """Rows one of whose written columns holds the words, whatever the case."""
    words = unicodedata.normalize("NFC", wanted.words.strip())
    if not words:
        return TRUE
    columns = [
        column for column in ledger.columns if column.type in _WORDS and (wanted.personal or not column.personal)
    ]
    tests = [f"contains(lower({quoted(column.code)}), lower({text(words)}))" for column in columns]
    return f"({' OR '.join(tests)})" if tests else "FALSE"


def _located(*, current: bool) -> list[str]:
    return [quoted(FILE), quoted(ROW), TRUE if current else quoted(COUNTS)]


def _columns(ledger: Ledger, *, personal: bool) -> list[str]:
    return [quoted(column.code) if personal or not column.personal else _masked(column) for column in ledger.columns]


def _masked(column: Column) -> str:
    return f"CASE WHEN {quoted(column.code)} IS NOT NULL THEN {text(MASKED)} END"


def _amount(value: Decimal | None) -> str:
    return plain(value or Decimal(0))


def _rows(cut: Cut, found: Sequence[Sequence[Printed]]) -> tuple[LedgerRow, ...]:
    files = {file.path: file for file in cut.files}
    codes = [column.code for column in cut.ledger.columns]
    return tuple(
        LedgerRow(
            files[str(path)],
            int(str(number)),
            bool(counts),
            {code: printed(cut.ledger, code, item) for code, item in zip(codes, values, strict=True)},
        )
        for path, number, counts, *values in found
    )
