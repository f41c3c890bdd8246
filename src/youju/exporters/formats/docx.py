"""A word file with real merged cells that looks like the official form and comes out the same byte for byte."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from youju.exporters.contract import Format
from youju.exporters.lettering import legal
from youju.exporters.paging import pieces
from youju.exporters.word_page import TITLE_FONT, set_body_font, set_footer, set_header, set_paper
from youju.exporters.word_table import table_xml, text_runs
from youju.model.grid import Grid, Paragraph, Table

# A file carries no clock: the date of the act stands in the footer, the file itself is dated alike every time.
WRITTEN_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's dates have no zone
ARCHIVED_AT = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255


def write(grid: Grid) -> bytes:
    """The grid as an A4 word file; characters that XML forbids are left out."""
    document = docx.Document()
    set_body_font(document)
    width = set_paper(document, landscape=grid.landscape)
    set_header(document, grid.watermark)
    set_footer(document, grid.footer, width)
    _set_properties(document, grid)
    blocks = "".join(_block(block, width, landscape=grid.landscape) for block in grid.blocks)
    end = document.element.body[-1]
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{blocks}</w:body>")):
        end.addprevious(element)
    return _same_bytes(document)


def _block(block: Paragraph | Table, width: int, *, landscape: bool) -> str:
    if isinstance(block, Table):
        # Word joins two tables that touch and wants a paragraph after the last one; this one takes no room.
        spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        end = f'<w:p><w:pPr>{spacing}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
        parts = pieces(block, landscape=landscape)
        return "".join(table_xml(one, width, last=one is parts[-1]) + end for one in parts)
    if block.role == "title":
        return _line(text_runs(block.text, '<w:b/><w:sz w:val="32"/>', TITLE_FONT), "center", after=60)
    if block.role == "year":
        return _line(text_runs(block.text, '<w:sz w:val="21"/>'), "center", after=120)
    return _line(text_runs(block.text), "left", after=60)


def _line(runs: str, align: str, after: int) -> str:
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="{after}"/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


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
