"""Where the cells of a web table stand: spans of rows and columns laid out as a browser does, absurd ones cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.errors import UnreadableError
from youju.importers.html_markup import MOST_CELLS

WIDEST, TALLEST = 1_000, 65_534  # a browser cuts spans there


@dataclass(frozen=True, slots=True)
class Stated:
    """A cell as the page states it; ``rows`` 0 reaches to the end of its section."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its place; rows and columns count from 1."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def span(value: str | None, most: int) -> int:
    """A stated span as a browser reads it: the digits it starts with, 1 for anything else; never more than ``most``."""
    digits = ""
    for sign in (value or "").lstrip(" \t\r\n\f+")[:9]:
        if not ("0" <= sign <= "9"):
            break
        digits += sign
    return min(int(digits), most) if digits else 1


def placed(sections: Sequence[Sequence[Sequence[Stated]]]) -> list[Placed]:
    """The cells of a table by row, sections one under the other; no two overlap, none leaves its section.

    No cell reaches past the column where the last cell starts. A row without cells that nothing covers is no row.
    Raises UnreadableError when the spans cover absurdly many cells.
    """
    cells: list[Placed] = []
    row = covered = 0
    for section in sections:
        over: list[tuple[int, int, int]] = []  # first and last column and last row of the cells from above
        for index, stated in enumerate(section):
            over = [reach for reach in over if reach[2] > row]
            if not stated and not over:
                continue
            row += 1
            found = _row(stated, row, len(section) - index, over)
            over = sorted(over + [(cell.column, cell.column + cell.columns - 1, row + cell.rows - 1) for cell in found])
            covered += sum(cell.rows for cell in found)
            if covered > MOST_CELLS:
                raise _too_many()
            cells += found
    return _cut(cells)


def _row(stated: Sequence[Stated], row: int, left: int, over: list[tuple[int, int, int]]) -> list[Placed]:
    """The cells of one row, each in the first columns that no cell from above covers."""
    found: list[Placed] = []
    column, above = 1, 0
    for cell in stated:
        while above < len(over) and over[above][0] <= column:
            column = max(column, over[above][1] + 1)
            above += 1
        columns = max(cell.columns, 1)
        if above < len(over):
            columns = min(columns, over[above][0] - column)
        rows = min(cell.rows or left, left)
        found.append(Placed(row, column, cell.text, rows, columns))
        column += columns
    return found


def _cut(cells: list[Placed]) -> list[Placed]:
    last = max((cell.column for cell in cells), default=0)
    if sum(cell.rows * min(cell.columns, last - cell.column + 1) for cell in cells) > MOST_CELLS:
        raise _too_many()
    return [
        replace(cell, columns=last - cell.column + 1) if cell.column + cell.columns - 1 > last else cell
        for cell in cells
    ]


def _too_many() -> UnreadableError:
    return UnreadableError(
        f"网页表格合并单元格后超过 {MOST_CELLS:,} 格，不像申报表。", "请只保留要读的表，另存为网页（仅 HTML）后再读。"
    )
