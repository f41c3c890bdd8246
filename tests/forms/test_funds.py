"""The funds of a form: which amount is whose, in which unit, and whether the sums close."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.forms.funds import FundsBlock, read_funds
from youju.forms.page import lines_of, parted
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


def table(*rows: str) -> FundsBlock:
    """The funds of a table with spans: cells parted by |, ^ for what spans down from above."""
    cells: list[str] = []
    for at, row in enumerate(rows):
        below = rows[at + 1 :]
        tall = 1 + next((count for count, one in enumerate(below) if not one.startswith("^")), len(below))
        first, *rest = row.split("|")
        side = [] if first == "^" else [f'<td rowspan="{tall}">{first}</td>']
        cells.append("".join([*side, *(f"<td>{cell}</td>" for cell in rest)]))
    page = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    return read_funds(tuple(parted(line) for line in respelled(lines_of(grid_of(page.encode(), "表.html")[1]))))


def test_labels_in_a_row_belong_to_the_amounts_in_the_row_below() -> None:
    for block in (
        table("项目资金（元）|年度资金总额|其中：财政拨款|其他资金", "^|3596500|3500000|96500"),
        spelt("项目资金（元）\t年度资金总额\t其中：财政拨款\t其他资金\n\t3596500\t3500000\t96500\n"),
    ):
        funds = block.funds
        assert (funds.annual, funds.fiscal, funds.annual_other) == (Decimal(3596500), Decimal(3500000), Decimal(96500))
        assert (block.doubts, block.notes) == ((), ())


def test_a_blank_amount_below_its_label_stays_blank() -> None:
    block = table("项目资金（元）|年度资金总额|其中：财政拨款|其他资金", "^|3596500||96500")
    assert (block.funds.annual, block.funds.fiscal, block.funds.annual_other) == (
        Decimal(3596500),
        None,
        Decimal(96500),
    )


def test_amounts_that_lost_their_columns_pair_with_the_labels_above_by_order_and_stay_open() -> None:
    block = spelt("年度资金总额\t其中：财政拨款\t\n3,596,500元\t\t3,500,000元\n")
    assert (block.funds.annual, block.funds.fiscal) == (Decimal(3596500), Decimal(3500000))
    assert set(block.doubts) == {"funds.annual", "funds.fiscal"}


@pytest.mark.parametrize("other", ["其他资金", "自筹", "自筹资金"])
def test_a_sentence_gives_each_amount_to_its_label(other: str) -> None:
    block = table(f"项目资金|总额120.5万元，其中财政资金100万元，{other}20.5万元")
    funds = block.funds
    assert (funds.annual, funds.fiscal, funds.annual_other) == (Decimal(1205000), Decimal(1000000), Decimal(205000))
    assert (funds.printed_unit, block.notes) == ("万元", ())


def test_the_total_of_a_sentence_that_names_the_year_as_well_is_the_projects() -> None:
    funds = table("项目资金情况|总额300万元，其中本年100万元。").funds
    assert (funds.total, funds.annual) == (Decimal(3000000), Decimal(1000000))


def test_numbered_amounts_in_one_cell_are_told_apart() -> None:
    block = table("项目资金申请（万元）|资金总额：180<br>一、预算资金：150<br>二、自有资金：30")
    assert (block.funds.total, block.funds.fiscal, block.funds.other) == (
        Decimal(1800000),
        Decimal(1500000),
        Decimal(300000),
    )
    assert block.notes == ()


@pytest.mark.parametrize("said", ["购置设备30万元，培训5万元", "120万元", "另行安排 1,200,000元"])
def test_money_beside_the_label_of_a_block_that_says_not_whose_is_told(said: str) -> None:
    block = table(f"项目资金|{said}")
    assert codes(block) == ["money_unread"]
    assert said in block.notes[0].message


def test_a_sentence_that_is_read_in_part_is_told() -> None:
    block = table("项目资金|总额120万元，购置设备30万元")
    assert (block.funds.annual, codes(block)) == (Decimal(1200000), ["money_unread"])


@pytest.mark.parametrize("label", ["资金用途", "资金性质"])
def test_what_money_is_for_is_no_amount(label: str) -> None:
    assert table(f"{label}|购置设备30万元").notes == ()


def test_a_label_and_its_amount_in_one_cell_are_read_behind_of_which() -> None:
    block = table("项目资金（万元）|年度资金总额：120.5|其中：财政拨款：100|其他资金：20.5")
    assert (block.funds.annual, block.funds.fiscal, block.funds.annual_other) == (
        Decimal(1205000),
        Decimal(1000000),
        Decimal(205000),
    )
    assert block.notes == ()


def test_a_table_of_sources_has_its_unit_over_the_amounts_and_its_total_below() -> None:
    block = table("资金来源|预算金额（万元）|占比|备注", "财政拨款|80|80%|", "自筹资金|20|20%|", "合计|100|100%|")
    funds = block.funds
    assert (funds.annual, funds.fiscal, funds.annual_other) == (Decimal(1000000), Decimal(800000), Decimal(200000))
    assert (funds.printed_unit, block.notes) == ("万元", ())


def test_the_label_of_a_block_with_a_total_behind_it_is_no_amount() -> None:
    block = table("预算资金（万元）|总额|120|上年结转|", "^|市级财政资金|60|区级财政资金|60")
    funds = block.funds
    assert (funds.annual, funds.fiscal, funds.carry_over) == (Decimal(1200000), None, None)
    assert funds.by_origin == {"市级财政资金": Decimal(600000), "区级财政资金": Decimal(600000)}
    assert block.notes == ()


def test_the_money_of_the_whole_cycle_is_the_total() -> None:
    funds = table("资金需求（万元）|实施周期总金额|3600|2024年金额|1200").funds
    assert (funds.total, funds.annual) == (Decimal(36000000), Decimal(12000000))


@pytest.mark.parametrize(
    "rows", [("项目资金总额（万元）|56|其中：财政资金|56",), ("项目资金总额（万元）|56", "其中：财政资金|56")]
)
def test_the_unit_of_the_first_label_holds_for_the_amounts_behind_it(rows: tuple[str, ...]) -> None:
    block = table(*rows)
    assert (block.funds.total, block.funds.fiscal) == (Decimal(560000), Decimal(560000))
    assert block.notes == ()


def test_a_long_amount_is_not_in_the_unit_of_another_label() -> None:
    assert table("项目资金总额（万元）|56|其中：财政资金|560,000").funds.fiscal == Decimal(560000)


@pytest.mark.parametrize(
    "corner",
    [
        "填报单位（盖章）：某市政务服务中心 单位：万元",
        "填报单位：某局    金额单位：万元",
        "单位:万元",
        "（单位：万元）",
    ],
)
def test_the_unit_in_the_corner_may_stand_behind_the_body_that_reports(corner: str) -> None:
    funds = spelt(f"{corner}\n\n项目资金\t项目资金总额\t120\n").funds
    assert (funds.total, funds.printed_unit) == (Decimal(1200000), "万元")


def test_kinds_of_other_money_under_one_total_are_kept_by_their_names() -> None:
    block = table(
        "资金来源（万元）|合计|350.5|其中：|",
        "^|财政拨款|300|上级补助|200",
        "^|自筹资金|50.5|本级安排|100",
        "^|其他资金|0",
    )
    funds = block.funds
    assert (funds.annual, funds.fiscal, funds.annual_other) == (Decimal(3505000), Decimal(3000000), Decimal(0))
    assert funds.by_origin == {
        "自筹资金": Decimal(505000),
        "上级补助": Decimal(2000000),
        "本级安排": Decimal(1000000),
    }
    assert block.notes == ()


def test_figures_beside_an_amount_in_words_are_yuan_whatever_the_label_of_the_words() -> None:
    block = table("年度资金总额|人民币叁拾万元整（￥300,000.00）")
    assert (block.funds.annual, block.notes) == (Decimal(300000), ())


@pytest.mark.parametrize(
    ("said", "code", "annual"),
    [
        ("约30万元", "amount_approximate", Decimal(300000)),
        ("叁拾万元（31万元）", "words_and_figures_differ", Decimal(310000)),
        ("数十万元", "amount_in_words_unread", None),
    ],
)
def test_what_an_amount_leaves_open_is_told(said: str, code: str, annual: Decimal | None) -> None:
    block = table(f"年度资金总额|{said}")
    assert (block.funds.annual, codes(block)) == (annual, [code])
    assert said in block.notes[0].message


def test_a_unit_that_documents_do_not_tell_is_only_converted() -> None:
    funds = table("年度资金总额（亿元）|1.5").funds
    assert (funds.annual, funds.printed_unit, funds.unit_declared) == (Decimal(150000000), None, True)


def test_an_amount_of_a_source_without_a_unit_is_told_too() -> None:
    block = table("年度资金总额|3,000,000|中央|300")
    assert "money_unit_unknown" in codes(block)
    assert block.funds.by_origin == {}


def test_labels_over_amounts_of_several_years_are_told_and_not_read() -> None:
    block = table("项目资金（万元）|年度资金总额|其中：财政拨款", "^|2024年|120|100", "^|2023年|110|90")
    assert (block.funds.annual, codes(block)) == (None, ["money_unread"])
    assert "120" in block.notes[0].message


def test_of_amounts_of_several_years_beside_a_label_the_first_is_taken_with_a_note() -> None:
    block = table("资金来源（万元）|2024年|2025年", "财政拨款|80|90")
    assert (block.funds.fiscal, codes(block)) == (Decimal(800000), ["several_amounts"])
    assert "90" in block.notes[0].message
    assert table("资金来源（万元）|预算|批复", "财政拨款|80|80").notes == ()


def test_the_total_below_a_subtotal_is_read() -> None:
    block = table("资金来源（万元）|财政拨款|80", "^|小计|80", "^|合计|100")
    assert (block.funds.annual, block.funds.fiscal, codes(block)) == (Decimal(1000000), Decimal(800000), ["sum_open"])
