"""Installations to test on: the five declarations alone, or the demo's whole year; each built once and then copied."""

from __future__ import annotations

import shutil
from fcntl import LOCK_EX, flock
from pathlib import Path

from youju.work.declaring import answers_from, declare_files
from youju.work.demonstrating import CLERK, UNIT, demonstrate, examples
from youju.work.record import define
from youju.work.workspace import create

# The unit of the examples under the name that the demo gives it, so that the demo's accounts fit.
_RENAMED = (("上海市松江区行政服务中心", UNIT), ("松江区", "示范区"), ("松江", "示范"))


def renamed_form() -> str:
    """The text of the five declarations, for the demo's unit."""
    text = (examples() / "declarations.txt").read_text(encoding="utf-8")
    for real, fictional in _RENAMED:
        text = text.replace(real, fictional)
    return text


def declared(root: Path) -> Path:
    """A demo workspace whose five projects are declared: no evidence, nothing submitted."""
    workspace = create(root, CLERK, kind="demo", name=UNIT)
    form = root / "forms" / "申报表.txt"
    form.parent.mkdir()
    form.write_text(renamed_form(), encoding="utf-8")
    declare_files(workspace, [form], CLERK, answers_from(examples() / "answers.json"))
    define(workspace, examples() / "definitions.toml", CLERK)
    return root


def demonstrated(root: Path) -> Path:
    """The whole demo: approved, a year of evidence, self-evaluated. A copy: it takes long and is built once a run."""
    shutil.copytree(_built(root), root)
    return root


def _built(root: Path) -> Path:
    """The demo that the processes of this run share, built by whichever asks first while the others wait.

    It stands in the run's own temporary folder, above those of its processes.
    """
    run = next(folder for folder in root.parents if folder.name.startswith("pytest-") and folder.name[7:].isdigit())
    made = run / "demonstrated"
    with (run / "demonstrated.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not made.exists():
            half = run / "half"
            demonstrate(half, lambda _title, _count: lambda _name: None)
            half.rename(made)
    return made
