"""Whether a large text can be read in bulk: UTF-8, one record a line, quotation marks around whole cells only.

The file is looked through piece by piece, so that its size costs no memory. Whatever is not proven plain is read record
by record as ever.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from youju.importers.contract import Plain

PIECE = 1 << 22
_LINE_BREAKS = (b"\n\n", b"\n\r\n")
_LONE_RETURN = re.compile(rb"\r(?!\n)")
SEPARATORS = (",", ";", "\t")


def as_utf8(path: Path, scratch: Path) -> Path:
    """The text as it is where it is UTF-8, else the same text written anew below ``scratch`` where it is GB18030.

    A file that is neither stays as it is.
    """
    if _decodes(path, "utf-8"):
        return path
    other = scratch / "utf8.csv"
    decoder = codecs.getincrementaldecoder("gb18030")()
    try:
        with path.open("rb") as source, other.open("wb") as target:
            while piece := source.read(PIECE):
                target.write(decoder.decode(piece).encode("utf-8"))
            target.write(decoder.decode(b"", final=True).encode("utf-8"))
    except UnicodeError:
        return path
    return other


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def plain_text(path: Path) -> tuple[Plain, tuple[str, ...]] | None:
    """A UTF-8 text and its header, as printed; None when it has to be read record by record."""
    with path.open("rb") as file:
        first = file.readline(PIECE).removeprefix(codecs.BOM_UTF8)
    try:
        line = first.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return None
    separator = max(SEPARATORS, key=line.count)
    if not line.strip() or line.count(separator) == 0 or line.count('"') % 2:
        return None
    lines = _lines(path, separator.encode())
    if lines is None:
        return None
    header = tuple(next(csv.reader([line], delimiter=separator)))
    return Plain(path, separator, 1, lines - 1), header


def _lines(path: Path, separator: bytes) -> int | None:
    """How many lines the text has; None when something in it is not plain."""
    within = re.compile(rb'(?<![%b\r\n"])"(?![%b\r\n"])|[^%b\r\n"]""' % (separator, separator, separator))
    count = 0
    for piece in _pieces(path):
        blank = piece.startswith((b"\n", b"\r\n")) or any(mark in piece for mark in _LINE_BREAKS)
        if blank or b"\x00" in piece or _LONE_RETURN.search(piece):
            return None
        if b'"' in piece and (within.search(piece) or not _closed(piece)):
            return None
        count += piece.count(b"\n") + (not piece.endswith(b"\n"))
    return count


def _closed(piece: bytes) -> bool:
    """Whether every line closes the quotation marks it opens."""
    return all(line.count(b'"') % 2 == 0 for line in piece.split(b"\n"))


def _pieces(path: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece + file.readline()
