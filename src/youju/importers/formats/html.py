"""Web pages, saved by a browser, an office program or a system: to a grid, and the one data table of a page to rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from youju.errors import UnreadableError
from youju.importers.contract import Format, Rows
from youju.importers.html_layout import Data, Piece
from youju.importers.html_page import Page, pages_of
from youju.importers.html_reading import read
from youju.importers.html_recognition import certainty
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.place import Place

_STARTS_WITH_TAG = re.compile(r"\s*<")
_TABLE, _ROWS = re.compile(r"<table[\s>]", re.IGNORECASE), re.compile(r"\s*<t(?:head|body|r|d|h)[\s>]", re.IGNORECASE)
_SAVE_THE_TABLE = "请在表格软件中打开，只保留数据表，另存为“CSV UTF-8（逗号分隔）”或 xlsx 后重新导入。"
_SAVE_THE_WHOLE = (
    "请用浏览器打开核对：内容若在框架里，请打开那一页另存；若要登录或由脚本生成，请全选复制到文本文件后再读。"
)


def recognises(data: bytes) -> int:
    """95 for a page or a saved page archive, 85 for a fragment of markup, 50 for text around a table, else 0."""
    return certainty(data)


def _pieces(pages: tuple[Page, ...]) -> Iterator[Piece]:
    for page in pages:
        markup = page.markup
        if _ROWS.match(markup) and not _TABLE.search(markup):
            markup = f"<table>{markup}"  # rows copied without their table
        yield from read(markup, lines_as_typed=not _STARTS_WITH_TAG.match(markup))


def grid(data: bytes) -> Grid:
    """Paragraphs and tables in reading order, with the spans the page shows. Raises UnreadableError with a remedy."""
    blocks: list[Paragraph | Table] = []
    tables = 0
    for piece in _pieces(pages_of(data)):
        if isinstance(piece, Data):
            tables += 1
            blocks.append(_table(piece, tables))
        elif piece:
            blocks.append(Paragraph(piece))
    if not blocks:
        raise UnreadableError("网页里没有文字。", _SAVE_THE_WHOLE)
    return Grid(tuple(blocks))


def _table(data: Data, number: int) -> Table:
    return Table(
        tuple(
            Cell(
                cell.row,
                cell.column,
                cell.text,
                cell.rows,
                cell.columns,
                Place(table=number, row=cell.row, column=cell.column),
            )
            for cell in data.cells
        ),
        spans_known=True,
    )


def rows(data: bytes) -> Rows:
    """The rows of the one data table of a page: many systems export a page and call it a workbook.

    The header is the first row of several cells; short rows are padded to it. Raises UnreadableError where the page
    holds no table of data or several.
    """
    pages = pages_of(data)
    tables = [piece for piece in _pieces(pages) if isinstance(piece, Data) and _is_dump(piece)]
    if len(tables) != 1:
        count = f"有 {len(tables)} 个表格，不知道导入哪一个" if tables else "没有可以导入的数据表"
        raise UnreadableError(f"网页里{count}。", _SAVE_THE_TABLE)
    records = _records(tables[0])
    number, header = next(record for record in records if len(record[1]) > 1)
    spans = [
        (cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)
        for cell in tables[0].cells
        if cell.rows > 1
    ]
    return Rows(
        header,
        _padded(records, len(header)),
        encoding=pages[0].encoding,
        header_row=number,
        spans=tuple(sorted(spans)),
    )


def _is_dump(table: Data) -> bool:
    return table.height > 1 and any(len(cells) > 1 for _, cells in _records(table))


def _records(table: Data) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Written rows with their numbers in the table; what a cell covers besides its own place is blank."""
    record: list[str] = []
    number = 1
    for cell in table.cells:
        if cell.row > number:
            if any(record):
                yield number, tuple(record)
            record, number = [], cell.row
        record += [""] * (cell.column - 1 - len(record))
        record.append(cell.text)
    if any(record):
        yield number, tuple(record)


def _padded(records: Iterator[tuple[int, tuple[str, ...]]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in records:
        yield number, cells + ("",) * (width - len(cells))


FORMAT = Format(code="html", recognises=recognises, grid=grid, rows=rows)
