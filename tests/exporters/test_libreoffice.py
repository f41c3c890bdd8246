"""LibreOffice opens every format that it can and shows the texts of the grid: a second opinion on the files."""

from __future__ import annotations

import csv
import subprocess
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest
from selectolax.lexbor import LexborHTMLParser

from youju.exporters import write
from youju.model.grid import Grid, Paragraph, Table

CALC = "LibreOffice 缺少表格组件 Calc：请用 make system 安装。"


def converted(folder: Path, source: str, target: str) -> Path:
    """The one file that comes out."""
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        target,
    ]
    made = subprocess.run([*command, "--outdir", folder, folder / source], capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    out = (folder / source).with_suffix("." + target.partition(":")[0])
    assert out.exists(), f"{CALC if source.endswith('xlsx') else ''} {made.stderr}"
    return out


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts_of(grid: Grid) -> list[str]:
    """The texts of cells in reading order, blank ones left out, then those of paragraphs."""
    tables = [block for block in grid.blocks if isinstance(block, Table)]
    cells = [cell.text for table in tables for row in table.rows() for cell in row]
    return [squeezed(text) for text in cells if text] + [
        squeezed(block.text) for block in grid.blocks if isinstance(block, Paragraph)
    ]


def repeated(shown: list[str], texts: list[str]) -> set[str]:
    """The texts that are shown more often than the form has them; none may be missing."""
    assert not Counter(texts) - Counter(shown)
    return set(Counter(shown) - Counter(texts))


def labels(form: Grid) -> set[str]:
    """The labels over several rows: a page that begins within their rows says them again."""
    (table,) = (block for block in form.blocks if isinstance(block, Table))
    return {squeezed(cell.text) for cell in table.cells if cell.label and cell.rows > 1}


@pytest.fixture
def form(evaluated: tuple[Grid, ...], tmp_path: Path) -> Grid:
    """A form over two pages, written in every format to the folder."""
    for code in ("docx", "xlsx", "html"):
        (tmp_path / f"{code}-form.{code}").write_bytes(write(evaluated[2], code))
    return evaluated[2]


def test_the_word_file_shows_the_texts_of_the_form_in_its_cells(form: Grid, tmp_path: Path) -> None:
    page = LexborHTMLParser(converted(tmp_path, "docx-form.docx", "html:HTML (StarWriter):UTF8").read_text("utf-8"))
    cells = [squeezed(cell.text()) for table in page.css("table") for cell in table.css("td, th")]
    titles = [squeezed(line.text()) for line in page.css("body > p") if squeezed(line.text())]
    assert set() < repeated([*filter(None, cells), *titles], texts_of(form)) <= labels(form)


def test_the_web_page_shows_the_texts_of_the_form(form: Grid, tmp_path: Path) -> None:
    shown = squeezed(converted(tmp_path, "html-form.html", "txt:Text (encoded):UTF8").read_text("utf-8"))
    for text in texts_of(form):
        assert text in shown


def test_the_workbook_shows_the_texts_of_the_form_in_its_cells(form: Grid, tmp_path: Path) -> None:
    # 44,34,76: commas, quotes, UTF-8.
    text = converted(tmp_path, "xlsx-form.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76").read_text("utf-8")
    cells = [squeezed(text) for row in csv.reader(text.splitlines(keepends=True)) for text in row if text]
    assert set() < repeated(cells, [*texts_of(form), "草稿"]) <= labels(form)


def test_the_second_page_of_the_word_file_begins_with_the_levels_it_goes_on_with(form: Grid, tmp_path: Path) -> None:
    (table,) = (block for block in form.blocks if isinstance(block, Table))
    names = {squeezed(cell.text): cell.row for cell in table.cells if cell.column == 4 and cell.columns == 1}
    with pdfplumber.open(converted(tmp_path, "docx-form.docx", "pdf")) as document:
        _, second = document.pages
        head, first, *_ = second.extract_tables()[0]
    assert squeezed(head[1] or "") == "一级指标"
    row = names[squeezed(first[3] or "")]
    levels = [
        next(one for one in table.cells if one.column == at and one.row <= row < one.row + one.rows) for at in (2, 3)
    ]
    assert any(level.row < row for level in levels)
    assert [squeezed(text or "") for text in first[1:3]] == [squeezed(level.text) for level in levels]
