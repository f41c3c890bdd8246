"""The block of execution: columns and rows spelt in many ways, its unit, and what is open where it cannot be read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.forms.execution import UNREAD, Block, read_execution
from youju.forms.page import lines_of
from youju.forms.spelling import respelled
from youju.importers import grid_of
from youju.model.grid import Cell, Grid, Table

HEAD = "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
TOTAL = "\t年度资金总额\t64\t65\t61.76\t10\t95.02%\t9.5\n"


def read(text: str) -> Block:
    return read_execution(respelled(lines_of(grid_of(text.encode(), "表.txt")[1])))


def told(block: Block) -> tuple[Decimal | None, ...]:
    total = block.execution
    assert total is not None
    return total.initial, total.budget, total.spent, total.weight, total.rate, total.points


EXPECTED = tuple(map(Decimal, ("640000", "650000", "617600", "10", "0.9502", "9.5")))


@pytest.mark.parametrize(
    ("label", "others"),
    [
        ("年初预算数", ["年初批复预算数", "年初下达预算", "预算批复数"]),
        ("全年预算数", ["调整后预算", "年度预算数", "预算调整数"]),
        ("全年执行数", ["决算数", "支出数", "实际执行数", "全年支出数", "累计执行数", "执行金额"]),
        ("执行率", ["支出进度", "执行进度", "预算完成率"]),
        ("年度资金总额", ["年度预算资金总额", "总计", "资金合计", "年度资金总和"]),
    ],
)
def test_columns_and_rows_are_told_by_the_parts_of_their_labels(label: str, others: list[str]) -> None:
    for other in others:
        assert told(read((HEAD + TOTAL).replace(label, other))) == EXPECTED, other


def test_the_unit_in_the_label_on_the_middle_row_is_that_of_all_rows() -> None:
    rows = HEAD.replace("项目资金（万元）", "") + TOTAL + "项目资金（万元）\t其他资金\t64\t65\t61.76\t—\t95.02%\t—\n"
    assert told(read(rows)) == EXPECTED


def test_a_unit_that_a_line_break_cut_is_read() -> None:
    assert told(read((HEAD + TOTAL).replace("（万元）", "（万 元）"))) == EXPECTED


def test_one_row_without_a_label_is_read_where_each_column_has_a_number() -> None:
    row = "\t\t64\t65\t61.76\t10\t95.02%\t9.5\n"
    assert told(read(HEAD + row)) == EXPECTED
    assert read(HEAD + "\t\t64\t65\n").execution is None


def test_a_block_that_cannot_be_read_leaves_all_its_fields_open() -> None:
    assert read(HEAD + "年度总体目标\t做好服务。\n").doubts == UNREAD
    block = read(HEAD + "\t年度资金总额\t见附表\n")
    assert (block.doubts, told(block)) == (UNREAD, (None,) * 6)


def test_an_amount_without_a_unit_is_open_and_not_lost_in_silence() -> None:
    block = read((HEAD + TOTAL).replace("（万元）", ""))
    assert block.doubts == ("execution.initial", "execution.budget", "execution.spent")


def test_a_blank_reason_does_not_open_what_the_numbers_tell() -> None:
    head = HEAD.replace("\t\t", "\t").replace("得分", "得分\t原因")
    block = read(head + TOTAL.lstrip("\t"))
    assert (told(block), block.doubts) == (EXPECTED, ())


def test_a_part_is_never_the_total_of_a_block_whose_total_was_torn_away() -> None:
    text = (
        "年初预算数\t全年预算数\t全年执行数\n上年结转资金\t0\t0\t—\n其他资金\t0\t0\t—\n年度资金总额\n项目资金\t（元）\n"
    )
    block = read(text)
    assert told(block) == (None,) * 6
    assert block.execution is not None
    assert [part.label for part in block.execution.parts] == ["上年结转资金", "其他资金"]
    assert {*UNREAD, "funds.carry_over", "funds.other"} <= set(block.doubts)
    assert (block.unit, block.declared) == ("元", True)


def test_an_amount_that_a_line_break_cut_is_one_number() -> None:
    cells = tuple(
        Cell(row, column, text)
        for row, line in enumerate((HEAD, TOTAL.replace("61.76", "61.7 6")), start=1)
        for column, text in enumerate(line.rstrip("\n").replace(" ", "\n").split("\t"), start=1)
    )
    grid = Grid((Table(cells, spans_known=True),))
    assert told(read_execution(respelled(lines_of(grid)))) == EXPECTED


def test_cells_that_kept_their_columns_stand_under_their_heads_though_some_are_blank() -> None:
    block = read(HEAD + "\t年度资金总额\t64\t\t61.76\t10\t\t\n")
    assert (told(block), block.doubts) == ((EXPECTED[0], None, *EXPECTED[2:4], None, None), ())


def test_cells_that_were_shifted_are_not_taken_by_their_columns() -> None:
    block = read(HEAD + "年度资金总额\t64\t65\t61.76\t10\t95.02%\t9.5\t\n")
    assert told(block) == EXPECTED
