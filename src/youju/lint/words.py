"""The word lists of the rules, read once from ``words.toml``, so that an official can edit them without code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(files("youju.lint").joinpath("words.toml").read_text("utf-8"))


@cache
def words(name: str) -> tuple[str, ...]:
    """The list of that name, longest word first. Raises KeyError."""
    return tuple(sorted(_file()[name], key=len, reverse=True))


def found(name: str, text: str) -> tuple[str, ...]:
    """The words of the list that occur in the text, longest first."""
    return tuple(word for word in words(name) if word in text)


def ending(name: str, text: str) -> str | None:
    """The longest word of the list that the text ends in."""
    return next((word for word in words(name) if text.endswith(word)), None)


def measurable(vague: Iterable[str]) -> str:
    """How the first of the vague words that we know how to measure can be measured."""
    ways: Mapping[str, str] = _file()["measurable"]
    return next((ways[word] for word in vague if word in ways), ways["else"])
