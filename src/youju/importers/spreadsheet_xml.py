"""The parts of a new workbook (xlsx): its sheets, texts, number formats, and each sheet cell by cell as a stream.

Nothing outside the file is fetched, no tree is built, and of a formula only the kept result is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import join, normpath
from typing import Protocol
from xml.parsers import expat

from youju.errors import UnreadableError
from youju.importers.container import Container
from youju.importers.number_formats import BUILT_IN, GENERAL, Value, number
from youju.importers.workbook import Filled, HiddenColumns, HiddenRow, Span, Told, Unanswered

WORKBOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_TAGS = 8_000_000  # of one part: a million cells with their texts
MOST_PIECES = 5_000  # of one cell's text; a piece has at most 8 KB
_CHUNK = 65_536
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_CELLS_END = re.compile(rb"</(?:\w{1,20}:)?sheetData")
_MARK = 40  # bytes that hold it
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")


class _Handler(Protocol):
    """Who is told of the elements of a part; names come without prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


def _scan(container: Container, part: str, handler: _Handler) -> Iterator[None]:
    """Tells the handler of a part, and pauses between pieces of it.

    Raises UnreadableError for a part that is missing, locked, no XML, declares entities (they may grow),
    or has more elements than any table.
    """
    data = container.part(part)
    if data.count(b"<") > MOST_TAGS:
        raise UnreadableError(
            f"文件的“{part}”部分有超过 {MOST_TAGS:,} 个标记，不像一份表格，没有读。", "请只保留要读的表，另存后再读。"
        )
    parser = _parser(handler, part)
    for at in range(0, len(data), _CHUNK):
        try:
            parser.Parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
        except (expat.ExpatError, ValueError, LookupError):  # the last two: an encoding that does not exist
            _refuse(part)
        yield


def _parser(handler: _Handler, part: str) -> expat.XMLParserType:
    """A parser that tells the handler; most files use no prefixes, so only a prefixed root has them taken away."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def root(name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            parser.StartElementHandler = lambda name, attributes: handler.start(name.rpartition(":")[2], attributes)
            parser.EndElementHandler = lambda name: handler.end(name.rpartition(":")[2])
        else:
            parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        handler.start(name.rpartition(":")[2], attributes)

    parser.StartElementHandler = root
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(part)
    return parser


def _refuse(part: str) -> None:
    raise UnreadableError(
        f"文件的“{part}”部分损坏了，读不出内容。", "请用办公软件打开，另存一份后再读。", {"part": part}
    )


def _scanned(container: Container, part: str, handler: _Handler) -> None:
    for _ in _scan(container, part, handler):
        pass


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it; ``part`` holds its cells."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Book:
    """Worksheets in order, and how their numbers are to be taken; ``recalculated``: results are made on opening."""

    sheets: tuple[Listed, ...]
    from_1904: bool
    recalculated: bool


@dataclass(slots=True)
class _Elements:
    """Keeps the attributes of the elements of some names."""

    names: tuple[str, ...]
    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self.names:
            self.found.append((name, attributes))

    def end(self, name: str) -> None:
        """Nothing: only attributes are kept."""

    def text(self, text: str) -> None:
        """Nothing: only attributes are kept."""


def book_of(container: Container) -> Book:
    """The workbook's list of worksheets; charts and macro sheets are no worksheets."""
    relations = _Elements(("Relationship",))
    _scanned(container, _RELATIONS, relations)
    parts = {
        relation.get("Id", ""): normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
        for _, relation in relations.found
        if relation.get("Type", "").endswith("/worksheet")
    }
    elements = _Elements(("sheet", "workbookPr", "calcPr"))
    _scanned(container, WORKBOOK, elements)
    sheets = [attributes for name, attributes in elements.found if name == "sheet"]
    listed: dict[str, Listed] = {}
    for sheet in sheets:
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        if part := parts.get(relation):
            visible = sheet.get("state", "visible") == "visible"
            listed.setdefault(part, Listed(sheet.get("name", ""), part, visible))
    return Book(
        tuple(listed.values()),
        from_1904=any(attributes.get("date1904") in _TRUE for _, attributes in elements.found),
        recalculated=any(attributes.get("fullCalcOnLoad") in _TRUE for _, attributes in elements.found),
    )


@dataclass(frozen=True, slots=True)
class Looks:
    """The shared texts, and the number format of each style."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]

    def format_of(self, style: str | None) -> str:
        """The number format of a cell by its style index."""
        index = _integer(style)
        return self.formats[index] if index < len(self.formats) else GENERAL


def looks_of(container: Container) -> Looks:
    """The shared texts and number formats; a workbook need not have them."""
    strings, styles = _Strings(), _Styles()
    if STRINGS in container.names:
        _scanned(container, STRINGS, strings)
    if STYLES in container.names:
        _scanned(container, STYLES, styles)
    return Looks(tuple(strings.found), tuple(styles.codes.get(style, GENERAL) for style in styles.used))


@dataclass(slots=True)
class _Styles:
    """Number formats by their number, and which of them each style of cells uses."""

    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    used: list[int] = field(default_factory=list)
    _group: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("numFmts", "cellXfs"):
            self._group = name
        elif name == "numFmt" and self._group == "numFmts":
            self.codes[_integer(attributes.get("numFmtId"))] = attributes.get("formatCode") or GENERAL
        elif name == "xf" and self._group == "cellXfs":
            self.used.append(_integer(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == self._group:
            self._group = ""

    def text(self, text: str) -> None:
        """Nothing: styles have no text."""


@dataclass(slots=True)
class _Text:
    """A text of runs in one; how it is pronounced (rPh) is not part of it."""

    _pieces: list[str] = field(default_factory=list)
    _open: bool = False
    _silent: bool = False

    def start(self, name: str) -> None:
        self._silent = self._silent or name == "rPh"
        self._open = name in ("t", "v", "f") and not self._silent

    def end(self, name: str) -> None:
        self._silent = self._silent and name != "rPh"
        self._open = False

    def add(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)
            if len(self._pieces) > MOST_PIECES:
                raise UnreadableError("有一个单元格的文字长得不像表格。", "请用办公软件打开，另存一份后再读。")

    def taken(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        return text


class _Strings:
    """The shared texts in order."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text = _Text()
        self.text = self._text.add

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._text.start(name)

    def end(self, name: str) -> None:
        self._text.end(name)
        if name == "si":
            self.found.append(_plain(self._text.taken()))


def _integer(text: str | None) -> int:
    return int(text) if text and len(text) < 10 and text.isdecimal() else 0  # noqa: PLR2004 (no number here is longer)


def _plain(text: str) -> str:
    """Characters that XML cannot hold are escaped as _x000D_; a line break in a cell is one sign."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).encode("utf-8", "replace").decode()
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=MOST_COLUMNS)
def column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, XFD 16384."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def told_of(container: Container, part: str, looks: Looks, *, recalculated: bool = False) -> Iterator[Told]:
    """A sheet's cells, merged ranges, hidden rows and columns, in the order of the file.

    ``recalculated``: the writer left the results to whoever opens the file, so a 0 beside a formula is no result.
    """
    sheet = _Sheet(looks, recalculated=recalculated)
    for _ in _scan(container, part, sheet):
        yield from sheet.told
        sheet.told.clear()


def merged_in(container: Container, part: str) -> Iterator[Span]:
    """A sheet's merged ranges, which a file has behind all cells: found without reading these again."""
    behind = bytearray()
    before = b""  # the end of the piece before: the mark may stand over both
    for piece in container.pieces(part):
        if behind:
            behind += piece
        elif found := _CELLS_END.search(before + piece):
            behind += (before + piece)[found.start() :]
        before = piece[-_MARK:]
    for found in _MERGED.finditer(behind):
        left, top, right, bottom = (end.decode() for end in found.groups())
        yield Span(int(top), column_number(left), int(bottom), column_number(right))


class _Sheet:
    """Hears the elements of a sheet and keeps what they tell until it is taken."""

    def __init__(self, looks: Looks, *, recalculated: bool) -> None:
        self.told: list[Told] = []
        self._looks, self._recalculated = looks, recalculated
        self._row = 0
        self._reference, self._beyond = "", 0  # the last cell with a reference, and how many stand right of it
        self._cell: dict[str, str] = {}
        self._formula = self._filled = False
        self._said = ""  # the formula itself
        self._text = _Text()
        self.text = self._text.add

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell, self._formula, self._filled, self._said = attributes, False, False, ""
            if "r" in attributes:
                self._reference, self._beyond = attributes["r"], 0
            else:
                self._beyond += 1
            return
        self._text.start(name)
        if name in ("v", "t", "f"):
            self._filled = True
            self._formula = self._formula or name == "f"
        elif name == "row":
            self._row = _integer(attributes.get("r")) or self._row + 1
            self._reference, self._beyond = "", 0
            if attributes.get("hidden") in _TRUE:
                self.told.append(HiddenRow(self._row))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.told.append(HiddenColumns(_integer(attributes.get("min")), _integer(attributes.get("max"))))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name != "c":
            self._text.end(name)
            if name == "f":
                self._said = self._text.taken()
        elif self._filled:
            text = self._text.taken()
            reference = _REFERENCE.fullmatch(self._reference)
            column = (column_number(reference[1]) if reference else 0) + self._beyond
            if (text or self._formula) and 1 <= self._row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS:
                self._fill(column, text)

    def _merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        if ends[0] and ends[-1]:
            (left, top), (right, bottom) = ends[0].groups(), ends[-1].groups()
            self.told.append(Span(int(top), column_number(left), int(bottom), column_number(right)))

    def _fill(self, column: int, text: str) -> None:
        value = self._value(text)
        if self._formula and self._lacks_result(value):
            self.told.append(Unanswered(self._row, column, self._said))
        elif value != "":
            self.told.append(Filled(self._row, column, value, self._looks.format_of(self._cell.get("s"))))

    def _value(self, text: str) -> Value:
        kind = self._cell.get("t", "n")
        if kind == "s":
            index = _integer(text.strip())
            return self._looks.strings[index] if text and index < len(self._looks.strings) else ""
        if kind == "b":
            return text.strip() in _TRUE
        found = number(text) if kind == "n" else None
        return _plain(text) if found is None else found

    def _lacks_result(self, value: Value) -> bool:
        if value == "":
            return self._cell.get("t") != "str"  # a formula may well answer with an empty text
        return self._recalculated and not isinstance(value, str | bool) and value == 0
