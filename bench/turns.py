"""Two ways to do the same, timed by turns so that whatever else the machine does burdens both, shown as a table."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the table: milliseconds of ours and of a peer (None: there is none), and what is aimed at.

    ``most``: the largest ratio of ours to the peer. ``limit``: milliseconds that ours may take.
    """

    name: str
    ours: float
    peer: float | None = None
    most: float | None = None
    limit: float | None = None

    @property
    def missed(self) -> bool:
        """Whether a target there is was not reached."""
        slow = self.limit is not None and self.ours >= self.limit
        return slow or (self.most is not None and self.peer is not None and self.ours > self.most * self.peer)


def by_turns(ours: Callable[[], object], peer: Callable[[], object], runs: int) -> tuple[float, float]:
    """Milliseconds of the quickest run of each."""
    fastest = [float("inf"), float("inf")]
    for _ in range(runs):
        for at, call in enumerate((ours, peer)):
            fastest[at] = min(fastest[at], timed(call))
    return fastest[0], fastest[1]


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def shown(cases: Sequence[Case]) -> int:
    """Prints the table; 1 when a target is missed."""
    print(f"{'case':<44}{'ms':>10}{'peer ms':>10}{'ratio':>8}  target")
    for case in cases:
        peer = "–" if case.peer is None else f"{case.peer:.1f}"
        ratio = "–" if case.peer is None else f"{case.ours / case.peer:.2f}"
        aims = [f"≤ {case.most:g} ×" if case.most else "", f"< {case.limit:g} ms" if case.limit else ""]
        target = "、".join(filter(None, aims)) + ("  MISSED" if case.missed else "")
        print(f"{case.name:<44}{case.ours:>10.1f}{peer:>10}{ratio:>8}  {target}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return int(any(case.missed for case in cases))
