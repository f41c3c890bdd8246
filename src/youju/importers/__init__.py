"""Importers: the bytes of a file to a grid (forms) or to rows (dumps), by what the file is and not by its name."""

from __future__ import annotations

from youju.errors import UnreadableError
from youju.importers.contract import Format, Rows
from youju.importers.encoding import decode, foreign
from youju.importers.republished import restored
from youju.model.grid import Grid
from youju.registry import shelf

_READ = (
    "本版读取 docx、xlsx、xls、PDF、网页、CSV 和纯文本：doc、wps 等请用办公软件另存为 docx，压缩包请先解压，"
    "图片、照片和扫描件读不了，请用原始的电子文件。"
)
_IMPORTED = "数据请用 xlsx、xls、CSV 或只有一张表的网页：请用表格软件打开，另存为 xlsx 或“CSV UTF-8”后再导入。"


def known_formats() -> tuple[Format, ...]:
    """Every file format there is, in the order of codes."""
    return tuple(sorted(shelf("youju.importers.formats", Format), key=lambda form: form.code))


def grid_of(data: bytes, path: str) -> tuple[str, Grid]:
    """The code of the format and the document as a grid. Raises UnreadableError with a remedy; ``path`` only names."""
    _require_content(data, path)
    candidates = [(form.recognises(data), form) for form in known_formats() if form.grid]
    surest, form = max(candidates, key=lambda candidate: candidate[0])
    if surest == 0 or form.grid is None:
        raise _unknown(data, path, _READ)
    return form.code, restored(form.grid(data))


def rows_of(data: bytes, path: str) -> Rows:
    """The rows of a dump. Raises UnreadableError with a remedy, also while the rows are taken."""
    _require_content(data, path)
    candidates = [(form.recognises(data), form) for form in known_formats() if form.rows]
    surest, form = max(candidates, key=lambda candidate: candidate[0])
    if surest == 0 or form.rows is None:
        raise _unknown(data, path, _IMPORTED)
    return form.rows(data)


def _require_content(data: bytes, path: str) -> None:
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError(f"文件“{path}”是空的。", "请核对文件，确认内容已保存。", {"path": path})


def _unknown(data: bytes, path: str, remedy: str) -> UnreadableError:
    kind = foreign(data)
    if kind:
        return UnreadableError(f"“{path}”是{kind}，不是文本，读不出内容。", remedy, {"path": path})
    try:
        decode(data)
    except UnreadableError as fault:
        return UnreadableError(f"“{path}”{fault.message}", fault.remedy, {"path": path, **fault.place})
    return UnreadableError(f"“{path}”的格式不认识。", remedy, {"path": path})
