"""Tables in which a merged cell was written once for every cell it covers, as programs do that know none.

That labels stand twice side by side gives it away: no form prints one so. Then equal neighbours are one cell again, as
far as the heads of the columns let them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from youju.forms import words
from youju.model.grid import Cell, Table
from youju.notation.text import label_key

_LEVEL = re.compile(r".{2,12}指标(?:\d+分)?")
FEWEST = 2  # labels written twice that are no accident


def undone(table: Table) -> Table:
    """The table with its merged cells, where they had been written out; any other as it is."""
    if table.spans_known:
        return table
    rows = table.rows()
    if sum(_twice(row) for row in rows) < FEWEST:
        return table
    merged: list[tuple[Cell, ...]] = []
    bounds: frozenset[int] = frozenset()
    heads: set[int] = set()
    for row in rows:
        alone = tuple(_merged(row, frozenset()))
        if _heads(alone):
            heads.add(len(merged))
            bounds = frozenset(cell.column for cell in alone)
        elif any(words.labels("head").get(label_key(cell.text), "ignored") != "ignored" for cell in alone):
            bounds = frozenset()
        merged.append(tuple(_merged(row, bounds)))
    return replace(table, cells=tuple(_down(merged, heads)), spans_known=True)


def _labels(*sections: str) -> frozenset[str]:
    return frozenset(key for section in sections for key in words.labels(section))


def _twice(row: Sequence[Cell]) -> int:
    """How many labels of a row stand beside themselves."""
    labels = words.all_labels() | _labels("execution")
    return sum(one.text == other.text and label_key(one.text) in labels for one, other in pairwise(row))


def _heads(row: Sequence[Cell]) -> bool:
    """Whether a row heads columns: those of indicators, of the block of execution, or the two goals."""
    labels = _labels("objectives", "columns", "execution", "beside")
    return len({label_key(cell.text) for cell in row} & labels) > 1


def _merged(row: Sequence[Cell], bounds: frozenset[int]) -> Iterator[Cell]:
    """The row with equal neighbours as one cell, as far as the heads of the columns let them."""
    run: list[Cell] = []
    for cell in row:
        if run and cell.text and cell.text == run[0].text and cell.column not in bounds:
            run.append(cell)
            continue
        if run:
            yield replace(run[0], columns=len(run))
        run = [cell]
    if run:
        yield replace(run[0], columns=len(run))


def _down(rows: Sequence[Sequence[Cell]], heads: Collection[int]) -> Iterator[Cell]:
    """Labels that were written in every row they cover as one cell each; in two rows of ``heads`` every text is one."""
    above: dict[int, Cell] = {}
    for at, row in enumerate(rows):
        now: dict[int, Cell] = {}
        for cell in row:
            upper = above.get(cell.column)
            label = _is_label(cell) or (at in heads and at - 1 in heads)
            same = upper is not None and (upper.text, upper.columns) == (cell.text, cell.columns) and cell.text != ""
            now[cell.column] = replace(upper, rows=upper.rows + 1) if upper and same and label else cell
        yield from (
            cell for column, cell in above.items() if now.get(column, cell).row != cell.row or column not in now
        )
        above = now
    yield from above.values()


def _is_label(cell: Cell) -> bool:
    key = label_key(cell.text)
    known = key in words.all_labels() or key in words.vertical_pieces() or key in _labels("execution", "sources")
    return known or _LEVEL.fullmatch(key) is not None
