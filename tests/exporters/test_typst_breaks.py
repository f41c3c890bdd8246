"""The guess where pages end: it spares a layout only if it is the truth, which the printed pages tell."""

from __future__ import annotations

from io import BytesIO

import pdfplumber

from youju import packs
from youju.exporters import write
from youju.exporters.spans import cut_at_header
from youju.exporters.typst_breaks import likely_breaks
from youju.forms.blank import blank
from youju.model.grid import Cell, Grid, Table


def guessed(grid: Grid) -> list[tuple[int, ...]]:
    tables = [cut_at_header(block).table for block in grid.blocks if isinstance(block, Table)]
    return likely_breaks(grid, tables)


def test_forms_of_one_page_are_guessed_to_have_no_break(declared: tuple[Grid, ...]) -> None:
    assert [guessed(grid) for grid in declared] == [[()]] * 5


def test_the_row_guessed_to_begin_the_second_page_begins_it(evaluated: tuple[Grid, ...]) -> None:
    for grid in evaluated:
        [(row,)] = guessed(grid)
        (table,) = (block for block in grid.blocks if isinstance(block, Table))
        name = next(cell.text for cell in table.cells if (cell.row, cell.column) == (row, 4))
        with pdfplumber.open(BytesIO(write(grid, "pdf"))) as document:
            _, second = document.pages
            below_the_header = second.extract_tables()[0][1]
        assert "".join((below_the_header[3] or "").split()) == "".join(name.split())


def test_a_row_that_its_cut_label_pushes_over_leaves_no_blank_levels_behind() -> None:
    grid = blank("mof-monitoring", packs.taxonomy("central-2021"))
    with pdfplumber.open(BytesIO(write(grid, "pdf"))) as document:
        last, first = document.pages[0].extract_tables()[0][-1], document.pages[1].extract_tables()[0][2]
    # What goes on from the row above is None there, a cell of its own with nothing in it is empty.
    assert "" not in last[:3]
    assert all(first[1:3])


def test_tables_and_pages_without_rows_are_guessed_to_have_no_break() -> None:
    assert guessed(Grid((Table(()), Table((Cell(1, 1, "甲"),))))) == [(), ()]
