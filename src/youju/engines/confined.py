"""Statements with a user's expression run in a process of their own, whose memory and time the machine itself limits.

The expression is checked and written anew before; this holds even where a check, or DuckDB, has a fault.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from math import ceil

import duckdb

from youju.engines.connection import Limits
from youju.engines.exact_json import Read, read

_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}
_ROOM = 2 * 10**9  # addresses that Python, DuckDB and its threads reserve besides what they use
_GRACE = 5  # seconds to start and to end
_HEARD = {"PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process may take: bytes of addresses, and seconds of the processor over all of its threads."""

    address_space: int
    cpu_seconds: int


def bounds(limits: Limits) -> Bounds:
    """The bounds that leave room for what the limits allow, and no more."""
    return Bounds(_bytes(limits.memory) + _ROOM, ceil(limits.seconds * limits.threads) + _GRACE)


def _bytes(memory: str) -> int:
    return int(memory[:-2]) * _UNITS[memory[-2:]]


@dataclass(frozen=True, slots=True)
class Call:
    """The files that may be opened, the view that stands on them, and the statements."""

    paths: tuple[str, ...]
    view: str
    statements: tuple[str, ...]


def answered(call: Call, limits: Limits, bound: Bounds | None = None) -> list[list[list[Read]]]:
    """The rows of each statement, in order. Raises what DuckDB raises in this process, also where the other was ended.

    OutOfMemoryException: it took too many addresses; InterruptException: too much time.
    """
    found = _asked({**asdict(call), "limits": asdict(limits), **asdict(bound or bounds(limits))}, limits.seconds)
    if "fault" in found:
        kind = getattr(duckdb, str(found["fault"]), duckdb.OutOfMemoryException)  # a MemoryError is no word of DuckDB
        raise kind(found["words"])
    rows = found["rows"]
    assert isinstance(rows, list)  # noqa: S101 (what child.py writes)
    return [[[read(item) for item in row] for row in statement] for statement in rows]


def _asked(call: dict[str, object], seconds: float) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if name in _HEARD}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "youju.engines.child"],
            input=json.dumps(call).encode(),
            capture_output=True,
            timeout=seconds + _GRACE,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise duckdb.InterruptException("the process was ended") from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise duckdb.InterruptException("the process had no time left")
    words = done.stderr.decode(errors="replace")
    if done.returncode < 0 or "MemoryError" in words:  # what has no memory left cannot always say so
        raise duckdb.OutOfMemoryException(words[-500:])
    if done.returncode:
        raise RuntimeError(words)
    found: dict[str, object] = json.loads(done.stdout)
    return found
