"""Spans cut where a page ends or a header row repeats: every place stays covered, nothing is said twice by mistake."""

from __future__ import annotations

from youju.exporters.paging import pieces
from youju.exporters.spans import Cut, at_top, column_shares, covering, cut, cut_at_header, part, row_count, whole
from youju.model.grid import Cell, Table

LABEL = Cell(1, 1, "绩效指标", rows=5, label=True)
VALUE = Cell(2, 2, "值", rows=4)
HEAD = Cell(1, 2, "三级指标", label=True)
TABLE = Table((LABEL, HEAD, VALUE), widths=(30, 70), header_rows=(1,))


def places(table: Table) -> set[tuple[int, int]]:
    return set(covering(table))


def test_a_label_is_said_again_on_the_new_page_and_a_value_is_not() -> None:
    found = cut(Cut(TABLE), 4, again=True)
    assert [(one.row, one.rows, one.text) for one in found.table.cells if one.column == 1] == [
        (1, 3, "绩效指标"),
        (4, 2, "绩效指标"),
    ]
    assert [(one.row, one.rows, one.text) for one in found.table.cells if one.column == 2][1:] == [
        (2, 2, "值"),
        (4, 2, ""),
    ]
    assert places(found.table) == places(TABLE)
    assert not found.seams


def test_nothing_is_cut_where_no_span_crosses() -> None:
    assert cut(Cut(TABLE), 1, again=True) == Cut(TABLE)
    assert cut(Cut(TABLE), 6, again=True) == Cut(TABLE)


def test_a_span_out_of_the_header_goes_on_blank_and_stays_so_on_new_pages() -> None:
    headed = cut_at_header(TABLE)
    assert [(one.row, one.rows, one.text) for one in headed.table.cells if one.column == 1] == [
        (1, 1, "绩效指标"),
        (2, 4, ""),
    ]
    assert headed.seams == {(2, 1)}
    later = cut(headed, 4, again=True)
    assert later.seams == {(2, 1), (4, 1)}
    assert not any(cell.text for cell in later.table.cells if cell.column == 1 and cell.row > 1)


def test_a_table_without_header_rows_is_not_cut_for_them() -> None:
    table = Table((LABEL,))
    assert cut_at_header(table) == Cut(table)
    assert pieces(Table((Cell(1, 1, "甲" * 9000),)), landscape=False) == (Cut(Table((Cell(1, 1, "甲" * 9000),))),)


def test_a_part_counts_its_rows_from_one() -> None:
    headed = cut_at_header(TABLE)
    below = part(headed, 2, 5)
    assert {(one.row, one.column, one.rows) for one in below.table.cells} == {(1, 2, 4), (1, 1, 4)}
    assert below.seams == {(1, 1)}
    assert (below.table.header_rows, below.table.widths) == ((), (30, 70))


def test_blank_places_are_filled_so_that_every_place_is_written() -> None:
    cells = whole(Table((Cell(1, 2, "乙"), Cell(3, 1, "丙", columns=2))))
    assert [(one.row, one.column, one.text) for one in cells] == [
        (1, 1, ""),
        (1, 2, "乙"),
        (2, 1, ""),
        (2, 2, ""),
        (3, 1, "丙"),
    ]


def test_widths_that_do_not_fit_the_cells_are_equal_ones() -> None:
    assert column_shares(TABLE) == (30, 70)
    assert column_shares(Table(TABLE.cells, widths=(30, 30, 40))) == (1, 1)
    assert (column_shares(Table(())), row_count(Table(()))) == ((1,), 0)


def test_level_labels_stand_at_the_top_and_labels_within_the_header_in_the_middle() -> None:
    assert at_top(TABLE, LABEL)
    assert not at_top(TABLE, HEAD)
    assert not at_top(TABLE, VALUE)
    assert not at_top(Table((), header_rows=(1, 2)), Cell(1, 1, "一级指标", rows=2, label=True))
