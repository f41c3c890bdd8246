"""The one Spark of this process: started when it is first asked for, kept warm, ended with the process.

Its settings make it read the same SQL as the embedded engine and answer exactly or not at all. The package of Spark
is optional and has no complete types: only this module knows it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from logging import CRITICAL, getLogger
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from uuid import uuid4

from youju.errors import RefusedError, UnreadableError

_SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # what does not fit is an error, never a blank or a wrapped number
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",  # ${…} in a user's text is text
    "spark.sql.legacy.consecutiveStringLiterals.enabled": "false",  # '' within a text is one quotation mark
    "spark.sql.shuffle.partitions": "8",  # groups are few: what is asked for are sums
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "1g",
}
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_CLUSTER = re.compile(r"spark://(?P<masters>[^/\s]+)")
_PATIENCE = 5  # seconds to reach a cluster
_AGAIN = 0.2  # seconds between two attempts to stop what runs too long
_GLOB = re.compile(r"([\\{}\[\]*?])")
_LOST = ("PATH_NOT_FOUND", "FAILED_READ_FILE", "CANNOT_READ_FILE_FOOTER")
_NO_PACKAGE = ("这里没有装 Spark 引擎要用的程序包。", "请执行 pip install 'youju[spark]'；或改用 --engine duckdb。")
_NO_JAVA = ("这台机器上没有 Java，Spark 引擎启动不了。", "请安装 Java 17 或更新的版本；或改用 --engine duckdb。")
_NO_START = (
    "Spark 引擎没有启动起来。",
    "请核对 Java 是否为 17 或更新的版本、内存是否还有 2 GB；或改用 --engine duckdb。",
)
_GUARD = Lock()
_warm: dict[str, Any] = {}  # the session by the master it runs on: one, or none yet


@dataclass(frozen=True, slots=True)
class Session:
    """A space of views of its own within the warm session."""

    spark: Any

    def files(self, view: str, schema: Mapping[str, str], paths: Sequence[str], *more: str) -> None:
        """A view of Parquet files as of columns by type (a column that a file lacks is blank there), and ``more``."""
        columns = ", ".join(f"`{code}` {kind}" for code, kind in schema.items())
        bare = [_GLOB.sub(r"\\\1", path) for path in paths]
        self.spark.read.schema(columns).parquet(*bare).selectExpr("*", *more).createOrReplaceTempView(view)

    def view(self, name: str, statement: str) -> None:
        """A view of a statement."""
        self.spark.sql(statement).createOrReplaceTempView(name)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """All rows of a statement; a decimal without places is a whole number."""
        return [tuple(map(_plain, row)) for row in self.spark.sql(statement).collect()]

    @contextmanager
    def within(self, seconds: float, label: str) -> Iterator[None]:
        """Stops what runs longer. Raises RefusedError then."""
        context, tag, done, late = self.spark.sparkContext, f"youju-{uuid4().hex}", Event(), Event()

        def watch() -> None:
            while not done.wait(_AGAIN if late.is_set() else seconds):  # what is only planned yet is stopped later
                late.set()
                context.cancelJobsWithTag(tag)

        context.addJobTag(tag)
        Thread(target=watch, daemon=True).start()
        try:
            yield
        except faults() as fault:
            if late.is_set():
                raise RefusedError(f"“{label}”的计算超过{seconds:g}秒，已停止。", "请缩短期间或简化口径。") from fault
            raise
        finally:
            done.set()
            context.removeJobTag(tag)


def _plain(value: object) -> object:
    return int(value) if isinstance(value, Decimal) and value.as_tuple().exponent == 0 else value


def faults() -> tuple[type[Exception], ...]:
    """What Spark throws."""
    return (import_module("pyspark.errors").PySparkException, import_module("py4j.protocol").Py4JError)


def is_lost(fault: Exception) -> bool:
    """Whether a file was not there or not readable."""
    name = getattr(fault, "getCondition", lambda: None)() or str(
        fault
    )  # what an executor threw has its name in its text
    return any(lost in name for lost in _LOST)


def is_unfit(fault: Exception) -> bool:
    """Whether a statement does not fit the types of the columns, or a number no exact type."""
    errors = import_module("pyspark.errors")
    kinds = (
        errors.AnalysisException,
        errors.ArithmeticException,
        errors.NumberFormatException,
        errors.DateTimeException,
    )
    return isinstance(fault, kinds)


def session(master: str) -> Session:
    """A fresh space of views on this master (``local[2]``, ``spark://host:port``).

    A process has one Spark: asked for another master, it leaves the one before. Raises UnreadableError when it cannot
    be started, with what to install.
    """
    with _GUARD:
        spark = _warm.get(master)
        if spark is None or spark.sparkContext._jsc.sc().isStopped():  # noqa: SLF001 (there is no public way to ask)
            _stop()
            spark = _warm[master] = _started(master)
    return Session(spark.newSession())


def stop() -> None:
    """Ends the warm session."""
    with _GUARD:
        _stop()


def _stop() -> None:
    for spark in _warm.values():
        spark.stop()
    _warm.clear()


def _started(master: str) -> Any:  # noqa: ANN401 (a session has no types)
    try:
        settings, context = import_module("pyspark.conf"), import_module("pyspark.core.context")
        gateway, sessions = import_module("pyspark.java_gateway"), import_module("pyspark.sql")
    except ImportError:
        raise UnreadableError(*_NO_PACKAGE) from None
    if not _java():
        raise UnreadableError(*_NO_JAVA)
    if cluster := _CLUSTER.fullmatch(master):
        _reach(master, cluster["masters"])
    alone = cluster is None or cluster["masters"].startswith(("127.", "localhost:"))
    own = _SETTINGS | _LOOPBACK if alone else _SETTINGS
    getLogger("SQLQueryContextLogger").setLevel(CRITICAL)  # faults are raised, they need not be printed too
    chosen = settings.SparkConf().setMaster(master).setAppName("youju").setAll(list(own.items()))
    no_start: tuple[type[Exception], ...] = (*faults(), OSError)
    try:
        # What Spark says of itself is for no one who asked for numbers.
        link = context.SparkContext._gateway or gateway.launch_gateway(chosen, {"stderr": subprocess.DEVNULL})  # noqa: SLF001 (a process starts one Java only)
        return sessions.SparkSession(context.SparkContext(conf=chosen, gateway=link))
    except no_start as fault:
        raise UnreadableError(*_NO_START) from fault


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java") is not None or (home is not None and (Path(home) / "bin" / "java").exists())


def _reach(master: str, masters: str) -> None:
    """Raises UnreadableError when no master of the cluster listens: Spark itself would ask for minutes."""
    for place in masters.split(","):
        host, _, port = place.rpartition(":")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE):
                return
        except (OSError, ValueError):
            continue
    raise UnreadableError(
        f"连不上 Spark 集群 {master}。", "请核对地址和端口，确认集群已经启动；或改用 --engine duckdb。"
    )
