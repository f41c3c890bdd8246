"""What tests of the pages share: installations with accounts for all roles, and jobs that run at once.

The web shell is pointed at an empty folder before any test file of it is read; each test then gets a folder of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from installations import declared, demonstrated
from pytest_django import Settings

_NOWHERE = tempfile.TemporaryDirectory(prefix="youju-tests-")
os.environ.update(YOUJU_ROOT=_NOWHERE.name, YOUJU_DATABASE="", DJANGO_SETTINGS_MODULE="youju.web.settings")
django.setup()

from django.core.cache import cache  # noqa: E402 (after the set-up)
from offices import Office, opened  # noqa: E402 (after the set-up)

from youju.web import demo, results, units  # noqa: E402 (as above)
from youju.web.models import Organisation  # noqa: E402 (as above)


@pytest.fixture(scope="session")
def declared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``office`` copies."""
    return declared(tmp_path_factory.mktemp("declared") / "unit")


@pytest.fixture(scope="session")
def demonstrated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``full_office`` copies."""
    return demonstrated(tmp_path_factory.mktemp("demonstrated") / "unit")


@pytest.fixture(scope="session")
def second_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the folder of the demo's second unit is kept after it was made for the first time."""
    return tmp_path_factory.mktemp("second") / "unit"


@pytest.fixture
def _second_unit_once(second_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second unit's forms are read and declared once and then copied: that takes longer than most tests."""
    make = demo._declare_second  # noqa: SLF001 (a step of the demo)

    def made(unit: Organisation) -> None:
        folder = units.folder(unit.code)
        if second_folder.exists():
            shutil.copytree(second_folder, folder)
        else:
            make(unit)
            shutil.copytree(folder, second_folder)

    monkeypatch.setattr(demo, "_declare_second", made)


@pytest.fixture
def served(tmp_path: Path, settings: Settings, _second_unit_once: None) -> Path:
    """An empty folder that the web shell serves: an installation before its first run."""
    root = tmp_path / "served"
    root.mkdir()
    settings.ROOT = root
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the slow one is not what is tested
    settings.CACHES = {**settings.CACHES, "results": {**settings.CACHES["results"], "LOCATION": str(root / ".cache")}}
    results._RECENT.clear()  # noqa: SLF001 (each test begins with a server that was just started)
    cache.clear()
    return root


@pytest.fixture
def office(db: None, served: Path, declared_folder: Path) -> Office:  # noqa: ARG001 (accounts need the database)
    """Five projects declared; no evidence, nothing submitted."""
    shutil.copytree(declared_folder, served, dirs_exist_ok=True)
    return opened(served)


@pytest.fixture
def full_office(db: None, served: Path, demonstrated_folder: Path) -> Office:  # noqa: ARG001 (as above)
    """The demo's whole year: approved, with evidence, closed ledgers and filed self-evaluations."""
    shutil.copytree(demonstrated_folder, served, dirs_exist_ok=True)
    return opened(served)


@pytest.fixture
def jobs_at_once(settings: Settings) -> None:
    """A job that a page starts has ended when the page answers; without this it waits for the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
