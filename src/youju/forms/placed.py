"""Tables that kept their blank cells, as sheets and text grids do: there a cell's column says what it is.

Rows may have been shifted all the same. So columns are believed where every row of a text fits them, and most rows of a
sheet; in a sheet what stands under a head that it does not fit is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from youju.forms.alignment import HARD, misfit
from youju.forms.columns import UNKNOWN, Columns, columns_of
from youju.forms.levels import Vocabulary
from youju.forms.page import Line, without_vertical
from youju.forms.scrambled import SCATTERED

FEWEST = 2  # rows of a text that prove something
SHIFTED = frozenset({"level1", "level2", "name"})  # where one of these does not fit, nothing in the row is sure
PARTS = {"sign": "target", "unit": "target"}


def placed_columns(heads: Sequence[Line], rows: Sequence[Line], vocabulary: Vocabulary) -> Columns | None:
    """The columns by the places of their labels in the ``heads``; None where the rows contradict them.

    ``heads``: the lines of the header as they stand; the first has the labels, the others part them.
    """
    if not heads or any(line.spans_known or line.row is None for line in heads):
        return None
    below = None if len(heads) == 1 else replace(heads[1], pieces=tuple(p for line in heads[1:] for p in line.pieces))
    columns = columns_of(heads[0], below, placed=True)
    table = [line for line in rows if line.block == heads[0].block and len(without_vertical(line)) > 1]
    if any(line.width != heads[0].width for line in (*heads, *table)):
        return None
    written = [line for line in table if _written(line, columns)]
    unfit = sum(bool(_misfits(line, columns, vocabulary)) for line in written)
    if heads[0].is_of_sheet:
        return columns if unfit * 2 < len(written) else None
    return columns if unfit == 0 and len(table) >= FEWEST else None


def with_misfits(rows: Sequence[Line], columns: Columns, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The rows, what stands under a head that it does not fit ``open``; all of a row whose name or level does not."""
    return tuple(_opened(line, columns, vocabulary) for line in rows)


def _opened(line: Line, columns: Columns, vocabulary: Vocabulary) -> Line:
    if line.spans_known:
        return line
    unfit = _misfits(line, columns, vocabulary) if _written(line, columns) else ()
    if not unfit:
        return line
    fields = SCATTERED if SHIFTED & set(unfit) else (PARTS.get(field, field) for field in unfit)
    return replace(line, open=tuple(dict.fromkeys((*line.open, *fields))))


def _written(line: Line, columns: Columns) -> bool:
    """Whether a line has cells under names or targets, as rows have and titles and footers have not."""
    fields = {column.field for piece in line.pieces if (column := columns.at(piece.column))}
    return bool(fields & {"name", "target", "actual"}) and len(without_vertical(line)) > 1


def _misfits(line: Line, columns: Columns, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields of the columns whose cell in the line fits nothing that stands there."""
    found = []
    for piece in without_vertical(line):
        column = columns.at(piece.column)
        if column is None:  # a remark beside the table of a sheet is no part of it
            if not line.is_of_sheet and vocabulary.find(piece, whole=True) is None:
                found.append(UNKNOWN)
        elif column.field != UNKNOWN and misfit(piece, column.field, vocabulary) >= HARD:
            found.append(column.field)
    return tuple(found)
