"""The funds of a form: which amount is whose, in which unit, and whether the sums close."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.forms.funds import FundsBlock, read_funds
from youju.forms.page import lines_of
from youju.forms.spelling import respelled
from youju.importers import grid_of

BLOCK = """项目资金\t项目资金总额\t1,200,000\t年度资金申请总额\t800,000
\t其中：财政资金\t1,000,000\t其中：当年财政拨款\t500,000
\t\t\t上年结转资金\t300,000
\t其他资金\t200,000\t其他资金\t
"""


def read(text: str) -> FundsBlock:
    return read_funds(lines_of(grid_of(text.encode(), "表.txt")[1]))


def codes(block: FundsBlock) -> list[str]:
    return [note.code for note in block.notes]


def test_two_columns_of_labels_have_an_amount_each_and_blank_is_none() -> None:
    funds = read(BLOCK).funds
    assert (funds.total, funds.fiscal, funds.other) == (Decimal(1200000), Decimal(1000000), Decimal(200000))
    assert (funds.annual, funds.appropriation, funds.carry_over) == (Decimal(800000), Decimal(500000), Decimal(300000))
    assert funds.annual_other is None
    assert codes(read(BLOCK)) == ["money_unit_not_declared"]


def test_a_printed_zero_is_zero_and_a_dash_is_nothing() -> None:
    funds = read(BLOCK.replace("其他资金\t\n", "其他资金\t0\n").replace("300,000", "—")).funds
    assert (funds.annual_other, funds.carry_over) == (Decimal(0), None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (BLOCK.replace("项目资金\t", "项目资金（元）\t"), "元"),
        (BLOCK.replace("项目资金总额\t1,200,000", "项目资金总额（万元）\t120").replace("000,000", "000,000元"), "万元"),
        ("单位：元\n\n" + BLOCK, "元"),
        (BLOCK.replace("1,200,000", "120万元"), "万元"),
    ],
)
def test_the_unit_stands_in_the_block_the_label_the_corner_or_the_cell(text: str, unit: str) -> None:
    funds = read(text).funds
    assert (funds.total, funds.printed_unit, funds.unit_declared) == (Decimal(1200000), unit, True)


def test_a_short_amount_without_a_unit_is_left_open_with_its_text() -> None:
    block = read("项目资金\t项目资金总额\t120\t年度资金申请总额\t\n")
    assert block.funds.total is None
    assert "120" in next(note.message for note in block.notes if note.code == "money_unit_unknown")


def test_a_short_amount_beside_a_long_one_is_in_its_unit() -> None:
    funds = read(BLOCK.replace("200,000", "500")).funds
    assert (funds.other, funds.unit_declared) == (Decimal(500), False)


def test_sums_that_do_not_close_are_told_with_both_numbers_and_not_repaired() -> None:
    block = read(BLOCK.replace("300,000", "100,000"))
    assert block.funds.carry_over == Decimal(100000)
    message = next(note.message for note in block.notes if note.code == "sum_open")
    assert "800,000" in message
    assert "600,000" in message


@pytest.mark.parametrize("line", ["\t其他资金\t200,000\t\t\n", "\t\t\t其他资金\t200,000\n", "其他资金\t200,000\n"])
def test_other_funds_alone_belong_to_the_sum_that_closes(line: str) -> None:
    block = read(BLOCK.replace("\t其他资金\t200,000\t其他资金\t\n", line))
    assert (block.funds.other, block.funds.annual_other) == (Decimal(200000), None)
    assert block.doubts == ()


def test_other_funds_of_the_year_are_known_by_its_sum_too() -> None:
    text = BLOCK.replace("\t其他资金\t200,000\t其他资金\t\n", "\t其他资金\t100,000\n").replace("800,000", "900,000")
    funds = read(text).funds
    assert (funds.other, funds.annual_other) == (None, Decimal(100000))


def test_other_funds_that_close_both_sums_are_doubted_with_the_other_field() -> None:
    text = BLOCK.replace("\t其他资金\t200,000\t其他资金\t\n", "\t其他资金\t200,000\n").replace("300,000", "100,000")
    block = read(text)
    assert block.funds.other == Decimal(200000)
    assert (block.doubts, block.alternatives) == (("funds.other",), {"funds.other": ("funds.annual_other",)})


def test_two_amounts_after_two_labels_pair_by_order_and_stay_open() -> None:
    block = read(
        BLOCK.replace(
            "项目资金总额\t1,200,000\t年度资金申请总额\t800,000", "项目资金总额\t年度资金申请总额\t1,200,000\t800,000"
        )
    )
    assert (block.funds.total, block.funds.annual) == (Decimal(1200000), Decimal(800000))
    assert set(block.doubts) == {"funds.total", "funds.annual"}


def test_lost_digits_are_not_guessed() -> None:
    block = read(BLOCK.replace("1,200,000", "1,2**,000"))
    assert block.funds.total is None
    assert "value_masked" in codes(block)


def test_every_amount_knows_its_cell_and_a_blank_one_the_cell_behind_its_label() -> None:
    places = read(BLOCK).places
    assert (places["funds.total"].line, places["funds.total"].column) == (1, 3)
    assert (places["funds.annual_other"].line, places["funds.annual_other"].column) == (4, 5)


def spelt(text: str) -> FundsBlock:
    return read_funds(respelled(lines_of(grid_of(text.encode(), "表.txt")[1])))


@pytest.mark.parametrize(
    "label", ["年度金额", "本年度资金总额", "当年资金总额", "年度预算", "预算金额", "合计", "总额", "总计"]
)
@pytest.mark.parametrize(
    "block", ["资金情况（万元）", "项目资金（单位：万元）", "资金来源（万元）", "资金构成（万元）"]
)
def test_the_annual_total_and_its_unit_are_told_by_the_parts_of_their_labels(block: str, label: str) -> None:
    found = spelt(f"{block}\t{label}\t515\n\t其中：财政拨款\t515\n").funds
    assert (found.annual, found.printed_unit) == (Decimal(5150000), "万元")


@pytest.mark.parametrize("label", ["项目总金额", "项目总预算", "总投资", "预算总额"])
def test_the_total_is_told_by_the_parts_of_its_label(label: str) -> None:
    found = spelt(f"项目资金（元）\t{label}\t90,000\t当年资金申请总额\t40,000\n").funds
    assert (found.total, found.annual) == (Decimal(90000), Decimal(40000))


def test_a_label_of_an_amount_with_another_label_beside_it_gives_the_unit_of_the_block() -> None:
    found = spelt("项目金额（万元）\t年度资金总额：\t515\n").funds
    assert (found.annual, found.total) == (Decimal(5150000), None)


def test_numbered_sources_are_read_and_other_money_stays_with_the_total() -> None:
    found = spelt("项目资金申请（万元）\n资金总额\t180\n一、预算资金：180\n二、自有资金：0\n三、其他：0\n").funds
    assert (found.total, found.fiscal, found.other) == (Decimal(1800000), Decimal(1800000), Decimal(0))
    assert found.annual_other is None
