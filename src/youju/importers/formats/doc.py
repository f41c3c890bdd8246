"""Word processing files that are not read: each is named, with the way to a file that is."""

from __future__ import annotations

import re
from typing import NoReturn

from youju.errors import UnreadableError
from youju.importers.container import streams_of
from youju.importers.contract import Format

_START = 1024
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_ODT = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL)
_WORD_XML = re.compile(rb"<\?mso-application\s[^>]*Word\.Document")
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，选“另存为”，类型选“Word 文档（*.docx）”，再读另存的文件。"


def _kind(data: bytes) -> str | None:
    start = data[:_START]
    if "WordDocument" in streams_of(data):
        return "旧版 Word 或 WPS 文件（doc、wps）"
    if _RTF.match(start):
        return "RTF 文件"
    if _ODT.match(start):
        return "ODT 文件"
    if _WORD_XML.search(start):
        return "Word 的 XML 文件"
    return None


def recognises(data: bytes) -> int:
    """80 for a file of an older or another word processor, 0 for the rest."""
    return 80 if _kind(data) else 0


def grid(data: bytes) -> NoReturn:
    """Raises UnreadableError, always: it says what the file is and how to save it as what is read."""
    raise UnreadableError(f"这是{_kind(data)}，本版不读这种格式。", _SAVE_AS_DOCX)


FORMAT = Format(code="doc", recognises=recognises, grid=grid)
