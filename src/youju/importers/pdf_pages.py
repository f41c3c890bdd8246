"""The pages of a PDF as upright letters and strokes: with its part for strokes the only module that knows PDFium.

PDFium repairs what it can and is many times faster than a reader in Python; it must not run in two threads at once.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

import pypdfium2.raw as _untyped

from youju.errors import UnreadableError
from youju.importers.container import locked
from youju.importers.pdf_bounds import require_bounded
from youju.importers.pdf_letters import UNREADABLE, Letter, readable
from youju.importers.pdf_rules import Stroke
from youju.importers.pdf_strokes import FARTHEST, MOST_OBJECTS, Frame, strokes_of
from youju.importers.word_symbols import symbol

_pdfium: Any = _untyped  # its handles are opaque pointers: typed as object, and they do not leave the modules here
_LOCK = Lock()
MOST_PAGES = 300
MOST_OBJECTS_IN_ALL = 400_000
MOST_LETTERS = 500_000  # a thick book; more takes longer than anybody waits
_INVISIBLE = 3
_HYPHEN = 2  # what PDFium gives for a hyphen at the end of a line, taking it for a word cut in two
_SYMBOLS = range(0xF000, 0xF100)
_SYMBOL_FONT = re.compile(r"(wingdings|webdings|symbol)[-_ ]?(2)?")
_LONGEST_NAME = 128
_PASSWORD = (4, 5)
_FEWER_PAGES = "请只导出申报表所在的几页再读。"


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` counts from 1; coordinates are points from the top left corner of the page held upright.

    ``opened``: the page could be read at all; ``drawn_out``: it has too many objects, its strokes were left out;
    ``recognised``: its only text is the invisible layer that a text recognition laid under a scanned picture;
    ``blank``: nothing is printed on it.
    """

    number: int
    width: float = 0
    height: float = 0
    letters: tuple[Letter, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    opened: bool = True
    drawn_out: bool = False
    recognised: bool = False
    blank: bool = False


class _Glyph(NamedTuple):
    """A letter in the page's own space; ``turns``: quarter turns of its writing direction, counter-clockwise."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    turns: int
    visible: bool


def pages_of(data: bytes) -> tuple[Page, ...]:
    """Every page in order. Raises UnreadableError for a broken, locked or endless file."""
    require_bounded(data)
    with _LOCK:
        document = _pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise locked() if _pdfium.FPDF_GetLastError() in _PASSWORD else _broken()
        try:
            return tuple(_pages(document))
        finally:
            _pdfium.FPDF_CloseDocument(document)


def _pages(document: object) -> Iterator[Page]:
    count = _pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        raise UnreadableError(f"PDF有 {count} 页，超过 {MOST_PAGES} 页的上限，没有读。", _FEWER_PAGES)
    if count < 1:
        raise _broken()
    letters = objects = 0
    for number in range(1, count + 1):
        page = _loaded(document, number - 1)
        if not page:
            yield Page(number, opened=False)
            continue
        try:
            found = _page(page, number, objects)
            objects += _pdfium.FPDFPage_CountObjects(page)
        finally:
            _pdfium.FPDF_ClosePage(page)
        letters += len(found.letters)
        if letters > MOST_LETTERS:
            raise UnreadableError(f"PDF的文字超过 {MOST_LETTERS:,} 个，不像一份表格，没有读。", _FEWER_PAGES)
        yield found


def _broken() -> UnreadableError:
    return UnreadableError("PDF文件不完整或已损坏，打不开。", "请重新下载或拷贝这份文件，或用原来的软件重新导出。")


def _loaded(document: object, index: int) -> object:
    """A page with what was filled into its form fields and stamped onto it, which stands beside its content."""
    page = _pdfium.FPDF_LoadPage(document, index)
    if not page or not _pdfium.FPDFPage_GetAnnotCount(page):
        return page
    flat = _pdfium.FPDFPage_Flatten(page, _pdfium.FLAT_PRINT)
    if flat != _pdfium.FLATTEN_SUCCESS:
        return page
    _pdfium.FPDF_ClosePage(page)
    return _pdfium.FPDF_LoadPage(document, index)


def _page(page: object, number: int, objects_before: int) -> Page:
    """One page; its strokes are left out where its objects, or those of all pages so far, are too many."""
    objects = _pdfium.FPDFPage_CountObjects(page)
    drawn_out = objects > MOST_OBJECTS or objects_before + objects > MOST_OBJECTS_IN_ALL
    glyphs = _glyphs(page)
    visible = [glyph for glyph in glyphs if glyph.visible]
    recognised = bool(glyphs) and not visible
    frame = _frame(page, visible or glyphs)
    width, height = frame.size
    letters = (_letter(glyph, frame) for glyph in visible or glyphs)
    return Page(
        number,
        width,
        height,
        tuple(letter for letter in letters if 0 <= letter.middle_x <= width and 0 <= letter.middle_y <= height),
        () if drawn_out else tuple(strokes_of(page, frame)),
        drawn_out=drawn_out,
        recognised=recognised,
        blank=objects == 0,
    )


def _frame(page: object, glyphs: list[_Glyph]) -> Frame:
    """The visible box, turned as most of the letters are; without letters as the page says."""
    box = _pdfium.FS_RECTF()
    _pdfium.FPDF_GetPageBoundingBox(page, box)
    directions = Counter(glyph.turns for glyph in glyphs if not glyph.text.isspace())
    turns = directions.most_common(1)[0][0] if directions else _pdfium.FPDFPage_GetRotation(page)
    return Frame(box.left, box.bottom, box.right, box.top, turns)


def _letter(glyph: _Glyph, frame: Frame) -> Letter:
    x0, y0 = frame.upright(glyph.left, glyph.bottom)
    x1, y1 = frame.upright(glyph.right, glyph.top)
    left, right = (x0, x1) if x0 < x1 else (x1, x0)
    top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
    return Letter(glyph.text, left, top, right, bottom, (glyph.turns - frame.turns) % 4)


def _glyphs(page: object) -> list[_Glyph]:
    """Every letter that the page itself writes; blanks that PDFium puts between words are not among them."""
    text = _pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    box = _pdfium.FS_RECTF()
    found = []
    try:
        for index in range(_pdfium.FPDFText_CountChars(text)):
            if _pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            if not _pdfium.FPDFText_GetLooseCharBox(text, index, box):
                continue
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if not (-FARTHEST < left <= right < FARTHEST and -FARTHEST < bottom < top < FARTHEST):  # nor "not a number"
                continue
            lost = _pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
            written = UNREADABLE if lost else _character(text, index)
            if written:
                clockwise = round(_pdfium.FPDFText_GetCharAngle(text, index) / (math.pi / 2))
                found.append(_Glyph(written, left, bottom, right, top, -clockwise % 4, _is_visible(text, index)))
    finally:
        _pdfium.FPDFText_ClosePage(text)
    return found


def _character(text: object, index: int) -> str:
    """What a letter shows; symbol fonts number their pictures in the area for private use."""
    code = _pdfium.FPDFText_GetUnicode(text, index)
    if code == _HYPHEN and _pdfium.FPDFText_IsHyphen(text, index) == 1:
        return "-"
    if code not in _SYMBOLS:
        return readable(code)
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    _pdfium.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.c_int())
    found = _SYMBOL_FONT.search(name.value.decode("ascii", "replace").lower())
    return (symbol(" ".join(filter(None, found.groups())), code) if found else None) or readable(code)


def _is_visible(text: object, index: int) -> bool:
    return bool(_pdfium.FPDFTextObj_GetTextRenderMode(_pdfium.FPDFText_GetTextObject(text, index)) != _INVISIBLE)
