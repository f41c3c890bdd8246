"""Where pages end: rows and repeated rows counted, spans cut there, until no label moves an end any more."""

from __future__ import annotations

import pytest

from youju.exporters.paging import page_starts, paged
from youju.exporters.spans import Cut
from youju.model.grid import Cell, Table

LEVELS = Table(
    (
        Cell(1, 1, "一级", label=True),
        Cell(1, 2, "三级", label=True),
        Cell(2, 1, "可持续影响", rows=4, label=True),
        *(Cell(row, 2, f"第{row}行") for row in range(2, 6)),
    ),
    header_rows=(1,),
)


@pytest.mark.parametrize(
    ("heights", "heads", "used", "starts", "left"),
    [
        ([], (), 0, (), 0),
        ([4, 4], (), 0, (), 8),
        ([4, 4, 4], (), 0, (3,), 4),
        ([1, 4, 4, 4], (1,), 0, (4,), 5),
        ([4, 4], (), 5, (2,), 4),
        # A repeated row that does not fit takes those before it along.
        ([4, 3, 3, 2], (2, 3), 2, (2,), 8),
        # A row higher than a page is alone on its page.
        ([4, 40, 4], (), 0, (2, 3), 4),
    ],
)
def test_a_page_begins_with_the_row_that_does_not_fit_the_one_before(
    heights: list[int], heads: tuple[int, ...], used: int, starts: tuple[int, ...], left: int
) -> None:
    assert page_starts(heights, heads, 10, used) == (starts, left)


def test_a_label_is_cut_where_the_page_ends_and_printed_again() -> None:
    shown = paged(Cut(LEVELS), lambda table: [2 for _ in table.rows()], 6, 0)
    assert (shown.starts, shown.used) == ((4,), 6)
    assert [(cell.row, cell.rows, cell.text) for cell in shown.cut.table.cells if cell.column == 1][1:] == [
        (2, 2, "可持续影响"),
        (4, 2, "可持续影响"),
    ]


def label_needs_two_rows(table: Table) -> list[int]:
    """Every row is 2 high, but one that is all of a label is 3."""
    alone = {cell.row for cell in table.cells if cell.label and cell.row > 1 and cell.rows == 1}
    return [3 if row in alone else 2 for row in range(1, 6)]


def test_a_row_that_a_label_cut_off_below_it_pushes_over_stays_on_the_next_page() -> None:
    # One row fits below the header, but the label alone in it makes it higher; without the cut it would fit again.
    shown = paged(Cut(LEVELS), label_needs_two_rows, 8, 4)
    assert shown.starts == (2, 4)
    assert shown.heights == (2, 3, 2, 2, 2)
