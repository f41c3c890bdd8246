"""The same twelve numbers as ``bench_engine.py`` asks for, handwritten for DuckDB: what the engine is measured against.

Its fast path: a connection that is open already, plain ``read_parquet``, DECIMAL columns, everything in one select but
the count of distinct values, which runs faster as a statement of its own.
"""

from __future__ import annotations

import time

import duckdb

SUMS = """
SELECT COUNT(*),
       COUNT(*) FILTER (WHERE misdelivered),
       COUNT(*) FILTER (WHERE free_of_charge),
       COUNT(*) FILTER (WHERE hall = '东部分中心'),
       COUNT(*) FILTER (WHERE delivered_at < TIMESTAMP '2022-01-01'),
       SUM(fee),
       MIN(fee),
       MAX(fee),
       SUM(fee) FILTER (WHERE NOT free_of_charge),
       SUM(date_diff('second', accepted_at, delivered_at)) FILTER (WHERE delivered_at < TIMESTAMP '2022-01-01'),
       COUNT(*) FILTER (WHERE due_at < TIMESTAMP '2022-01-01'),
       COUNT(*) FILTER (WHERE due_at < TIMESTAMP '2022-01-01' AND delivered_at <= due_at)
FROM read_parquet($path)
WHERE accepted_at >= TIMESTAMP '2021-01-01' AND accepted_at < TIMESTAMP '2022-01-01'
"""
DISTINCT = """
SELECT COUNT(*) FROM (SELECT DISTINCT hall FROM read_parquet($path) WHERE hall IS NOT NULL
AND accepted_at >= TIMESTAMP '2021-01-01' AND accepted_at < TIMESTAMP '2022-01-01')
"""


def handwritten(path: str) -> tuple[float, list[object]]:
    """Seconds of one run without the opening of the connection, and the numbers in order (an on-time share has two)."""
    connection = duckdb.connect(config={"threads": 2})
    start = time.perf_counter()
    numbers = [number for sql in (SUMS, DISTINCT) for number in connection.execute(sql, {"path": path}).fetchall()[0]]
    seconds = time.perf_counter() - start
    connection.close()
    return seconds, numbers
