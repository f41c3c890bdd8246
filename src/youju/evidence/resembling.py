"""Rows that resemble each other under different keys: perhaps one thing entered twice. It tells, it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from youju.evidence.batches import ROW, counting_sql
from youju.evidence.bulk import workroom
from youju.evidence.places import folder
from youju.evidence.staging import quoted_name
from youju.model.ledger import BatchFile, ColumnType, Cut, Ledger

SAME_VALUES, SAME_MOMENT = "same_values", "same_moment"
FEWEST = 3  # filled columns that must agree: two or one agree by chance
MOST_ROWS = 100  # listed; all are counted
MOST_A_GROUP = 10


@dataclass(frozen=True, slots=True)
class Alike:
    """One of the rows that resemble each other: where it came from, and its key as text."""

    file: BatchFile
    row: int
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that resemble each other; ``count`` of them, of which the first are listed. ``column``: the person's."""

    why: str
    column: str | None
    count: int
    rows: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class Resembling:
    """What was found: the first groups, and how many groups and rows there are in all."""

    groups: tuple[Group, ...]
    total_groups: int
    total_rows: int


def resembling(root: Path, cut: Cut) -> Resembling:
    """Rows of the cut that agree in all but their number, or that name one person at one minute.

    The first asks for three filled columns, and for a key that is a number somebody gave: where the key is a day and a
    window, or a session and a person, rows agree by nature. The second asks for a ledger that is dated by the minute.
    """
    if not cut.files:
        return Resembling((), 0, 0)
    with workroom(folder(root.resolve(), cut.ledger.code)) as (_, connection):
        connection.execute(f"CREATE VIEW counting AS {counting_sql(cut)}")
        found = [_alike(connection, cut, why, column, same) for why, column, same in _ways(cut.ledger)]
    groups = [group for part in found for group in part.groups]
    return Resembling(
        tuple(_first(groups)), sum(part.total_groups for part in found), sum(part.total_rows for part in found)
    )


def _ways(ledger: Ledger) -> Iterator[tuple[str, str | None, tuple[list[str], str]]]:
    """Each way to resemble: why, the person's column, what must agree and of which rows it is asked."""
    others = [quoted_name(column.code) for column in ledger.columns if column.code not in ledger.key]
    if len(ledger.key) == 1 and len(others) >= FEWEST:
        filled = " + ".join(f"({name} IS NOT NULL)::INT" for name in others)
        yield SAME_VALUES, None, (others, f"{filled} >= {FEWEST}")
    if ledger.column(ledger.date).type is ColumnType.TIMESTAMP:
        minute = f"date_trunc('minute', {quoted_name(ledger.date)})"
        for column in ledger.columns:
            if column.personal and column.type is ColumnType.TEXT:
                name = quoted_name(column.code)
                yield SAME_MOMENT, column.code, ([name, minute], f"{name} IS NOT NULL")


def _alike(
    connection: duckdb.DuckDBPyConnection, cut: Cut, why: str, column: str | None, asked: tuple[list[str], str]
) -> Resembling:
    """The rows that agree: first by a digest of what must agree, which fits in memory, then exactly."""
    same, test = asked
    row, day = quoted_name(ROW), quoted_name(cut.ledger.date)
    agreeing = ", ".join(same)
    keys = ", ".join(f"CAST({quoted_name(code)} AS VARCHAR) AS key{at}" for at, code in enumerate(cut.ledger.key))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE alike AS WITH agreed AS (SELECT hash({agreeing}) AS h FROM counting WHERE {test}"  # noqa: S608 (codes of a pack)
        f" GROUP BY h HAVING count(*) > 1) SELECT filename, {row} AS row, {keys}, {day} AS day,"
        f" dense_rank() OVER (ORDER BY {agreeing}) AS same, count(*) OVER (PARTITION BY {agreeing}) AS many"
        f" FROM counting WHERE {test} AND hash({agreeing}) IN (SELECT h FROM agreed)"
    )
    [(groups, rows)] = connection.execute("SELECT count(DISTINCT same), count(*) FROM alike WHERE many > 1").fetchall()
    order = "min(day) OVER (PARTITION BY same)"
    listed = connection.execute(
        f"SELECT same, many, filename, row, COLUMNS('^key') FROM (SELECT *, {order} AS first, row_number() OVER"  # noqa: S608 (codes of a pack)
        f" (PARTITION BY same ORDER BY filename, row) AS nth FROM alike WHERE many > 1) WHERE nth <= {MOST_A_GROUP}"
        f" ORDER BY first, same, nth LIMIT {MOST_ROWS}"
    ).fetchall()
    return Resembling(tuple(_groups(cut, why, column, listed)), int(groups), int(rows))


def _groups(cut: Cut, why: str, column: str | None, listed: Sequence[Sequence[object]]) -> Iterator[Group]:
    files = {file.path: file for file in cut.files}
    for (_, many), rows in groupby(listed, key=lambda row: (row[0], row[1])):
        alike = [Alike(files[str(path)], int(str(number)), tuple(map(str, key))) for _, _, path, number, *key in rows]
        yield Group(why, column, int(str(many)), tuple(alike))


def _first(groups: Sequence[Group]) -> Iterator[Group]:
    """As many groups as the listed rows allow."""
    left = MOST_ROWS
    for group in groups:
        left -= len(group.rows)
        if left < 0:
            return
        yield group
