"""Twelve measures over a million and ten million rows (``--large``: a hundred): ratios to peers, and the growth.

Peers in the same run: the same sums handwritten in DuckDB, pandas where it is installed, SQLite and PostgreSQL. Those
that keep rows are asked up to ten million: they need minutes to load more. Rows may be named: ``100000 1000000``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from fractions import Fraction
from itertools import pairwise
from math import log
from pathlib import Path

from bench_engine import answered, requests
from made_deliveries import made_cut
from peer_duckdb_sums import handwritten
from peer_row_stores import pandas, postgres, sqlite
from turns import Case, shown, timed
from youju.engines.embedded import EmbeddedEngine
from youju.model.ledger import Cut

SIZES, LARGE = (1_000_000, 10_000_000), 100_000_000
MOST_KEPT_BY_ROWS = 10_000_000
RUNS = 3
HANDWRITTEN, TIMES, GROWTH = 1.3, 10, 1.05
AMOUNTS = range(5, 9)  # which of the numbers are amounts: some peers keep them in ten-thousandths


def peers(stack: ExitStack, cut: Cut, folder: Path, rows: int) -> dict[str, Callable[[], list[object]]]:
    """The calls of the peers by name; their rows are loaded already."""
    path = cut.files[0].path
    found: dict[str, Callable[[], list[object]]] = {"handwritten DuckDB": lambda: handwritten(path)[1]}
    if rows <= MOST_KEPT_BY_ROWS:
        table = pandas(path)
        if table is not None:
            found["pandas"] = table
        found["SQLite"] = stack.enter_context(sqlite(path, folder))
        found["PostgreSQL"] = stack.enter_context(postgres(path, folder))
    return found


def agree(ours: list[object], theirs: list[object]) -> bool:
    """Whether the numbers are the same, amounts in whatever unit they are kept."""
    exact, others = ([Fraction(str(number)) for number in numbers] for numbers in (ours, theirs))
    scaled = [number * 10_000 if at in AMOUNTS else number for at, number in enumerate(exact)]
    return others in (exact, scaled)


def measured(rows: int) -> tuple[float, list[Case]]:
    """Milliseconds of the engine over so many rows, and a case for each peer, all timed by turns."""
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as folder, ExitStack() as stack:
        cut, asked, engine = made_cut(Path(folder), rows), requests(), EmbeddedEngine()
        ours, numbers = float("inf"), answered(engine, cut, asked)[1]
        others = peers(stack, cut, Path(folder), rows)
        fastest = dict.fromkeys(others, float("inf"))
        for name, call in others.items():
            if not agree(numbers, call()):
                raise SystemExit(f"the answers differ: {name} {call()}, ours {numbers}")
        for _ in range(RUNS):
            ours = min(ours, timed(lambda: engine.run(cut, asked)))
            fastest = {name: min(fastest[name], timed(call)) for name, call in others.items()}
    aims = {"handwritten DuckDB": HANDWRITTEN, "pandas": 1}
    return ours, [
        Case(f"{rows:,} rows against {name}", ours, fastest[name], aims.get(name, 1 / TIMES)) for name in fastest
    ]


def main() -> int:
    """Prints a table and the growth exponent; 1 when a target is missed."""
    named = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    sizes = named or (*SIZES, *((LARGE,) if "--large" in sys.argv else ()))
    times, cases = [], []
    for rows in sizes:
        ours, found = measured(rows)
        times.append(ours)
        cases += found
    missed = shown(cases)
    for (few, less), (many, more) in pairwise(zip(sizes, times, strict=True)):
        exponent = log(more / less) / log(many / few)
        print(f"growth from {few:,} to {many:,} rows: exponent {exponent:.2f}, target ≤ {GROWTH}")
        missed |= exponent > GROWTH
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
