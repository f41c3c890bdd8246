"""Ruled tables with their texts, and tables that break over pages put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, takewhile

from youju import packs
from youju.forms.words import labels
from youju.importers.pdf_letters import Letter, line_text, written_lines
from youju.importers.pdf_rules import NEAR, Ruled
from youju.importers.pdf_wraps import cell_text, run_on
from youju.notation.text import flat, label_key

LOWEST_BREAK = 0.5  # of the page's height: a table that ends higher up did not end for want of room
FIRST_ROWS = 3
_FULL = 2.5  # of a letter's height: a line that ends so near the cell's right side was wrapped there
_WHOLE = re.compile(r"[<>=≥≤]=?\d[\d.]*[%‰\u4e00-\u9fff]*|\d{1,3}(?:\.\d+)?%?|[√✓✔]")
_WEIGHT = re.compile(r"[(（]?\d{1,2}分[)）]?")
_FEWEST_HEADINGS = 2
_FEWEST_LINES = 2
_SENTENCE_END = tuple("。；;！？")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell, its rows and columns counted from 0 up to and without ``bottom`` and ``right``.

    ``full``: how many lines it has, if the last one is full, so that the text may go on on the next page; else 0.
    ``open_above`` and ``open_below``: a page cut it, for others have a line there.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str
    page: int
    full: int = 0
    open_above: bool = False
    open_below: bool = False

    @property
    def rows(self) -> int:
        """How many rows it spans."""
        return self.bottom - self.top

    @property
    def key(self) -> str:
        """The text without blanks, to compare."""
        return re.sub(r"\s", "", self.text)


@dataclass(frozen=True, slots=True)
class RuledText:
    """A table: ``xs`` where its columns begin and end, ``upper`` and ``lower`` where it stands on its page."""

    xs: tuple[float, ...]
    pieces: tuple[Piece, ...]
    upper: float
    lower: float
    rows: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A table as its pages show it; ``headings``: how many rows of each page only repeat the heading.

    ``xs`` are the column boundaries of the page that shows most of them.
    """

    parts: tuple[RuledText, ...]
    headings: tuple[int, ...]
    xs: tuple[float, ...]


def filled(tables: Sequence[Ruled], letters: Iterable[Letter], page: int) -> tuple[list[RuledText], list[Letter]]:
    """The tables of a page with the texts in their boxes, and the letters outside; the inner one of two tables wins."""
    inward = sorted(range(len(tables)), key=lambda index: tables[index].area)
    owners = {index: _owners(tables[index]) for index in inward}
    held: list[list[list[Letter]]] = [[[] for _ in table.boxes] for table in tables]
    outside = []
    for letter in letters:
        x, y = letter.middle_x, letter.middle_y
        for index in inward:
            table = tables[index]
            if table.xs[0] <= x < table.xs[-1] and table.ys[0] <= y < table.ys[-1]:
                square = (bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1)
                held[index][owners[index][square]].append(letter)
                break
        else:
            outside.append(letter)
    return [_text(table, boxes, page) for table, boxes in zip(tables, held, strict=True)], outside


def _owners(table: Ruled) -> dict[tuple[int, int], int]:
    """(row, column) → number of the box that covers it."""
    return {
        (row, column): number
        for number, box in enumerate(table.boxes)
        for row in range(box.top, box.bottom)
        for column in range(box.left, box.right)
    }


def _text(table: Ruled, held: Sequence[Sequence[Letter]], page: int) -> RuledText:
    pieces = []
    for box, letters in zip(table.boxes, held, strict=True):
        lines = written_lines(letters)
        upright = all(letter.turns == 0 for letter in letters)
        sides = table.xs[box.left], table.xs[box.right]
        text = cell_text(lines, *sides) if upright else "\n".join(map(line_text, lines))
        full = len(lines) if _is_full(lines, text, table.xs[box.right]) else 0
        sides_open = box.open_above, box.open_below
        pieces.append(Piece(box.top, box.left, box.bottom, box.right, text, page, full, *sides_open))
    return RuledText(table.xs, tuple(pieces), table.ys[0], table.ys[-1], len(table.ys) - 1)


def _is_full(lines: Sequence[Sequence[Letter]], text: str, right: float) -> bool:
    if not lines or text.endswith(_SENTENCE_END):
        return False
    last = [letter for letter in lines[-1] if letter.text != " "][-1]
    return right - last.right < _FULL * last.height


def begun(table: RuledText) -> Broken:
    """A table that may go on on the next page."""
    return Broken((table,), (0,), table.xs)


def continued(broken: Broken, height: float, below: RuledText) -> Broken | None:
    """A table with one more page of it; None where ``below``, which opens the next page, is a table of its own.

    ``height`` is that of the page before. A table goes on when its columns do, its page was full and no form opens.
    """
    xs = _common(broken.xs, below.xs)
    if xs is None or broken.parts[-1].lower < LOWEST_BREAK * height:
        return None
    turned = _recolumned(below, xs)
    heading = max(_heading(_recolumned(part, xs), turned) for part in (broken.parts[0], broken.parts[-1]))
    if _opens_a_form(below, heading):
        return None
    return Broken((*broken.parts, below), (*broken.headings, heading), xs)


def _common(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...] | None:
    """The finer of two lists of column boundaries, where it holds all of the other."""
    fine, coarse = (first, second) if len(first) >= len(second) else (second, first)
    near = all(any(abs(x - other) <= NEAR for other in fine) for x in coarse)
    ends = abs(fine[0] - coarse[0]) <= NEAR and abs(fine[-1] - coarse[-1]) <= NEAR
    return tuple(fine) if near and ends else None


def _recolumned(table: RuledText, xs: tuple[float, ...]) -> RuledText:
    """The table with its columns counted by other boundaries."""
    if len(xs) == len(table.xs):
        return table
    number = {edge: min(range(len(xs)), key=lambda n: abs(xs[n] - x)) for edge, x in enumerate(table.xs)}
    pieces = (replace(piece, left=number[piece.left], right=number[piece.right]) for piece in table.pieces)
    return replace(table, xs=xs, pieces=tuple(pieces))


_Row = tuple[tuple[int, int, str], ...]


def _rows(table: RuledText) -> list[_Row]:
    """What begins in each row: left, right and text of its cells."""
    rows: list[list[tuple[int, int, str]]] = [[] for _ in range(table.rows)]
    for piece in table.pieces:
        rows[piece.top].append((piece.left, piece.right, piece.key))
    return [tuple(row) for row in rows]


def _heading(above: RuledText, below: RuledText) -> int:
    """How many first rows of ``below`` repeat the heading of ``above``: its first rows, or a row of titles in it."""
    upper, lower = _rows(above), _rows(below)
    for start, row in enumerate(upper):
        if row != lower[0] or (start and not _are_titles(row)):
            continue
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(upper[start:], lower, strict=False)))
    return 0


def _are_titles(row: _Row) -> bool:
    """Whether a row inside a table reads like titles of columns: several, none blank, no number among them."""
    texts = [text for _, _, text in row]
    return len(texts) > _FEWEST_HEADINGS and all(texts) and not any(re.search(r"\d", text) for text in texts)


def _opens_a_form(table: RuledText, heading: int) -> bool:
    """Whether the name of a project is asked for at the top: then it is the next form of a batch."""
    head = labels("head")
    return any(
        head.get(label_key(piece.text)) == "project.name"
        for piece in table.pieces
        if heading <= piece.top < heading + FIRST_ROWS
    )


def _from_row(table: RuledText, row: int) -> RuledText:
    """The table without its first rows; what spans beyond them begins at the new top."""
    pieces = (
        replace(piece, top=max(0, piece.top - row), bottom=piece.bottom - row)
        for piece in table.pieces
        if piece.bottom > row
    )
    return replace(table, pieces=tuple(pieces), rows=table.rows - row)


def joined(broken: Broken) -> tuple[Piece, ...]:
    """The cells of a table with its rows counted on; a row cut by a page break and the cells that span it in one."""
    pieces: list[Piece] = []
    rows = 0
    open_at: dict[tuple[int, int], int] = {}  # (left, right) → which of the pieces reaches down to the last row
    for part, heading in zip(broken.parts, broken.headings, strict=True):
        below = _from_row(_recolumned(part, broken.xs), heading)
        if rest := _rest_of_row(pieces, open_at, below):
            for index, text in rest.items():
                pieces[index] = replace(pieces[index], text=run_on(pieces[index].text, text))
            below = _from_row(below, 1)
        if not below.rows:
            continue
        reaching = {}
        for piece in below.pieces:
            index = open_at.get((piece.left, piece.right), -1) if piece.top == 0 else -1
            if index >= 0 and _goes_on(pieces[index], piece):
                upper = pieces[index]
                bottom = upper.bottom + piece.rows
                text = upper.text if piece.key in ("", upper.key) else run_on(upper.text, piece.text)
                pieces[index] = replace(upper, bottom=bottom, text=text, open_below=piece.open_below)
            else:
                index = len(pieces)
                pieces.append(replace(piece, top=piece.top + rows, bottom=piece.bottom + rows))
            if piece.bottom == below.rows:
                reaching[piece.left, piece.right] = index
        rows, open_at = rows + below.rows, reaching
    return tuple(sorted(pieces, key=lambda piece: (piece.top, piece.left)))


def _rest_of_row(pieces: Sequence[Piece], open_at: Mapping[tuple[int, int], int], below: RuledText) -> dict[int, str]:
    """Which pieces the first row of ``below`` goes on with, and with what text; empty where that row is a new one.

    A text of one line may just have fitted: it goes on only where the row above says more than the one below.
    """
    written = [piece for piece in below.pieces if piece.top == 0 and piece.rows == 1 and piece.text]
    above = [
        (pieces[index].text, piece.text)
        for piece in written
        if (index := open_at.get((piece.left, piece.right), -1)) >= 0
    ]
    if any(_is_whole(upper) and _is_whole(lower) for upper, lower in above):
        return {}
    found = {open_at.get((piece.left, piece.right), -1): piece.text for piece in written}
    lines = [pieces[index].full if index >= 0 else 0 for index in found]
    said = sum(pieces[index].rows == 1 and bool(pieces[index].text) for index in open_at.values())
    fewest = 1 if said > len(found) else _FEWEST_LINES
    return found if all(count >= fewest for count in lines) else {}


def _is_whole(text: str) -> bool:
    """Whether a text is a target with its sign, a short number or a tick, which no page break parts."""
    return _WHOLE.fullmatch(flat(text)) is not None


def _is_level(upper: Piece, piece: Piece) -> bool:
    """Whether two texts spell the label of a level, cut by the page break (效益指 / 标, 效益指标 / 30分)."""
    cut = piece.key not in _level_labels() and label_key(upper.text + piece.text) in _level_labels()
    return cut or (upper.key in _level_labels() and _WEIGHT.fullmatch(piece.key) is not None)


@lru_cache(maxsize=1)
def _level_labels() -> frozenset[str]:
    """The labels of all levels in all their spellings."""
    trees = packs.taxonomies()
    names = (name for tree in trees for level1, seconds in tree.levels.items() for name in (level1, *seconds))
    return frozenset(label_key(name) for name in (*names, *chain.from_iterable(tree.aliases for tree in trees)))


def _goes_on(upper: Piece, piece: Piece) -> bool:
    """Whether a spanning cell was cut by the page break: its text is printed again, or on one of the pages only.

    Where the page left out the line at its edge, the text itself may have been cut.
    """
    if (upper.open_below and piece.open_above) or _is_level(upper, piece):
        return True
    if piece.key == upper.key or not piece.text:
        return upper.rows > 1 or piece.rows > 1
    return not upper.text and upper.rows > 1
