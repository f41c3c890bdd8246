"""Tables without ruled lines: columns found where lines of text leave the same gaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from youju.importers.pdf_letters import Run

MOST_APART = 2.5  # of the lines' height: a single text farther below its line does not belong to the table
_Column = tuple[float, float]
Line = Sequence[Run]


def aligned(lines: Sequence[Line]) -> list[tuple[tuple[_Column, ...], list[Line]]]:
    """Lines in order, as blocks with the columns they share; a block without columns is plain text."""
    blocks: list[tuple[tuple[_Column, ...], list[Line]]] = []
    index = 0
    while index < len(lines):
        columns, length = _block(lines[index:])
        taken = list(lines[index : index + length])
        if columns or not blocks or blocks[-1][0]:
            blocks.append((columns, taken))
        else:
            blocks[-1][1].extend(taken)
        index += length
    return blocks


def _block(lines: Sequence[Line]) -> tuple[tuple[_Column, ...], int]:
    """The columns of the first lines, as far as no line has two texts in one of them, and how many lines these are."""
    columns: list[_Column] = []
    most = length = 0
    for number, line in enumerate(lines):
        most = max(most, len(line))
        wider = _with(columns, line)
        if len(wider) < max(most, len(columns) if len(line) == 1 else 0) or (
            number and _is_apart(lines[number - 1], line)
        ):
            break
        columns, length = wider, number + 1
        if most == 1:
            break
    while length and len(lines[length - 1]) == 1:
        length -= 1
    if sum(len(line) > 1 for line in lines[:length]) < 2:  # noqa: PLR2004 (columns are what two lines share)
        return (), max(1, length)
    return tuple(columns), length


def _with(columns: Sequence[_Column], line: Line) -> list[_Column]:
    """The columns widened by the texts of a line."""
    found: list[_Column] = []
    for left, right in sorted([*columns, *((run.left, run.right) for run in line)]):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _is_apart(above: Line, line: Line) -> bool:
    """Whether a single text stands too far below the line above."""
    return len(line) == 1 and line[0].top - above[0].bottom > MOST_APART * (line[0].bottom - line[0].top)


def column_of(columns: Sequence[_Column], run: Run) -> int:
    """The number of the column, from 1, that a text of the block stands in."""
    return max(1, bisect_right(columns, run.left, key=lambda column: column[0]))
