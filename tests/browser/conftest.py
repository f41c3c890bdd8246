"""What the browser tests share: one Chromium, the demo served from a folder, an empty server on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import installations
import postgres
import pytest
from chromium import chromium, no_longer_than
from playwright.sync_api import Browser
from servers import Served, serving
from watching import Enter, Watched


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; closed with its file, because the loop it runs in forbids the pages' own tests their database."""
    with chromium() as opened:
        yield opened


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """A test whose browser hangs fails after a quarter of an hour; it must not hold up the others."""
    with no_longer_than(900):
        yield


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, built once; its dumps serve other installations too. To be copied, not changed."""
    return installations.demonstrated(tmp_path_factory.mktemp("demo") / "unit")


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo, served from a copy of its folder."""
    root = tmp_path_factory.mktemp("served") / "unit"
    shutil.copytree(demo_folder, root)
    with serving(root) as served:
        yield served


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Five projects that are declared and can still be edited; no evidence."""
    with serving(installations.declared(tmp_path_factory.mktemp("declared") / "unit")) as served:
        yield served


@pytest.fixture(scope="module", params=["folder", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server before its first run: on an empty folder, and on a PostgreSQL."""
    root = tmp_path_factory.mktemp("empty") / "unit"
    with ExitStack() as stack:
        database = stack.enter_context(postgres.running()) if request.param == "postgresql" else ""
        yield stack.enter_context(serving(root, database))


@pytest.fixture
def enter(browser: Browser) -> Iterator[Enter]:
    """Gives a person a browser of their own: ``enter(served)``, or ``enter(served, "jingban")`` signed in."""
    with ExitStack() as stack:

        def entered(served: Served, username: str = "", language: str = "zh-hans") -> Watched:
            context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
            stack.callback(context.close)
            watched = Watched(context, served.address, language)
            return watched.sign_in(username) if username else watched

        yield entered
