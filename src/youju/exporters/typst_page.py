"""A grid laid out by Typst: its text handed over as data, its spans cut where the pages turned out to end."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pylopdf_fonts_zh_cn as fonts
import typst

from youju.exporters.font_coverage import printable
from youju.exporters.lettering import WIDE, capacities, cell_lines, legal
from youju.exporters.paging import UNBROKEN_CHARACTERS
from youju.exporters.spans import Cut, at_top, column_shares, cut_at_header, cut_at_pages, row_count, whole
from youju.exporters.typst_breaks import (
    FONT_POINTS,
    INSET,
    LONG_WIDTH,
    SHORT_WIDTH,
    likely_breaks,
    lines_of,
    text_height,
)
from youju.model.grid import Cell, Grid, Paragraph, Table

Written: TypeAlias = Mapping[str, object]

TEMPLATE = Path(__file__).with_name("typst_page.typ")
MARK = Path(__file__).with_name("typst_mark.typ")
# Guessed ends of pages are mostly right; else, and where labels printed once more push a row over, they are looked at
# again.
PASSES = 4
_WORD = re.compile("[!-~]+")
WHERE_ROWS_BEGIN = "query(<row>).map(mark => (..mark.value, mark.location().page()))"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(fonts.serif_path().parent)])


@lru_cache(maxsize=16)
def _across(words: str) -> str:
    """The words as a drawing of their outlines (SVG)."""
    drawn = typst.compile(str(MARK), font_paths=_fonts(), format="svg", sys_inputs={"words": words})
    return drawn.decode()


def printed(grid: Grid) -> bytes:
    """The grid as PDF/A-2b, A4, fonts embedded: the same bytes for the same grid. A letter no font has prints as 〓."""
    whole_tables = [cut_at_header(block) for block in grid.blocks if isinstance(block, Table)]
    breaks = likely_breaks(grid, [table.table for table in whole_tables])
    least = [[1] * row_count(table.table) for table in whole_tables]
    for _ in range(PASSES):
        tables = [cut_at_pages(table, rows) for table, rows in zip(whole_tables, breaks, strict=True)]
        lines = [lines_of(table.table, landscape=grid.landscape) for table in tables]
        # A label cut off in a row may make it taller and push it over; without that label it would fit again.
        least = [[max(pair) for pair in zip(*both, strict=True)] for both in zip(least, lines, strict=True)]
        pushed = [
            {row: most[row - 1] for row in starts if most[row - 1] > now[row - 1]}
            for starts, most, now in zip(breaks, least, lines, strict=True)
        ]
        layout = _laid_out(_form(grid, whole_tables, tables, pushed))
        pages = _pages(layout)
        found = [_breaks(table.table, pages.get(at, {})) for at, table in enumerate(tables)]
        if found == breaks:
            break
        breaks = found
    pdf = layout.compile(format="pdf", pdf_standards=["a-2b"])
    if not isinstance(pdf, bytes):
        raise TypeError("typst gives one file for one form")
    return pdf


def _laid_out(form: Written) -> typst.Compiler:
    """A compiler of one form: what it was asked first it does not work out again."""
    data = json.dumps(form, ensure_ascii=False)
    return typst.Compiler(str(TEMPLATE), font_paths=_fonts(), sys_inputs={"form": data})


def _pages(layout: typst.Compiler) -> dict[int, dict[int, int]]:
    """For each table by its number the page on which each row begins."""
    pages: dict[int, dict[int, int]] = {}
    for table, row, page in json.loads(layout.eval(WHERE_ROWS_BEGIN)):
        # A repeated row is marked on every page: it begins on its first.
        pages.setdefault(table, {}).setdefault(row, page)
    return pages


def _breaks(table: Table, pages: Mapping[int, int]) -> tuple[int, ...]:
    """The rows that begin a page."""
    rows = sorted(row for row in pages if row not in table.header_rows)
    return tuple(row for above, row in pairwise(rows) if pages[row] > pages[above])


def _form(
    grid: Grid, whole_tables: Sequence[Cut], tables: Sequence[Cut], pushed: Sequence[Mapping[int, int]]
) -> Written:
    """The form for the template; ``pushed``: for each table the rows that keep room for so many lines."""
    titles = [block.text for block in grid.blocks if isinstance(block, Paragraph) and block.role == "title"]
    width = LONG_WIDTH if grid.landscape else SHORT_WIDTH
    blocks: list[Written] = []
    at = 0
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            blocks.append({"kind": block.role, "texts": _texts(legal(block.text))})
        else:
            blocks.append(_table(at, tables[at], whole_tables[at].seams, pushed[at], width))
            at += 1
    watermark = printable(legal(grid.watermark or "")).strip()
    return {
        "title": legal("".join(titles)),
        "landscape": grid.landscape,
        "watermark": watermark or None,
        "across": _across(watermark) if watermark else None,
        "footer": printable(legal(grid.footer or "")),
        "blocks": blocks,
    }


def _table(
    at: int, given: Cut, header_seams: frozenset[tuple[int, int]], pushed: Mapping[int, int], width: int
) -> Written:
    table = given.table
    room = capacities(table, width)
    marked: set[int] = set()
    lengths = _text_lengths(table)
    cells: list[tuple[Cell, Written]] = []
    for cell in whole(table):
        place = sum(room[cell.column - 1 : cell.column - 1 + cell.columns]) - INSET
        capacity = max(place // FONT_POINTS, 1)
        texts = _texts(cell_lines(cell, capacity))
        written = {
            "table": at,
            "row": cell.row,
            "x": cell.column - 1,
            "y": cell.row - 1,
            "rows": cell.rows,
            "columns": cell.columns,
            "texts": texts,
            "long_word": _long_word(texts, capacity * WIDE),
            "align": "center" if cell.label else cell.align,
            "top": at_top(table, cell),
            "breakable": cell.rows > 1 or lengths[cell.row] > UNBROKEN_CHARACTERS,
            "open_above": (cell.row, cell.column) in given.seams,
            "open_below": (cell.row + cell.rows, cell.column) in header_seams,
            "marks": cell.row not in marked,
            "least": text_height(pushed[cell.row]) if cell.row in pushed and cell.rows == 1 else None,
        }
        marked.add(cell.row)
        cells.append((cell, written))
    first, last = (min(table.header_rows), max(table.header_rows)) if table.header_rows else (row_count(table) + 1, 0)
    return {
        "kind": "table",
        "shares": column_shares(table),
        "above": [written for cell, written in cells if cell.row < first],
        "head": [written for cell, written in cells if first <= cell.row <= last],
        "below": [written for cell, written in cells if cell.row > max(first, last)],
    }


def _text_lengths(table: Table) -> dict[int, int]:
    lengths = dict.fromkeys(range(1, row_count(table) + 1), 0)
    for cell in table.cells:
        lengths[cell.row] += len(cell.text)
    return lengths


def _long_word(texts: Sequence[str], capacity: int) -> int | None:
    """The shortest length of words that do not fit a line of ``capacity`` letters, if the texts have any."""
    longest = max((len(word) for text in texts for word in _WORD.findall(text)), default=0)
    return capacity + 1 if longest > capacity else None


def _texts(text: str) -> list[str]:
    return printable(text).split("\n")
