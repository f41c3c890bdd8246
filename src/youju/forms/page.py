"""A form as a reader sees it: lines of written pieces, whatever the blocks of the file, and where the page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from youju.forms import words
from youju.forms.repeated import undone
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.place import Place
from youju.notation.text import clean, label_parts

LONGEST_LABEL = 40
_PAGE_MARK = re.compile(r"[-—–]+\s*\d+\s*[-—–]+|(?:共\s*\d+\s*页)?[\s,，/]*第\s*\d+\s*页[\s,，/]*(?:共\s*\d+\s*页)?")
_OF_WHICH = re.compile("其中[:：]")
DOUBLE_SPACED = 2  # one gap for so many lines at most, or the gaps are only the spacing of the file


@dataclass(frozen=True, slots=True)
class Piece:
    """One written cell: ``text`` without residue, ``raw`` as received, ``key`` as labels are matched.

    ``bracket`` is what stood in the label's last bracket (a unit, a weight); ``repeated``: a spanning cell seen again
    in a row that it covers; ``wide``: how many columns it covers; ``gap``: how many blank cells are printed in front of
    it where cells stand one below the other, None where blank ones are not printed.
    """

    text: str
    raw: str
    column: int
    place: Place
    key: str = ""
    bracket: str | None = None
    repeated: bool = False
    wide: int = 1
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The written pieces of one row from left to right. ``opens``: a blank line or a page break stands before it.

    ``width`` counts its cells, blank ones too. ``open``: fields of the row that the page does not tell, because its
    cells were parted or paired by kind and order.
    """

    pieces: tuple[Piece, ...]
    opens: bool = False
    block: int = 0
    row: int | None = None
    width: int = 1
    spans_known: bool = False
    open: tuple[str, ...] = ()

    @property
    def first(self) -> Piece:
        """The leftmost piece; a line has at least one."""
        return self.pieces[0]

    @property
    def is_of_sheet(self) -> bool:
        """Whether the line is a row of a workbook's sheet, where cells keep their columns."""
        return self.first.place.sheet is not None

    def breaks_off(self) -> bool:
        """Whether the line ends in a written cell: then a line break inside that cell may have ended it."""
        return self.pieces[-1].column == self.width

    def own(self) -> tuple[Piece, ...]:
        """The pieces written in this row, without those that span down into it."""
        return tuple(piece for piece in self.pieces if not piece.repeated)


@lru_cache(maxsize=8192)
def _said(raw: str) -> tuple[str, str, str | None]:
    """Text, key and bracket of a cell. Kept, because a form is looked at several times before it is read."""
    text = clean(raw)
    key, bracket = label_parts(text) if len(text) <= LONGEST_LABEL else ("", None)
    return text, key, bracket


def piece(raw: str, column: int, place: Place) -> Piece:
    """A piece with its key; a text too long for a label has none."""
    text, key, bracket = _said(raw)
    return Piece(text, raw, column, place, key, bracket)


def lines_of(grid: Grid) -> tuple[Line, ...]:
    """All lines with something written in them, in reading order, without page marks: a page breaks there."""
    found: list[Line] = []
    last: int | None = None
    breaks = False
    for number, block in enumerate(grid.blocks):
        for line in _paragraph(block, number) if isinstance(block, Paragraph) else _rows(undone(block), number):
            at = line.first.place.line
            follows = at is not None and last is not None and at == last + 1
            begins = not found or found[-1].block != number
            opens = breaks or (begins and not follows)
            breaks = len(line.pieces) == 1 and _PAGE_MARK.fullmatch(line.first.text) is not None
            if not breaks:
                found.append(replace(line, opens=True) if opens else line)
            last = None if at is None else at + max(item.raw.count("\n") for item in line.pieces)
    return _single_spaced(found)


def _single_spaced(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without gaps where most rows have one: then blank lines are spacing, not page breaks."""
    rows = [line for line in lines if len(line.pieces) > 1] or lines
    if sum(line.opens for line in rows) * DOUBLE_SPACED > len(rows):
        return tuple(replace(line, opens=False) for line in lines)
    return tuple(lines)


def _paragraph(paragraph: Paragraph, number: int) -> Iterator[Line]:
    written = piece(paragraph.text, 1, paragraph.place)
    if written.text:
        yield Line((written,), block=number)


def _rows(table: Table, number: int) -> Iterator[Line]:
    rows = table.rows()
    covering: dict[int, list[Cell]] = {}
    if table.spans_known:
        for cell in table.cells:
            for row in range(cell.row + 1, cell.row + cell.rows):
                covering.setdefault(row, []).append(cell)
    prints_blanks = _prints_blanks(rows)
    blank = 0
    widest = _widest(table)
    for index, cells in enumerate(rows, start=1):
        found = [_written(cell) for cell in cells if cell.text]
        above = [_written(cell) for cell in covering.get(index, ()) if cell.text]
        found += [replace(item, repeated=True) for item in above]
        pieces = tuple(sorted((item for item in found if item.text), key=lambda item: item.column))
        if prints_blanks:
            pieces = tuple(replace(item, gap=blank) for item in pieces)
            blank = 0 if pieces else blank + 1
        if pieces:
            width = widest or (max(cell.column for cell in cells) if cells else len(pieces))
            yield Line(pieces, block=number, row=index, width=width, spans_known=table.spans_known)


def _widest(table: Table) -> int:
    """How many cells each row of a sheet has, though the blank ones are not told; 0 for what is no sheet."""
    return max((cell.column + cell.columns - 1 for cell in table.cells if cell.place.sheet is not None), default=0)


def _prints_blanks(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether cells stand one below the other, each blank one on a line of its own as well."""
    written = [sum(bool(cell.text) for cell in row) for row in rows]
    return max(written, default=0) == 1 and 0 in written and len({len(row) for row in rows}) == 1


def _written(cell: Cell) -> Piece:
    found = piece(cell.text, cell.column, cell.place)
    return found if cell.columns == 1 else replace(found, wide=cell.columns)


def sliced(grid: Grid, lines: Sequence[Line]) -> Grid:
    """The part of ``grid`` that holds ``lines``; tables and rows are counted anew, from 1 within the part."""
    blocks: list[Paragraph | Table] = []
    tables = 0
    of_block: dict[int, list[Line]] = {}
    for line in lines:
        of_block.setdefault(line.block, []).append(line)
    for number, rows in _by_block(lines):
        block = grid.blocks[number]
        if isinstance(block, Paragraph):
            blocks.extend(_parts_of(block, of_block[number]))
        else:
            tables += 1
            blocks.append(_part(block, rows, tables))
    return replace(grid, blocks=tuple(blocks))


def _parts_of(paragraph: Paragraph, lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The paragraph, or a paragraph for each line that was cut out of it: several forms may stand in one."""
    if len(lines) == 1:
        return (paragraph,)
    return tuple(replace(paragraph, text=" ".join(piece.raw for piece in line.pieces)) for line in lines)


def _by_block(lines: Iterable[Line]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Block numbers in order, each with the first and the last row taken from it."""
    reach: dict[int, tuple[int, int]] = {}
    for line in lines:
        row = line.row or 1
        first, last = reach.get(line.block, (row, row))
        reach[line.block] = (min(first, row), max(last, row))
    yield from reach.items()


def _part(table: Table, rows: tuple[int, int], number: int) -> Table:
    first, last = rows
    before = first - 1

    def moved(cell: Cell) -> Cell:
        row, at = cell.row - before, cell.place
        return replace(cell, row=row, place=Place(at.sheet, at.page, number, row, cell.column, at.line))

    return replace(table, cells=tuple(moved(cell) for cell in table.cells if first <= cell.row <= last))


def without_vertical(line: Line) -> tuple[Piece, ...]:
    """The pieces without a vertical label, or a part of one, that stands in front of the others or alone."""
    pieces = line.pieces
    while pieces and pieces[0].key in words.vertical_pieces():
        pieces = pieces[1:]
    return pieces


def labelled(written: Piece) -> tuple[str, str] | None:
    """Label and value of a cell that holds both (项目名称：…), for labels of the head and of the funds."""
    lead = _OF_WHICH.match(written.text)
    label, colon, value = written.text[lead.end() if lead else 0 :].replace("：", ":", 1).partition(":")
    label = f"{lead[0]}{label}" if lead else label
    whole = label.count("(") + label.count("（") == label.count(")") + label.count("）")
    known = colon and whole and value.strip() and words.is_beside(label_parts(label)[0])
    return (label, written.text[len(label) + 1 :].strip()) if known else None


def parted(line: Line) -> Line:
    """The line with every label apart from the value in its cell."""
    found: list[Piece] = []
    for written in line.pieces:
        both = labelled(written)
        found += [piece(text, written.column, written.place) for text in both] if both else [written]
    return replace(line, pieces=tuple(found)) if len(found) > len(line.pieces) else line
