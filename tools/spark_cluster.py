"""A standalone cluster of Spark on this machine, one master and two workers on loopback, while a command runs.

``python tools/spark_cluster.py COMMAND...`` gives the command its address in YOUJU_SPARK and ends with its exit code.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS, CORES, MEMORY = 2, 1, "1g"
PATIENCE = 60  # seconds until the master listens and the workers are known to it


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a cluster whose logs and work lie in the folder."""
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    place = ["--host", "127.0.0.1", "--webui-port", "0"]
    with ExitStack() as running:
        master = folder / "master.log"
        running.enter_context(_daemon("master.Master", [*place, "--port", str(port)], master))
        _wait(master, "I have been elected leader", 1)
        for number in range(WORKERS):
            size = ["--cores", str(CORES), "--memory", MEMORY, "--work-dir", str(folder / f"worker{number}")]
            log = folder / f"worker{number}.log"
            running.enter_context(_daemon("worker.Worker", [*place, *size, address], log))
        _wait(master, "Registering worker", WORKERS)
        yield address


@contextmanager
def _daemon(part: str, arguments: list[str], log: Path) -> Iterator[None]:
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        sys.exit("the package pyspark is not installed: pip install 'youju[spark]'")
    start = Path(found.origin).parent / "bin" / "spark-class"
    environment = os.environ | {"SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_IP": "127.0.0.1"}
    with log.open("w") as out:
        command = [str(start), f"org.apache.spark.deploy.{part}", *arguments]
        daemon = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)  # noqa: S603 (a program of the package, with our arguments)
        try:
            yield
        finally:
            daemon.terminate()
            daemon.wait()


def _wait(log: Path, words: str, times: int) -> None:
    end = time.monotonic() + PATIENCE
    while log.read_text("utf-8", "replace").count(words) < times:
        if time.monotonic() > end:
            sys.exit(f"the cluster did not start; its log: {log}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    """Runs the command beside the cluster."""
    with tempfile.TemporaryDirectory(prefix="youju-spark-") as folder, cluster(Path(folder)) as address:
        return subprocess.run(sys.argv[1:], env=os.environ | {"YOUJU_SPARK": address}, check=False).returncode  # noqa: S603 (what this script is called for)


if __name__ == "__main__":
    sys.exit(main())
