"""Workbooks for tests of reading, made by openpyxl, and the parts of a workbook replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from openpyxl import Workbook

from youju.model.grid import Grid, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def made(fill: Callable[[Worksheet], None]) -> bytes:
    """A workbook of one sheet, made by openpyxl."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    fill(sheet)
    return saved(book)


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The workbook with some parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()


def part(data: bytes, name: str = SHEET) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def formatted(sheet: Worksheet, where: str, value: object, code: str) -> None:
    sheet[where] = value
    sheet[where].number_format = code


def tables(read: Grid) -> list[Table]:
    """The tables of a document."""
    return [block for block in read.blocks if isinstance(block, Table)]


def texts(read: Grid) -> dict[tuple[int, int], str]:
    """The texts of the one table, by row and column."""
    [table] = tables(read)
    return {(cell.row, cell.column): cell.text for cell in table.cells}
