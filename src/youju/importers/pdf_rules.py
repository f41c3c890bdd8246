"""Strokes on a page to ruled tables: which lines meet, what they enclose, how many rows and columns a box spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

NEAR = 3.0  # points: strokes so near are one line, and a gap so small does not part a line
SHORTEST = 5.0  # points: shorter lines enclose no letter
MOST_MEETINGS = 20_000  # pairs of lines of a page that may meet, and so its cells


@dataclass(frozen=True, slots=True)
class Stroke:
    """``level`` from left to right at the height ``at``, else from top to bottom; points from the top left corner."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell by the lines around it, numbered from 0: rows ``top`` to ``bottom``, columns ``left`` to ``right``.

    ``open_above`` and ``open_below``: no line there, though other cells of the table have one: a page cut it.
    """

    top: int
    left: int
    bottom: int
    right: int
    open_above: bool = False
    open_below: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: where its columns and rows begin and where the last ends, and its boxes in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def area(self) -> float:
        """In square points; of two tables that hold a letter the smaller one is the nested one."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


class TooManyLinesError(Exception):
    """A page with more lines than a table has: a plan or a map."""


def ruled_tables(strokes: Iterable[Stroke]) -> list[Ruled]:
    """The tables of a page from top to bottom; a single box is a frame and no table. Raises TooManyLinesError."""
    found = list(strokes)
    level = _lines(stroke for stroke in found if stroke.level)
    upright = _lines(stroke for stroke in found if not stroke.level)
    tables = (_table(group) for group in _groups(level, upright))
    return sorted((table for table in tables if len(table.boxes) > 1), key=lambda table: (table.ys[0], table.xs[0]))


def _lines(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that lie on one line joined, ordered by where the line is."""
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if rows and stroke.at - rows[-1][0].at <= NEAR:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    return [line for row in rows for line in _joined(row) if line.end - line.start >= SHORTEST]


def _joined(row: Sequence[Stroke]) -> Iterator[Stroke]:
    at = (row[0].at + row[-1].at) / 2
    ordered = sorted(row, key=lambda stroke: stroke.start)
    start, end = ordered[0].start, ordered[0].end
    for stroke in ordered[1:]:
        if stroke.start > end + NEAR:
            yield Stroke(stroke.level, at, start, end)
            start, end = stroke.start, stroke.end
        end = max(end, stroke.end)
    yield Stroke(row[0].level, at, start, end)


def _groups(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines that hang together by meeting each other."""
    lines = [*level, *upright]
    parent = list(range(len(lines)))
    heights = [line.at for line in level]
    tried = 0
    for second, line in enumerate(upright, start=len(level)):
        reach = range(bisect_left(heights, line.start - NEAR), bisect_right(heights, line.end + NEAR))
        tried += len(reach)
        if tried > MOST_MEETINGS:
            raise TooManyLinesError
        for first in reach:
            if level[first].start - NEAR <= line.at <= level[first].end + NEAR:
                parent[_root(parent, first)] = _root(parent, second)
    groups: dict[int, list[Stroke]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(_root(parent, index), []).append(line)
    tables = [group for group in groups.values() if len({line.level for line in group}) == len((True, False))]
    alone = [group[0] for group in groups.values() if len(group) == 1 and not group[0].level]
    return [[*table, *_open_sides(table, alone)] for table in tables]


def _open_sides(table: Sequence[Stroke], alone: Iterable[Stroke]) -> list[Stroke]:
    """Upright lines as high as the table that meet none of its lines: a cell that spans the whole page has no ends."""
    upright = [line for line in table if not line.level]
    first, last = min(line.start for line in upright), max(line.end for line in upright)
    return [line for line in alone if abs(line.start - first) <= NEAR and abs(line.end - last) <= NEAR]


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _table(lines: Sequence[Stroke]) -> Ruled:
    """The boxes between lines that meet; the outline counts as ruled, for many tables are open at their sides."""
    level, upright = [line for line in lines if line.level], [line for line in lines if not line.level]
    xs = _positions(upright, level)
    ys = _positions(level, upright)
    below = _walls(level, ys, xs)
    beside = _walls(upright, xs, ys)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > MOST_MEETINGS:
        raise TooManyLinesError
    parent = list(range(rows * columns))
    for row, column in product(range(rows), range(columns)):
        here = row * columns + column
        if column + 1 < columns and (column + 1, row) not in beside:
            parent[_root(parent, here + 1)] = _root(parent, here)
        if row + 1 < rows and (row + 1, column) not in below:
            parent[_root(parent, here + columns)] = _root(parent, here)
    regions: dict[int, set[tuple[int, int]]] = {}
    for row, column in product(range(rows), range(columns)):
        regions.setdefault(_root(parent, row * columns + column), set()).add((row, column))
    boxes = [box for region in regions.values() for box in _rectangles(region)]
    return _numbered(xs, ys, [_with_ends(box, below, rows) for box in boxes])


def _with_ends(box: Box, below: set[tuple[int, int]], last: int) -> Box:
    """The box, open where it stands at the upper or lower outline and only others have a line there."""
    ruled = {row for row, _ in below}
    unruled = {row for row in (0, last) if not any((row, column) in below for column in range(box.left, box.right))}
    cut = ruled & unruled
    return replace(box, open_above=box.top == 0 and 0 in cut, open_below=box.bottom == last and last in cut)


def _positions(lines: Sequence[Stroke], others: Sequence[Stroke]) -> tuple[float, ...]:
    """Where the lines are, and the two ends of those across where no line is near."""
    found = sorted({line.at for line in lines})
    first, last = min(line.start for line in others), max(line.end for line in others)
    if first < found[0] - NEAR:
        found.insert(0, first)
    if last > found[-1] + NEAR:
        found.append(last)
    return tuple(found)


def _walls(lines: Sequence[Stroke], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """(number of the line's place, number of the piece across) for every piece that a line covers."""
    numbers = {at: number for number, at in enumerate(places)}
    return {
        (numbers[line.at], piece)
        for line in lines
        for piece in range(bisect_left(across, line.start - NEAR), bisect_right(across, line.end + NEAR) - 1)
    }


def _rectangles(region: set[tuple[int, int]]) -> Iterator[Box]:
    """A region as one box; where lines are missing so that it has corners, as few boxes from its top left."""
    left = set(region)
    for row, column in sorted(region):
        if (row, column) not in left:
            continue
        right = column + 1
        while (row, right) in left:
            right += 1
        bottom = row + 1
        while all((bottom, each) in left for each in range(column, right)):
            bottom += 1
        left -= set(product(range(row, bottom), range(column, right)))
        yield Box(row, column, bottom, right)


def _numbered(xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]) -> Ruled:
    """The boxes in reading order, rows and columns that no box begins or ends at left out."""
    across = sorted({edge for box in boxes for edge in (box.left, box.right)})
    down = sorted({edge for box in boxes for edge in (box.top, box.bottom)})
    columns, rows = {edge: n for n, edge in enumerate(across)}, {edge: n for n, edge in enumerate(down)}
    kept = (
        replace(box, top=rows[box.top], left=columns[box.left], bottom=rows[box.bottom], right=columns[box.right])
        for box in boxes
    )
    return Ruled(
        tuple(xs[edge] for edge in across),
        tuple(ys[edge] for edge in down),
        tuple(sorted(kept, key=lambda box: (box.top, box.left))),
    )
