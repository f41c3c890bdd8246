"""What an importer is: bytes of one file format to a grid (forms) or to a stream of rows (dumps)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from youju.model.grid import Grid


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that every reader of CSV cuts alike: UTF-8 on disk, a record a line, no blank lines between.

    ``header_row``: the number of the line that names the columns; ``records``: how many rows follow it, None where
    line breaks may stand in cells.
    """

    path: Path
    separator: str
    header_row: int
    records: int | None


@dataclass(frozen=True, slots=True)
class Rows:
    """``header`` as printed; each row with its number as a spreadsheet counts (the header is row 1) and its cells."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]]]
    sheet: str | None = None
    encoding: str | None = None
    plain: Plain | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """``recognises`` looks at the bytes, not at the file's name, and gives 0…100; the surest format reads the file."""

    code: str
    recognises: Callable[[bytes], int]
    grid: Callable[[bytes], Grid] | None = None
    rows: Callable[[bytes], Rows] | None = None
