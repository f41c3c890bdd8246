"""DuckDB locked in: a connection sees the files it was opened for and nothing else of the machine, within limits.

No other file, no network, no extension. It is opened before anything is asked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer

import duckdb

from youju.engines.statement import text

_LOCKS = ("SET enable_external_access = false", "SET lock_configuration = true")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one calculation may use."""

    seconds: float = 60
    memory: str = "512MB"
    threads: int = 2


USUAL = Limits()


@contextmanager
def connected(paths: Sequence[str], limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can open these files and nothing else."""
    with tempfile.TemporaryDirectory(prefix="youju-") as spill:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": limits.threads,
            "memory_limit": limits.memory,
            "max_temp_directory_size": "4GB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
        connection = duckdb.connect(":memory:", config=settings)
        try:
            connection.execute(f"SET temp_directory = {text(spill)}")
            connection.execute("SET parquet_metadata_cache = true")  # files never change; every statement reads them
            connection.execute(f"SET allowed_paths = [{', '.join(map(text, dict.fromkeys(paths)))}]")
            for lock in _LOCKS:
                connection.execute(lock)
            yield connection
        finally:
            connection.close()


@contextmanager
def within(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupts what the connection does when it takes longer."""
    clock = Timer(seconds, connection.interrupt)
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
