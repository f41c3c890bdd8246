"""The cells of a table in a word file where the page shows them: spans across and down, and blanks in front of a row.

Programs write wrong spans, no grid at all or a span that nothing began; every cell is kept and stands somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from youju.importers.word_text import attribute, child, local, opened

MOST_COLUMNS = 63  # that Word allows; a larger span is no span of a page
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a table; ``covered`` are the cells under a span that goes down, whose text the page does not show."""

    element: Element
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    covered: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell as the file has it; ``down``: it begins or continues a span downwards, ``across``: continues to the left.

    The last is the older way to join cells of a row.
    """

    element: Element
    column: int
    columns: int
    down: str | None
    across: bool


def placed(table: Element) -> tuple[Placed, ...]:
    """The cells of a table in reading order, rows and columns counted from 1, without deleted rows."""
    grid = child(table, "tblGrid")
    declared = 0 if grid is None else sum(1 for _ in grid.iterchildren("{*}gridCol"))
    rows = [
        list(_joined(_row(row, max(declared, MOST_COLUMNS))))
        for name, row in opened(table)
        if name == "tr" and not _is_deleted(row)
    ]
    return tuple(_spanned(_within(rows, declared)))


def _is_deleted(row: Element) -> bool:
    return child(row, "trPr", "del") is not None


def _row(row: Element, most: int) -> Iterator[_Written]:
    before = child(row, "trPr", "gridBefore")
    column = 1 if before is None else 1 + _number(before, most)
    for cell in (element for name, element in opened(row) if name == "tc"):
        properties = child(cell, "tcPr")
        told = {} if properties is None else {local(item): item for item in properties}
        if "cellDel" in told:
            continue
        columns = max(1, _number(told["gridSpan"], most)) if "gridSpan" in told else 1
        down = (attribute(told["vMerge"]) or "continue") if "vMerge" in told else None
        across = "hMerge" in told and attribute(told["hMerge"]) != "restart"
        yield _Written(cell, column, columns, down, across)
        column += columns


def _number(element: Element, most: int) -> int:
    text = attribute(element) or ""
    return min(int(text[:_DIGITS]), most) if text.isdecimal() else 0


def _joined(row: Iterator[_Written]) -> Iterator[_Written]:
    """The row with every cell that continues the one on its left joined to it."""
    last: _Written | None = None
    for cell in row:
        if last is not None and cell.across:
            last = replace(last, columns=last.columns + cell.columns)
            continue
        if last is not None:
            yield last
        last = cell
    if last is not None:
        yield last


def _within(rows: Sequence[list[_Written]], declared: int) -> Iterator[list[_Written]]:
    """Rows whose last cell does not reach over the right edge: of the grid, or of the columns where cells begin."""
    edge = max([declared, *(row[-1].column for row in rows if row)])
    for row in rows:
        if row and row[-1].column + row[-1].columns - 1 > edge:
            row[-1] = replace(row[-1], columns=edge - row[-1].column + 1)
        yield row


def _spanned(rows: Iterator[list[_Written]]) -> Iterator[Placed]:
    """Cells with what they cover downwards; one that continues a span nobody began begins it."""
    found: list[tuple[Placed, list[Element]]] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        below: dict[int, int] = {}
        for cell in row:
            index = above.get(cell.column)
            if index is not None and cell.down not in {None, "restart"}:
                found[index][1].append(cell.element)
            else:
                index = len(found)
                found.append((Placed(cell.element, number, cell.column, columns=cell.columns), []))
            if cell.down is not None:
                below[cell.column] = index
        above = below
    for top, covered in found:
        yield replace(top, rows=1 + len(covered), covered=tuple(covered)) if covered else top
