"""The registry finds exactly one object a file, so that adding a file is all it takes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from youju.registry import shelf


def _package(folder: Path, name: str, **files: str) -> str:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text('"""A shelf."""\n')
    for module, text in files.items():
        (package / f"{module}.py").write_text(text)
    return name


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which packages can be imported."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return tmp_path


def test_objects_come_in_the_order_of_file_names(folder: Path) -> None:
    name = _package(folder, "shelf_in_order", b="TWO = 2\n", a="ONE = 1\n")
    assert shelf(name, int) == (1, 2)


def test_a_private_object_is_not_on_the_shelf(folder: Path) -> None:
    name = _package(folder, "shelf_private", a="_HALF = 5\nONE = 1\n")
    assert shelf(name, int) == (1,)


def test_an_empty_shelf_is_empty(folder: Path) -> None:
    assert shelf(_package(folder, "shelf_empty"), int) == ()


@pytest.mark.parametrize(
    ("name", "text", "count"), [("shelf_none", "WORD = 'a'\n", 0), ("shelf_two", "ONE = 1\nTWO = 2\n", 2)]
)
def test_a_file_that_declares_none_or_several_is_named(folder: Path, name: str, text: str, count: int) -> None:
    package = _package(folder, name, a=text)
    with pytest.raises(TypeError, match=rf"{name}\.a must declare exactly one int, found {count}"):
        shelf(package, int)
