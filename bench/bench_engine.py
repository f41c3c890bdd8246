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

from made_deliveries import EXPRESS, made_cut
from peer_duckdb_sums import handwritten
from youju.engines.addresses import engine_of
from youju.engines.contract import Engine
from youju.engines.embedded import EmbeddedEngine
from youju.errors import UnreadableError
from youju.measures.contract import Aggregate, Function, Request
from youju.model.ledger import Cut
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate
from youju.model.period import year

ROWS = 10_000_000
RUNS = 5
SPARK = os.environ.get("YOUJU_SPARK", "spark://local[2]")
SPARK_RUNS = 3
TARGET = 1.3
END = date(2021, 12, 31)


def requests() -> tuple[Request, ...]:
    """Twelve measures; the on-time share counts by due time."""
    fee = Linear(((1, "fee"),))

    def where(column: str, test: Predicate, *values: str) -> tuple[Condition, ...]:
        return (Condition(column, test, values),)

    accepted = (
        Aggregate("rows", Function.COUNT),
        Aggregate("errors", Function.COUNT, where=where("misdelivered", Predicate.IS, "true")),
        Aggregate("free", Function.COUNT, where=where("free_of_charge", Predicate.IS, "true")),
        Aggregate("branch", Function.COUNT, where=where("hall", Predicate.IS, "东部分中心")),
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
        cut = made_cut(root, ROWS)
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
