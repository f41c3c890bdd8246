"""What is drawn on a page of a PDF as strokes along its edges, seen on the page held upright."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as _untyped

from youju.importers.pdf_rules import Stroke

_pdfium: Any = _untyped  # its handles are opaque pointers: typed as object, and they do not leave the modules here
MOST_OBJECTS = 200_000  # on a page; a map or a drawing, not a form
DEEPEST_FORM = 8
THIN = 3.0  # points: a filled rectangle so thin is a line
FARTHEST = 100_000.0  # points; what lies beyond is no page
_HALF = 2  # quarter turns
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page and the quarter turns that bring its text upright."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def upright(self, x: float, y: float) -> _Point:
        """A point of the page's own space, seen from the top left corner."""
        across, down = x - self.left, self.top - y
        width, height = self.right - self.left, self.top - self.bottom
        if self.turns == 0:
            return across, down
        if self.turns == 1:
            return height - down, across
        return (width - across, height - down) if self.turns == _HALF else (down, width - across)

    @property
    def size(self) -> _Point:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)


def strokes_of(page: object, frame: Frame) -> Iterator[Stroke]:
    """Lines along the edges of the upright page; sloping and curved ones are no rules of a table."""
    left = MOST_OBJECTS
    for item, matrix in _drawn(page, _pdfium.FPDFPage_CountObjects, _pdfium.FPDFPage_GetObject, (), 0):
        left -= 1
        if left < 0:
            return
        kind = _pdfium.FPDFPageObj_GetType(item)
        if kind == _pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(item, matrix, frame)
        elif kind == _pdfium.FPDF_PAGEOBJ_IMAGE:
            yield from _image(matrix, frame)


def _drawn(
    owner: object,
    count: Callable[[object], int],
    get: Callable[[object, int], object],
    above: tuple[_Matrix, ...],
    depth: int,
) -> Iterator[tuple[Any, tuple[_Matrix, ...]]]:
    """The objects of a page and of the forms on it, each with the matrices from its own up to the page's."""
    for index in range(count(owner)):
        item = get(owner, index)
        matrices = (_matrix(item), *above)
        if _pdfium.FPDFPageObj_GetType(item) != _pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrices
        elif depth < DEEPEST_FORM:
            yield from _drawn(
                item, _pdfium.FPDFFormObj_CountObjects, _pdfium.FPDFFormObj_GetObject, matrices, depth + 1
            )


def _matrix(item: object) -> _Matrix:
    found = _pdfium.FS_MATRIX()
    if not _pdfium.FPDFPageObj_GetMatrix(item, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _placed(point: _Point, matrices: tuple[_Matrix, ...], frame: Frame) -> _Point:
    x, y = point
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return frame.upright(x, y)


def _path(item: object, matrices: tuple[_Matrix, ...], frame: Frame) -> Iterator[Stroke]:
    """The sides of a stroked path, or the long middle of a thin filled one; a filled area is shading."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    _pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    for line in _subpaths(item):
        points = [_placed(point, matrices, frame) for point in line]
        if not all(abs(x) < FARTHEST and abs(y) < FARTHEST for x, y in points):
            continue
        if stroked.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                yield from _side(x0, y0, x1, y1)
        elif filled.value:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            yield from _side(min(xs), min(ys), max(xs), max(ys))


def _side(x0: float, y0: float, x1: float, y1: float) -> Iterator[Stroke]:
    """A stroke along an edge of the page; a dot is both, for rows of dots are dotted lines."""
    across, down = abs(x1 - x0), abs(y1 - y0)
    if down <= THIN and across >= down:
        yield Stroke(level=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    if across <= THIN and down >= across:
        yield Stroke(level=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))


def _subpaths(item: object) -> Iterator[list[_Point]]:
    """The corner points of each part of a path, closed ones back at their start; parts with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    line: list[_Point] = []
    curved = False
    for index in range(_pdfium.FPDFPath_CountSegments(item)):
        segment = _pdfium.FPDFPath_GetPathSegment(item, index)
        kind = _pdfium.FPDFPathSegment_GetType(segment)
        if not _pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if kind == _pdfium.FPDF_SEGMENT_MOVETO:
            if len(line) > 1 and not curved:
                yield line
            line, curved = [], False
        curved = curved or kind == _pdfium.FPDF_SEGMENT_BEZIERTO
        line.append((x.value, y.value))
        if _pdfium.FPDFPathSegment_GetClose(segment):
            line.append(line[0])
    if len(line) > 1 and not curved:
        yield line


def _image(matrices: tuple[_Matrix, ...], frame: Frame) -> Iterator[Stroke]:
    """A picture so thin that it serves as a line."""
    corners = [_placed(corner, matrices, frame) for corner in ((0, 0), (1, 1))]
    if all(abs(x) < FARTHEST and abs(y) < FARTHEST for x, y in corners):
        (x0, y0), (x1, y1) = corners
        yield from _side(x0, y0, x1, y1)
