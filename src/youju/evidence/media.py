"""What a document is, told by its bytes and never by its name: the kinds that may be attached, and the name it gets."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from youju.errors import UnreadableError

LARGEST = 50_000_000
LONGEST_NAME = 120
NAMELESS = "附件"
_ACCEPTED = "可以附的是：PDF、照片（JPEG、PNG）、扫描件（TIFF）、DOCX、XLSX、OFD、纯文本。"
_ZIP = b"PK\x03\x04"
_STARTS = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("OFD.xml", "ofd"))
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa", b"\xca\xfe\xba\xbe")
_SCRIPT = re.compile(r"\s*(?:#!|@echo\b)", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<[!?a-z]|[^\0]{0,4000}<(?:html|head|body|script|svg|iframe)\b", re.IGNORECASE)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PLAIN = frozenset({"txt", "csv", "tsv", "log", "md"})  # what a plain text may be called
_SPACES = frozenset("\t\n\r\f\x1a")  # control characters of a plain text; the last ends old ones
_UNPRINTABLE = frozenset({"Cc", "Cn", "Co", "Cs"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what a file system may not take in a name


@dataclass(frozen=True, slots=True)
class Media:
    """A kind of document: its code, how people call it, its media type, how the name of such a file may end."""

    code: str
    label: str
    type: str
    suffixes: tuple[str, ...]


_WORD, _BOOK = "wordprocessingml.document", "spreadsheetml.sheet"
KINDS = {
    kind.code: kind
    for kind in (
        Media("pdf", "PDF", "application/pdf", ("pdf",)),
        Media("jpeg", "照片（JPEG）", "image/jpeg", ("jpg", "jpeg")),
        Media("png", "图片（PNG）", "image/png", ("png",)),
        Media("tiff", "扫描件（TIFF）", "image/tiff", ("tif", "tiff")),
        Media("docx", "DOCX", f"application/vnd.openxmlformats-officedocument.{_WORD}", ("docx",)),
        Media("xlsx", "XLSX", f"application/vnd.openxmlformats-officedocument.{_BOOK}", ("xlsx",)),
        Media("ofd", "OFD", "application/ofd", ("ofd",)),
        Media("text", "纯文本", "text/plain", tuple(sorted(_PLAIN, key=lambda suffix: (suffix != "txt", suffix)))),
    )
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file to attach: its clean name, what it is, its bytes."""

    name: str
    media: Media
    content: bytes


def document(name: str, content: bytes) -> Document:
    """The document that came under that name. Raises UnreadableError for what may not be attached, saying why."""
    last = _last(name)
    if not content:
        raise UnreadableError(f"“{last}”是空文件，没有可附的内容。", "请核对是否选错了文件。")
    if len(content) > LARGEST:
        raise too_large(last, len(content))
    media = KINDS[_code(last, content)]
    return Document(_named(last, media), media, content)


def too_large(name: str, size: int) -> UnreadableError:
    """The fault of a document beyond what is kept as an attachment."""
    return UnreadableError(
        f"“{_last(name)}”有 {size / 1_000_000:.1f} MB，一个附件最多 {LARGEST // 1_000_000} MB。",
        "请降低扫描的分辨率，或拆成几份再附。",
    )


def _code(name: str, content: bytes) -> str:
    for start, code in _STARTS:
        if content.startswith(start):
            return code
    if content.startswith(_ZIP):
        return _packed(name, content)
    text = _text(content)
    if text is None:
        if content.startswith(_PROGRAMS):
            raise UnreadableError(f"“{name}”是程序，不能作为附件。", _ACCEPTED)
        raise UnreadableError(f"“{name}”的内容不是可以附的文件。", f"{_ACCEPTED}别的格式请另存为其中一种。")
    return _plain(name, text)


def _packed(name: str, content: bytes) -> str:
    """A document of several parts, told by the part that makes it one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError(f"“{name}”不完整或已损坏。", "请重新下载或拷贝这份文件再附。") from None
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise UnreadableError(f"“{name}”带有宏（程序），不能作为附件。", "请另存为不带宏的 DOCX、XLSX 或 PDF。")
    for part, code in _PARTS:
        if part in parts:
            return code
    raise UnreadableError(f"“{name}”是压缩包，不是文件本身。", f"请解开后逐个附上。{_ACCEPTED}")


def _plain(name: str, text: str) -> str:
    """A text that is nothing but text: no page, no picture in markup, no script."""
    if _MARKUP.match(text):
        raise UnreadableError(f"“{name}”是网页或矢量图（HTML、SVG），不能作为附件。", "请打印或导出为 PDF 再附。")
    if _SCRIPT.match(text) or _suffix(name) not in {*_PLAIN, ""}:
        raise UnreadableError(f"“{name}”是脚本或别的代码，不能作为附件。", f"{_ACCEPTED}纯文本请用 .txt 的文件名。")
    return "text"


def _text(content: bytes) -> str | None:
    """The characters of a plain text; None for anything else."""
    for encoding in ("utf-16",) if content.startswith(_WIDE) else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        used = set(text) - _SPACES
        return None if any(unicodedata.category(letter) in _UNPRINTABLE for letter in used) else text
    return None


def _last(name: str) -> str:
    """The name without folders, invisible and forbidden characters."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in bare if letter == " " or letter.isprintable())
    return _FORBIDDEN.sub("", seen).strip(" .") or NAMELESS


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return suffix.casefold() if dot and stem else ""


def _named(name: str, media: Media) -> str:
    """The name, ending as files of that kind do, so that it opens as what it is."""
    suffix = _suffix(name)
    if suffix in media.suffixes:
        return f"{name[: -len(suffix) - 1][:LONGEST_NAME].rstrip(' .')}.{suffix}"
    return f"{name[:LONGEST_NAME].rstrip(' .')}.{media.suffixes[0]}"
