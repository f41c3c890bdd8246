"""Texts in narrow columns: where labels break, how many lines a text takes, what a file may not hold."""

from __future__ import annotations

import pytest

from youju.exporters.lettering import capacities, cell_lines, label_lines, legal, line_count, row_lines, units
from youju.model.grid import Cell, Table


@pytest.mark.parametrize(
    ("label", "capacity", "lines"),
    [
        ("总分", 3, ["总分"]),
        ("1—7月执行情况", 5, ["1—7月", "执行情况"]),
        ("1—    月执行情况", 5, ["1—    月", "执行情况"]),
        ("项目名称", 3, ["项目", "名称"]),
        ("绩效指标", 3, ["绩效", "指标"]),
        ("年度总体目标", 3, ["年度", "总体", "目标"]),
        ("项目资金（元）", 3, ["项目", "资金", "（元）"]),
        ("全年执行数（B）", 5, ["全年执行数", "（B）"]),
        ("经济效益指标", 5, ["经济效益", "指标"]),
        ("可持续影响指标", 5, ["可持续影响", "指标"]),
        ("服务对象满意度指标", 5, ["服务对象", "满意度指标"]),
        ("偏差原因分析及改进措施", 8, ["偏差原因分析", "及改进措施"]),
        ("绩效", 0, ["绩效"]),
    ],
)
def test_a_label_breaks_between_its_words(label: str, capacity: int, lines: list[str]) -> None:
    assert label_lines(label, capacity) == lines


def test_a_label_that_its_author_broke_stays_as_it_is_and_a_value_is_never_broken() -> None:
    assert cell_lines(Cell(1, 1, "年度\r\n总体目标", label=True), 3) == "年度\n总体目标"
    assert cell_lines(Cell(1, 1, "年度总体目标"), 3) == "年度总体目标"


def test_legal_text_has_one_kind_of_line_end_and_no_control_characters() -> None:
    assert legal("甲\r\n乙\r丙\t丁\x00\x0b\ud800\ufffe") == "甲\n乙\n丙 丁"


def test_a_chinese_letter_is_twice_as_wide_as_a_latin_one() -> None:
    assert (units("甲乙"), units("ab1"), units("≥90%"), units("（元）")) == (4, 3, 5, 6)


@pytest.mark.parametrize(
    ("text", "capacity", "lines"),
    [
        ("", 10, 1),
        ("甲乙丙丁戊", 10, 1),
        ("甲乙丙丁戊己", 10, 2),
        ("甲\n乙", 10, 2),
        ("甲乙丙丁abc", 10, 2),  # a word goes to the next line whole
        ("甲乙丙丁ab", 10, 1),
        ("abcdefghijklmno", 10, 2),  # a word wider than the column is cut
        ("甲乙丙丁戊己庚", 9, 2),  # half a letter does not fit
        ("甲", 0, 1),
    ],
)
def test_a_text_takes_as_many_lines_as_it_needs(text: str, capacity: int, lines: int) -> None:
    assert line_count(text, capacity) == lines


def test_a_row_is_as_high_as_its_highest_cell_and_a_span_gives_its_rest_to_its_last_row() -> None:
    cells = (Cell(1, 1, "甲" * 20, rows=2), Cell(1, 2, "乙"), Cell(2, 2, "丙" * 10))
    table = Table(cells, widths=(50, 50))
    # Ten half-widths each: 20 letters are 4 lines over rows of 1 and 2, so that the second row takes one more.
    assert row_lines(table, capacities(table, 20)) == [1, 3]
    assert row_lines(Table((Cell(1, 1, "甲乙丙"),)), [6]) == [1]
    assert row_lines(Table((Cell(1, 1, "甲乙丙"),)), [6], indent=1) == [2]
    assert row_lines(Table((Cell(1, 1, "甲乙丙", align="center"),)), [6], indent=1) == [1]
