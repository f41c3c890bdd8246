"""DOCX to a grid: spans, wrappers, changes, ticks and damage, in files of other programs and in XML written by hand."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from word_making import (
    DOWN,
    OFFICIAL,
    ON,
    PAGE,
    STRICT,
    official,
    p,
    read,
    shape,
    span,
    tables,
    tbl,
    tc,
    texts,
    tr,
    word,
)

from youju.importers import grid_of
from youju.importers.formats.docx import grid
from youju.model.grid import Paragraph, Table


def test_a_form_of_python_docx_is_read_with_its_spans_and_places() -> None:
    code, found = grid_of(official(), "表.pdf")
    assert code == "docx"
    title, year, table, footer = found.blocks
    assert isinstance(table, Table)
    assert table.spans_known
    assert [block.text for block in (title, year, footer) if isinstance(block, Paragraph)] == [
        "财政项目支出绩效目标申报表",
        "（2021年度）",
        "填表人：",
    ]
    assert shape(table) == OFFICIAL
    place = table.cells[13].place
    assert (place.table, place.row, place.column, place.line) == (1, 5, 3, None)
    assert found.notes == ()


def test_libreoffice_writes_the_same_form_and_it_reads_alike(tmp_path: Path) -> None:
    (tmp_path / "表 一.html").write_text(PAGE, encoding="utf-8")
    subprocess.run(  # noqa: S603 own arguments only
        [  # noqa: S607 the office program is where the system has it
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "表 一.html"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = grid((tmp_path / "表 一.docx").read_bytes())
    assert [shape(table) for table in tables(found)] == [OFFICIAL]
    assert texts(found) == ["财政项目支出绩效目标申报表", "（2021年度）", "填表人："]


def test_the_strict_vocabulary_is_read_as_the_usual_one() -> None:
    body = p("标题") + tbl(tr(tc("甲", span(2))), tr(tc("乙"), tc("丙")))
    assert grid(word(body, STRICT)) == grid(word(body))
    assert shape(tables(grid(word(body, STRICT)))[0]) == [(1, 1, 1, 2, "甲"), (2, 1, 1, 1, "乙"), (2, 2, 1, 1, "丙")]


def test_blanks_in_front_of_a_row_keep_the_columns_of_its_cells() -> None:
    before = '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'
    assert read(tbl(tr(tc("甲"), tc("乙"), tc("丙"), tc("丁")), tr(tc("戊"), properties=before), columns=4))[4:] == [
        (2, 3, 1, 1, "戊")
    ]


def test_blank_cells_are_cells() -> None:
    assert read(tbl(tr(tc(""), tc("甲"), tc("")))) == [(1, 1, 1, 1, ""), (1, 2, 1, 1, "甲"), (1, 3, 1, 1, "")]


def test_rows_of_unequal_width_keep_all_cells() -> None:
    found = read(tbl(tr(tc("甲")), tr(tc("乙"), tc("丙"), tc("丁")), tr(), tr(tc("戊"), tc("己")), columns=2))
    assert [(row, column, text) for row, column, _, _, text in found] == [
        (1, 1, "甲"),
        (2, 1, "乙"),
        (2, 2, "丙"),
        (2, 3, "丁"),
        (4, 1, "戊"),
        (4, 2, "己"),
    ]


@pytest.mark.parametrize("written", ["99", "5", "999999999999999999999999"])
def test_a_span_over_the_edge_of_the_table_ends_at_the_edge(written: str) -> None:
    wide = f'<w:gridSpan w:val="{written}"/>'
    assert read(tbl(tr(tc("题", wide)), tr(tc("甲"), tc("乙"), tc("丙"))))[0] == (1, 1, 1, 3, "题")
    assert read(tbl(tr(tc("题", wide)), tr(tc("甲"), tc("乙"), tc("丙")), columns=4))[0] == (1, 1, 1, 4, "题")


@pytest.mark.parametrize("written", ["0", "-3", "", "x", "1.5"])
def test_a_span_that_is_no_number_is_one_column(written: str) -> None:
    assert read(tbl(tr(tc("甲", f'<w:gridSpan w:val="{written}"/>'), tc("乙"))))[1] == (1, 2, 1, 1, "乙")


def test_a_span_down_ends_where_another_begins_or_a_cell_stands_alone() -> None:
    found = read(
        tbl(
            tr(tc("甲", DOWN), tc("1")),
            tr(tc("", ON), tc("2")),
            tr(tc("乙", DOWN), tc("3")),
            tr(tc("", '<w:vMerge w:val="continue"/>'), tc("4")),
            tr(tc("丙"), tc("5")),
        )
    )
    assert [cell for cell in found if cell[1] == 1] == [(1, 1, 2, 1, "甲"), (3, 1, 2, 1, "乙"), (5, 1, 1, 1, "丙")]


def test_a_span_down_of_several_columns_covers_them_in_every_row() -> None:
    found = read(tbl(tr(tc("1"), tc("甲", span(2) + DOWN), tc("2")), tr(tc("3"), tc("", span(2) + ON), tc("4"))))
    assert found[1] == (1, 2, 2, 2, "甲")
    assert found[4] == (2, 4, 1, 1, "4")


def test_a_span_that_nothing_began_loses_no_text() -> None:
    found = read(tbl(tr(tc("甲", ON), tc("1")), tr(tc("乙", ON), tc("2", ON)), tr(tc("丙"), tc("", ON))))
    assert found == [
        (1, 1, 2, 1, "甲"),
        (1, 2, 1, 1, "1"),
        (2, 2, 2, 1, "2"),
        (3, 1, 1, 1, "丙"),
    ]


def test_text_under_a_merged_cell_is_told_and_not_read() -> None:
    found = grid(word(tbl(tr(tc("甲", DOWN), tc("1")), tr(tc("盖住的字", ON), tc("2")))))
    assert [cell.text for cell in tables(found)[0].cells] == ["甲", "1", "2"]
    (note,) = found.notes
    assert note.code == "covered_text"
    assert "盖住的字" in note.message
    assert (note.place.table, note.place.row, note.place.column) == (1, 1, 1)


def test_text_under_a_merged_cell_that_only_repeats_it_is_nothing_to_tell() -> None:
    assert grid(word(tbl(tr(tc("甲", DOWN), tc("1")), tr(tc("甲", ON), tc("2"))))).notes == ()


def test_cells_joined_across_in_the_older_way_are_one_cell() -> None:
    found = read(tbl(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙"))))
    assert found == [(1, 1, 1, 2, "甲"), (1, 3, 1, 1, "乙")]


def test_a_nested_table_is_a_table_of_its_own_after_the_outer_one() -> None:
    inner = tbl(tr(tc("内甲"), tc("内乙")))
    outer = tbl(tr(tc("<w:p/>" + p("外甲") + inner + p("又")), tc("外乙")))
    found = grid(word(outer + tbl(tr(tc("后"), tc("末")))))
    assert [[cell.text for cell in table.cells] for table in tables(found)] == [
        ["外甲\n又", "外乙"],
        ["内甲", "内乙"],
        ["后", "末"],
    ]
    assert [table.cells[0].place.table for table in tables(found)] == [1, 2, 3]


def test_a_table_that_only_frames_another_gives_way_to_it() -> None:
    inner = tbl(tr(tc("甲"), tc("乙")))
    found = grid(word(tbl(tr(tc(tbl(tr(tc(p("标题") + inner + p("尾注")))))))))
    title, table, footer = found.blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["甲", "乙"]
    assert table.cells[0].place.table == 1
    assert (title, footer) == (Paragraph("标题"), Paragraph("尾注"))
