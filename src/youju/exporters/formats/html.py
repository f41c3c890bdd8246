"""One web page that needs nothing else: a real table, printed on A4 with its header rows on each page."""

from __future__ import annotations

from html import escape

from youju.exporters.contract import Format
from youju.exporters.html_table import table_html, text_html
from youju.exporters.lettering import legal
from youju.exporters.paging import pieces
from youju.model.grid import Grid, Paragraph

# Full-width characters of nine points on the width of the page, and the width itself.
CHARACTERS = {False: 56, True: 84}
TITLE_ID = ' id="title"'
WIDTHS = {False: "180mm", True: "267mm"}
STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:10mm auto;padding:0 4mm;max-width:calc(WIDTH + 8mm);background:#fff;color:#000;
font:9pt/1.4 "Times New Roman","SimSun","Songti SC","Noto Serif CJK SC","Noto Serif SC",serif;position:relative}
h1{margin:0 0 4pt;font:bold 16pt/1.4 "SimHei","Heiti SC","Noto Sans CJK SC","Noto Sans SC",sans-serif;text-align:center}
p{margin:0 0 4pt}
.year{margin-bottom:8pt;font-size:10.5pt;text-align:center}
.mark{position:absolute;top:0;right:4mm;color:#595959;font-size:10.5pt}
table{width:100%;border-collapse:collapse;table-layout:fixed}
table+table{margin-top:-1px}
th,td{border:1px solid #000;padding:3pt 4pt;height:19pt;font-weight:normal;text-align:left;vertical-align:middle;
white-space:pre-wrap;overflow-wrap:anywhere}
th{text-align:center;word-break:keep-all}
.center{text-align:center}.right{text-align:right}.top{vertical-align:top}
.seam{border-top-style:hidden}
thead{display:table-header-group}
td:not([rowspan]),th:not([rowspan]){break-inside:avoid}
footer{margin-top:8pt;color:#595959;font-size:7.5pt;overflow-wrap:anywhere}
.across{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;z-index:-1;
color:#e4e4e4;print-color-adjust:exact;font-size:min(110pt,22vw);white-space:nowrap;pointer-events:none}
.across::before{content:attr(data-text);transform:rotate(-45deg)}
@page{size:A4 ORIENTATION;margin:18mm 15mm 16mm}
@media print{body{margin:0;padding:0 1px;max-width:none}.mark{right:0}
th,td{padding:2pt 3pt;height:18pt;line-height:1.3}}
"""


def write(grid: Grid) -> bytes:
    """The grid as a page in UTF-8, every text escaped."""
    title = "".join(block.text for block in grid.blocks if isinstance(block, Paragraph) and block.role == "title")
    orientation = "landscape" if grid.landscape else "portrait"
    style = STYLE.replace("WIDTH", WIDTHS[grid.landscape]).replace("ORIENTATION", orientation)
    page = (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(legal(title).replace(chr(10), ' '))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_watermark(grid.watermark)}<main>\n{_blocks(grid, labelled=bool(title.strip()))}</main>\n"
        f"{_footer(grid.footer)}</body>\n</html>\n"
    )
    return page.encode()


def _watermark(words: str | None) -> str:
    """The words across each page, for the eye only, and once as text."""
    if words is None:
        return ""
    across = f'<div class="across" aria-hidden="true" data-text="{escape(legal(words))}"></div>'
    return f'{across}\n<p class="mark">{text_html(words)}</p>\n'


def _footer(words: str | None) -> str:
    return "" if words is None else f"<footer>{text_html(words)}</footer>\n"


def _blocks(grid: Grid, *, labelled: bool) -> str:
    written = ""
    named = False
    for block in grid.blocks:
        if not isinstance(block, Paragraph):
            tables = pieces(block, landscape=grid.landscape)
            written += "".join(f"{table_html(one, CHARACTERS[grid.landscape], labelled=labelled)}\n" for one in tables)
        elif block.role == "title":
            written += f"<h1{'' if named else TITLE_ID}>{text_html(block.text)}</h1>\n"
            named = True
        else:
            looks = ' class="year"' if block.role == "year" else ""
            written += f"<p{looks}>{text_html(block.text)}</p>\n"
    return written


FORMAT = Format(code="html", suffix="html", write=write)
