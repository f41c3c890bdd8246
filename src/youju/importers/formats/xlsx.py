"""XLSX workbooks: forms as the cells that a person sees, dumps as a stream of rows.

Forms are read from the parts themselves, because number formats and what is hidden stand only there. Dumps go through
calamine, which is fast but lays a sheet out from corner to corner; a sheet too large for that is read as forms are.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from youju.errors import UnreadableError
from youju.importers import workbook
from youju.importers.container import Container, locked, opened, parts_of, streams_of
from youju.importers.contract import Format, Rows
from youju.importers.spreadsheet_xml import (
    STRINGS,
    STYLES,
    WORKBOOK,
    Book,
    Listed,
    book_of,
    column_number,
    looks_of,
    told_of,
)
from youju.model.grid import Grid

ENCRYPTED = "EncryptedPackage"
_BINARY = "xl/workbook.bin"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE_AS = "请用办公软件打开，另存为“Excel 工作簿（.xlsx）”后再读。"
_NEAR = 15 * 999_999  # cells, empty ones too, that calamine may lay out: 32 bytes each
_NOT_NEAR = re.compile(rb'<c(?! r="[A-O]\d{1,6}"|[a-zA-Z])')
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]{1,3}\d{1,7}"|[a-zA-Z])')
_HUGE_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?\d{8}""")
_PREFIXED = re.compile(rb":c[\s/>]")
_REFERENCE = re.compile(rb'<c r="([A-Z]+)(\d+)')
_MOST_PLANS = 10_000
_MIDNIGHT = time()


def _is_open_document(data: bytes) -> bool:
    return _OPEN_DOCUMENT in data[:200]


def _container(data: bytes) -> Container:
    """The opened archive. Raises UnreadableError for a locked, a damaged and a related but other file."""
    if ENCRYPTED in streams_of(data):
        raise locked()
    container = opened(data)
    if WORKBOOK in container.names:
        return container
    if _BINARY in container.names:
        raise UnreadableError("这是二进制工作簿（xlsb），本版不读。", _SAVE_AS)
    if _is_open_document(data):
        raise UnreadableError("这是开放文档表格（ods），本版不读。", _SAVE_AS)
    raise UnreadableError("这不是 Excel 工作簿（xlsx）。", _SAVE_AS)


def grid(data: bytes) -> Grid:
    """Each visible sheet as a table of what its cells show. Raises UnreadableError with a remedy."""
    container = _container(data)
    book, looks = book_of(container), looks_of(container)
    return workbook.grid_of(
        workbook.Sheet(
            sheet.name,
            told_of(container, sheet.part, looks, recalculated=book.recalculated),
            sheet.visible,
            book.from_1904,
        )
        for sheet in book.sheets
    )


def rows(data: bytes) -> Rows:
    """The rows of the first visible sheet that has any. Raises UnreadableError, also while the rows are taken."""
    container = _container(data)
    book = book_of(container)
    return workbook.rows_of(
        (sheet.name, _records(data, container, book, sheet)) for sheet in book.sheets if sheet.visible
    )


def _records(data: bytes, container: Container, book: Book, sheet: Listed) -> Iterator[tuple[int, tuple[str, ...]]]:
    if _counts_are_sound(container) and _can_be_laid_out(container.part(sheet.part)):
        lines = _lines(data, sheet)
        if lines is not None:
            return _laid_out(lines)
    told = told_of(container, sheet.part, looks_of(container))
    return workbook.records(workbook.Sheet(sheet.name, told, from_1904=book.from_1904))


def _counts_are_sound(container: Container) -> bool:
    """Whether no part says of itself that it has a hundred million entries: calamine makes room for as many.

    On the way each part proves to be whole and as large as it says, before another reader unpacks it.
    """
    parts = [name for name in (WORKBOOK, STRINGS, STYLES) if name in container.names]
    return all(_HUGE_COUNT.search(container.part(name)) is None for name in parts)


def _can_be_laid_out(xml: bytes) -> bool:
    """Whether the sheet from A1 to its last corner fits into memory, by the references of its cells.

    A cell without a reference and any unusual spelling count as too large: the slow way reads them too.
    """
    if _PREFIXED.search(xml):
        return False
    if _NOT_NEAR.search(xml) is None:
        return True
    if _UNUSUAL.search(xml):
        return False
    references = _REFERENCE.findall(xml)
    columns = max(column_number(letters.decode()) for letters in {letters for letters, _ in references})
    return columns * max(int(row) for row in {row for _, row in references}) <= _NEAR


def _lines(data: bytes, sheet: Listed) -> Iterator[list[Any]] | None:
    """The rows of a sheet from A1 on by calamine; None for what it refuses: the slow way may be more patient."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(sheet.position).iter_rows()
    except (python_calamine.CalamineError, ValueError, IndexError, OSError):
        return None


def _laid_out(lines: Iterator[list[Any]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows as texts, with the numbers that the spreadsheet shows; blank ones are left out."""
    plans = _Plans()
    for row, line in enumerate(lines, start=1):
        for column, text in plans[tuple(map(type, line))]:
            line[column] = text(line[column])
        if any(line):
            yield row, tuple(line)


def _of_datetime(value: datetime) -> str:
    rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded.isoformat(" ") if rounded.time() != _MIDNIGHT else rounded.date().isoformat()


def _of_time(value: time) -> str:
    return value.replace(microsecond=0).isoformat()


def _of_span(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


_TEXTS: dict[type, Callable[[Any], str]] = {
    float: "%.15g".__mod__,  # what a spreadsheet keeps; 16 digits or more become 1.1e+17, so that the loss is seen
    int: str,
    bool: {True: "TRUE", False: "FALSE"}.__getitem__,
    date: date.isoformat,
    datetime: _of_datetime,
    time: _of_time,
    timedelta: _of_span,
}


class _Plans(dict[tuple[type, ...], tuple[tuple[int, Callable[[Any], str]], ...]]):
    """Which cells of a row are no text yet and how they become one, by the types of the row: most rows are alike."""

    def __missing__(self, types: tuple[type, ...]) -> tuple[tuple[int, Callable[[Any], str]], ...]:
        plan = tuple((column, _TEXTS[kind]) for column, kind in enumerate(types) if kind is not str)
        if len(self) < _MOST_PLANS:
            self[types] = plan
        return plan


def recognises(data: bytes) -> int:
    """90 for a workbook; 50 for one that can be named but not read: with a password, binary, of OpenDocument."""
    parts = parts_of(data)
    if WORKBOOK in parts:
        return 90
    named = _BINARY in parts or _is_open_document(data) or ENCRYPTED in streams_of(data)
    return 50 if named else 0


FORMAT = Format(code="xlsx", recognises=recognises, grid=grid, rows=rows)
