"""Records of separated text: the way it is cut, and the rows of a dump, taken from memory or line by line from disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from youju.errors import UnreadableError
from youju.importers.contract import Plain, Rows

SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 131_072  # characters; the limit of the csv module, which it keeps for the whole process
TITLES = 20  # records that may stand above the names of columns
HEAD = 1_000_000  # characters that hold these records
EXPORT_AGAIN = "请在表格软件中“另存为CSV UTF-8（逗号分隔）”后重新导入。"


def records(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Records of the text with the line each begins at, blank ones included.

    A quotation mark that is never closed would swallow rows, so quoting is read strictly.
    """
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        line = reader.line_num
        raise UnreadableError(
            f"第{line}行附近的引号不成对，或单格超过{LONGEST_CELL}字，无法分列。",
            f"请核对该行的引号。{EXPORT_AGAIN}",
            {"line": line},
        ) from error


def lines_of(text: str) -> io.StringIO:
    """The lines of a text as a file gives them, with their ends."""
    return io.StringIO(text, newline="")


def is_written(record: list[str]) -> bool:
    """Whether a record has a cell that is not blank."""
    return any(cell and not cell.isspace() for cell in record)


def separator_of(text: str) -> str:
    """The separator that cuts the first record it can cut, below titles, into most cells.

    Of two that do so at different records, the one that does it first. ``text``: all of it or its beginning.
    """
    return max(SEPARATORS, key=lambda separator: _first_cut(text[:HEAD], separator))


def _first_cut(text: str, separator: str) -> tuple[int, int]:
    """How early a separator cuts a record, the later the less, and into how many cells."""
    try:
        for before, (_, record) in enumerate(islice(records(lines_of(text), separator), TITLES)):
            if len(record) > 1:
                return -before, len(record)
    except UnreadableError:
        pass  # quoting does not allow this separator
    return -TITLES, 0


def _numbered(lines: Iterable[str], separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Written records with the number a spreadsheet shows; blank lines are left out but counted."""
    for number, (_, record) in enumerate(records(lines, separator), start=1):
        if is_written(record):
            yield number, tuple(record)


def _padded(rows: Iterator[tuple[int, tuple[str, ...]]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in rows:
        yield number, cells + ("",) * (width - len(cells))


def rows_of(lines: Iterable[str], separator: str, encoding: str) -> Rows:
    """The written records as rows, padded to the first one. Raises UnreadableError, also while they are taken."""
    numbered = _numbered(lines, separator)
    first = next(numbered, None)
    if first is None:
        raise UnreadableError("文件是空的，没有表头。", "请核对导出的文件；第一行应是列名。")
    number, header = first
    return Rows(header, _padded(numbered, len(header)), encoding=encoding, header_row=number)


def rows_on_disk(path: Path, plain: Plain | None) -> Rows:
    """The rows of a UTF-8 text read line by line, so that its size costs no memory; raises as ``rows_of`` does.

    ``plain``: what is known of the same text.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        separator = separator_of(file.read(HEAD))
    return replace(rows_of(_whole_lines(path), separator, "utf-8"), plain=plain)


def _whole_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in file:
            if "\x00" in line:
                raise with_nul()
            yield line


def with_nul() -> UnreadableError:
    """The fault of a text with an empty character, where a file was cut off or is no text."""
    return UnreadableError("文件里有空字符（NUL），不是完整的CSV文本。", EXPORT_AGAIN)
