"""Doubts are settled by a person's answer, one field of one row at a time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from youju.errors import RefusedError
from youju.model.declaration import Declaration, Funds, Kind, Project
from youju.model.indicator import Indicator
from youju.model.target import Comparator, NoTarget, Quality, Quantity
from youju.stages.settle import Settlement, settle

TARGET = Quantity("100", Comparator.EQUAL, Decimal(100), None, implied=True)
ROW = Indicator(
    "产出指标", "数量指标", "样例合格率", TARGET, doubts=("level2", "unit"), alternatives={"level2": ("质量指标",)}
)
FORM = Declaration(Kind.DECLARATION, "x", Project(name="样例“甲”项目"), year=2021, indicators=(ROW, ROW))


def answer(field: str, value: str, indicator: str | None = "样例合格率") -> Settlement:
    return Settlement('样例"甲"项目', indicator, field, value)


def test_the_level_a_person_chose_replaces_the_one_read_and_the_doubt_is_gone() -> None:
    settled = settle(FORM, [answer("level2", "质量指标")])
    assert settled.indicators[0].level2 == "质量指标"
    assert settled.indicators[0].doubts == ("unit",)
    assert settled.indicators[1] == ROW


def test_a_second_answer_for_the_same_name_goes_to_the_next_doubtful_row() -> None:
    settled = settle(FORM, [answer("level2", "质量指标"), answer("level2", "数量指标")])
    assert [row.level2 for row in settled.indicators] == ["质量指标", "数量指标"]
    assert all("level2" not in row.doubts for row in settled.indicators)


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("level1", "成本指标", "level1", "成本指标"),
        ("name", "样例达标率", "name", "样例达标率"),
        ("target", ">=90%", "target", Quantity(">=90%", Comparator.AT_LEAST, Decimal(90), "%")),
        ("comparator", "≥90%", "target", Quantity("≥90%", Comparator.AT_LEAST, Decimal(90), "%")),
        ("unit", "%", "target", replace(TARGET, unit="%")),
        ("actual", "及时", "actual", Quality("及时", "及时")),
        ("weight", "6.25", "weight", Decimal("6.25")),
        ("points", "5", "points", Decimal(5)),
        ("reason", "设备到货晚", "reason", "设备到货晚"),
    ],
)
def test_each_doubtful_field_takes_its_own_kind_of_answer(
    field: str, value: str, attribute: str, expected: object
) -> None:
    row = replace(ROW, doubts=(field,))
    settled = settle(replace(FORM, indicators=(row,)), [answer(field, value)])
    assert getattr(settled.indicators[0], attribute) == expected
    assert settled.indicators[0].certain


def test_a_unit_is_no_answer_where_the_target_is_no_number() -> None:
    row = replace(ROW, target=NoTarget(None))
    with pytest.raises(RefusedError, match="unit"):
        settle(replace(FORM, indicators=(row,)), [answer("unit", "%")])


def test_answers_for_other_projects_are_left_alone() -> None:
    assert settle(FORM, [Settlement("别的项目", None, "funds.total", "1")]) == FORM


@pytest.mark.parametrize(
    ("settlement", "message"),
    [
        (answer("level2", "质量指标", "没有的指标"), "没有名为“没有的指标”的指标"),
        (answer("target", ">=90%"), "没有待确认的疑问"),
        (answer("funds.total", "1", None), "表头的“funds.total”没有待确认的疑问"),
    ],
)
def test_an_answer_to_a_question_nobody_asked_is_refused(settlement: Settlement, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        settle(FORM, [settlement])


def test_a_weight_that_is_no_number_is_refused() -> None:
    row = replace(ROW, doubts=("weight",))
    with pytest.raises(RefusedError, match="不是数字"):
        settle(replace(FORM, indicators=(row,)), [answer("weight", "六分")])


def test_head_fields_are_settled_in_their_own_kind() -> None:
    doubtful = replace(
        FORM,
        funds=Funds(total=Decimal(1)),
        doubts=("funds.total", "project.unit", "project.start", "objectives", "funds.other"),
    )
    settled = settle(
        doubtful,
        [
            answer("funds.total", "96万元", None),
            answer("project.unit", "样例中心", None),
            answer("project.start", "2021-03-01", None),
            answer("objectives", "按第一栏", None),
            answer("funds.other", "—", None),
        ],
    )
    assert settled.funds.total == Decimal(960_000)
    assert settled.funds.other is None
    assert settled.project.unit == "样例中心"
    assert settled.project.start == date(2021, 3, 1)
    assert settled.doubts == ()
