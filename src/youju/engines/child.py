"""The process in which statements with a user's expression run: it binds its own hands, then answers one call.

It reads one JSON object from its input and writes one to its output. It is started by ``confined``.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping, Sequence
from typing import Any

_BYTES = "address_space"
_SECONDS = "cpu_seconds"


def main() -> None:
    """Answers the call on the input: ``rows`` by statement in order, or the ``fault`` by its name and words."""
    call = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (call[_SECONDS], call[_SECONDS]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (call[_BYTES], call[_BYTES]))
    json.dump(_answer(call), sys.stdout)


def _answer(call: Mapping[str, Any]) -> dict[str, Any]:
    # Bound already: what a library takes counts too.
    import duckdb  # noqa: PLC0415

    from youju.engines.connection import Limits, connected, within  # noqa: PLC0415
    from youju.engines.exact_json import written  # noqa: PLC0415

    def rows(connection: duckdb.DuckDBPyConnection, statement: str) -> Sequence[Sequence[object]]:
        return [[written(item) for item in row] for row in connection.execute(statement).fetchall()]

    limits = Limits(**call["limits"])
    try:
        with connected(call["paths"], limits) as connection, within(connection, limits.seconds):
            connection.execute(call["view"])
            return {"rows": [rows(connection, statement) for statement in call["statements"]]}
    except (duckdb.Error, MemoryError) as fault:
        return {"fault": type(fault).__name__, "words": str(fault)}


if __name__ == "__main__":
    main()
