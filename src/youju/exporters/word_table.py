"""One table of a grid as WordprocessingML: real row and column spans, fixed widths, labels that break between words."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from youju.model.grid import Cell, Table

FONT_HALF_POINTS = 18
# Twentieths of a point: the unit of widths and heights in a word file.
CHARACTER_WIDTH = FONT_HALF_POINTS * 10
CELL_MARGIN = 40
CELL_PADDING = 20
TEXT_INDENT = 30
ROW_HEIGHT = 380
# A row with more text than this may be cut by a page break: it could be taller than a page.
UNBROKEN_CHARACTERS = 300

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BRACKET = re.compile(r"(?P<stem>.+?)(?P<bracket>（[^（）]*）)")
_HEADS = ("指标", "目标")


def legal(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def label_lines(label: str, capacity: int) -> list[str]:
    """A label broken for a narrow column of ``capacity`` full-width characters.

    A trailing bracket stands on its own line, 指标 and 目标 stay whole, and the rest breaks after an even number of
    characters, because most Chinese words have two: 年度/总体/目标, not 年度总/体目标.
    """
    capacity = max(capacity, 2)
    if len(label) <= capacity:
        return [label]
    if found := _BRACKET.fullmatch(label):
        return [*label_lines(found["stem"], capacity), found["bracket"]]
    if label.endswith(_HEADS) and len(label) - 2 <= capacity:
        return [label[:-2], label[-2:]]
    lines = -(-len(label) // capacity)
    even = 2 * -(-len(label) // (2 * lines))
    step = min(even, capacity - capacity % 2)
    return [label[:step], *label_lines(label[step:], capacity)]


def text_runs(text: str, properties: str = "", font: str | None = None) -> str:
    """The text as one run a line with breaks between.

    ``properties`` is XML for ``w:rPr`` after its fonts, ``font`` the Chinese type where it is not that of the page.
    """
    lines = escape(legal(text)).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    face = f'w:eastAsia="{font}" ' if font else ""
    look = f'<w:rPr><w:rFonts {face}w:hint="eastAsia"/>{properties}</w:rPr>'
    return "<w:r><w:br/></w:r>".join(f'<w:r>{look}<w:t xml:space="preserve">{line}</w:t></w:r>' for line in lines)


def table_xml(table: Table, width: int) -> str:
    """The ``w:tbl`` element, ``width`` twentieths of a point wide, columns as the table says (percent) or equal."""
    columns = max((cell.column + cell.columns - 1 for cell in table.cells), default=1)
    shares = table.widths if len(table.widths) == columns else (1,) * columns
    widths = [width * share // sum(shares) for share in shares]
    owner = _owners(table)
    count = max((row for row, _ in owner), default=0)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    rows = "".join(_row(table, owner, widths, row) for row in range(1, count + 1))
    return f"<w:tbl>{_table_properties(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _owners(table: Table) -> dict[tuple[int, int], Cell]:
    """Each covered position → the cell that covers it."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def _table_properties(width: int) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    room = (("top", CELL_PADDING), ("left", CELL_MARGIN), ("bottom", CELL_PADDING), ("right", CELL_MARGIN))
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in room)
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _row(table: Table, owner: dict[tuple[int, int], Cell], widths: list[int], row: int) -> str:
    cells: list[str] = []
    text = 0
    column = 1
    while column <= len(widths):
        cell = owner.get((row, column), Cell(row, column, ""))
        cells.append(_cell(cell, sum(widths[column - 1 : column - 1 + cell.columns]), first=row == cell.row))
        text += len(cell.text) if row == cell.row else 0
        column += cell.columns
    whole = "<w:cantSplit/>" if text <= UNBROKEN_CHARACTERS else ""
    header = "<w:tblHeader/>" if row in table.header_rows else ""
    height = f'<w:trHeight w:val="{ROW_HEIGHT}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{height}{header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, *, first: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else f'<w:vMerge w:val="{"restart" if first else "continue"}"/>'
    # Labels stand at the top of their span, so that a converter that loses the span cannot displace them.
    place = "top" if cell.rows > 1 and cell.label else "center"
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{place}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(cell, width) if first else '<w:p/>'}</w:tc>"


def _paragraph(cell: Cell, width: int) -> str:
    text = cell.text
    if cell.label and "\n" not in text:
        text = "\n".join(label_lines(text, (width - 2 * CELL_MARGIN) // CHARACTER_WIDTH))
    align = "center" if cell.label else cell.align
    indent = f'<w:ind w:left="{TEXT_INDENT}"/>' if align == "left" else ""
    return f'<w:p><w:pPr>{indent}<w:jc w:val="{align}"/></w:pPr>{text_runs(text)}</w:p>'
