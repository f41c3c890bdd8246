"""Tables without ruled lines: columns found where texts begin one below the other, or where lines leave the same gaps.

What a workbook prints without its borders begins at the left of its columns, has no gap where a text had no room, and
has its numbers at the right: there only the beginnings of the texts tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from youju.forms import words
from youju.importers.pdf_letters import Letter, Run, edges_of, runs_of, stop, stops
from youju.notation.text import label_key

MOST_APART = 2.5  # of the lines' height: a single text farther below its line does not belong to the table
MOST_LINES, MOST_COLUMNS = 1_000, 80  # of a page that may be a form
FEWEST_HEADS = 4  # columns that a table is told by where its texts begin
ALONE = 3  # one of so many columns may begin in no other line: all its numbers may be at the right
BEFORE = 0.5  # of a text's height: a centred text may begin so far before its column
_Column = tuple[float, float]
Line = Sequence[Run]


def parted(lines: Sequence[Sequence[Letter]]) -> Sequence[Line]:
    """The lines as texts, those that run into the next column cut off where it begins; labels are cut apart anyway.

    A page with more lines than a form has is not looked at so closely.
    """
    if len(lines) > MOST_LINES:
        return [runs_of(line) for line in lines]
    of_labels = [stops(_label_edges(line)) for line in lines]
    usual = [runs_of(line, own) for line, own in zip(lines, of_labels, strict=True)]
    edges = [[*edges_of(line), *(run.left for run in runs)] for line, runs in zip(lines, usual, strict=True)]
    begun = stops(run.left for runs in usual for run in runs)
    shared = _shared(edges)
    starts = stops(x for line in edges for x in line if stop(x) in begun and shared[stop(x)] > 1)
    cut = [runs_of(line, starts | own) for line, own in zip(lines, of_labels, strict=True)]
    return cut if _headed(cut) else usual


def _label_edges(line: Sequence[Letter]) -> Iterator[float]:
    """Where the labels of columns begin that a line prints with hardly a gap between."""
    edges = edges_of(line, chinese=True)
    runs = runs_of(line) if len(edges) > 1 else []
    if not runs or len(runs) > MOST_COLUMNS:
        return
    parts = runs_of(line, stops(edges))
    for run in runs:
        inside = [part for part in parts if run.left <= part.left < run.right]
        if len(inside) > 1 and all(label_key(part.text) in _labels() for part in inside):
            yield from (part.left for part in inside)


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(key for section in ("columns", "execution") for key in words.labels(section))


def _shared(edges: Iterable[Iterable[float]]) -> Counter[int]:
    """In how many lines a text begins at each stop."""
    return Counter(near for line in edges for near in stops(line))


def _headed(lines: Sequence[Line]) -> tuple[_Column, ...]:
    """The columns that begin where the texts of the fullest line do; none unless nearly all begin so in other lines.

    Most texts begin there, and no line has two of them in one column: so it is with texts that are set to the left.
    """
    head = max(lines, key=len, default=())
    starts = [run.left for run in head]
    lefts = [[run.left for run in line] for line in lines]
    shared, at_starts = _shared(lefts), stops(starts)
    begun = [stop(x) in at_starts for line in lefts for x in line]
    alone = sum(shared[stop(x)] == 1 for x in starts)
    if len(head) < FEWEST_HEADS or alone * ALONE > len(head) or sum(begun) * 2 <= len(begun):
        return ()
    columns = tuple(zip(starts, [*starts[1:], head[-1].right], strict=True))
    return columns if all(_is_spread(columns, line) for line in lines) else ()


def _is_spread(columns: Sequence[_Column], line: Line) -> bool:
    """Whether a line has no two texts in one column."""
    return len({column_of(columns, run) for run in line}) == len(line)


def aligned(lines: Sequence[Line]) -> list[tuple[tuple[_Column, ...], list[Line]]]:
    """Lines in order, as blocks with the columns they share; a block without columns is plain text."""
    if columns := _headed(lines):
        first = next(at for at, line in enumerate(lines) if len(line) > 1)
        return [((), list(lines[:first])), (columns, list(lines[first:]))] if first else [(columns, list(lines))]
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
        merged = len(wider) < max(most, len(columns) if len(line) == 1 else 0)
        if merged or not _is_spread(wider, line) or (number and _is_apart(lines[number - 1], line)):
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
    """The number of the column, from 1, that a text of the block stands in.

    A text that begins a little before a column and reaches into it stands in that one.
    """
    at = bisect_right(columns, run.left, key=lambda column: column[0])
    over = at < len(columns) and run.right > columns[at][0] > run.left > columns[at][0] - BEFORE * run.height
    return max(1, at + over)
