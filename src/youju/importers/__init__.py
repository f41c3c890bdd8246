"""Importers: the bytes of a file to a grid (forms) or to rows (dumps), by what the file is and not by its name."""

from __future__ import annotations

from youju.errors import UnreadableError
from youju.importers.contract import Format, Rows
from youju.importers.encoding import decode, foreign
from youju.model.grid import Grid
from youju.registry import shelf

_SAVE_AS_TEXT = "本版读取纯文本；请打开该文件，全选复制到文本文件（或另存为“纯文本”）后再读。"


def known_formats() -> tuple[Format, ...]:
    """Every file format there is, in the order of codes."""
    return tuple(sorted(shelf("youju.importers.formats", Format), key=lambda form: form.code))


def grid_of(data: bytes, path: str) -> tuple[str, Grid]:
    """The code of the format and the document as a grid. Raises UnreadableError with a remedy; ``path`` only names."""
    _require_content(data, path)
    candidates = [(form.recognises(data), form) for form in known_formats() if form.grid]
    surest, form = max(candidates, key=lambda candidate: candidate[0])
    if surest == 0 or form.grid is None:
        raise _unknown(data, path)
    return form.code, form.grid(data)


def rows_of(data: bytes, path: str) -> Rows:
    """The rows of a dump. Raises UnreadableError with a remedy, also while the rows are taken."""
    _require_content(data, path)
    candidates = [(form.recognises(data), form) for form in known_formats() if form.rows]
    surest, form = max(candidates, key=lambda candidate: candidate[0])
    if surest == 0 or form.rows is None:
        raise _unknown(data, path)
    return form.rows(data)


def _require_content(data: bytes, path: str) -> None:
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError(f"文件“{path}”是空的。", "请核对文件，确认内容已保存。", {"path": path})


def _unknown(data: bytes, path: str) -> UnreadableError:
    kind = foreign(data)
    if kind:
        return UnreadableError(f"“{path}”是{kind}，不是文本。", _SAVE_AS_TEXT, {"path": path})
    try:
        decode(data)
    except UnreadableError as fault:
        return UnreadableError(f"“{path}”{fault.message}", fault.remedy, {"path": path, **fault.place})
    return UnreadableError(f"“{path}”的格式不认识。", _SAVE_AS_TEXT, {"path": path})
