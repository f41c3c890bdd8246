"""A word file with real merged cells that looks like the official form and comes out the same byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from youju.exporters.contract import Format
from youju.exporters.lettering import legal
from youju.exporters.paging import paged, pieces
from youju.exporters.word_page import TITLE_FONT, set_body_font, set_footer, set_header, set_paper
from youju.exporters.word_table import row_heights, table_xml, text_runs
from youju.model.grid import Grid, Paragraph

# A file carries no clock: the date of the act stands in the footer, the file itself is dated alike every time.
WRITTEN_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's dates have no zone
ARCHIVED_AT = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
# Twentieths of a point: A4 less its margins.
TALL_PAGE, LOW_PAGE = 14890, 9960
# Word joins two tables that touch and wants a paragraph after the last one; this one takes no room.
BETWEEN = 20
_BETWEEN = (
    f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{BETWEEN}" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


@dataclass(frozen=True, slots=True)
class Line:
    """How a line outside tables looks: its height and the room below it in twentieths of a point."""

    height: int
    after: int
    align: str
    runs: str = ""
    font: str | None = None


LINES = {
    "title": Line(480, 60, "center", '<w:b/><w:sz w:val="32"/>', TITLE_FONT),
    "year": Line(320, 120, "center", '<w:sz w:val="21"/>'),
}
PLAIN = Line(240, 60, "left")


def write(grid: Grid) -> bytes:
    """The grid as an A4 word file; characters that XML forbids are left out."""
    document = docx.Document()
    set_body_font(document)
    width = set_paper(document, landscape=grid.landscape)
    set_header(document, grid.watermark)
    set_footer(document, grid.footer, width)
    _set_properties(document, grid)
    blocks = "".join(_blocks(grid, width))
    end = document.element.body[-1]
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{blocks}</w:body>")):
        end.addprevious(element)
    return _same_bytes(document)


def _blocks(grid: Grid, width: int) -> Iterator[str]:
    """Lines and tables one below the other, spans cut where pages end."""
    page = LOW_PAGE if grid.landscape else TALL_PAGE
    used = 0
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            look = LINES.get(block.role, PLAIN)
            used += look.height + look.after
            yield _line(block, look)
            continue
        parts = pieces(block, landscape=grid.landscape)
        for part in parts:
            pages = paged(part, partial(row_heights, width=width), page, used)
            used = pages.used + BETWEEN
            yield table_xml(pages.cut, pages.heights, width, last=part is parts[-1]) + _BETWEEN


def _line(block: Paragraph, look: Line) -> str:
    spacing = f'<w:spacing w:before="0" w:after="{look.after}" w:line="{look.height}" w:lineRule="exact"/>'
    runs = text_runs(block.text, look.runs, look.font)
    return f'<w:p><w:pPr>{spacing}<w:jc w:val="{look.align}"/></w:pPr>{runs}</w:p>'


def _set_properties(document: Document, grid: Grid) -> None:
    titles = [block.text for block in grid.blocks if isinstance(block, Paragraph) and block.role == "title"]
    properties = document.core_properties
    properties.title = legal("".join(titles))[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "Youju 有据"
    properties.comments = ""
    properties.created = properties.modified = WRITTEN_AT
    properties.revision = 1


def _same_bytes(document: Document) -> bytes:
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive, ZipFile(out, "w", ZIP_DEFLATED) as fixed:
        for name in archive.namelist():
            entry = ZipInfo(name, ARCHIVED_AT)
            entry.compress_type = ZIP_DEFLATED
            fixed.writestr(entry, archive.read(name))
    return out.getvalue()


FORMAT = Format(code="docx", suffix="docx", write=write)
