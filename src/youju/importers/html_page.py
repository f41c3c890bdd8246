"""The text of a web page out of its bytes: the page inside a saved archive, and the encoding that is true.

Pages declare encodings that they do not have; what decodes strictly decides, as for every text.
"""

from __future__ import annotations

import codecs
import email
import re
from dataclasses import dataclass
from email.message import Message

from youju.errors import UnreadableError
from youju.importers.encoding import decode

LARGEST = 50_000_000
_PRESCAN = 4_096
_HEADERS = re.IGNORECASE | re.MULTILINE | re.DOTALL
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z-]*:[ \t]")
_ARCHIVE = re.compile(
    rb"^MIME-Version:.*?^Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_ARCHIVE_TYPE_FIRST = re.compile(
    rb"^Content-Type:\s*multipart/related.*?^MIME-Version:", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_DECLARED = re.compile(rb"""(?:charset|<\?xml[^>]*encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_FRAMES = re.compile(r"<frameset[\s>]", re.IGNORECASE)
_TRADITIONAL = frozenset({"big5", "big5hkscs", "cp950"})  # decodes as GB18030 too, into other characters
_ONLY_THE_FORM = "请只保留要读的表，另存为网页（仅 HTML）后再读。"


@dataclass(frozen=True, slots=True)
class Page:
    """The markup of one page and the name of its encoding."""

    markup: str
    encoding: str


def is_archive(data: bytes) -> bool:
    """Whether the file is a page saved as one file (MHTML): mail headers, then the parts of the page."""
    start = data.removeprefix(codecs.BOM_UTF8)[:_PRESCAN]
    known = _ARCHIVE.search(start) or _ARCHIVE_TYPE_FIRST.search(start)
    return _HEADER.match(start) is not None and known is not None


def pages_of(data: bytes) -> tuple[Page, ...]:
    """The page of a file; the framed pages where it is a frame around several (a workbook saved as a page).

    Raises UnreadableError for a file that is too large, an archive without a page and an encoding that is none.
    """
    if len(data) > LARGEST:
        raise UnreadableError(
            f"网页有 {len(data) // 1_000_000} MB，超过 {LARGEST // 1_000_000} MB 的上限，没有读。", _ONLY_THE_FORM
        )
    if not is_archive(data):
        return (_decoded(data, None),)
    first, *others = [_decoded(body, charset) for body, charset in _parts(data)]
    return tuple(others) if others and _FRAMES.search(first.markup) else (first,)


def _parts(data: bytes) -> list[tuple[bytes, str | None]]:
    """The parts of an archive that are pages, each with the charset its own header names."""
    try:
        message: Message = email.message_from_bytes(data.removeprefix(codecs.BOM_UTF8).lstrip())
        pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
        found = [(part.get_payload(decode=True), part.get_content_charset()) for part in pages]
    except (RecursionError, ValueError, LookupError):
        found = []
    parts = [(body, charset) for body, charset in found if isinstance(body, bytes) and body.strip()]
    if not parts:
        raise UnreadableError(
            "单个文件网页（mht）里没有网页内容。", "请重新保存网页，或用浏览器打开后全选复制到文本文件再读。"
        )
    return parts


def _decoded(data: bytes, charset: str | None) -> Page:
    """UTF-8 before all others, for it hardly ever fits by accident; then what is declared, then GB18030."""
    declared = charset or _declared(data)
    if declared in _TRADITIONAL and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        for encoding in ("utf-8", declared):
            try:
                return Page(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    if declared in {"utf-16", "utf-16-le", "utf-16-be"} and b"\x00<" in data[:_PRESCAN].replace(b"<\x00", b"\x00<"):
        try:
            return Page(data.decode(declared).removeprefix("\ufeff"), declared)
        except UnicodeDecodeError:
            pass
    markup, encoding = decode(data)
    return Page(markup, encoding)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_PRESCAN])
    if found is None:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii", "replace")).name
    except LookupError:
        return None
