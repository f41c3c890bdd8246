"""The cells that forms are filled with: labels, values with the field they show, and level cells over their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from youju.model.grid import Cell
from youju.model.indicator import Indicator


def label(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    """A printed label."""
    return Cell(row, column, text, rows, columns, label=True)


def value(row: int, column: int, text: str | None, field: str, columns: int = 1) -> Cell:
    """A cell that shows a field of the document, blank where the document holds nothing."""
    return Cell(row, column, text or "", columns=columns, field=field)


def middle(row: int, column: int, text: str, field: str | None, columns: int = 1) -> Cell:
    """As ``value``, its text in the middle."""
    return Cell(row, column, text, columns=columns, align="center", field=field)


def number(form: Callable[[Decimal], str], given: Decimal | None) -> str:
    """Blank where the document holds nothing: never 0."""
    return "" if given is None else form(given)


def level_cells(row: int, column: int, indicators: Sequence[Indicator]) -> tuple[Cell, ...]:
    """First levels in ``column`` and second levels beside them, from ``row`` down: one cell for each run of rows.

    The label stands at the top; levels stay where they were filed. The field is that of the first row of the run.
    """
    firsts = [(one.level1,) for one in indicators]
    seconds = [(one.level1, one.level2) for one in indicators]
    return (*_runs(row, column, "level1", firsts), *_runs(row, column + 1, "level2", seconds))


def _runs(row: int, column: int, field: str, paths: Sequence[tuple[str | None, ...]]) -> list[Cell]:
    cells: list[Cell] = []
    at = 0
    for path, run in groupby(paths):
        rows = len(list(run))
        cells.append(
            Cell(row + at, column, path[-1] or "", rows=rows, label=True, field=f"indicators.{at}.{field}"),
        )
        at += rows
    return cells
