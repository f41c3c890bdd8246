"""Real servers for the browser: ``youju serve`` as a process of its own, on a folder or on a PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PATIENCE = 60  # seconds until a server must answer, on a busy machine


@dataclass(frozen=True)
class Served:
    """A running installation: where it answers, the folder of its files, what it said on its terminal."""

    address: str
    root: Path
    terminal: Path

    def first_run_code(self) -> str:
        """The code that the terminal shows before the first run."""
        found = re.search(r"启动码 (\w+)", self.terminal.read_text(encoding="utf-8"))
        assert found, self.terminal.read_text(encoding="utf-8")
        return found.group(1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(root: Path, database: str = "") -> Iterator[Served]:
    """Serves the folder, or with ``database`` its acts from there, until the end of the block."""
    port, terminal = _free_port(), root.with_name(f"{root.name}.log")
    own = {"YOUJU_COUNT_QUERIES": "1", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    where = {"DATABASE_URL": database, "YOUJU_EVIDENCE": str(root)} if database else {}
    folder = [] if database else [str(root)]
    command = [str(Path(sys.executable).with_name("youju")), "serve", *folder, "--port", str(port)]
    with terminal.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            command, env=os.environ | own | where, stdout=log, stderr=log, start_new_session=True
        )
    served = Served(f"http://127.0.0.1:{port}", root, terminal)
    try:
        _wait(served, process)
        yield served
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(served: Served, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 5):
        try:
            with urlopen(f"{served.address}/health") as answer:  # noqa: S310 (our own server)
                assert answer.status == 200
                return
        except HTTPError:
            break
        except (URLError, ConnectionError):
            assert process.poll() is None, served.terminal.read_text(encoding="utf-8")
            time.sleep(0.2)
    raise AssertionError(f"the server does not answer: {served.terminal.read_text(encoding='utf-8')}")
