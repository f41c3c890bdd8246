"""What an importer is: bytes of one file format to a grid (forms) or to a stream of rows (dumps)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from youju.model.grid import Grid


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that every reader of CSV cuts alike: UTF-8 on disk, a record a line, no blank lines between.

    ``header_row``: the number of the line it begins with, which names the columns or is a title above them;
    ``records``: how many rows follow it, None where line breaks may stand in cells.
    """

    path: Path
    separator: str
    header_row: int
    records: int | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The first row that may name the columns, and the rows below it with their numbers as a spreadsheet counts.

    ``header`` as printed, in row ``header_row``; where that is a title, the names stand in one of the first rows.
    ``spans``: merged ranges of several rows as (top, left, bottom, right), counted from 1, in the order of their tops.
    """

    header: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]]]
    sheet: str | None = None
    encoding: str | None = None
    plain: Plain | None = None
    header_row: int = 1
    spans: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """``recognises`` looks at the bytes, not at the file's name, and gives 0…100; the surest format reads the file."""

    code: str
    recognises: Callable[[bytes], int]
    grid: Callable[[bytes], Grid] | None = None
    rows: Callable[[bytes], Rows] | None = None
