"""A worksheet of many rows given to calamine in slices: the next one is parsed while one is turned into text.

Calamine is fast, but lays out whatever lies between the first cell and the last, and believes what a file says of
itself. So it gets new small workbooks that hold nothing but rows looked through here and the parts that rows refer to.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import python_calamine

from youju.importers.container import Container
from youju.importers.spreadsheet_xml import STRINGS, STYLES, WORKBOOK, column_number

_SLICE = 4_000_000  # bytes of rows, some thousand: more of them, and the two threads wait for each other more often
_TOGETHER = 25  # slices of one workbook: its shared texts are parsed once for all of them
_NEAR = 15 * 999_999  # cells, empty ones too, that calamine may lay out: 32 bytes each
_DENSE = 2_000_000  # cells, empty ones too, of a slice that is worth laying out in Python
# The whole tag is looked at, since of two references calamine takes the second; what is most frequent comes first.
_REST = rb'(?:>| t="s">| s="\d++">|(?: (?:cm|ph|s|t|vm)="\w*+")*+ ?/?>))'
_NOT_NEAR = re.compile(rb'<c(?! r="[A-O]\d{1,6}"' + _REST)
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]{1,3}\d{1,7}"' + _REST)
_REFERENCE = re.compile(rb'<c r="([A-Z]+)(\d+)')
_HUGE_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?\d{8}""")
# A formula without a result, and one whose 0 may be none where results are made on opening.
_UNANSWERED = re.compile(rb"(?:</f>|<f[^>]*/>)(?:<v ?/>|<v></v>)?</c>")
_UNANSWERED_OR_0 = re.compile(rb"(?:</f>|<f[^>]*/>)(?:<v ?/>|<v></v>|<v>0</v>)?</c>")
_PREFIXED = re.compile(rb":c[\s/>]")
_ENCODED = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_PROLOGUE = 200  # bytes in which an encoding is named
_FIRST, _ROW, _LAST = b"<sheetData>", re.compile(rb"<row[\s>]"), b"</sheetData>"
_ABOVE = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_BELOW = b"</sheetData></worksheet>"
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<workbookPr date1904="{from_1904}"/><sheets>{sheets}</sheets></workbook>'
)
_TARGET = "worksheets/{}.xml"
_LISTED = '<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
_RELATION = (
    '<Relationship Id="r{number}" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)

_Part: TypeAlias = tuple[str, tuple[bytes | memoryview, ...]]


class UnsuitedError(Exception):
    """A sheet that calamine cannot be given; another way of reading may be more patient."""


class Slice(NamedTuple):
    """Rows as calamine gives them; the first one is ``row`` of the sheet, ``left`` blank columns stand before."""

    row: int
    left: int
    rows: list[list[Any]]


def slices(container: Container, part: str, *, from_1904: bool, recalculated: bool) -> Iterator[Slice]:
    """The rows of a sheet, some thousand at a time. Raises UnsuitedError, also on the way, and UnreadableError.

    ``recalculated``: a 0 beside a formula is no result, as with ``told_of``; a sheet that lacks results is not suited.
    """
    with ThreadPoolExecutor(max_workers=1) as parser:
        sheets = _sheets(container, part, from_1904=from_1904, recalculated=recalculated)
        waiting = parser.submit(next, sheets, None)
        while (sheet := waiting.result()) is not None:
            waiting = parser.submit(next, sheets, None)
            if sheet.height * sheet.width > _DENSE:
                raise UnsuitedError
            if sheet.start is not None:
                row, left = sheet.start
                yield Slice(row + 1, left, sheet.to_python())


def _sheets(
    container: Container, part: str, *, from_1904: bool, recalculated: bool
) -> Iterator[python_calamine.CalamineSheet]:
    shared = {name: container.part(name) for name in (STRINGS, STYLES) if name in container.names}
    # Calamine makes room for as many entries as a part says it has.
    if any(_HUGE_COUNT.search(data) for data in shared.values()):
        raise UnsuitedError
    xml = container.part(part)
    if b"<f" in xml and (_UNANSWERED_OR_0 if recalculated else _UNANSWERED).search(xml):
        raise UnsuitedError
    pieces = list(pairwise(_cuts(xml)))
    for first in range(0, len(pieces), _TOGETHER):
        together = pieces[first : first + _TOGETHER]
        sheets = [memoryview(xml)[start:end] for start, end in together]
        try:
            book = _opened([*_parts(sheets, from_1904=from_1904), *((name, (data,)) for name, data in shared.items())])
            for position in range(len(sheets)):
                yield book.get_sheet_by_index(position)
        except (python_calamine.CalamineError, ValueError, IndexError, OSError):
            raise UnsuitedError from None


def _cuts(xml: bytes) -> list[int]:
    """Where the slices of a sheet begin and the last one ends. Raises UnsuitedError for unusual spelling.

    What is checked here is all that reaches calamine: no declarations, comments or prefixes, every cell says where it
    stands, and no slice is too large from its first corner to its last.
    """
    start = xml.find(_FIRST)
    end = xml.find(_LAST, start)
    if min(start, end) < 0 or _ENCODED.search(xml, 0, _PROLOGUE) or _declares(xml):
        raise UnsuitedError
    cuts = [start + len(_FIRST)]
    while found := _ROW.search(xml, cuts[-1] + _SLICE, end):
        cuts.append(found.start())
    cuts.append(end)
    if _PREFIXED.search(xml, start, end) or not all(_can_be_laid_out(xml, *ends) for ends in pairwise(cuts)):
        raise UnsuitedError
    return cuts


def _declares(xml: bytes) -> bool:
    """Whether a declaration, a comment or an instruction stands below the first line; their rare signs come first."""
    return (b"!" in xml and b"<!" in xml) or (xml.find(b"?", _PROLOGUE) > 0 and xml.find(b"<?", 1) > 0)


def _can_be_laid_out(xml: bytes, start: int, end: int) -> bool:
    """Whether the rows of a slice, laid out from column A to the last cell, fit into memory, by its references."""
    if _NOT_NEAR.search(xml, start, end) is None:
        return True
    if _UNUSUAL.search(xml, start, end):
        return False
    references = _REFERENCE.findall(xml, start, end)
    columns = max(column_number(letters.decode()) for letters in {letters for letters, _ in references})
    rows = [int(row) for row in {row for _, row in references}]
    return columns * (max(rows) - min(rows) + 1) <= _NEAR


def _opened(parts: Iterable[_Part]) -> python_calamine.CalamineWorkbook:
    """A new workbook of these parts, not packed. By its path calamine reads it in place; else it makes three copies."""
    if sys.platform == "linux":
        with os.fdopen(os.memfd_create("rows"), "w+b") as file:
            _write(file, parts)
            file.flush()
            return python_calamine.CalamineWorkbook.from_path(f"/proc/self/fd/{file.fileno()}")
    copied = io.BytesIO()
    _write(copied, parts)
    copied.seek(0)
    return python_calamine.CalamineWorkbook.from_filelike(copied)


def _write(file: BinaryIO, parts: Iterable[_Part]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in parts:
            with archive.open(name, "w") as stream:
                for piece in pieces:
                    stream.write(piece)


def _parts(sheets: Sequence[memoryview], *, from_1904: bool) -> Iterator[_Part]:
    """What calamine asks of a workbook, besides the parts that rows refer to."""
    numbers = range(1, len(sheets) + 1)
    related = "".join(
        _RELATION.format(number=number, target=_TARGET.format(number), kind="worksheet") for number in numbers
    )
    listed = "".join(_LISTED.format(number=number) for number in numbers)
    book = _RELATION.format(number=1, target=WORKBOOK, kind="officeDocument")
    yield "_rels/.rels", (_RELATIONS.format(all=book).encode(),)
    yield "xl/_rels/workbook.xml.rels", (_RELATIONS.format(all=related).encode(),)
    yield WORKBOOK, (_BOOK.format(from_1904=int(from_1904), sheets=listed).encode(),)
    for number, rows in zip(numbers, sheets, strict=True):
        yield f"xl/{_TARGET.format(number)}", (_ABOVE, rows, _BELOW)
