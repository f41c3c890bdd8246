"""Echoes: what was understood of a typed text, in words, or why it was not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from youju.model.declaration import Declaration, Kind, Project
from youju.model.indicator import Indicator
from youju.model.target import NoTarget, Span
from youju.stages.echo import Echo, echo_of, target_words

FORM = Declaration(
    Kind.DECLARATION,
    "x",
    Project("样例"),
    year=2021,
    indicators=(
        Indicator(None, None, "样例数量"),
        Indicator(None, None, "样例合格率", weight=Decimal("6.25")),
        Indicator(None, None, "样例经费"),
    ),
)


def target(text: str, row: int = 0) -> Echo:
    return echo_of(f"indicators.{row}.target", text, FORM)


@pytest.mark.parametrize(
    ("text", "understood", "kind"),
    [
        (">=29000家", "至少 29000 家", "quantity"),
        ("不超过5%", "不超过 5 %", "quantity"),
        ("=0", "等于 0", "quantity"),
        (">3个月", "多于 3 个月", "quantity"),
        ("<2次", "少于 2 次", "quantity"),
        ("29000家", "29000 家（没有写符号，按“至少”计分）", "quantity"),
        ("80%-90%", "80 到 90 %", "interval"),
        ("2021年6月底前", "2021年6月30日前", "deadline"),
        ("2021.06-2022.03", "2021年6月1日至2022年3月31日", "interval"),
        ("及时", "词：及时（要用阈值衡量）", "quality"),
        ("", "空着", "none"),
        ("无", "没有目标值：无", "none"),
    ],
)
def test_a_target_is_said_in_words(text: str, understood: str, kind: str) -> None:
    assert target(text) == Echo(understood, kind)


def test_what_cannot_be_read_as_a_target_says_why_and_how_to_write_it_and_is_kept() -> None:
    echo = target("1e5")
    assert echo.problem == "读不出目标值。数字的写法不能确认，不作推测。"
    assert (echo.understood, echo.kept) == ("没有目标值：1e5", True)
    assert echo.remedy is not None
    assert "照样保留" in echo.remedy
    assert target("=口").problem == "读不出目标值。"
    assert target("=口").alternatives == ("=0",)


def test_another_reading_is_offered_as_a_text_for_the_cell() -> None:
    assert target("6月前").alternatives == ("2021-05-31",)
    assert target("90", row=1).alternatives == ("90%",)
    assert target("5万", row=0).alternatives == ("5万元",)
    assert target("290%").alternatives == ()


def test_where_a_unit_comes_from_is_said_too() -> None:
    assert target("=0", row=1).understood == "等于 0 %；名称是比率而值为0，按0%读取"


@pytest.mark.parametrize(
    ("field", "text", "echo"),
    [
        ("funds.total", "359.65万元", Echo("3,596,500 元（359.65 万元）", "amount")),
        ("funds.total", "", Echo("空着", "amount")),
        ("project.start", "2021/1/5", Echo("2021年1月5日", "date")),
        ("indicators.0.weight", "6.25", Echo("6.25 分", "weight")),
        ("project.unit", " 样例单位 ", Echo("样例单位", "text")),
        ("indicators.0.name", "", Echo("空着", "text")),
    ],
)
def test_amounts_dates_weights_and_texts_are_echoed(field: str, text: str, echo: Echo) -> None:
    assert echo_of(field, text, FORM) == echo


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("funds.total", "很多", "这里读不出金额，没有保存，仍空着。"),
        ("project.end", "2021-02-30", "2021年2月没有30日，没有保存，仍空着。"),
        ("indicators.0.weight", "101", "分值要在 0 到 100 之间，没有保存，仍空着。"),
        ("indicators.1.weight", "-5", "分值要在 0 到 100 之间，没有保存，仍是“6.25”。"),
    ],
)
def test_what_is_no_amount_date_or_weight_is_not_kept_and_the_echo_says_what_the_cell_still_holds(
    field: str, text: str, problem: str
) -> None:
    echo = echo_of(field, text, FORM)
    assert echo.problem == problem
    assert (echo.understood, echo.kept) == (f"“{text}”", False)
    assert echo.remedy


def test_a_span_of_days_and_a_blank_raw_have_words() -> None:
    assert target_words(Span("", date(2021, 1, 1), date(2021, 2, 1))) == "2021年1月1日至2021年2月1日"
    assert target_words(NoTarget(" ")) == "空着"
