"""DOCX to a grid: paragraphs and tables as the page shows them, by an own walk over the XML of the main part.

Nothing in the file is run, fetched or resolved: macros, linked files and external entities stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from lxml import etree
from lxml.etree import _Element as Element

from youju.errors import UnreadableError
from youju.importers.container import COMPOUND, ZIP, Container, locked, opened, parts_of, streams_of
from youju.importers.contract import Format
from youju.importers.word_cells import Placed, placed
from youju.importers.word_settling import settle
from youju.importers.word_text import attribute, child, flow
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.place import Place

MOST_CELLS = 200_000  # some seconds of reading; a form has some hundreds
LARGEST_MAIN_PART = 64_000_000
MOST_MARKS = 3_000_000  # tags and attributes; each takes about a hundred bytes in memory
_MAIN = "word/document.xml"
_CONTENT_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_MAIN_TYPE = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]*main\+xml")
_LONGEST_QUOTE = 40
_SAVE_AGAIN = "请用办公软件打开，另存为 DOCX 后再读。"
_SPLIT = "请只保留申报表部分，或把文件拆开后再读。"


def recognises(data: bytes) -> int:
    """95 for an archive with a word document, 60 for one that is cut off, 40 for a locked office document, else 0."""
    names = parts_of(data)
    if any(name.startswith("word/") for name in names) or _tells_of_word(data, names):
        return 95
    if data.startswith(ZIP) and not names and b"word/" in data:
        return 60
    return 40 if "EncryptedPackage" in streams_of(data) else 0


def _tells_of_word(data: bytes, names: frozenset[str]) -> bool:
    if _CONTENT_TYPES not in names:
        return False
    try:
        return _MAIN_TYPE.search(opened(data).part(_CONTENT_TYPES)) is not None
    except UnreadableError:
        return False


def grid(data: bytes) -> Grid:
    """Paragraphs and tables in reading order, cells with spans and places. Raises UnreadableError with a remedy."""
    if data.startswith(COMPOUND):
        raise locked()
    body = _body(opened(data))
    _check_size(body)
    notes = list(settle(body))
    blocks: list[Paragraph | Table] = []
    for item in _blocks(body, count(1)):
        if isinstance(item, Note):
            notes.append(item)
        else:
            blocks.append(item)
    if not any(isinstance(block, Paragraph) or any(cell.text for cell in block.cells) for block in blocks):
        raise UnreadableError(
            "文件里没有文字，只有空白或图片。", "请核对文件，确认内容已保存；扫描的图片请先识别成文字。"
        )
    return Grid(tuple(blocks), notes=tuple(notes))


def _body(container: Container) -> Element:
    name = _main_part(container)
    if name not in container.names:
        raise UnreadableError("文件里没有正文部分，不是完整的 Word 文档。", _SAVE_AGAIN)
    body = child(_parsed(container.part(name)), "body")
    if body is None:
        raise UnreadableError("文件的正文部分不是 Word 文档，读不出内容。", _SAVE_AGAIN)
    return body


def _main_part(container: Container) -> str:
    """The name of the part that the archive itself declares to be the document."""
    if _RELATIONS in container.names:
        for relation in _parsed(container.part(_RELATIONS)):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = (attribute(relation, "Target") or "").lstrip("/")
                if target in container.names:
                    return target
    return _MAIN


def _parsed(data: bytes) -> Element:
    if len(data) > LARGEST_MAIN_PART or data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise UnreadableError("文件的正文太大，不像一份申报表，没有读。", _SPLIT)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        if "Excessive depth" in str(fault):
            raise UnreadableError("文件里的表格一层套一层，层数太多，没有读。", "请把嵌套的表格拆开后再读。") from None
        raise UnreadableError("文件的正文损坏了，读不出内容。", _SAVE_AGAIN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("文件的正文里有实体声明（DTD），正常的 Word 文档没有，为安全起见没有读。", _SAVE_AGAIN)
    return root


def _check_size(body: Element) -> None:
    cells = sum(1 for _ in body.iter("{*}tc"))
    if cells > MOST_CELLS:
        raise UnreadableError(f"文件有 {cells:,} 个单元格，超过 {MOST_CELLS:,} 个的上限，不像申报表。", _SPLIT)


def _blocks(parent: Element, numbers: Iterator[int]) -> Iterator[Paragraph | Table | Note]:
    """What stands in a body, or in a cell that only frames it; ``numbers`` counts the tables of the document."""
    for item in flow(parent):
        if isinstance(item, str):
            yield Paragraph(item)
        else:
            yield from _table(item, numbers)


def _table(table: Element, numbers: Iterator[int]) -> Iterator[Paragraph | Table | Note]:
    """A table, then the tables in its cells; one that is only a frame gives way to what it frames."""
    cells = placed(table)
    contents = [_content(cell.element) for cell in cells]
    inner = [nested for _, tables in contents for nested in tables]
    if inner and all(cell.column == 1 for cell in cells):
        for cell in cells:
            yield from _blocks(cell.element, numbers)
        return
    if not cells:
        return
    number = next(numbers)
    texts = [text for text, _ in contents]
    yield Table(tuple(_cell(cell, text, number) for cell, text in zip(cells, texts, strict=True)), spans_known=True)
    yield from _covered(cells, texts, number)
    for nested in inner:
        yield from _table(nested, numbers)


def _cell(cell: Placed, text: str, table: int) -> Cell:
    place = Place(table=table, row=cell.row, column=cell.column)
    return Cell(cell.row, cell.column, text, cell.rows, cell.columns, place)


def _content(cell: Element) -> tuple[str, list[Element]]:
    """The text of a cell, a paragraph a line, and the tables in it."""
    lines: list[str] = []
    tables: list[Element] = []
    for item in flow(cell):
        if isinstance(item, str):
            lines.append(item)
        else:
            tables.append(item)
    return "\n".join(lines), tables


def _covered(cells: Iterable[Placed], texts: Sequence[str], table: int) -> Iterator[Note]:
    """Notes of texts under a merged cell: the page does not show them, unless they repeat what it shows."""
    for cell, text in zip(cells, texts, strict=True):
        for element in cell.covered:
            under, _ = _content(element)
            if under and under not in text:
                quote = under[:_LONGEST_QUOTE]
                message = f"合并单元格下面盖住了文字“{quote}”，页面上看不见，没有读。"
                yield Note(
                    "covered_text", Severity.WARNING, message, Place(table=table, row=cell.row, column=cell.column)
                )


FORMAT = Format(code="docx", recognises=recognises, grid=grid)
