"""The records of an old workbook (xls of 1993 to 2003): its sheets, texts, number formats, and each sheet's cells.

Records are two numbers and their bytes, one after the other. Only those that hold what a person sees are looked at;
macros, charts and formulas are passed over, of a formula only the kept result is taken.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from youju.importers.compound import damaged
from youju.importers.container import locked
from youju.importers.number_formats import BUILT_IN, GENERAL, Value, number
from youju.importers.workbook import Filled, HiddenColumns, HiddenRow, Sheet, Span, Told

_BOF, _EOF, _CONTINUE, _FILEPASS = 0x809, 0x0A, 0x3C, 0x2F
_BOUNDSHEET, _DATEMODE, _CODEPAGE, _FORMAT, _XF, _SST = 0x85, 0x22, 0x42, 0x41E, 0xE0, 0xFC
_ROW, _COLINFO, _MERGED = 0x208, 0x7D, 0xE5
_LABEL_SST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK, _FORMULA, _STRING, _BOOLERR = (
    *(0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x06, 0x207, 0x205),
)
_UNICODE = 0x600  # the version whose texts are Unicode
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CODEPAGES = {936: "gb18030", 950: "big5", 932: "shift_jis", 949: "cp949", 1200: "utf-16-le"}


@dataclass(slots=True)
class _Globals:
    """What the first part of the stream says of the whole workbook."""

    version: int = _UNICODE
    encoding: str = "gb18030"
    from_1904: bool = False
    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)

    def format_of(self, style: int) -> str:
        return self.codes.get(self.styles[style], GENERAL) if style < len(self.styles) else GENERAL


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from a place to the end of its part; parts inside it (charts) are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if len(body) < length:
            raise damaged()
        at += 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, body
    raise damaged()


def sheets_of(stream: bytes) -> list[Sheet]:
    """The worksheets in order. Raises UnreadableError, also while cells are taken, for what is locked or damaged."""
    try:
        told = _globals(stream)
    except (struct.error, IndexError):
        raise damaged() from None
    return [Sheet(name, _told(stream, at, told), visible, told.from_1904) for name, at, visible in told.sheets]


def _globals(stream: bytes) -> _Globals:
    found = _Globals()
    shared: list[bytes] = []
    last = 0
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise locked()
        last = last if kind == _CONTINUE else kind
        if last == _SST:
            shared.append(body)
        else:
            _note_global(found, kind, body)
    if shared:
        count = struct.unpack_from("<I", shared[0], 4)[0]
        texts = _Texts([shared[0][8:], *shared[1:]])
        found.strings = [texts.text() for _ in range(min(count, sum(map(len, shared))))]
    return found


def _note_global(found: _Globals, kind: int, body: bytes) -> None:
    if kind == _BOF:
        found.version = struct.unpack_from("<H", body)[0]
    elif kind == _CODEPAGE:
        page = struct.unpack_from("<H", body)[0]
        found.encoding = _CODEPAGES.get(page, "cp1252" if page in (1252, 32769) else found.encoding)
    elif kind == _DATEMODE:
        found.from_1904 = body[:1] == b"\1"
    elif kind == _BOUNDSHEET:
        at, hidden, content = struct.unpack_from("<I2B", body)
        if content == 0 and all(at != other for _, other, _ in found.sheets):
            found.sheets.append((_short(found, body[6:], 1), at, hidden & 3 == 0))
    elif kind == _FORMAT:
        width = 2 if found.version >= _UNICODE else 1
        found.codes[struct.unpack_from("<H", body)[0]] = _short(found, body[2:], width)
    elif kind == _XF:
        found.styles.append(struct.unpack_from("<H", body, 2)[0])


def _short(found: _Globals, body: bytes, width: int) -> str:
    """A text in one record; its length takes one byte or two."""
    length = int.from_bytes(body[:width], "little")
    if found.version < _UNICODE:
        return body[width : width + length].decode(found.encoding, "replace")
    return _Texts([body]).text(width)


class _Texts:
    """Texts one after the other over a record and its continuations; a text cut there says anew how it goes on."""

    def __init__(self, segments: list[bytes]) -> None:
        self._segments = segments
        self._segment = self._at = 0

    def _take(self, count: int) -> bytes:
        """The next bytes, across borders."""
        taken = b""
        while count:
            left = self._segments[self._segment][self._at : self._at + count]
            taken += left
            count -= len(left)
            self._at += len(left)
            if count:
                self._segment, self._at = self._segment + 1, 0
        return taken

    def text(self, width: int = 2) -> str:
        """The next text; what stands behind it (fonts of its parts, how it is pronounced) is passed over."""
        length = int.from_bytes(self._take(width), "little")
        flags = self._take(1)[0]
        runs = int.from_bytes(self._take(2), "little") if flags & 8 else 0
        extended = int.from_bytes(self._take(4), "little") if flags & 4 else 0
        pieces: list[str] = []
        while length:
            if self._at >= len(self._segments[self._segment]):
                self._segment, self._at = self._segment + 1, 0
                flags = self._take(1)[0]
            size = 2 if flags & 1 else 1
            here = min(length, (len(self._segments[self._segment]) - self._at) // size)
            if here == 0:
                raise damaged()
            pieces.append(self._take(here * size).decode("utf-16-le" if size > 1 else "latin-1", "replace"))
            length -= here
        self._take(4 * runs + extended)
        return "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")


def _told(stream: bytes, at: int, told: _Globals) -> Iterator[Told]:
    try:
        waiting: tuple[int, int, int] | None = None  # a formula whose text comes in a record of its own
        for kind, body in _records(stream, at):
            if kind == _FORMULA and body[6:7] == b"\0" and body[12:14] == b"\xff\xff":
                waiting = struct.unpack_from("<3H", body)
            elif kind == _STRING and waiting is not None:
                text = _short(told, body, 2)
                if text:
                    yield Filled(waiting[0] + 1, waiting[1] + 1, text, told.format_of(waiting[2]))
                waiting = None
            elif kind in _CELLS:
                yield from _cells(told, kind, body)
            else:
                yield from _layout(kind, body)
    except (struct.error, IndexError):
        raise damaged() from None


def _layout(kind: int, body: bytes) -> Iterator[Told]:
    """Merged ranges, hidden rows and hidden columns."""
    if kind == _MERGED:
        for place in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * place)
            yield Span(top + 1, left + 1, bottom + 1, right + 1)
    elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
        yield HiddenRow(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _COLINFO and struct.unpack_from("<H", body, 8)[0] & 1:
        first, last = struct.unpack_from("<2H", body)
        yield HiddenColumns(first + 1, last + 1)


def _cells(told: _Globals, kind: int, body: bytes) -> Iterator[Filled]:
    """The cells of one record; a blank text is no content."""
    row, column, style = struct.unpack_from("<3H", body)
    if kind == _MULRK:
        for place in range((len(body) - 6) // 6):
            style, packed = struct.unpack_from("<HI", body, 4 + 6 * place)
            if (value := number(repr(_unpacked(packed)))) is not None:
                yield Filled(row + 1, column + 1 + place, value, told.format_of(style))
        return
    found = _value(told, kind, body)
    if found is not None and found != "":
        yield Filled(row + 1, column + 1, found, told.format_of(style))


def _value(told: _Globals, kind: int, body: bytes) -> Value | None:
    if kind == _LABEL_SST:
        index = struct.unpack_from("<I", body, 6)[0]
        return told.strings[index] if index < len(told.strings) else None
    if kind in (_LABEL, _RSTRING):
        return _short(told, body[6:], 2)
    if kind == _BOOLERR:
        return _ERRORS.get(body[6], "#N/A") if body[7] else body[6] == 1
    if kind == _RK:
        return number(repr(_unpacked(struct.unpack_from("<I", body, 6)[0])))
    if kind == _FORMULA and body[12:14] == b"\xff\xff":
        answers: dict[int, Value] = {1: body[8] == 1, 2: _ERRORS.get(body[8], "#N/A")}
        return answers.get(body[6])
    return number(repr(struct.unpack_from("<d", body, 6)[0]))


def _unpacked(packed: int) -> float:
    """A number in 30 bits: whole or the head of a longer one, perhaps in hundredths."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x8000_0000 else 0))
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFF_FFFC) << 32))[0]
    return value / 100 if packed & 1 else value


_CELLS = frozenset((_LABEL_SST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR))
