"""Reads the shelf of schemes: one official text is one TOML file, and what it extends is filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from youju.errors import NotFoundError
from youju.model.citation import Citation, Status
from youju.scoring.contract import Parameter, Scheme, Setting

NATIONAL = "全国"


@cache
def _raw() -> Mapping[str, dict[str, object]]:
    found = sorted(files("youju.scoring").joinpath("schemes").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in found
        if file.name.endswith(".toml")
    }


def schemes() -> tuple[Scheme, ...]:
    """Every scheme there is, by code."""
    return tuple(scheme(code) for code in _raw())


@cache
def scheme(code: str) -> Scheme:
    """The scheme of that code, complete with what it extends. Raises NotFoundError that lists the codes."""
    if code not in _raw():
        raise NotFoundError(f"没有评分方案“{code}”。", f"现有方案：{'、'.join(_raw())}。")
    raw = _raw()[code]
    extends = raw.get("extends")
    return scheme_of(raw, scheme(str(extends)).parameters if extends else {})


def scheme_of(raw: Mapping[str, object], inherited: Mapping[str, Parameter]) -> Scheme:
    """The scheme a file holds, its own parameters laid over the inherited ones. Raises TypeError for a faulty file."""
    references, valid_to, extends = _table(raw["references"]), raw.get("valid_to"), raw.get("extends")
    code = str(raw["code"])
    own = {key: _parameter(_table(entry), references, code) for key, entry in _table(raw["parameters"]).items()}
    return Scheme(
        code=code,
        title=str(raw["title"]),
        jurisdiction=str(raw["jurisdiction"]),
        valid_from=int(str(raw["valid_from"])),
        valid_to=int(str(valid_to)) if valid_to else None,
        extends=str(extends) if extends else None,
        taxonomy=str(raw["taxonomy"]),
        citation=_citation(raw, references),
        parameters={**inherited, **own},
    )


def scheme_for(jurisdiction: str, year: int) -> Scheme:
    """The scheme in force for a form of ``year`` in ``jurisdiction`` (上海, 上海市 or 上海市松江区).

    Where the place has none of its own for that year the national one applies; before the first national scheme the
    first (ours: the scoring rules of those years are not known).
    """
    known = schemes()
    local = [item for item in known if item.jurisdiction != NATIONAL and _within(jurisdiction, item.jurisdiction)]
    national = [item for item in known if item.jurisdiction == NATIONAL]
    valid = [item for item in local if in_force(item, year)] or [item for item in national if in_force(item, year)]
    if valid:
        return max(valid, key=lambda item: item.valid_from)
    return min(national, key=lambda item: item.valid_from)


def _within(place: str, jurisdiction: str) -> bool:
    return place.startswith(jurisdiction.rstrip("省市"))


def in_force(item: Scheme, year: int) -> bool:
    """Whether the scheme is valid for forms of that year."""
    return item.valid_from <= year and (item.valid_to is None or year <= item.valid_to)


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a table was expected in a scheme file")
    return value


def _citation(entry: Mapping[str, object], references: Mapping[str, object]) -> Citation:
    return Citation(
        str(references[str(entry["reference"])]), Status(str(entry["status"])), str(entry.get("article", ""))
    )


def _parameter(entry: Mapping[str, object], references: Mapping[str, object], origin: str) -> Parameter:
    return Parameter(_setting(entry["value"]), _citation(entry, references), origin)


def _setting(value: object) -> Setting:
    if isinstance(value, str | int):
        return value
    if isinstance(value, list):
        return tuple(_setting(item) for item in value)
    if isinstance(value, dict):
        return {str(key): _setting(item) for key, item in value.items()}
    raise TypeError(f"a scheme holds text, whole numbers, lists and tables, not {type(value).__name__}")
