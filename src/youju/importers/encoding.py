"""Bytes to text: what decodes strictly is the encoding, never a guess from frequencies.

Also names what a file is when it is no text, so that its user knows what to do.
"""

from __future__ import annotations

import codecs
import re

from youju.errors import UnreadableError

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FOREIGN = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), "压缩包或新版办公文件（docx、xlsx、zip）"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "旧版办公文件（doc、xls、wps、ppt）"),
    (re.compile(rb"%PDF"), "PDF文件"),
    (re.compile(rb"\{\\rtf"), "RTF文件"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP", re.DOTALL), "图片"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!"), "压缩包"),
    (re.compile(rb"\s*<\?xml.*<\?mso-application\s[^>]*Excel\.Sheet", re.DOTALL), "Excel 2003 的 XML 表格"),
    (re.compile(rb"\s*<\?xml\s(?!.*<(?:!doctype\s+html|html)[\s>])", re.IGNORECASE | re.DOTALL), "XML文件"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 65_536
MOST_CONTROLS = 1_000  # one control character in so many is an accident of a converter, more is no text


def foreign(data: bytes) -> str | None:
    """What the file is when its first bytes say that it is neither text nor a web page; None for these."""
    start = data.removeprefix(codecs.BOM_UTF8)[:1024]
    for pattern, name in _FOREIGN:
        if pattern.match(start):
            return name
    if not data.startswith(_UTF16) and b"\x00" in data[:SAMPLE]:
        return "二进制文件"
    return None


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by byte order mark, else UTF-8, else GB18030, each strictly.

    Raises UnreadableError with the line where no encoding fits, and for bytes that decode but are no text.
    """
    if data.startswith(_UTF16):
        attempts = [("utf-16", data)]
    else:
        body = data.removeprefix(codecs.BOM_UTF8)
        attempts = [("utf-8", body), ("gb18030", body)]
    line = 1
    for encoding, body in attempts:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError as fault:
            line = max(line, body.count(b"\n", 0, fault.start) + 1)
            continue
        if len(_CONTROL.findall(text[:SAMPLE])) * MOST_CONTROLS > len(text[:SAMPLE]):
            break
        return text, encoding
    raise UnreadableError(
        f"第{line}行附近的内容不是UTF-8、UTF-16或GB18030编码的文字。",
        "请用原来的软件打开，另存为UTF-8编码的文本文件后再读。",
        {"line": line},
    )
