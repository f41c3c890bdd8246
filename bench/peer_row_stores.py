"""The twelve numbers of ``bench_engine`` from stores that keep rows: SQLite, PostgreSQL, and pandas in memory.

Each holds the rows in its own types, loaded and analysed before the time is taken; none has an index, as none helps to
add up a whole year.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import duckdb
import psycopg

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "shared"))
from postgres import running

Numbers = list[object]
_COLUMNS = "accepted_at, due_at, delivered_at, misdelivered, free_of_charge, fee, hall"
_TABLE = (
    "CREATE UNLOGGED TABLE deliveries (accepted_at timestamp, due_at timestamp, delivered_at timestamp,"
    " misdelivered boolean, free_of_charge boolean, fee numeric(18, 4), hall text)"
)
_PART = 200_000
# Moments as whole seconds and amounts as ten-thousandths: the quickest SQLite has.
_AS_WHOLE = (
    "epoch(accepted_at)::BIGINT, epoch(due_at)::BIGINT, epoch(delivered_at)::BIGINT,"
    " misdelivered::INT, free_of_charge::INT, (fee * 10000)::BIGINT, hall"
)
_SUMS = """
SELECT COUNT(*),
       COUNT(*) FILTER (WHERE misdelivered), COUNT(*) FILTER (WHERE free_of_charge),
       COUNT(*) FILTER (WHERE hall = '东部分中心'), COUNT(*) FILTER (WHERE delivered_at < {end}),
       SUM(fee), MIN(fee), MAX(fee), SUM(fee) FILTER (WHERE NOT free_of_charge),
       SUM({seconds}) FILTER (WHERE delivered_at < {end}),
       COUNT(*) FILTER (WHERE due_at < {end}),
       COUNT(*) FILTER (WHERE due_at < {end} AND delivered_at <= due_at),
       COUNT(DISTINCT hall)
FROM deliveries WHERE accepted_at >= {start} AND accepted_at < {end}
"""
_IN_SECONDS = _SUMS.format(start=1_609_459_200, end=1_640_995_200, seconds="delivered_at - accepted_at")
_IN_MOMENTS = _SUMS.format(
    start="TIMESTAMP '2021-01-01'",
    end="TIMESTAMP '2022-01-01'",
    seconds="EXTRACT(EPOCH FROM delivered_at - accepted_at)::BIGINT",
)


@contextmanager
def sqlite(path: str, folder: Path) -> Iterator[Callable[[], Numbers]]:
    """A call that gives the numbers, amounts in ten-thousandths."""
    connection = sqlite3.connect(folder / "deliveries.sqlite")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"CREATE TABLE deliveries ({_COLUMNS})")
    rows = duckdb.execute(f"SELECT {_AS_WHOLE} FROM read_parquet(?)", [path])  # noqa: S608 (our own text)
    while part := rows.fetchmany(_PART):
        connection.executemany("INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?)", part)
    connection.commit()
    connection.execute("ANALYZE")
    try:
        yield lambda: list(connection.execute(_IN_SECONDS).fetchall()[0])
    finally:
        connection.close()


@contextmanager
def postgres(path: str, folder: Path) -> Iterator[Callable[[], Numbers]]:
    """A call that gives the numbers."""
    dump = folder / "deliveries.csv"
    duckdb.execute(f"COPY (SELECT {_COLUMNS} FROM read_parquet('{path}')) TO '{dump}' (HEADER false)")  # noqa: S608 (as above)
    with running() as address, psycopg.connect(address, autocommit=True) as connection:
        connection.execute(_TABLE)
        with dump.open("rb") as file, connection.cursor().copy("COPY deliveries FROM STDIN (FORMAT csv)") as copy:
            while part := file.read(1 << 20):
                copy.write(part)
        dump.unlink()
        connection.execute("VACUUM ANALYZE deliveries")
        yield lambda: list(connection.execute(_IN_MOMENTS).fetchall()[0])


def pandas(path: str) -> Callable[[], Numbers] | None:
    """A call that gives the numbers from a table in memory; None where pandas is not installed."""
    if find_spec("pandas") is None:
        return None
    library = import_module("pandas")
    start, end = library.Timestamp("2021-01-01"), library.Timestamp("2022-01-01")
    table = library.read_parquet(path, columns=_COLUMNS.split(", "))
    table["fee"] = (table["fee"].astype("float64") * 10_000).round().astype("int64")  # decimals would take minutes

    def numbers() -> Numbers:
        rows = table[(table.accepted_at >= start) & (table.accepted_at < end)]
        done, due = rows.delivered_at < end, rows.due_at < end
        return [
            len(rows),
            int(rows.misdelivered.sum()),
            int(rows.free_of_charge.sum()),
            int((rows.hall == "东部分中心").sum()),
            int(done.sum()),
            int(rows.fee.sum()),
            int(rows.fee.min()),
            int(rows.fee.max()),
            int(rows.fee[~rows.free_of_charge].sum()),
            int((rows.delivered_at - rows.accepted_at)[done].dt.total_seconds().sum()),
            int(due.sum()),
            int((due & (rows.delivered_at <= rows.due_at)).sum()),
            int(rows.hall.nunique()),
        ]

    return numbers
