"""What forms are filled with: labels, values with the field they show, level cells over their rows, and the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

from youju.forms.contract import Style
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.model.money import half_up
from youju.model.target import NoTarget, Target
from youju.notation.number import plain, rounded
from youju.notation.target import format_target

NO_WEIGHTS: Mapping[str, Decimal] = MappingProxyType({})


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


def points(value: Decimal) -> str:
    """Points as forms print them: two decimals, 8.6183 → 8.62."""
    return f"{half_up(value):f}"


def rate(value: Decimal) -> str:
    """A fraction as forms print rates: 0.86183 → 86.18%."""
    return f"{rounded(Fraction(value) * 100, 2):f}%"


def day(given: date | None) -> str:
    """2026-01-01, blank where the document holds no day."""
    return "" if given is None else given.isoformat()


def target_text(target: Target, signs: str) -> str:
    """What is promised; a cell that could not be read prints what was filed."""
    return (target.raw or "").strip() if isinstance(target, NoTarget) else format_target(target, signs)


def year_line(year: int | None) -> str:
    """The line under the title, with room to write where the document holds no year."""
    return f"（{year_words(year)}年度）"


def year_words(year: int | None) -> str:
    """The year in digits, four blanks where the document holds none."""
    return "    " if year is None else str(year)


def page(lines: Sequence[Paragraph], table: Table, style: Style, *, landscape: bool = False) -> Grid:
    """The form: the lines above the table and the table, with the marks of the style."""
    return Grid((*lines, table), landscape=landscape, watermark=style.watermark, footer=style.footer)


def level_cells(
    row: int, column: int, indicators: Sequence[Indicator], weights: Mapping[str, Decimal] = NO_WEIGHTS
) -> tuple[Cell, ...]:
    """First levels in ``column`` and second levels beside them, from ``row`` down: one cell for each run of rows.

    The label stands at the top; levels stay where they were filed. The field is that of the first row of the run.
    ``weights`` of first levels are printed in their labels: 产出指标(50分).
    """
    firsts = [(_weighted(one.level1, weights),) for one in indicators]
    seconds = [(one.level1, one.level2) for one in indicators]
    return (*_runs(row, column, "level1", firsts), *_runs(row, column + 1, "level2", seconds))


def _weighted(level1: str | None, weights: Mapping[str, Decimal]) -> str | None:
    weight = weights.get(level1 or "")
    return level1 if weight is None else f"{level1}({plain(weight)}分)"


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
