"""Importers: the bytes of a file to a grid (forms) or to rows (dumps), by what the file is and not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from youju.errors import UnreadableError
from youju.importers.contract import Format, Rows
from youju.importers.encoding import decode, foreign
from youju.importers.plain import as_utf8, plain_text
from youju.importers.records import rows_on_disk
from youju.importers.republished import restored
from youju.model.grid import Grid, Paragraph, Table
from youju.registry import shelf

_READ = (
    "本版读取 docx、xlsx、xls、PDF、网页、CSV 和纯文本：doc、wps 等请用办公软件另存为 docx，压缩包请先解压，"
    "图片、照片和扫描件读不了，请用原始的电子文件。"
)
_IMPORTED = "数据请用 xlsx、xls、CSV 或只有一张表的网页：请用表格软件打开，另存为 xlsx 或“CSV UTF-8”后再导入。"
LARGE = 1_000_000  # bytes of a text from which on it is read in bulk where that can be done
MOST_TEXTS = 60_000  # texts between blanks of a document; hundreds of forms have so many
MOST_CHARACTERS = 1_500_000


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
    grid = form.grid(data)
    _require_bounded(grid, path)
    return form.code, restored(grid)


def rows_of(data: bytes, path: str) -> Rows:
    """The rows of a dump. Raises UnreadableError with a remedy, also while the rows are taken."""
    _require_content(data, path)
    candidates = [(form.recognises(data), form) for form in known_formats() if form.rows]
    surest, form = max(candidates, key=lambda candidate: candidate[0])
    if surest == 0 or form.rows is None:
        raise _unknown(data, path, _IMPORTED)
    return form.rows(data)


def rows_at(path: Path, called: str, scratch: Path) -> Rows:
    """The rows of a dump on disk, which a large text keeps there; ``scratch``: a folder to write to meanwhile.

    Raises UnreadableError as ``rows_of`` does.
    """
    if path.stat().st_size >= LARGE:
        text = _text(path, scratch)
        if text is not None:
            return rows_on_disk(text, plain_text(text))
    return rows_of(path.read_bytes(), called)


def _text(path: Path, scratch: Path) -> Path | None:
    """The file as UTF-8, if it is a CSV by its beginning."""
    with path.open("rb") as file:
        head = file.read(LARGE)
    head = head[: head.rfind(b"\n") + 1]
    formats = {form.code: form.recognises(head) for form in known_formats() if form.rows}
    if not head or foreign(head) or max(formats, key=lambda code: formats[code]) != "csv":
        return None
    return as_utf8(path, scratch)


def _require_content(data: bytes, path: str) -> None:
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError(f"文件“{path}”是空的。", "请核对文件，确认内容已保存。", {"path": path})


def _require_bounded(grid: Grid, path: str) -> None:
    """Forms are found by comparing texts with each other: what is no form at all must not take minutes."""
    texts = [text for block in grid.blocks for text in _texts(block)]
    characters = sum(map(len, texts))
    count = sum(len(text.split()) for text in texts)  # blanks may part cells
    if count > MOST_TEXTS or characters > MOST_CHARACTERS:
        raise UnreadableError(
            f"“{path}”有 {count:,} 个有字的单元格和段落，共 {characters:,} 字，不像绩效表，没有读。",
            "请只保留绩效表，或把文件拆开后再读。",
            {"path": path},
        )


def _texts(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (cell.text for cell in block.cells if cell.text)


def _unknown(data: bytes, path: str, remedy: str) -> UnreadableError:
    kind = foreign(data)
    if kind:
        return UnreadableError(f"“{path}”是{kind}，不是文本，读不出内容。", remedy, {"path": path})
    try:
        decode(data)
    except UnreadableError as fault:
        return UnreadableError(f"“{path}”{fault.message}", fault.remedy, {"path": path, **fault.place})
    return UnreadableError(f"“{path}”的格式不认识。", remedy, {"path": path})
