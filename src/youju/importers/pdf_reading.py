"""A PDF as a grid: the blocks of its pages in reading order, and notes of what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from youju.errors import UnreadableError
from youju.importers import known_formats
from youju.importers.pdf_alignment import Line, aligned, column_of, parted
from youju.importers.pdf_letters import UNREADABLE, lines_of, runs_of
from youju.importers.pdf_pages import Page, pages_of
from youju.importers.pdf_rules import TooManyLinesError, ruled_tables
from youju.importers.pdf_tables import Broken, RuledText, begun, continued, filled, joined
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.place import Place

MOST_CELLS = 300_000
MARGIN = 0.12  # of the page's height: page numbers stand there
SAME_HEIGHT = 3.0  # points: a line at the same height with the same text on two pages is a running title
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,3}\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,3}\s*页?)?[-—–－·\s]*")
_OFFICE_FILE = "请索取原来的Word或Excel文件后再读。"
_FEWER_PAGES = "请只导出申报表所在的几页再读。"


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands on a page: its tables and the lines outside them, each from top to bottom."""

    page: Page
    tables: tuple[RuledText, ...]
    lines: tuple[Line, ...]


def read(data: bytes) -> Grid:
    """The grid of a PDF. Raises UnreadableError when it is broken, locked, scanned, unreadable or beyond all bounds."""
    pages = pages_of(data)
    _require_text(pages)
    parts = _all_parts(pages)
    landscape = next(page.width > page.height for page in pages if page.letters)
    notes = (*_cut_off(data), *chain.from_iterable(map(_notes, (part.page for part in parts))))
    blocks = _joined(parts) if any(part.tables for part in parts) else _without_rules(parts)
    return Grid(_numbered(blocks), landscape=landscape, notes=notes)


def _require_text(pages: Sequence[Page]) -> None:
    """Raises UnreadableError when no page has text, or when hardly any of it can be read."""
    letters = [letter.text for page in pages for letter in page.letters if letter.text != " "]
    if not letters:
        raise UnreadableError("PDF里只有图像，没有文字，像是扫描件或照片。", _OFFICE_FILE)
    if letters.count(UNREADABLE) * 2 > len(letters):
        raise UnreadableError("PDF的字体没有写明各字形是什么字，文字读不出来。", _OFFICE_FILE)


def _all_parts(pages: Sequence[Page]) -> list[_Parts]:
    found = []
    cells = 0
    for page in pages:
        found.append(_parts(page))
        cells += sum(len(table.pieces) for table in found[-1].tables)
        if cells > MOST_CELLS:
            raise UnreadableError(f"PDF的单元格超过 {MOST_CELLS:,} 个，不像申报表，没有读。", _FEWER_PAGES)
    return found


def _parts(page: Page) -> _Parts:
    """Tables and lines of a page, page numbers left out; a page with too many lines is read without them."""
    try:
        ruled = ruled_tables(page.strokes)
    except TooManyLinesError:
        page, ruled = replace(page, drawn_out=True), []
    tables, outside = filled(ruled, page.letters, page.number)
    written = lines_of(outside)
    found = parted(written) if not tables else map(runs_of, written)
    lines = tuple(runs for runs in found if runs and not _is_page_number(runs, page))
    return _Parts(page, tuple(table for table in tables if any(piece.text for piece in table.pieces)), lines)


def _is_page_number(line: Line, page: Page) -> bool:
    """Whether a line at the head or foot of a page holds its number only."""
    margin = MARGIN * page.height
    return (line[0].bottom < margin or line[0].top > page.height - margin) and _PAGE_NUMBER.fullmatch(
        " ".join(run.text for run in line)
    ) is not None


def _cut_off(data: bytes) -> Iterator[Note]:
    if b"%%EOF" not in data[-2048:]:
        yield Note("file_cut_off", Severity.WARNING, "PDF文件的末尾不完整，可能缺少内容，请与原件核对。")


def _notes(page: Page) -> Iterator[Note]:
    """What of a page was not read, or not surely."""
    place = Place(page=page.number)
    name = f"第{page.number}页"
    if not page.opened:
        yield Note("page_unreadable", Severity.WARNING, f"{name}已损坏，没有读取。", place)
    elif not page.blank and not any(letter.text != " " for letter in page.letters):
        yield Note("page_without_text", Severity.WARNING, f"{name}没有文字，可能是扫描的图像，没有读取。", place)
    if page.recognised:
        yield Note("text_recognised", Severity.WARNING, f"{name}是扫描件，文字来自图像识别，请与原件核对。", place)
    if page.drawn_out:
        yield Note("page_drawn", Severity.WARNING, f"{name}的线条过多，像是图纸，只读取了文字。", place)
    if lost := sum(letter.text == UNREADABLE for letter in page.letters):
        yield Note("unreadable_font", Severity.WARNING, f"{name}有 {lost} 个字的字体读不出来。", place)


_Block = Broken | Table | Paragraph


def _joined(parts: Sequence[_Parts]) -> list[_Block]:
    """The blocks of pages in reading order, tables that break over pages joined."""
    blocks: list[_Block] = []
    before: _Parts | None = None
    last: int | None = None  # where in the blocks the table stands that a next page may go on with
    for part in parts:
        tables, lines = list(part.tables), list(part.lines)
        if last is not None and before and tables and _is_last(before, part) and _is_first(part, before):
            table = blocks[last]
            longer = continued(table, before.page.height, tables[0]) if isinstance(table, Broken) else None
            if longer:
                blocks[last:] = [longer, *_seen(blocks[last + 1 :], before, part)]
                del tables[0]
                lines = [line for line in lines if not _runs(line, before)]
        at = len(blocks)
        blocks.extend(_ordered(part.page, tables, lines))
        positions = [index for index in range(at, len(blocks)) if isinstance(blocks[index], Broken)]
        last = positions[-1] if positions else last if part.tables else None
        before = part
    return blocks


def _seen(blocks: Sequence[_Block], above: _Parts, below: _Parts) -> list[_Block]:
    """The blocks under a table without the texts that the page cut off."""
    cut_off = {run.text for line in above.lines if _is_cut_off(line, below) for run in line}
    return [block for block in blocks if not (isinstance(block, Paragraph) and block.text in cut_off)]


def _runs(line: Line, other: _Parts) -> bool:
    """Whether a line stands on another page too, at the same height, or is what the page cut off a cell there."""
    text = [run.text for run in line]
    return _is_cut_off(line, other) or any(
        abs(line[0].top - each[0].top) < SAME_HEIGHT and text == [run.text for run in each] for each in other.lines
    )


def _is_cut_off(line: Line, other: _Parts) -> bool:
    """Whether it is drawn, out of sight, where a cell would go on that the other page shows: workbooks print so."""
    return len(line) == 1 and any(
        (piece.open_above or piece.open_below)
        and "".join(line[0].text.split()) in piece.key
        and table.xs[piece.left] < line[0].left < table.xs[piece.right]
        for table in other.tables
        for piece in table.pieces
    )


def _is_last(part: _Parts, below: _Parts) -> bool:
    """Whether nothing but running lines stands below the last table of a page."""
    lower = part.tables[-1].lower if part.tables else 0
    return all(line[0].top < lower or _runs(line, below) for line in part.lines)


def _is_first(part: _Parts, above: _Parts) -> bool:
    """Whether nothing but running lines stands above the first table of a page."""
    return all(line[0].top > part.tables[0].upper or _runs(line, above) for line in part.lines)


def _ordered(page: Page, tables: Sequence[RuledText], lines: Sequence[Line]) -> list[_Block]:
    """Tables and lines of a page from top to bottom; without tables its columns are looked for."""
    if not tables:
        return list(_aligned(page, lines))
    found: list[tuple[float, int, _Block]] = [(table.upper, 0, begun(table)) for table in tables]
    found += [(line[0].top, 1, _paragraph(page, run.text)) for line in lines for run in line]
    return [block for _, _, block in sorted(found, key=lambda each: each[:2])]


def _paragraph(page: Page, text: str) -> Paragraph:
    return Paragraph(text, Place(page=page.number))


def _aligned(page: Page, lines: Sequence[Line]) -> Iterator[Table | Paragraph]:
    """Tables without rules, and the lines that are none."""
    for columns, block in aligned(lines):
        if not columns:
            yield from (_paragraph(page, run.text) for line in block for run in line)
            continue
        yield Table(
            tuple(
                Cell(row, column, text, place=Place(page=page.number, row=row, column=column))
                for row, line in enumerate(block, start=1)
                for column, text in _cells(columns, line)
            )
        )


def _cells(columns: Sequence[tuple[float, float]], line: Line) -> Iterator[tuple[int, str]]:
    """Every column of a line with its text, blank ones included; none is lost where two stand in one column."""
    texts: dict[int, str] = {}
    for run in line:
        column = column_of(columns, run)
        texts[column] = f"{texts[column]} {run.text}" if column in texts else run.text
    return ((column, texts.get(column, "")) for column in range(1, len(columns) + 1))


def _without_rules(parts: Sequence[_Parts]) -> list[_Block]:
    """Tables by alignment; where there are none, what the reader of plain text makes of the lines."""
    blocks: list[_Block] = [block for part in parts for block in _aligned(part.page, part.lines)]
    if any(isinstance(block, Table) for block in blocks):
        return blocks
    written = "\n".join("  ".join(run.text for run in line) for part in parts for line in part.lines)
    text = next(form for form in known_formats() if form.code == "text")
    return list(text.grid(written.encode()).blocks) if text.grid else blocks


def _numbered(blocks: Sequence[_Block]) -> tuple[Paragraph | Table, ...]:
    """The blocks with their tables numbered, ruled ones as tables whose spans are known."""
    found: list[Paragraph | Table] = []
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
            continue
        number += 1
        table = _table(block) if isinstance(block, Broken) else block
        cells = (replace(cell, place=replace(cell.place, table=number)) for cell in table.cells)
        found.append(replace(table, cells=tuple(cells)))
    return tuple(found)


def _table(broken: Broken) -> Table:
    cells = (
        Cell(
            piece.top + 1,
            piece.left + 1,
            piece.text,
            piece.rows,
            piece.right - piece.left,
            Place(page=piece.page, row=piece.top + 1, column=piece.left + 1),
        )
        for piece in joined(broken)
    )
    return Table(tuple(cells), spans_known=True)
