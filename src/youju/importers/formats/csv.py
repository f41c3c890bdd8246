"""CSV dumps of any office program, separated by comma, semicolon or tab, to rows of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from youju.errors import UnreadableError
from youju.importers.contract import Format, Rows
from youju.importers.encoding import decode, foreign

SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 131_072  # characters; the limit of the csv module, which it keeps for the whole process
_EXPORT_AGAIN = "请在表格软件中“另存为CSV UTF-8（逗号分隔）”后重新导入。"


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    """Records of the text; a quotation mark that is never closed would swallow rows, so quoting is read strictly."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        line = reader.line_num
        raise UnreadableError(
            f"第{line}行附近的引号不成对，或单格超过{LONGEST_CELL}字，无法分列。",
            f"请核对该行的引号。{_EXPORT_AGAIN}",
            {"line": line},
        ) from error


def _cells(text: str, separator: str) -> int:
    """Into how many cells a separator cuts the first written line; 0 where quoting does not allow it."""
    try:
        return len(next(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator, strict=True), []))
    except csv.Error:
        return 0


def _separator(text: str) -> str:
    """The separator that cuts the first written line into most cells."""
    return max(SEPARATORS, key=lambda separator: _cells(text, separator))


def _numbered(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Written records with the number a spreadsheet shows; blank lines are left out but counted."""
    for number, record in enumerate(_reader(text, _separator(text)), start=1):
        if any(cell and not cell.isspace() for cell in record):
            yield number, tuple(record)


def _padded(rows: Iterator[tuple[int, tuple[str, ...]]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in rows:
        yield number, cells + ("",) * (width - len(cells))


def rows(data: bytes) -> Rows:
    """The rows of a dump; short rows are padded to the header, long ones keep their extra cells.

    Raises UnreadableError, also while the rows are taken, for a file that is no text, has no line or a broken quote.
    """
    if other := foreign(data):
        raise UnreadableError(f"这是{other}，不是CSV文本。", _EXPORT_AGAIN)
    text, encoding = decode(data)
    if "\x00" in text:
        raise UnreadableError("文件里有空字符（NUL），不是完整的CSV文本。", _EXPORT_AGAIN)
    records = _numbered(text)
    first = next(records, None)
    if first is None:
        raise UnreadableError("文件是空的，没有表头。", "请核对导出的文件；第一行应是列名。")
    header = first[1]
    return Rows(header, _padded(records, len(header)), encoding=encoding)


def recognises(data: bytes) -> int:
    """60 for text whose first line is cut by a separator, 10 for other text, 0 for anything else."""
    try:
        text = "" if foreign(data) else decode(data)[0]
    except UnreadableError:
        return 0
    if not text.strip():
        return 0
    return 60 if _cells(text, _separator(text)) > 1 else 10


FORMAT = Format(code="csv", recognises=recognises, rows=rows)
