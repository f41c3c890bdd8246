"""Reads the data files of this shelf strictly: what is unknown or mistyped is a fault of the program, with a place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from youju.model.citation import Citation, Status

E = TypeVar("E", bound=StrEnum)
_SUFFIX = ".toml"


@cache
def folder(name: str) -> Mapping[str, Mapping[str, object]]:
    """The TOML files of a folder of packs, parsed, by their names without suffix, in order; decimals as Decimal."""
    found: dict[str, Mapping[str, object]] = {}
    for file in sorted(files("youju.packs").joinpath(name).iterdir(), key=lambda file: file.name):
        if file.name.endswith(_SUFFIX):
            found[file.name.removesuffix(_SUFFIX)] = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    return found


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file with its place. Every method raises ValueError where the data is not what it should be."""

    data: Mapping[str, object]
    place: str

    def maybe_text(self, key: str) -> str | None:
        """A text that is not blank, None when it is not there."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{self.place}.{key}: {value!r} is not a text")
        return value

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.maybe_text(key)
        if value is None:
            raise ValueError(f"{self.place}: {key} is missing")
        return value

    def choice(self, key: str, kind: type[E]) -> E:
        """One of the values of an enumeration, which must be there."""
        value = self.text(key)
        try:
            return kind(value)
        except ValueError as error:
            raise ValueError(f"{self.place}.{key}: {error}") from error

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when it is not there."""
        values = self.data.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise ValueError(f"{self.place}.{key}: not a list of texts")
        return tuple(values)

    def flag(self, key: str) -> bool:
        """True or false, which must be there."""
        value = self.data.get(key)
        if not isinstance(value, bool):
            raise ValueError(f"{self.place}.{key}: {value!r} is not true or false")  # noqa: TRY004 (as table below)
        return value

    def whole(self, key: str) -> int | None:
        """A whole number, None when it is not there."""
        value = self.data.get(key)
        if value is not None and type(value) is not int:
            raise ValueError(f"{self.place}.{key}: {value!r} is not a whole number")
        return value

    def day(self, key: str) -> date | None:
        """A date, None when it is not there."""
        value = self.data.get(key)
        if value is not None and type(value) is not date:
            raise ValueError(f"{self.place}.{key}: {value!r} is not a date")
        return value

    def table(self, key: str, keys: tuple[str, ...] | None = None) -> Table:
        """A table inside, empty when it is not there; ``keys``: all it may hold."""
        return table(self.data.get(key, {}), f"{self.place}.{key}", keys)

    def tables(self, key: str, keys: tuple[str, ...] | None = None) -> tuple[Table, ...]:
        """A list of tables inside, empty when it is not there."""
        items = self.data.get(key, [])
        if not isinstance(items, list):
            raise ValueError(f"{self.place}.{key}: not a list of tables")  # noqa: TRY004 (as table below)
        return tuple(table(item, f"{self.place}.{key}[{number}]", keys) for number, item in enumerate(items, 1))

    def citation(self) -> Citation:
        """The table ``citation``: reference, status and article."""
        found = self.table("citation", ("reference", "status", "article"))
        return Citation(found.text("reference"), found.choice("status", Status), found.maybe_text("article") or "")

    def lists(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """A table of lists of texts: levels with their second levels."""
        inside = self.table(key)
        return {name: inside.texts(name) for name in inside.data}


def table(data: object, place: str, keys: tuple[str, ...] | None = None) -> Table:
    """The data as a table that holds no other keys than ``keys``. Raises ValueError."""
    if not isinstance(data, Mapping):
        raise ValueError(f"{place}: not a table")  # noqa: TRY004 (one exception for every fault of the data)
    unknown = [key for key in data if keys is not None and key not in keys]
    if unknown:
        raise ValueError(f"{place}: unknown key {', '.join(unknown)}")
    return Table(data, place)
