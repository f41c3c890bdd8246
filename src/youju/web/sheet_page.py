"""The official self-evaluation sheet as a page shows it: its cells, those that were computed leading to their why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from youju.model.declaration import Declaration
from youju.model.grid import Cell, Table
from youju.stages.sheet import EXECUTION
from youju.work.explaining import number_at
from youju.work.filling import sheet_of


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of the sheet. ``address`` of its why, where it was computed; ``name`` tells a screen reader of what.

    ``scope`` is what a label heads; ``said``: a person said it on this very page, and there the address leads.
    """

    cell: Cell
    address: str
    name: str
    scope: str
    said: bool = False


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet: its rows, and the widths of its columns in hundredths."""

    rows: tuple[tuple[SheetCell, ...], ...]
    widths: tuple[int, ...]


def page_of(form: Declaration, key: str, said: Collection[int] = ()) -> SheetPage:
    """The sheet as a page; ``form`` is the official document, ``key`` the project in addresses.

    ``said``: numbers of the rows that a person states or gives up on this page and has not filed: no why shows them.
    """
    table = next(block for block in sheet_of(form).blocks if isinstance(block, Table))
    rows = tuple(tuple(_cell(cell, form, key, said, _scope(cell, row)) for cell in row) for row in table.rows())
    return SheetPage(rows, table.widths)


def _scope(cell: Cell, row: tuple[Cell, ...]) -> str:
    """A label heads its column in a row of labels, else the rows it spans or its own row."""
    if cell.rows > 1:
        return "rowgroup"
    return "col" if all(one.label for one in row) else "row"


def _cell(cell: Cell, form: Declaration, key: str, said: Collection[int], scope: str) -> SheetCell:
    number = number_at(cell.field or "")
    if number is None or not cell.text:
        return SheetCell(cell, "", "", scope)
    name = form.indicators[number - 1].name or "" if number else EXECUTION
    if number in said:
        return SheetCell(cell, f"#row-{number}", name, scope, said=True)
    return SheetCell(cell, reverse("project-why", args=[key, number]), name, scope)
