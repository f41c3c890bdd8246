"""Twelve measures over ten million express rows: the engine against the same sums handwritten in DuckDB, in one run.

The rows are made in a temporary folder as one batch with a valid log, and removed afterwards. Target: at most 1.3.
Where Spark is installed, its engine answers the same requests: the numbers must be the same, its time is told. It runs
on this machine or on the cluster that YOUJU_SPARK names (``tools/spark_cluster.py`` makes one).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from peer_duckdb_sums import handwritten
from youju.engines.addresses import engine_of
from youju.engines.contract import Engine
from youju.engines.embedded import EmbeddedEngine
from youju.errors import UnreadableError
from youju.evidence import lake
from youju.evidence.durable import sha256_of
from youju.evidence.log import append
from youju.evidence.places import batch_file
from youju.measures.contract import Aggregate, Function, Request
from youju.model.dossier import Data, Draft
from youju.model.ledger import Cut
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate
from youju.model.period import year
from youju.packs import pack

ROWS = 10_000_000
RUNS = 5
SPARK = os.environ.get("YOUJU_SPARK", "spark://local[2]")
SPARK_RUNS = 3
TARGET = 1.3
EXPRESS = pack("administrative-service-centre").ledgers["express_deliveries"]
END = date(2021, 12, 31)
MADE = """
COPY (
  SELECT 'SF' || lpad(number::VARCHAR, 10, '0') AS waybill, accepted_at, due_at,
         CASE WHEN hash(number, 1) % 100 > 0 THEN due_at - to_seconds((hash(number, 2) % 190000)::BIGINT - 10000) END
             AS delivered_at,
         hash(number, 3) % 100 = 0 AS misdelivered,
         hash(number, 4) % 10 > 0 AS free_of_charge,
         CAST((hash(number, 5) % 5000) / 100 AS DECIMAL(18, 4)) AS fee,
         ['区行政服务中心', '泗泾分中心', '九亭分中心'][1 + (hash(number, 6) % 3)::INT] AS hall,
         number + 2 AS _row
  FROM (
    SELECT number, accepted_at, date_trunc('day', accepted_at) + INTERVAL 3 DAY + INTERVAL 18 HOUR AS due_at
    FROM (SELECT number, TIMESTAMP '2021-01-01' + to_seconds((number * 31535 // 10000)::BIGINT) AS accepted_at
          FROM range({rows}) made(number))
  )
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


def made_cut(root: Path) -> Cut:
    """A ledger of one batch of ten million rows."""
    path = batch_file(root, EXPRESS.code, "000001-bench")
    path.parent.mkdir(parents=True)
    duckdb.execute(MADE.format(rows=ROWS, path=path))
    body: dict[str, Data] = {"batch": "000001-bench", "rows": ROWS, "sha256": sha256_of(path), "superseded": None}
    body |= {"name": "bench.csv", "source": "", "sheet": None}
    append(root, Cut(EXPRESS, 0, None), Draft("batch", "bench", "clerk", "2022-01-01T00:00:00+08:00", body))
    return lake.cut(root, EXPRESS)


def requests() -> tuple[Request, ...]:
    """Twelve measures; the on-time share counts by due time."""
    fee = Linear(((1, "fee"),))

    def where(column: str, test: Predicate, *values: str) -> tuple[Condition, ...]:
        return (Condition(column, test, values),)

    accepted = (
        Aggregate("rows", Function.COUNT),
        Aggregate("errors", Function.COUNT, where=where("misdelivered", Predicate.IS, "true")),
        Aggregate("free", Function.COUNT, where=where("free_of_charge", Predicate.IS, "true")),
        Aggregate("branch", Function.COUNT, where=where("hall", Predicate.IS, "泗泾分中心")),
        Aggregate("delivered", Function.COUNT, where=where("delivered_at", Predicate.FILLED)),
        Aggregate("fees", Function.SUM, value=fee),
        Aggregate("least", Function.MINIMUM, value=fee),
        Aggregate("most", Function.MAXIMUM, value=fee),
        Aggregate("paid", Function.SUM, value=fee, where=where("free_of_charge", Predicate.IS, "false")),
        Aggregate("seconds", Function.SUM, value=Elapsed("accepted_at", "delivered_at")),
    )
    due = (
        Aggregate("due", Function.COUNT),
        Aggregate("in time", Function.COUNT, not_after=("delivered_at", Moment("due_at"))),
    )
    halls = (Aggregate("halls", Function.COUNT_DISTINCT, distinct=("hall",)),)
    placed = ((accepted, "accepted_at", False), (due, "due_at", True), (halls, "accepted_at", False))
    return tuple(
        Request("now", EXPRESS.code, parts, END, END, Moment(place), year(2021), due_by_as_of=by_due)
        for parts, place, by_due in placed
    )


def answered(engine: Engine, cut: Cut, asked: tuple[Request, ...]) -> tuple[float, list[object]]:
    """Seconds, and the numbers in order."""
    start = time.perf_counter()
    numbers: list[object] = [number for answer in engine.run(cut, asked) for number in answer.values()]
    return time.perf_counter() - start, numbers


def spark_agrees(cut: Cut, asked: tuple[Request, ...], ours: list[object]) -> bool:
    """Prints the seconds of Spark and whether its numbers are ours; True where it is not installed."""
    engine = engine_of(SPARK)
    try:
        runs = [answered(engine, cut, asked) for _ in range(SPARK_RUNS)]
    except UnreadableError as missing:
        print(f"spark: left out. {missing.message}")
        return True
    same = all(numbers == ours for _, numbers in runs)
    times = [seconds for seconds, _ in runs]
    print(
        f"the same on {SPARK}: {times[0]:.1f} s with its start, then {min(times[1:]):.1f} s; "
        f"{'the same numbers' if same else 'the numbers differ'}"
    )
    return same


def main() -> int:
    """Prints seconds and ratio; 1 when the target is missed or engines differ."""
    root = Path(tempfile.mkdtemp(prefix="youju-bench-"))
    try:
        cut = made_cut(root)
        asked, engine, fastest, peer = requests(), EmbeddedEngine(), float("inf"), float("inf")
        ours: list[object] = []
        theirs: list[object] = []
        for _ in range(RUNS):  # by turns, so that whatever else the machine does burdens both
            own, ours = answered(engine, cut, asked)
            fastest = min(fastest, own)
            seconds, theirs = handwritten(cut.files[0].path)
            peer = min(peer, seconds)
        same = spark_agrees(cut, asked, ours)
    finally:
        shutil.rmtree(root)
    if ours != theirs:
        print("the answers differ:", ours, theirs, sep="\n")
        return 1
    ratio = fastest / peer
    print(f"12 measures over {ROWS:,} rows: engine {fastest:.3f} s, handwritten {peer:.3f} s, ratio {ratio:.2f}")
    return int(ratio > TARGET or not same)


if __name__ == "__main__":
    sys.exit(main())
