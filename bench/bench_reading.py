"""Reading the five declarations: our reader against a reader by fixed columns, in time and in rows read right."""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from peer_fixed_columns import Row, fixed_rows
from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source
from youju.notation.target import format_target, parse_target

TEXT = Path(__file__).parents[1] / "examples" / "songjiang-2021" / "declarations.txt"
RUNS = 20
TARGET_MS = 50


def best(call: Callable[[], object]) -> float:
    """Milliseconds of the quickest of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def read(data: bytes) -> tuple[Declaration, ...]:
    """Our reader, from bytes to documents."""
    code, grid = importers.grid_of(data, str(TEXT))
    source = Source(str(TEXT), hashlib.sha256(data).hexdigest(), code)
    return forms.read(grid, Facts(packs.taxonomies()), source)


def right(rows: list[Row], documents: tuple[Declaration, ...]) -> int:
    """How many indicators the other reader has with the same levels, name and target as ours."""
    ours = Counter(
        (row.level1 or "", row.level2 or "", row.name or "", format_target(row.target))
        for form in documents
        for row in form.indicators
    )
    theirs = Counter(
        (one, two, name, format_target(parse_target(target, name).target)) for one, two, name, target in rows
    )
    return (ours & theirs).total()


def main() -> int:
    """Prints both times, their ratio and what each read."""
    data = TEXT.read_bytes()
    documents = read(data)
    text = data.decode()
    ours, theirs = best(lambda: read(data)), best(lambda: fixed_rows(text))
    indicators = sum(len(form.indicators) for form in documents)
    print(f"ours            {ours:8.2f} ms  {indicators} indicators")
    print(f"fixed columns   {theirs:8.2f} ms  {right(fixed_rows(text), documents)} of them fully the same")
    print(f"ratio           {ours / theirs:8.1f}; target below {TARGET_MS} ms")
    return 0 if ours < TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
