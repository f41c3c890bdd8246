"""CSV of any office program, separated by comma, semicolon or tab: dumps to rows, a form saved as CSV to a grid."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from youju.errors import UnreadableError
from youju.importers.contract import Format, Rows
from youju.importers.encoding import decode, foreign
from youju.importers.records import (
    EXPORT_AGAIN,
    SEPARATORS,
    is_written,
    lines_of,
    records,
    rows_of,
    separator_of,
    with_nul,
)
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.place import Place

MOST_CELLS = 200_000  # some seconds of reading; a form has some hundreds
_LOOKED_AT = 200  # records that tell whether a text is a CSV
_FEWEST = 3  # records of one width, and cells of a record that prose hardly has by accident
_MOSTLY = (3, 5)  # the share of records of one width: a title may stand alone in its line
_SENTENCE_ENDS = ("。", "；", "！", "？", ".", "!", "?")
_BLANK = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff"
_SPLIT = "请只保留申报表部分，或把文件拆开后再读。"


def _cells(text: str, separator: str) -> int:
    """Into how many cells a separator cuts the first written line; 0 where quoting does not allow it."""
    try:
        return len(next(csv.reader(lines_of(text.lstrip()), delimiter=separator, strict=True), []))
    except csv.Error:
        return 0


def _text(data: bytes) -> tuple[str, str]:
    if other := foreign(data):
        raise UnreadableError(f"这是{other}，不是CSV文本。", EXPORT_AGAIN)
    text, encoding = decode(data)
    if "\x00" in text:
        raise with_nul()
    return text, encoding


def rows(data: bytes) -> Rows:
    """The rows of a dump; short rows are padded to the header, long ones keep their extra cells.

    Raises UnreadableError, also while the rows are taken, for a file that is no text, has no line or a broken quote.
    """
    text, encoding = _text(data)
    return rows_of(lines_of(text), separator_of(text), encoding)


def _form_separator(text: str) -> str:
    """The separator under which most records are of one width; a title alone in the first line tells nothing."""
    return max(SEPARATORS, key=lambda separator: _agreeing(text, separator))


def _looked_at(text: str, separator: str) -> list[list[str]]:
    """The first written records; none where quoting is broken."""
    try:
        return [record for _, record in islice(records(lines_of(text), separator), _LOOKED_AT) if is_written(record)]
    except UnreadableError:
        return []


def _agreeing(text: str, separator: str) -> int:
    """How many records have the commonest width; 0 for a text that the separator does not part into a table."""
    records = _looked_at(text, separator)
    width, count = max(Counter(map(len, records)).items(), key=lambda found: (found[1], found[0]), default=(0, 0))
    if width <= 1 or count < _FEWEST or count * _MOSTLY[1] < len(records) * _MOSTLY[0]:
        return 0
    if separator != "\t" and sum(map(_is_parted_otherwise, records)) * 2 > len(records):
        return 0
    if width < _FEWEST and (count < len(records) - 1 or any(map(_is_prose, records))):
        return 0
    return count


def _is_parted_otherwise(record: list[str]) -> bool:
    """Whether a line holds tabs or pipes, between which the commas of an amount may stand."""
    return any("\t" in cell or "|" in cell or "｜" in cell for cell in record)


def _is_prose(record: list[str]) -> bool:
    """Whether a line reads on after its comma, or ends as a sentence does."""
    return any(cell.startswith(" ") for cell in record[1:]) or record[-1].rstrip().endswith(_SENTENCE_ENDS)


def grid(data: bytes) -> Grid:
    """Tables of the records, blank cells included, with the line each record begins at; spans are lost in a CSV.

    A record of one cell outside a table is a paragraph; an empty line parts tables. Raises UnreadableError as rows do.
    """
    text, _ = _text(data)
    separator = _form_separator(text)
    cells = text.count(separator) + text.count("\n")
    if cells > MOST_CELLS:
        raise UnreadableError(f"文件有约 {cells:,} 个单元格，超过 {MOST_CELLS:,} 个的上限，不像申报表。", _SPLIT)
    blocks: list[Paragraph | Table] = []
    tables = 0
    for block in _parted(records(lines_of(text), separator)):
        if any(len(record) > 1 for _, record in block):
            tables += 1
            blocks.append(_table(block, tables))
        else:
            blocks.extend(Paragraph(record[0].strip(_BLANK), Place(line=line)) for line, record in block)
    if not blocks:
        raise UnreadableError("文件里只有空白，没有文字。", "请核对文件，确认内容已保存。")
    return Grid(tuple(blocks))


def _parted(records: Iterator[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    """Written records between empty lines; a record of blank cells only parts nothing."""
    block: list[tuple[int, list[str]]] = []
    for line, record in records:
        if is_written(record):
            block.append((line, record))
        elif len(record) <= 1 and block:
            yield block
            block = []
    if block:
        yield block


def _cell(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANK)


def _table(block: list[tuple[int, list[str]]], number: int) -> Table:
    return Table(
        tuple(
            Cell(row, column, _cell(text), place=Place(table=number, row=row, column=column, line=line))
            for row, (line, record) in enumerate(block, start=1)
            for column, text in enumerate(record, start=1)
        )
    )


def recognises(data: bytes) -> int:
    """60 for records of one width between commas or semicolons, 30 for a text whose first line a separator cuts.

    10 for other text, 0 for anything else. A form between tabs is text: there a line may hold more than its cells.
    """
    try:
        text = "" if foreign(data) else decode(data)[0]
    except UnreadableError:
        return 0
    if not text.strip():
        return 0
    if any(_agreeing(text, separator) for separator in (",", ";")):
        return 60
    return 30 if any(_cells(text, separator) > 1 for separator in SEPARATORS) else 10


FORMAT = Format(code="csv", recognises=recognises, grid=grid, rows=rows)
