"""Plain text to a grid: cells, blank cells, places, encodings; and what is no text or too much of it."""

from __future__ import annotations

import pytest

from youju.errors import UnreadableError
from youju.importers import grid_of
from youju.model.grid import Grid, Paragraph, Table


def grid(text: str) -> Grid:
    return grid_of(text.encode(), "表.txt")[1]


def rows(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for block in found.blocks if isinstance(block, Table) for row in block.rows()]


def test_tabs_keep_blank_cells_and_their_columns() -> None:
    found = grid("项目资金\t总额\t100\t\n\t\t\t结转\n")
    assert rows(found) == [["项目资金", "总额", "100", ""], ["", "", "", "结转"]]
    table = found.blocks[0]
    assert isinstance(table, Table)
    assert not table.spans_known
    place = table.rows()[1][3].place
    assert (place.line, place.table, place.row, place.column) == (2, 1, 2, 4)


def test_blank_lines_part_blocks_and_lines_keep_their_numbers() -> None:
    found = grid("标题\n\n甲\t乙\n丙\t丁\n\n戊\t己\n尾注\n")
    title, first, second = found.blocks
    assert isinstance(title, Paragraph)
    assert (title.text, title.place.line) == ("标题", 1)
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [cell.place.line for cell in first.cells] == [3, 3, 4, 4]
    assert [(cell.text, cell.place.table, cell.place.line) for cell in second.cells] == [
        ("戊", 2, 6),
        ("己", 2, 6),
        ("尾注", 2, 7),
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("甲 | 乙 | | 丙", ["甲", "乙", "", "丙"]),
        ("甲|乙||", ["甲", "乙", "", ""]),
        (" | 乙 | 丙", ["", "乙", "丙"]),
        ("甲｜乙", ["甲", "乙"]),
        ("甲  乙   丙", ["甲", "乙", "丙"]),
        ("甲\u00a0\u00a0乙\u3000丙", ["甲", "乙", "丙"]),
        ("甲\t乙 | 丙\t丁  戊", ["甲", "乙 | 丙", "丁  戊"]),
        ("甲\t\u3000 乙\u00a0", ["甲", "乙"]),
    ],
)
def test_the_strongest_separator_of_a_line_cuts_it(line: str, cells: list[str]) -> None:
    assert rows(grid(line)) == [cells]


def test_the_borders_and_rules_of_a_markdown_table_are_no_cells() -> None:
    found = grid("| 一级指标 | 指标值 |\n|---|:--:|\n| | =3次 |\n")
    assert rows(found) == [["一级指标", "指标值"], ["", "=3次"]]


def test_one_cell_a_line_is_a_paragraph_a_line() -> None:
    assert [block.text for block in grid("甲 乙\n丙\n").blocks if isinstance(block, Paragraph)] == ["甲 乙", "丙"]


def test_a_quoted_cell_may_run_over_lines() -> None:
    found = grid('总目标\t"1、甲；\n\n2、乙""丙"""\t年度\n丁\t戊\n')
    assert rows(found) == [["总目标", '1、甲；\n\n2、乙"丙"', "年度"], ["丁", "戊"]]
    last = found.blocks[-1]
    assert isinstance(last, Table)
    assert last.cells[-1].place.line == 4


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    assert rows(grid('甲\t"乙\n丙\t丁\n')) == [["甲", '"乙'], ["丙", "丁"]]


def test_a_form_feed_is_a_page_break() -> None:
    assert len(grid("甲\t乙\n\f丙\t丁\n").blocks) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_the_one_that_decodes(encoding: str) -> None:
    code, found = grid_of("项目名称\t样桥\r\n指标值\t≥90%\r\n".encode(encoding), "表.txt")
    assert code == "text"
    assert rows(found) == [["项目名称", "样桥"], ["指标值", "≥90%"]]


NO_TEXT = {
    "是空的": b"",
    "“空白.txt”是空的": b"\xef\xbb\xbf \r\n\t\n",
    "只有空白": "\u3000\n\u00a0\t\n".encode(),
    "二进制文件": bytes(range(256)),
    "docx": b"PK\x03\x04\x14\x00",
    "doc、xls": b"\xd0\xcf\x11\xe0\xa1\xb1",
    "PDF": b"%PDF-1.7\n",
    "RTF": b"{\\rtf1",
    "图片": b"\x89PNG\r\n",
    "网页": b"<!DOCTYPE html><html></html>",
    "第2行": "项目名称\n项目".encode() + b"\xff\xff",
    "第1行": b"\x01\x02\x03\x04 text",
}


@pytest.mark.parametrize("says", NO_TEXT)
def test_what_is_no_text_gets_a_sentence_and_a_remedy(says: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        grid_of(NO_TEXT[says], "空白.txt")
    assert says in caught.value.message
    assert caught.value.remedy


def test_absurdly_many_cells_are_refused_before_they_are_cut() -> None:
    with pytest.raises(UnreadableError, match="单元格") as caught:
        grid_of(b"1\t" * 10_000_000, "表.txt")
    assert caught.value.remedy


def test_an_absurdly_long_cell_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableError, match="第2行") as caught:
        grid_of(("甲\n" + "长" * 200_001).encode(), "表.txt")
    assert caught.value.place["line"] == 2


def test_a_lone_pipe_is_a_blank_cell_and_no_fault() -> None:
    assert rows(grid("产出指标 |\n|\n||||\n")) == [["产出指标", ""], ["", ""], ["", "", "", "", ""]]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| 质量 | =100% |\t", ["质量", "=100%"]),
        ("\t| 质量\t|\t=100% |", ["质量", "=100%"]),
        ("| 质\t量 | =100% |", ["质\t量", "=100%"]),
    ],
)
def test_a_tab_in_a_bordered_table_of_pipes_is_no_separator(line: str, cells: list[str]) -> None:
    assert rows(grid(f"| 数量 | =3次 |\n{line}\n| 时效 | 及时 |\n"))[1] == cells


def test_tabs_at_the_end_of_a_line_part_no_cells_of_a_text_of_blanks_or_pipes() -> None:
    assert rows(grid("通知：\t\n数量   =3次\n质量   =100%\t\n"))[1:] == [["数量", "=3次"], ["质量", "=100%"]]
    assert rows(grid("通知：\t\n数量 | =3次\t\t\n质量 | =100%\n"))[1:] == [["数量", "=3次"], ["质量", "=100%"]]


def test_a_blank_cell_at_the_end_of_a_line_of_tabs_stays_a_cell() -> None:
    assert rows(grid("甲\t乙\n目标  一\t\n目标|二\t\n丙\t\n")) == [
        ["甲", "乙"],
        ["目标  一", ""],
        ["目标|二", ""],
        ["丙", ""],
    ]


def test_quotation_marks_that_are_no_one_pair_stay() -> None:
    assert rows(grid('"甲"与"乙"\t丙\n')) == [['"甲"与"乙"', "丙"]]


def test_a_few_lines_with_commas_are_cells_though_too_few_to_be_told_as_csv() -> None:
    text = '项目名称,大厅\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,甲,"≥3,000个"\n'
    assert rows(grid(text)) == [
        ["项目名称", "大厅"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "甲", "≥3,000个"],
    ]
    assert rows(grid(f"绩效目标申报表\n{text}"))[1:] == rows(grid(text))


@pytest.mark.parametrize(
    "text",
    ["标题,一\n正文\n", "One, two, three, four.\nFive, six, seven, eight.\n", "甲,乙,丙,丁\n说明\n附件\n"],
)
def test_commas_of_prose_part_no_cells(text: str) -> None:
    assert not rows(grid(text))


@pytest.mark.parametrize("cell", ['"甲" 乙', f'"{"甲" * 140_000}', 'a"b'])
def test_broken_quotes_between_commas_are_no_fault(cell: str) -> None:
    found = grid(f"一,二,三,四\n五,六,七,八\n一,{cell},三,四\n")
    assert rows(found)[:2] == [["一", "二", "三", "四"], ["五", "六", "七", "八"]]
