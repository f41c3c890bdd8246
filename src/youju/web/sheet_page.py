"""The official self-evaluation sheet as a page shows it: its cells, those that were computed leading to their why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from youju import forms
from youju.forms.contract import Style
from youju.model.declaration import Declaration
from youju.model.grid import Cell, Table
from youju.stages.fields import row_field
from youju.stages.sheet import Line, Sheet

LAYOUT = "shanghai-selfeval"
_COMPUTED = frozenset({"actual", "points"})


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of the sheet. ``address`` of its why, where it was computed; ``name`` tells a screen reader of what."""

    cell: Cell
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Points that a row lost, with the working in words."""

    number: int
    name: str
    points: Decimal
    working: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet: its rows, and the widths of its columns in hundredths."""

    rows: tuple[tuple[SheetCell, ...], ...]
    widths: tuple[int, ...]


def page_of(form: Declaration, key: str) -> SheetPage:
    """The sheet as a page; ``form`` is the official document, ``key`` the project in addresses."""
    grid = forms.fill(LAYOUT, form, Style())
    table = next(block for block in grid.blocks if isinstance(block, Table))
    return SheetPage(tuple(tuple(_cell(cell, form, key) for cell in row) for row in table.rows()), table.widths)


def _cell(cell: Cell, form: Declaration, key: str) -> SheetCell:
    number = _number(cell.field or "")
    if number is None or not cell.text:
        return SheetCell(cell, "", "")
    name = form.indicators[number - 1].name or "" if number else "预算执行率"
    return SheetCell(cell, reverse("project-why", args=[key, number]), name)


def _number(field: str) -> int | None:
    """The row whose why a cell leads to, 0 for the execution rate; None for a cell that nobody computed."""
    if field in {"execution.rate", "execution.points", "execution.spent"}:
        return 0
    row = row_field(field)
    return row.row + 1 if row is not None and row.name in _COMPUTED else None


def lost_points(sheet: Sheet) -> tuple[Lost, ...]:
    """The rows that lost points, worst first."""
    lines: list[tuple[int, Line]] = [*enumerate(sheet.lines, start=1), (0, sheet.execution)]
    found = [
        Lost(number, line.indicator.name or "", line.score.weight - line.score.points, line.score.working)
        for number, line in lines
        if line.score.points is not None and line.score.points < line.score.weight
    ]
    return tuple(sorted(found, key=lambda one: -one.points))
