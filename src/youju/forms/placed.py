"""Text grids that kept their blank cells: there a cell's column says what it is, as in a file that tells of spans.

Rows may have been shifted all the same, so this is believed only where every cell of the table fits its column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from youju.forms.alignment import HARD, misfit
from youju.forms.columns import UNKNOWN, Columns, columns_of
from youju.forms.levels import Vocabulary
from youju.forms.page import Line, without_vertical

FEWEST = 2  # rows that prove something
LEVELS = ("level1", "level2")


def placed_columns(heads: Sequence[Line], rows: Sequence[Line], vocabulary: Vocabulary) -> Columns | None:
    """The columns by the places of their labels in the ``heads``; None where some row contradicts them.

    ``heads``: the lines of the header as they stand; the first has the labels, the others part them.
    """
    if not heads or any(line.spans_known or line.row is None for line in heads):
        return None
    below = None if len(heads) == 1 else replace(heads[1], pieces=tuple(p for line in heads[1:] for p in line.pieces))
    columns = columns_of(heads[0], below, placed=True)
    width = heads[0].width
    table = [line for line in rows if line.block == heads[0].block and len(without_vertical(line)) > 1]
    if len(table) < FEWEST or any(line.width != width for line in (*heads, *table)):
        return None
    return columns if all(_fits(line, columns, vocabulary) for line in table if _written(line, columns)) else None


def _written(line: Line, columns: Columns) -> bool:
    """Whether a line has cells under names or targets, as rows have and titles and footers have not."""
    fields = {column.field for piece in line.pieces if (column := columns.at(piece.column))}
    return bool(fields & {"name", "target", "actual"}) and len(without_vertical(line)) > 1


def _fits(line: Line, columns: Columns, vocabulary: Vocabulary) -> bool:
    for piece in without_vertical(line):
        column = columns.at(piece.column)
        if column is None:
            if vocabulary.find(piece, whole=True) is None:
                return False
        elif column.field != UNKNOWN and misfit(piece, column.field, vocabulary) >= HARD:
            return False
    return True
