"""Which engine an address means: ``duckdb``, ``spark://host:port`` (a cluster), ``spark://local[2]`` (this machine)."""

from __future__ import annotations

import re

from youju.engines.contract import Engine
from youju.errors import UnreadableError

DEFAULT = "duckdb"
_SPARK = re.compile(r"spark://(?:(?P<local>local(?:\[(?:\d{1,3}|\*)\])?)|[^/\s:,]+:\d{1,5}(?:,[^/\s:,]+:\d{1,5})*)")


def engine_of(address: str) -> Engine:
    """The engine of that address, not started yet. Raises UnreadableError for an address that means none."""
    if address == DEFAULT:
        from youju.engines.embedded import EmbeddedEngine  # noqa: PLC0415 (only what is chosen is loaded)

        return EmbeddedEngine()
    if found := _SPARK.fullmatch(address):
        from youju.engines.spark import SparkEngine  # noqa: PLC0415 (as above)

        return SparkEngine(found["local"] or address)
    raise UnreadableError(
        f"不认识计算引擎“{address}”。",
        "请写 duckdb（本机，默认）、spark://主机:端口（集群）或 spark://local[2]（本机的 Spark）。",
    )
