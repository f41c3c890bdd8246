"""The peers of the benches of forms: the libraries as their examples use them, with nothing read into the cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import docx
import pdfplumber
import python_calamine
from docx.oxml.table import CT_Row

Place = tuple[int, int, int, str]


def word_cells(data: bytes) -> list[Place]:
    """Row, column, columns and text of every cell of the tables of a word file, by python-docx; no rows joined."""
    tables = docx.Document(io.BytesIO(data)).tables
    trees = [table._tbl for table in tables]  # noqa: SLF001 - a row's cells as they stand have no public name
    return [cell for tree in trees for row, line in enumerate(tree.tr_lst) for cell in _cells(row, line)]


def _cells(row: int, line: CT_Row) -> Iterator[Place]:
    column = line.grid_before
    for cell in line.tc_lst:
        if cell.vMerge != "continue":
            yield row, column, cell.grid_span, "\n".join(paragraph.text for paragraph in cell.p_lst)
        column += cell.grid_span


def printed_tables(data: bytes) -> int:
    """Rows of the ruled tables of a PDF, by pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(table) for page in document.pages for table in page.extract_tables())


def workbook_rows(data: bytes) -> int:
    """Rows of the first sheet, by calamine: as numbers, dates and texts of Python."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows())


def converter_to_markdown() -> bool:
    """Whether the converter that writes Markdown is installed; it is no dependency."""
    return find_spec("markitdown") is not None


def markdown(data: bytes) -> str:
    """A word file as Markdown."""
    converter = import_module("markitdown").MarkItDown()
    return str(converter.convert_stream(io.BytesIO(data), file_extension=".docx").text_content)
