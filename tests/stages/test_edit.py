"""Edits: texts typed into the cells of the form become the next version; what cannot be kept is said, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from youju.errors import RefusedError
from youju.model.declaration import Declaration, Funds, Kind, Note, Objectives, Project
from youju.model.finding import Severity
from youju.model.indicator import Indicator
from youju.model.place import Place
from youju.model.target import Comparator, Deadline, NoTarget, Quality, Quantity
from youju.stages.edit import Edit, UnclearError, amount_of, day_of, edited, levels_of, numbers, typed, weight_of

OUTPUT, BENEFIT = "产出指标", "效益指标"
ROWS = (
    Indicator(
        OUTPUT, "数量指标", "样例场次", Quantity(">=3次", Comparator.AT_LEAST, Decimal(3), "次"), place=Place(row=1)
    ),
    Indicator(
        OUTPUT,
        "数量指标",
        "样例合格率",
        Quantity("290%", Comparator.EQUAL, Decimal(290), "%", implied=True),
        place=Place(row=2),
        doubts=("level2", "comparator"),
        alternatives={"level2": ("质量指标",), "comparator": ("≥90%", "290%")},
    ),
    Indicator(OUTPUT, "质量指标", "样例通过率", Quality("及时", "及时"), place=Place(row=3)),
    Indicator(BENEFIT, "社会效益指标", "样例影响", Quality("提升", "提升"), place=Place(row=4)),
)
FORM = Declaration(
    kind=Kind.DECLARATION,
    layout="shanghai-2021",
    project=Project("样例项目", start=date(2021, 1, 1)),
    year=2021,
    funds=Funds(total=Decimal(18000)),
    objectives=Objectives(annual="旧目标"),
    indicators=ROWS,
    places={"funds.total": Place(row=9, column=2)},
    doubts=("objectives.annual", "funds.total"),
    alternatives={"funds.total": ("1.8万元",)},
)


def after(texts: Mapping[str, str], form: Declaration = FORM) -> Declaration:
    return edited(form, [Edit(field, text) for field, text in texts.items()])


def order(texts: Mapping[str, str], form: Declaration = FORM) -> tuple[int, ...]:
    return numbers(form, [Edit(field, text) for field, text in texts.items()])


def test_without_edits_the_version_is_the_same() -> None:
    assert after({}) == FORM
    assert order({}) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("field", "text", "block", "name", "value"),
    [
        ("project.unit", "  样例\n单位 ", "project", "unit", "样例 单位"),
        ("project.unit", "  ", "project", "unit", None),
        ("project.start", "2021年3月5日", "project", "start", date(2021, 3, 5)),
        ("project.start", "", "project", "start", None),
        ("project.start", "下个月", "project", "start", date(2021, 1, 1)),
        ("funds.total", "3,596,500", "funds", "total", Decimal(3_596_500)),
        ("funds.total", "359.65万元", "funds", "total", Decimal(3_596_500)),
        ("funds.total", "500", "funds", "total", Decimal(500)),
        ("funds.total", "", "funds", "total", None),
        ("funds.total", "很多", "funds", "total", Decimal(18000)),
        ("objectives.annual", "一、甲\r\n二、乙\x00", "objectives", "annual", "一、甲\n二、乙"),
    ],
)
def test_head_funds_and_goals_hold_what_was_typed_and_keep_what_cannot_be_read(
    field: str, text: str, block: str, name: str, value: object
) -> None:
    assert getattr(getattr(after({field: text}), block), name) == value


def test_a_doubt_of_the_head_is_gone_once_its_field_is_typed_even_with_the_same_text() -> None:
    confirmed = after({"funds.total": "18,000"})
    assert (confirmed.funds, confirmed.doubts, confirmed.alternatives) == (FORM.funds, ("objectives.annual",), {})
    assert after({"funds.total": "很多"}).doubts == FORM.doubts


def test_a_target_is_read_as_typed_with_the_name_of_its_row_and_the_year_of_the_form() -> None:
    form = after({"indicators.0.target": "≥5%", "indicators.2.target": "6月底前", "indicators.3.target": "健全"})
    assert form.indicators[0].target == Quantity("≥5%", Comparator.AT_LEAST, Decimal(5), "%")
    assert form.indicators[2].target == Deadline("6月底前", date(2021, 6, 30))
    assert form.indicators[3].target == Quality("健全", "健全")
    named = after({"indicators.0.target": "5", "indicators.0.name": "样例人数(人)"})
    assert named.indicators[0].target == Quantity("5", Comparator.EQUAL, Decimal(5), "人", implied=True)


def test_a_target_that_cannot_be_read_is_kept_as_typed_and_stays_in_doubt() -> None:
    row = after({"indicators.0.target": "1e5"}).indicators[0]
    assert (row.target, row.doubts) == (NoTarget("1e5"), ("target",))
    emptied = after({"indicators.0.target": ""}).indicators[0]
    assert (emptied.target, emptied.doubts) == (NoTarget(), ())


def test_a_typed_target_has_no_doubt_about_its_sign_because_a_person_typed_it() -> None:
    row = after({"indicators.1.target": "280%"}).indicators[1]
    assert isinstance(row.target, Quantity)
    assert (row.target.value, row.doubts) == (Decimal(280), ("level2",))
    assert row.alternatives == {"level2": ("质量指标",)}
    same = after({"indicators.1.target": "290%"}).indicators[1]
    assert (same.target, same.doubts) == (ROWS[1].target, ("level2",))


def test_names_and_weights_are_typed_too_and_a_weight_that_is_none_changes_nothing() -> None:
    row = after({"indicators.0.name": "新 名称", "indicators.0.weight": "6.25分"}).indicators[0]
    assert (row.name, row.weight) == ("新 名称", Decimal("6.25"))
    weighted = replace(FORM, indicators=(row, *ROWS[1:]))
    assert after({"indicators.0.weight": "重"}, weighted).indicators[0].weight == Decimal("6.25")
    assert after({"indicators.0.weight": " "}, weighted).indicators[0].weight is None


def test_a_row_beside_its_new_group_stays_in_place_and_its_doubt_is_gone() -> None:
    texts = {"indicators.1.level2": "质量指标"}
    assert order(texts) == (0, 1, 2, 3)
    assert after(texts).indicators[1].doubts == ("comparator",)


def test_a_row_moves_to_the_end_of_its_new_group_or_of_its_first_level_or_of_the_table() -> None:
    assert order({"indicators.0.levels": "效益指标/社会效益指标"}) == (1, 2, 3, 0)
    assert order({"indicators.0.levels": "产出指标/成本指标"}) == (1, 2, 0, 3)
    assert order({"indicators.0.level1": "别的指标"}) == (1, 2, 3, 0)
    assert order({"indicators.3.levels": "产出指标/质量指标"}) == (0, 1, 2, 3)
    row = after({"indicators.0.levels": "效益指标"}).indicators[-1]
    assert (row.level1, row.level2) == (BENEFIT, None)


def test_rows_are_added_to_their_group_under_numbers_after_the_last_and_edited_like_others() -> None:
    texts = {
        "indicators.5.name": "第二个",
        "indicators.5": "add:产出指标/数量指标",
        "indicators.9": "add:满意度指标/服务对象满意度指标",
        "indicators.5.target": "≥2次",
    }
    assert order(texts) == (0, 1, 5, 2, 3, 9)
    form = after(texts)
    assert (form.indicators[2].name, form.indicators[2].level2) == ("第二个", "数量指标")
    assert form.indicators[2].target == Quantity("≥2次", Comparator.AT_LEAST, Decimal(2), "次")
    assert form.indicators[-1] == Indicator("满意度指标", "服务对象满意度指标", None)
    assert after({"indicators.0": "add:甲/乙"}, replace(FORM, indicators=())).indicators == (
        Indicator("甲", "乙", None),
    )


def test_a_removed_row_is_gone_and_the_numbers_of_the_others_stay() -> None:
    texts = {"indicators.0": "remove", "indicators.4": "add:产出指标/数量指标", "indicators.1.name": "改名"}
    assert order(texts) == (1, 4, 2, 3)
    assert [row.name for row in after(texts).indicators] == ["改名", None, "样例通过率", "样例影响"]


@pytest.mark.parametrize(
    "field", ["indicators.4.name", "indicators.7", "indicators.0.points", "project.place", "funds", "year", "x.y", ""]
)
def test_a_cell_that_the_form_does_not_have_is_refused(field: str) -> None:
    with pytest.raises(RefusedError, match="没有可以填写的"):
        after({field: "1"})


def test_a_number_that_is_taken_and_a_table_without_end_are_refused() -> None:
    with pytest.raises(RefusedError, match="第1行已经有指标"):
        after({"indicators.0": "add:产出指标/数量指标"})
    with pytest.raises(RefusedError, match="最多 2,000 行"):
        after({f"indicators.{number}": "add:产出指标/数量指标" for number in range(4, 2001)})


def test_what_the_reader_noted_of_an_edited_cell_is_no_longer_said() -> None:
    def note(code: str, place: Place) -> Note:
        return Note(code, Severity.HINT, "", place)

    target = note("comparator_implied", Place(row=1, column=5))
    money = note("money_unit_not_declared", Place(row=9, column=2))
    orphan, title = note("orphan_text", Place(row=1, column=1)), note("no_title", Place())
    form = replace(FORM, notes=(target, money, orphan, title))
    assert after({"indicators.0.target": "≥4次"}, form).notes == (money, orphan, title)
    assert after({"funds.total": "1元", "indicators.3.name": "改名"}, form).notes == (target, orphan, title)


def test_amounts_days_weights_and_levels_are_read_or_said_to_be_unclear() -> None:
    assert [amount_of(text) for text in ("—", "0", "2亿元")] == [None, 0, 200_000_000]
    assert (day_of("2021/1/2"), day_of(" ")) == (date(2021, 1, 2), None)
    assert [weight_of(text) for text in ("１０", "0", "")] == [10, 0, None]
    assert (levels_of("甲"), levels_of(" 甲 / 乙/丙 "), levels_of("")) == (("甲", None), ("甲", "乙/丙"), (None, None))
    for read, text, why in (
        (amount_of, "***", "读不出金额"),
        (day_of, "2021-02-30", "2021年2月没有30日"),
        (day_of, "年底", "读不出日期"),
        (weight_of, "-1", "0 到 100"),
        (weight_of, "NaN", "0 到 100"),
        (weight_of, "十", "读不出分值"),
    ):
        with pytest.raises(UnclearError, match=why):
            read(text)


def test_what_cannot_be_printed_or_stored_is_left_out_and_the_rest_is_kept_as_typed() -> None:
    assert typed("a\x00\ud800b\x1b<b>😀\r\nc\rd ") == "ab<b>😀\nc\nd"
