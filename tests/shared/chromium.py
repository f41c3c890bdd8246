"""The browser of the tests and the screenshots: the Chromium of the machine, made to ask no other host."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_MARK = f"--youju-tests={uuid.uuid4().hex}"  # by it the processes of this browser are found among others


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, closed at the end of the block."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "The pages are opened in Chromium: install it (make system, or apt-get install chromium)."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=[*FLAGS, _MARK])
        yield opened
        opened.close()


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Ends a Chromium that hangs, so that what waits for it fails: Playwright waits for some answers without an end."""
    watch = threading.Timer(seconds, _kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _kill() -> None:
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # gone meanwhile
            if _MARK.encode() in line.read_bytes():
                os.kill(int(line.parent.name), signal.SIGKILL)
