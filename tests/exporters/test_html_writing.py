"""The web page: parsed again, its table has the spans and texts of the grid, and it needs nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from youju.exporters import write
from youju.model.grid import Cell, Grid, Paragraph, Table


@dataclass(frozen=True)
class Read:
    """One cell as a browser places it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def page_of(grid: Grid) -> LexborHTMLParser:
    return LexborHTMLParser(write(grid, "html").decode())


def first(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def placed(table: LexborNode) -> list[Read]:
    """The cells of a table where the rules of HTML put them."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, line in enumerate(table.css("tr"), start=1):
        column = 1
        for cell in line.css("td, th"):
            while (row, column) in taken:
                column += 1
            rows, columns = (int(cell.attributes.get(span) or 1) for span in ("rowspan", "colspan"))
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            found.append(Read(row, column, rows, columns, squeezed(cell.text())))
    return found


def table_of(grid: Grid) -> Table:
    (table,) = (block for block in grid.blocks if isinstance(block, Table))
    return table


def expected(table: Table) -> list[Read]:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [Read(cell.row, cell.column, cell.rows, cell.columns, squeezed(cell.text)) for cell in cells]


def test_a_form_of_one_page_is_one_table_with_the_cells_of_the_grid(declared: tuple[Grid, ...]) -> None:
    for grid in declared:
        (table,) = page_of(grid).css("table")
        assert placed(table) == expected(table_of(grid))


def test_a_longer_form_has_its_header_row_at_the_top_of_a_second_table_so_that_it_is_repeated(
    evaluated: tuple[Grid, ...],
) -> None:
    grid = evaluated[0]
    head, rows = page_of(grid).css("table")
    whole = expected(table_of(grid))
    assert placed(head) == [cell for cell in whole if cell.row < 10]
    below = [Read(cell.row + 9, *(cell.column, cell.rows, cell.columns, cell.text)) for cell in placed(rows)]
    (label,) = (cell for cell in whole if (cell.row, cell.column) == (10, 1))
    cut = [Read(10, 1, 1, 1, "绩效指标"), Read(11, 1, label.rows - 1, 1, "")]
    assert sorted(below, key=str) == sorted(
        [*(cell for cell in whole if cell.row >= 10 and cell != label), *cut], key=str
    )
    (line,) = rows.css("thead tr")
    assert squeezed(line.text()).startswith("绩效指标一级指标二级指标三级指标")


def test_header_rows_at_the_top_are_repeated_without_a_second_table(long_grid: Grid) -> None:
    (table,) = page_of(long_grid).css("table")
    assert len(table.css("thead tr")) == 2
    assert len(table.css("tr")) == 82
    assert [cell.text for cell in placed(table) if cell.row <= 2] == [
        cell.text for cell in expected(table_of(long_grid)) if cell.row <= 2
    ]


def test_labels_are_headings_of_their_column_row_or_rows(declared: tuple[Grid, ...]) -> None:
    page = page_of(declared[0])
    scopes = {squeezed(cell.text()): cell.attributes["scope"] for cell in page.css("th")}
    assert (scopes["项目名称"], scopes["项目资金"], scopes["三级指标"]) == ("row", "rowgroup", "col")
    assert all(squeezed(cell.text()) for cell in page.css("th")), "a blank cell is no heading"


def test_the_page_says_language_title_watermark_and_footer(declared: tuple[Grid, ...]) -> None:
    page = page_of(declared[0])
    texts = [squeezed(found.text()) for found in (first(page, "title"), first(page, "h1"))]
    assert texts == ["财政项目支出绩效目标申报表"] * 2
    assert first(page, "html").attributes["lang"] == "zh-Hans"
    assert first(page, "footer").text().startswith("申报记录 2026-11-24")
    assert first(page, ".mark").text() == "草稿"
    assert first(page, ".across").attributes["data-text"] == "草稿"
    assert first(page, "table").attributes["aria-labelledby"] == first(page, "h1").attributes["id"]


def test_paper_and_columns_are_those_of_the_grid(declared: tuple[Grid, ...], long_grid: Grid) -> None:
    widths = [column.attributes["width"] for column in page_of(declared[0]).css("col")]
    assert widths == ["14%", "18%", "20%", "26%", "22%"]
    assert "@page{size:A4 portrait" in first(page_of(declared[0]), "style").text()
    assert "@page{size:A4 landscape" in first(page_of(long_grid), "style").text()


def test_it_runs_nothing_and_fetches_nothing(declared: tuple[Grid, ...]) -> None:
    page = page_of(declared[0])
    assert not page.css("script, link, img, iframe, [src], [href], [onload]")
    assert (first(page, "meta[http-equiv]").attributes["content"] or "").startswith("default-src 'none'")


MARK = "<script>x</script> & \"q\" 'a' </td></style>\x00"


def test_text_is_never_markup() -> None:
    shown = MARK.replace("\x00", "")
    table = Table((Cell(1, 1, MARK), Cell(1, 2, MARK, label=True)))
    page = page_of(Grid((Paragraph(MARK, role="title"), Paragraph(MARK), table), watermark=MARK, footer=MARK))
    assert not page.css("script")
    for place in ("title", "h1", "main p", "td", "th", "footer", ".mark"):
        assert first(page, place).text() == shown
    assert first(page, ".across").attributes["data-text"] == shown


@pytest.mark.parametrize("text", ["第一行\n第二行", "甲\r\n乙"])
def test_a_line_end_is_a_break(text: str) -> None:
    page = page_of(Grid((Table((Cell(1, 1, text), Cell(1, 2, text, label=True))),)))
    assert [len(cell.css("br")) for cell in page.css("td, th")] == [1, 1]


def test_the_same_grid_gives_the_same_bytes_and_plain_grids_no_marks() -> None:
    grid = Grid((Paragraph("甲"), Table(())))
    assert write(grid, "html") == write(grid, "html")
    assert not page_of(grid).css(".across, .mark, footer, h1")
