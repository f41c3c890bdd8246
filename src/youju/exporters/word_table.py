"""One table of a grid as WordprocessingML: real row and column spans, fixed widths, labels that break between words."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from youju.exporters.lettering import WIDE, cell_lines, legal, row_lines
from youju.exporters.paging import UNBROKEN_CHARACTERS
from youju.exporters.spans import Cut, at_top, column_shares, covering, row_count
from youju.model.grid import Cell, Table

FONT_HALF_POINTS = 18
# Twentieths of a point: the unit of widths and heights in a word file.
CHARACTER_WIDTH = FONT_HALF_POINTS * 10
CELL_MARGIN = 40
CELL_PADDING = 20
TEXT_INDENT = 30
# Lines are as high in one type as in another, so that it is known where pages end.
LINE_HEIGHT, LINES_PADDING, LOWEST_ROW = 240, 70, 380


def text_runs(text: str, properties: str = "", font: str | None = None) -> str:
    """The text as one run a line with breaks between.

    ``properties`` is XML for ``w:rPr`` after its fonts, ``font`` the Chinese type where it is not that of the page.
    """
    lines = escape(legal(text)).split("\n")
    face = f'w:eastAsia="{font}" ' if font else ""
    look = f'<w:rPr><w:rFonts {face}w:hint="eastAsia"/>{properties}</w:rPr>'
    return "<w:r><w:br/></w:r>".join(f'<w:r>{look}<w:t xml:space="preserve">{line}</w:t></w:r>' for line in lines)


def table_xml(given: Cut, heights: Sequence[int], width: int, *, last: bool = True) -> str:
    """The ``w:tbl`` element, ``width`` and ``heights`` of rows in twentieths of a point, columns as the table says.

    Not ``last``: the rest of the form follows as a table of its own, whose upper line is the only one between them.
    """
    table = given.table
    shares = column_shares(table)
    widths = [width * share // sum(shares) for share in shares]
    owner = covering(table)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    rows = "".join(_row(given, owner, widths, row, height) for row, height in enumerate(heights, start=1))
    return f"<w:tbl>{_table_properties(sum(widths), last=last)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def row_heights(table: Table, width: int) -> list[int]:
    """How high the rows of a table ``width`` twentieths of a point wide are, in the same unit."""
    shares = column_shares(table)
    half = CHARACTER_WIDTH // WIDE
    room = [(width * share // sum(shares) - 2 * CELL_MARGIN) // half for share in shares]
    lines = row_lines(table, room, 1) if row_count(table) else []
    return [max(count * LINE_HEIGHT + LINES_PADDING, LOWEST_ROW) for count in lines]


def _table_properties(width: int, *, last: bool) -> str:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    sides = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), line)
    sides["bottom"] = line if last else 'w:val="nil"'
    borders = "".join(f"<w:{side} {look}/>" for side, look in sides.items())
    room = (("top", CELL_PADDING), ("left", CELL_MARGIN), ("bottom", CELL_PADDING), ("right", CELL_MARGIN))
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in room)
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _row(given: Cut, owner: dict[tuple[int, int], Cell], widths: list[int], row: int, height: int) -> str:
    cells: list[str] = []
    text = 0
    column = 1
    while column <= len(widths):
        cell = owner.get((row, column), Cell(row, column, ""))
        width = sum(widths[column - 1 : column - 1 + cell.columns])
        cells.append(_cell(cell, width, _looks(given, cell), first=row == cell.row))
        text += len(cell.text) if row == cell.row else 0
        column += cell.columns
    whole = "<w:cantSplit/>" if text <= UNBROKEN_CHARACTERS else ""
    header = "<w:tblHeader/>" if row in given.table.header_rows else ""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{least}{header}</w:trPr>{''.join(cells)}</w:tr>"


def _looks(given: Cut, cell: Cell) -> str:
    """Where the text stands, and no line on both sides of the place where a span was cut."""
    sides = (("top", (cell.row, cell.column)), ("bottom", (cell.row + cell.rows, cell.column)))
    missing = "".join(f'<w:{side} w:val="nil"/>' for side, place in sides if place in given.seams)
    borders = f"<w:tcBorders>{missing}</w:tcBorders>" if missing else ""
    return f'{borders}<w:vAlign w:val="{"top" if at_top(given.table, cell) else "center"}"/>'


def _cell(cell: Cell, width: int, looks: str, *, first: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else f'<w:vMerge w:val="{"restart" if first else "continue"}"/>'
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{looks}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(cell, width) if first else '<w:p/>'}</w:tc>"


def _paragraph(cell: Cell, width: int) -> str:
    text = cell_lines(cell, (width - 2 * CELL_MARGIN) // CHARACTER_WIDTH)
    align = "center" if cell.label else cell.align
    indent = f'<w:ind w:left="{TEXT_INDENT}"/>' if align == "left" else ""
    spacing = f'<w:spacing w:line="{LINE_HEIGHT}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{spacing}{indent}<w:jc w:val="{align}"/></w:pPr>{text_runs(text)}</w:p>'
