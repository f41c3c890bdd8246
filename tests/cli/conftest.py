"""What tests of the command line share: a caller that reads the JSON object, a workspace with the declarations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

FORMS = str(Path(__file__).parents[2] / "examples" / "songjiang-2021" / "declarations.txt")

Json = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Json:
    """Runs a command with --json and gives its exit code and the one object on standard output."""

    def run_json(*arguments: object) -> tuple[int, dict[str, Any]]:
        code = run([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run_json


@pytest.fixture
def root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace with the five declarations."""
    folder = tmp_path / "unit"
    assert run(["init", str(folder), "--name", "样例中心"]) == 0
    assert run(["declare", str(folder), FORMS]) == 0
    capsys.readouterr()
    return folder
