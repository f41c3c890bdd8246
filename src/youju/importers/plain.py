"""Whether a large text can be read in bulk: UTF-8, one record a line, quotation marks around whole cells only.

The file is looked through piece by piece, so that its size costs no memory. Whatever is not proven plain is read record
by record as ever.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from youju.importers.contract import Plain
from youju.importers.records import TITLES, separator_of

PIECE = 1 << 22
_LINE_BREAKS = (b"\n\n", b"\n\r\n")
_BLANK = (b"\n", b"\r\n")
_ODD = re.compile(rb"\r(?!\n)|\x00")


def as_utf8(path: Path, scratch: Path) -> Path | None:
    """The text as it is where it is UTF-8, else the same text written anew below ``scratch`` where it is GB18030.

    None for a file that is neither.
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
        return None
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


def plain_text(path: Path) -> Plain | None:
    """A UTF-8 text as one that is read in bulk; None when it has to be read record by record.

    Blank lines may stand among its first lines; it begins below them.
    """
    with path.open("rb") as file:
        head = [file.readline(PIECE) for _ in range(TITLES)]
    above = max((number for number, line in enumerate(head, start=1) if line in _BLANK), default=0)
    titles, rest = b"".join(head[:above]), b"".join(head[above:])
    if not rest or b'"' in titles or _ODD.search(titles):
        return None
    separator = separator_of(rest.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"))
    lines = _lines(path, len(titles), separator.encode())
    return None if lines is None else Plain(path, separator, above + 1, lines - 1)


def _lines(path: Path, start: int, separator: bytes) -> int | None:
    """How many lines the text has from a byte on; None when something in them is not plain."""
    within = re.compile(rb'(?<![%b\r\n"])"(?![%b\r\n"])|[^%b\r\n"]""' % (separator, separator, separator))
    count = 0
    for piece in _pieces(path, start):
        blank = piece.startswith((b"\n", b"\r\n")) or any(mark in piece for mark in _LINE_BREAKS)
        if blank or _ODD.search(piece):
            return None
        if b'"' in piece and (within.search(piece) or not _closed(piece)):
            return None
        count += piece.count(b"\n") + (not piece.endswith(b"\n"))
    return count


def _closed(piece: bytes) -> bool:
    """Whether every line closes the quotation marks it opens."""
    return all(line.count(b'"') % 2 == 0 for line in piece.split(b"\n"))


def _pieces(path: Path, start: int) -> Iterator[bytes]:
    """The file from a byte on in pieces that end with a line."""
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(PIECE):
            yield piece + file.readline()
