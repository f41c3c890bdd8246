"""XLS workbooks of the old office programs: forms as the cells that a person sees, dumps as rows.

The records are read here and not by calamine, which gives neither number formats nor what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.importers import workbook
from youju.importers.biff import sheets_of
from youju.importers.compound import stream
from youju.importers.container import streams_of
from youju.importers.contract import Format, Rows
from youju.model.grid import Grid

_STREAMS = ("Workbook", "Book")  # of 1997 and later, of 1995; files with both say the same twice


def grid(data: bytes) -> Grid:
    """Each visible sheet as a table of what its cells show. Raises UnreadableError with a remedy."""
    return workbook.grid_of(sheets_of(stream(data, _STREAMS)))


def rows(data: bytes) -> Rows:
    """The rows of the first visible sheet that has any. Raises UnreadableError, also while the rows are taken."""
    book = stream(data, _STREAMS)
    return workbook.rows_of(
        workbook.DumpSheet(sheet.name, workbook.records(sheet), _merged(book, at))
        for at, sheet in enumerate(sheets_of(book))
        if sheet.visible
    )


def _merged(book: bytes, at: int) -> Iterator[workbook.Span]:
    """The merged ranges of a sheet, which stand behind its cells."""
    yield from (told for told in sheets_of(book)[at].told if isinstance(told, workbook.Span))


def recognises(data: bytes) -> int:
    """90 for a compound file that holds a workbook."""
    return 90 if streams_of(data) & set(_STREAMS) else 0


FORMAT = Format(code="xls", recognises=recognises, grid=grid, rows=rows)
