"""``make new``: what it writes is clean, in its place, fails until it is done, and overwrites nothing."""

from __future__ import annotations

import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from youju.lint.contract import Facts
from youju.model.declaration import Declaration, Kind, Project
from youju.model.indicator import Indicator

ROOT = Path(__file__).parents[2]
NEW: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "new.py"))
SHELVES = list(NEW["PLACES"])


@pytest.mark.parametrize("what", SHELVES)
def test_each_addition_is_one_file_of_the_package_and_its_test(what: str, tmp_path: Path) -> None:
    written = NEW["make"](what, "seen_by_meaning", tmp_path)
    source, *tests = (path.relative_to(tmp_path).parts for path in written)
    assert source[:2] == ("src", "youju")
    assert tests
    for test in tests:
        assert test[:2] == ("tests", source[2])


@pytest.mark.parametrize("what", SHELVES)
def test_the_place_is_on_a_shelf_that_there_is(what: str, tmp_path: Path) -> None:
    source, *_ = NEW["make"](what, "seen_by_meaning", tmp_path)
    assert (ROOT / source.relative_to(tmp_path)).parent.is_dir()


def test_what_is_written_passes_ruff_and_is_formatted(tmp_path: Path) -> None:
    for what in SHELVES:
        source, *_ = NEW["make"](what, "seen_by_meaning", tmp_path)
        (source.parent / "__init__.py").write_text('"""The shelf."""\n')
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for command in (["check", "--quiet"], ["format", "--check", "--quiet"]):
        done = subprocess.run(  # noqa: S603 - our own linter on files written above
            [sys.executable, "-m", "ruff", *command, str(tmp_path)],
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_rule_does_not_yet_find_what_its_case_expects(tmp_path: Path) -> None:
    source, cases = NEW["make"]("lint", "seen_by_meaning", tmp_path)
    rule = runpy.run_path(str(source))["RULE"]
    case = tomllib.loads(cases.read_text("utf-8"))["case"][0]
    row = Indicator(None, None, case["findings"][0]["indicator"])
    declaration = Declaration(Kind.DECLARATION, "any", Project(), indicators=(row,))
    assert list(rule.check(declaration, Facts())) == []
    assert rule.slug == "seen_by_meaning"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    written = NEW["make"]("lint", "seen_by_meaning", tmp_path)
    written[1].write_text("mine")
    with pytest.raises(NEW["Refused"], match="is there already"):
        NEW["make"]("lint", "seen_by_meaning", tmp_path)
    assert written[1].read_text() == "mine"


@pytest.mark.parametrize("words", [[], ["lint"], ["lint", "a", "b"], ["shoe", "a"], ["lint", "Röd"], ["lint", "../a"]])
def test_wrong_words_get_one_sentence_and_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert NEW["main"](words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
