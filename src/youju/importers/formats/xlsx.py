"""XLSX workbooks: forms as the cells that a person sees, dumps as a stream of rows.

Forms are read from the parts themselves, because number formats and what is hidden stand only there. Dumps go through
calamine, which is fast but no reader for any file; what it cannot be given is read as forms are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from youju.errors import UnreadableError
from youju.importers import workbook
from youju.importers.container import Container, locked, opened, parts_of, streams_of
from youju.importers.contract import Format, Rows
from youju.importers.spreadsheet_xml import WORKBOOK, Book, Listed, book_of, looks_of, merged_in, told_of
from youju.importers.workbook_slices import Slice, UnsuitedError, slices
from youju.model.grid import Grid

ENCRYPTED = "EncryptedPackage"
_BINARY = "xl/workbook.bin"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE_AS = "请用办公软件打开，另存为“Excel 工作簿（.xlsx）”后再读。"
_DAY = len("2021-01-05")
_MIDNIGHT = " 00:00:00"


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
        workbook.DumpSheet(sheet.name, _records(container, book, sheet), merged_in(container, sheet.part))
        for sheet in book.sheets
        if sheet.visible
    )


def _records(container: Container, book: Book, sheet: Listed) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet the fast way, and from where it gives up on the patient way that forms are read."""
    last = 0
    try:
        for part in slices(container, sheet.part, from_1904=book.from_1904, recalculated=book.recalculated):
            yield from _laid_out(part)
            last = part.row + len(part.rows) - 1
    except UnsuitedError:
        told = told_of(container, sheet.part, looks_of(container), recalculated=book.recalculated)
        for row, line in workbook.records(workbook.Sheet(sheet.name, told, from_1904=book.from_1904)):
            if row > last:
                yield row, line


def _laid_out(part: Slice) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows as texts, with the numbers that the spreadsheet shows; blank ones are left out."""
    blank = [("",) * len(part.rows)] * part.left
    columns = [_texts(column) for column in zip(*part.rows, strict=True)]
    for row, line in enumerate(zip(*blank, *columns, strict=True), start=part.row):
        if any(line):
            yield row, line


def _texts(column: Sequence[Any]) -> Sequence[str]:
    """The values of a column as texts: most columns hold one kind, so the kinds are looked at once."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if len(kinds) == 1:
        return list(map(_TEXTS[kinds.pop()], column))
    return [_TEXTS[type(value)](value) for value in column]


def _of_datetime(value: datetime) -> str:
    if value.microsecond:
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    text = value.isoformat(" ")
    return text[:_DAY] if text.endswith(_MIDNIGHT) else text


def _of_time(value: time) -> str:
    return value.replace(microsecond=0).isoformat()


def _of_span(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: "%.15g".__mod__,  # what a spreadsheet keeps; 16 digits or more become 1.1e+17, so that the loss is seen
    int: str,
    bool: {True: "TRUE", False: "FALSE"}.__getitem__,
    date: date.isoformat,
    datetime: _of_datetime,
    time: _of_time,
    timedelta: _of_span,
}


def recognises(data: bytes) -> int:
    """90 for a workbook; 50 for one that can be named but not read: with a password, binary, of OpenDocument."""
    parts = parts_of(data)
    if WORKBOOK in parts:
        return 90
    named = _BINARY in parts or _is_open_document(data) or ENCRYPTED in streams_of(data)
    return 50 if named else 0


FORMAT = Format(code="xlsx", recognises=recognises, grid=grid, rows=rows)
