"""The PDF: an archive file with embedded fonts whose tables, read by their lines, hold the cells of the grid."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from youju.exporters import write
from youju.exporters.font_coverage import printable
from youju.model.grid import Cell, Grid, Paragraph, Table


def pages(grid: Grid) -> Iterator[Page]:
    with pdfplumber.open(BytesIO(write(grid, "pdf"))) as document:
        yield from document.pages


def rows(grid: Grid) -> list[list[list[str | None]]]:
    """The rows of the table on each page; what a span covers is None; lines within a cell are joined."""
    found = []
    for page in pages(grid):
        (table,) = page.extract_tables()
        found.append([[None if text is None else "".join(text.split()) for text in row] for row in table])
    return found


def table_of(grid: Grid) -> Table:
    (table,) = (block for block in grid.blocks if isinstance(block, Table))
    return table


def squeezed(text: str) -> str:
    return "".join(text.split())


def expected(table: Table) -> list[list[str | None]]:
    """The grid as rows of texts, None where a span covers."""
    columns = max(cell.column + cell.columns - 1 for cell in table.cells)
    found: list[list[str | None]] = [[None] * columns for _ in table.rows()]
    for cell in table.cells:
        found[cell.row - 1][cell.column - 1] = squeezed(cell.text)
    return found


def test_a_form_of_one_page_holds_exactly_the_cells_of_the_grid(declared: tuple[Grid, ...]) -> None:
    for grid in declared:
        assert rows(grid) == [expected(table_of(grid))]


def test_a_form_of_two_pages_repeats_its_header_row_and_the_levels_it_was_cut_in(evaluated: tuple[Grid, ...]) -> None:
    grid = evaluated[1]
    head = expected(table_of(grid))[9]
    first, second = rows(grid)
    assert first[9] == second[0] == head
    assert head[0] == "绩效指标"
    last = [row for row in first if row[1]][-1]
    # The page ends within 效益指标: it is said again, once.
    assert second[1][1] == last[1] == "效益指标"
    names = [row[3] for row in (*first[10:], *second[1:-1])]
    assert names == [squeezed(cell.text) for cell in table_of(grid).cells if cell.column == 4 and cell.row > 10]


def test_a_long_table_says_header_and_spanning_levels_on_every_page(long_grid: Grid) -> None:
    found = rows(long_grid)
    assert len(found) > 2
    heads = expected(table_of(long_grid))[:2]
    group = ""
    seen = []
    for page in found:
        assert page[:2] == heads
        assert page[2][1], "a page begins with its first level"
        assert page[2][2], "a page begins with its second level"
        for row in page[2:]:
            group = row[2] or group
            seen.append((group, row[3]))
    names = [f"第{at + 1}项：窗口办理事项数量" for at in range(80)]
    assert seen == [(f"二级{at // 4 + 1}", name) for at, name in enumerate(names)]


def test_footer_and_watermark_stand_on_every_page(long_grid: Grid) -> None:
    numbers = []
    for page in pages(long_grid):
        text = page.extract_text()
        assert "摘要 sha256:0a1b2c3d" in text
        assert text.startswith("草稿")
        numbers.append(text.splitlines()[-1][-11:].strip())
    assert [squeezed(number) for number in numbers] == [
        f"第{at}页，共{len(numbers)}页" for at in range(1, len(numbers) + 1)
    ]


def test_the_watermark_is_a_drawing_across_the_page_and_no_letters_between_those_of_the_cells(
    declared: tuple[Grid, ...],
) -> None:
    (page,) = pages(declared[0])
    assert [letter["text"] for letter in page.chars if letter["text"] in "草稿"] == ["草", "稿"]
    left, top, right, bottom = bounds(page)
    assert (left + right) / 2 == pytest.approx(page.width / 2, abs=5)
    assert (top + bottom) / 2 == pytest.approx(page.height / 2, abs=5)
    assert right - left > 150
    (plain,) = pages(replace(declared[0], watermark=None))
    assert not plain.curves


def bounds(page: Page) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything drawn with curves."""
    curves = page.curves
    least = (min(curve[side] for curve in curves) for side in ("x0", "top"))
    most = (max(curve[side] for curve in curves) for side in ("x1", "bottom"))
    return (*least, *most)


def test_it_is_marked_as_an_archive_file_with_its_title_and_without_a_moment(declared: tuple[Grid, ...]) -> None:
    data = write(declared[0], "pdf")
    assert data == write(declared[0], "pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    with pdfplumber.open(BytesIO(data)) as document:
        assert document.metadata["Title"] == "财政项目支出绩效目标申报表"
        assert document.metadata["CreationDate"].startswith("D:20000101")


def test_every_font_is_embedded(evaluated: tuple[Grid, ...], tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(write(evaluated[0], "pdf"))
    # The system's own tool looks at our own file.
    told = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)  # noqa: S603, S607
    assert "Noto" in told.stdout
    for line in told.stdout.splitlines()[2:]:
        assert "Noto" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, a subset, with its letters told"


def test_paper_is_a4_and_columns_are_as_wide_as_the_grid_says(declared: tuple[Grid, ...], long_grid: Grid) -> None:
    (page,) = pages(declared[0])
    assert (round(page.width), round(page.height)) == (595, 842)
    edges = sorted({round(line) for cell in page.find_tables()[0].cells for line in (cell[0], cell[2])})
    # 210 mm less two margins of 15 mm is 510 pt: 14, 18, 20, 26 and 22 % of it from 42.5 pt on.
    assert edges == pytest.approx([42, 114, 206, 308, 440, 553], abs=1)
    assert [round(page.width) for page in pages(long_grid)] == [842] * 3


def test_text_is_data_and_never_markup() -> None:
    mark = '#read("/etc/passwd") *b* $x$ \\ <row> @a // "q"'
    (page,) = pages(Grid((Paragraph(mark, role="title"), Table((Cell(1, 1, mark),)), Paragraph(mark)), footer=mark))
    text = squeezed(page.extract_text())
    assert text.count(squeezed(mark)) == 4


def test_a_word_wider_than_its_column_stays_within_it() -> None:
    digest = "0123456789abcdef" * 8
    table = Table((Cell(1, 1, digest), Cell(1, 2, "乙")), widths=(20, 80))
    (page,) = pages(Grid((table,)))
    left, right = (cell for cell in page.find_tables()[0].cells)
    letters = [letter for letter in page.chars if letter["text"] in "0123456789abcdef" and letter["size"] > 8]
    assert len(letters) == len(digest)
    assert max(letter["x1"] for letter in letters) < left[2]
    assert right[0] == left[2]


def test_a_letter_without_a_shape_prints_as_the_printers_mark() -> None:
    assert printable("吉𠮷\U0001f600≥㎡①√□\n") == "吉〓〓≥㎡①√□\n"
    (page,) = pages(Grid((Table((Cell(1, 1, "𠮷野家"),)),)))
    assert "〓野家" in page.extract_text()


def test_a_row_taller_than_a_page_goes_on_on_the_next() -> None:
    text = "甲乙丙丁" * 1500
    table = Table((Cell(1, 1, "原因", rows=2, label=True), Cell(1, 2, text), Cell(2, 2, "完")), widths=(20, 80))
    found = "".join(squeezed(page.extract_tables()[0][0][1] or "") for page in pages(Grid((table,))))
    assert found.count("甲乙丙丁") + found.count("完") >= 1500


@pytest.mark.parametrize("table", [Table(()), Table((Cell(2, 2, "乙"),)), Table((Cell(1, 1, ""),), header_rows=(1,))])
def test_blank_tables_do_not_break_the_file(table: Table) -> None:
    assert len(list(pages(Grid((table,))))) == 1
