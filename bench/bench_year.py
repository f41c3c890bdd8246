"""One year out of ten: the engine over one year of a ledger of ten million rows against the engine over all of it.

Rows in order of time are left out by whole row groups. The same rows in no order are timed too: what order is worth.
The connection is open already, as in a calculation over many ledgers.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench_engine import requests
from made_deliveries import made_cut
from turns import Case, by_turns, shown
from youju.engines.embedded import calculation
from youju.measures.contract import Request
from youju.model.period import Period, year

ROWS = 10_000_000
YEARS = 10
RUNS = 5
TARGET = 0.15


def over(period: Period) -> list[Request]:
    """The twelve measures of ``bench_engine`` over another period."""
    return [replace(request, period=period, as_of=period.end, period_end=period.end) for request in requests()]


def main() -> int:
    """Prints milliseconds and ratios, year against decade; 1 when the target is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    one, every = over(year(2017)), over(Period(year(2022 - YEARS).start, year(2021).end))
    cases = []
    for name, shuffled, most in (("in order of time", False, TARGET), ("in no order", True, None)):
        with tempfile.TemporaryDirectory(prefix="youju-bench-") as folder:
            cut = made_cut(Path(folder), rows, YEARS, shuffled=shuffled)
            with calculation([cut]) as engine:
                ours, peer = by_turns(partial(engine.run, cut, one), partial(engine.run, cut, every), RUNS)
            cases.append(Case(f"one year of {YEARS}, {rows:,} rows {name}", ours, peer, most))
    return shown(cases)


if __name__ == "__main__":
    sys.exit(main())
