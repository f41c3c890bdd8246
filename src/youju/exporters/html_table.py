"""One table of a grid as HTML: real row and column spans, label cells as headings, labels that break between words."""

from __future__ import annotations

from html import escape

from youju.exporters.lettering import label_lines, legal
from youju.exporters.spans import Cut, at_top, column_shares, row_count, whole
from youju.model.grid import Cell, Table


def text_html(text: str) -> str:
    """The text escaped, with a break at each end of a line."""
    return "<br>".join(escape(line) for line in legal(text).split("\n"))


def table_html(given: Cut, width: int, *, labelled: bool) -> str:
    """The ``table`` element, ``width`` full-width characters wide. Rows that repeat stand in its ``thead``.

    That needs repeated rows to be the first ones and no span to leave them; else they are rows like the others.
    """
    table = given.table
    shares = column_shares(table)
    # Word processors that open a page know these attributes better than its styles.
    columns = "".join(f'<col width="{share * 100 // sum(shares)}%">' for share in shares)
    rows = dict.fromkeys(range(1, row_count(table) + 1), "")
    for cell in whole(table):
        # Less what a cell keeps free at its sides.
        capacity = width * sum(shares[cell.column - 1 : cell.column - 1 + cell.columns]) // sum(shares) - 1
        rows[cell.row] += _cell(table, cell, capacity, seam=(cell.row, cell.column) in given.seams)
    heads = set(table.header_rows) if _repeatable(table) else set()
    head = "".join(f"<tr>{cells}</tr>" for row, cells in rows.items() if row in heads)
    body = "".join(f"<tr>{cells}</tr>" for row, cells in rows.items() if row not in heads)
    title = ' aria-labelledby="title"' if labelled else ""
    return (
        f'<table border="1" cellspacing="0" width="100%"{title}>'
        f"<colgroup>{columns}</colgroup>"
        f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
    )


def _repeatable(table: Table) -> bool:
    last = len(table.header_rows)
    first_ones = sorted(table.header_rows) == list(range(1, last + 1))
    return first_ones and not any(cell.row <= last < cell.row + cell.rows - 1 for cell in table.cells)


def _cell(table: Table, cell: Cell, capacity: int, *, seam: bool) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    names: list[str] = [cell.align] if not cell.label and cell.align != "left" else []
    names += ["top"] if at_top(table, cell) else []
    names += ["seam"] if seam else []
    looks = f' class="{" ".join(names)}"' if names else ""
    # A heading without a text would say nothing to those who hear the page.
    if not cell.label or not cell.text.strip():
        return f"<td{spans}{looks}>{text_html(cell.text)}</td>"
    scope = "col" if cell.row in table.header_rows else "row"
    if scope == "row" and cell.rows > 1:
        scope = "rowgroup"
    return f'<th scope="{scope}"{spans}{looks}>{_label(cell.text, capacity)}</th>'


def _label(text: str, capacity: int) -> str:
    """A label that may break between its words and nowhere else; its text stays as it is."""
    if "\n" in text:
        return text_html(text)
    return "<wbr>".join(escape(line) for line in label_lines(legal(text), capacity))
