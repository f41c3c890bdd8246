"""Serve: tables made, index filled, the worker beside the web server, all in one call."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import django
from django.core.management import call_command

from youju.errors import RefusedError
from youju.web.secret import make_key

SETTINGS = "youju.web.settings"


def prepare(root: Path, database: str) -> None:
    """Points the web shell at the folder (and database), makes tables and key, fills an empty index.

    To be called once, before anything else of the web shell is used.
    """
    root.mkdir(parents=True, exist_ok=True)
    make_key(root)
    os.environ.update(_environment(root, database))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from youju.web import accounts, demo, search, units  # noqa: PLC0415 (after the set-up)
    from youju.web.models import ProjectRow  # noqa: PLC0415 (after the set-up)

    if units.is_demo():
        demo.make_accounts()
    if accounts.any_account() and not ProjectRow.objects.exists():
        search.rebuild()
    _compute()


def _compute() -> None:
    """Puts the sheets that nobody computed yet in the queue of the worker, a unit at a time."""
    from youju.web import jobs  # noqa: PLC0415 (after the set-up)
    from youju.web.models import Account, Organisation  # noqa: PLC0415 (after the set-up)

    for unit in Organisation.objects.filter(projects__state="").distinct():
        account = Account.objects.filter(organisation=unit).first()
        waits = unit.jobs.filter(kind="recompute", state__in=(jobs.WAITING, jobs.RUNNING)).exists()
        if account is not None and not waits:
            jobs.start(account, unit, "recompute", "计算自评表", {})


def _environment(root: Path, database: str) -> Mapping[str, str]:
    return {"YOUJU_ROOT": str(root.resolve()), "YOUJU_DATABASE": database, "DJANGO_SETTINGS_MODULE": SETTINGS}


def first_run_code() -> str | None:
    """The code for the first run; None when it is over."""
    from youju.web import accounts  # noqa: PLC0415 (after the set-up)

    return None if accounts.any_account() else accounts.setup_code()


def free_port(host: str, wanted: int) -> int:
    """The port, or the next free one after it. Raises RefusedError when none of twenty is free."""
    for port in range(wanted, wanted + 20):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise RefusedError(f"端口 {wanted} 到 {wanted + 19} 都被占用。", "请用 --port 指定一个空闲的端口。")


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """The worker that runs jobs, beside the server as long as that runs."""
    command = [
        sys.executable,
        "-m",
        "django",
        "db_worker",
        "--interval",
        "0.3",
        "--no-startup-delay",
        "--verbosity",
        "0",
    ]
    process = subprocess.Popen(command, env=os.environ.copy())  # noqa: S603 (our own program)
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()


def serve(host: str, port: int) -> None:
    """Serves until interrupted."""
    from django.db import connections  # noqa: PLC0415 (after the set-up)
    from granian import Granian  # noqa: PLC0415 (slow to load)
    from granian.constants import Interfaces  # noqa: PLC0415 (as above)

    connections.close_all()  # the workers are forked: with the same connection they would read each other's answers
    with worker():
        Granian(
            "youju.web.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=2,
            blocking_threads=1,  # two would wait for one another: pages are short, long work is a job
            log_enabled=False,
        ).serve()
