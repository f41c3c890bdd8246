"""Word files made by hand, so that every element of the format can be tried, and what a grid of them shows."""

from __future__ import annotations

import io
import zipfile

import docx

from youju.importers.formats.docx import grid
from youju.model.grid import Grid, Paragraph, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def archive(parts: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return held.getvalue()


def word(body: str, space: str = W) -> bytes:
    """A word file of nothing but its main part."""
    return archive({"word/document.xml": main_part(body, space)})


def main_part(body: str, space: str = W) -> str:
    return f'<w:document xmlns:w="{space}" {NAMES}><w:body>{body}</w:body></w:document>'


def p(*runs: str) -> str:
    """A paragraph of runs; what is no XML becomes a run of text."""
    written = (run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{''.join(written)}</w:p>"


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, columns: int = 0) -> str:
    declared = f"<w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>" if columns else ""
    return f"<w:tbl>{declared}{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def tables(found: Grid) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def texts(found: Grid) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in table.cells]


def read(body: str) -> list[tuple[int, int, int, int, str]]:
    (table,) = tables(grid(word(body)))
    return shape(table)


def said(body: str) -> list[str]:
    return texts(grid(word(body)))


def codes(found: Grid) -> list[str]:
    return [note.code for note in found.notes]


def official() -> bytes:
    """The head of an official form as python-docx writes it, with cells joined by that library."""
    document = docx.Document()
    document.add_heading("财政项目支出绩效目标申报表", level=1)
    document.add_paragraph("（2021年度）")
    table = document.add_table(5, 4)
    rows = [
        ["项目资金", "总额", "", "100"],
        ["", "其中：财政", "", "60"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "培训场次", "≥3次"],
        ["", "", "培训人次", "≥100人次"],
    ]
    for row, written in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, written, strict=True):
            cell.text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((1, 1), (1, 2)), ((3, 0), (4, 0)), ((3, 1), (4, 1))):
        table.cell(*first).merge(table.cell(*last))
    document.add_paragraph("填表人：")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


OFFICIAL = [
    (1, 1, 2, 1, "项目资金"),
    (1, 2, 1, 2, "总额"),
    (1, 4, 1, 1, "100"),
    (2, 2, 1, 2, "其中：财政"),
    (2, 4, 1, 1, "60"),
    (3, 1, 1, 1, "一级指标"),
    (3, 2, 1, 1, "二级指标"),
    (3, 3, 1, 1, "三级指标"),
    (3, 4, 1, 1, "指标值"),
    (4, 1, 2, 1, "产出指标"),
    (4, 2, 2, 1, "数量指标"),
    (4, 3, 1, 1, "培训场次"),
    (4, 4, 1, 1, "≥3次"),
    (5, 3, 1, 1, "培训人次"),
    (5, 4, 1, 1, "≥100人次"),
]
PAGE = """<html><head><meta charset="utf-8"></head><body>
<p>财政项目支出绩效目标申报表</p><p>（2021年度）</p><table border="1">
<tr><td rowspan="2">项目资金</td><td colspan="2">总额</td><td>100</td></tr>
<tr><td colspan="2">其中：财政</td><td>60</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td rowspan="2">产出指标</td><td rowspan="2">数量指标</td><td>培训场次</td><td>≥3次</td></tr>
<tr><td>培训人次</td><td>≥100人次</td></tr></table><p>填表人：</p></body></html>"""
