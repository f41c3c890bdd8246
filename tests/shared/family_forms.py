"""Forms of families that are only read, drawn as text with their merged cells, and what a careful person reads there.

A fixture draws one row a line, cells between ``|``: ``text →3 ↓2`` covers three columns and two rows, ``⏎`` breaks a
line inside a cell. What a cell covers is not drawn again.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from youju.model.declaration import Declaration
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.model.place import Place
from youju.model.target import Deadline, Interval, Quality, Quantity, Span, Target
from youju.notation.number import plain
from youju.notation.target import NOTES

FOLDER = Path(__file__).parents[1] / "forms" / "families"
_SPANS = re.compile(r"\s*(?:→(?P<columns>\d+))?\s*(?:↓(?P<rows>\d+))?\s*$")
_SECTIONS = ("project", "funds", "execution", "objectives", "totals", "level_weights")


@cache
def fixture(name: str) -> Mapping[str, Any]:
    """The fixture of that name: ``above``, ``grid``, ``below``, ``expected``, ``fields`` and ``indicators``."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def names() -> list[str]:
    """Every fixture there is."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def drawn(name: str) -> Grid:
    """The form as a source with real merged cells gives it."""
    read = fixture(name)
    above, below = read.get("above", []), read.get("below", [])
    blocks = [Paragraph(text, Place(line=at)) for at, text in enumerate(above, start=1)]
    table = Table(tuple(_cells(read["grid"])), spans_known=True)
    after = [Paragraph(text, Place(line=1000 + at)) for at, text in enumerate(below)]
    return Grid((*blocks, table, *after))


def _cells(text: str) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(text.strip("\n").split("\n"), start=1):
        column = 1
        for drawn_cell in line.split("|"):
            while (row, column) in taken:
                column += 1
            spans = _SPANS.search(drawn_cell)
            assert spans is not None
            columns, rows = int(spans["columns"] or 1), int(spans["rows"] or 1)
            written = drawn_cell[: spans.start()].strip().replace("⏎", "\n")
            yield Cell(row, column, written, rows, columns, Place(table=1, row=row, column=column))
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            column += columns


def said(target: Target | None) -> str | None:
    """A target in words: ``>= 80公里``, ``(=) 5次`` without a printed sign, ``<= 2023-06-30``, a word, as filed."""
    match target:
        case Quantity():
            sign = f"({target.comparator})" if target.implied else str(target.comparator)
            return f"{sign} {plain(target.value)}{target.unit or ''}"
        case Interval():
            return f"{plain(target.lower)}…{plain(target.upper)}{target.unit or ''}"
        case Span():
            return f"{target.start}…{target.end}"
        case Deadline():
            return f"<= {target.day}"
        case Quality():
            return target.word
        case _:
            return target.raw if target else None


def row(indicator: Indicator, columns: list[str]) -> list[str]:
    """One indicator as a row of a fixture, blank where it says nothing."""
    return [_shown(indicator, name) or "" for name in columns]


def _shown(indicator: Indicator, name: str) -> str | None:
    if name in ("target", "actual"):
        return said(getattr(indicator, name))
    of = indicator.monitoring if name in ("progress", "forecast", "likelihood") else indicator
    found = getattr(of, name, None)
    return plain(found) if isinstance(found, Decimal) else found


def told(declaration: Declaration) -> dict[str, Any]:
    """Everything above and below the rows that the document holds, by field path, as a fixture writes it.

    ``notes`` are the codes of its notes, without those on how a single target was read.
    """
    found: dict[str, Any] = {"kind": str(declaration.kind), "title": declaration.title, "year": declaration.year}
    for section in _SECTIONS:
        found |= _flat(getattr(declaration, section), section)
    found["notes"] = sorted({note.code for note in declaration.notes if note.code not in NOTES})
    return {path: value for path, value in found.items() if value not in (None, False, [])}


def _flat(value: Any, path: str) -> dict[str, Any]:  # noqa: ANN401 (any part of a document)
    if is_dataclass(value):
        parts = [(one.name, getattr(value, one.name)) for one in fields(value)]
        return {deep: said for name, part in parts for deep, said in _flat(part, f"{path}.{name}").items()}
    if isinstance(value, Mapping):
        return {f"{path}.{name}": _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return {deep: said for at, part in enumerate(value) for deep, said in _flat(part, f"{path}.{at}").items()}
    return {path: _plain(value)}


def _plain(value: Any) -> Any:  # noqa: ANN401 (any part of a document)
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
