"""Units: exact factors within a family, 万 and 亿 as factors of any measure word, and no conversion across families."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.model.unit import convert, is_duration, is_money, is_rate


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        ("75", "秒", "分钟", "5/4"),
        ("1.5", "小时", "分钟", "90"),
        ("2", "天", "小时", "48"),
        ("3", "日", "天", "3"),
        ("5", "‰", "%", "0.5"),
        ("96", "万元", "元", "960000"),
        ("1.5", "亿元", "万元", "15000"),
        ("3", "千米", "公里", "3"),
        ("2.9", "万家", "家", "29000"),
        ("30000", "家", "万家", "3"),
        ("2.9", "万", "家", "29000"),
        ("2.9", "万", "万家", "2.9"),
        ("96", "万", "万元", "96"),
        ("96", "万", "元", "960000"),
        ("29000", "家", "万", "2.9"),
        ("3", "万平方米", "平方米", "30000"),
        ("15", "亩", "公顷", "1"),
        ("2", "千件", "件", "2000"),
        ("5", "百件", "件", "500"),
        ("2", "百万人次", "万人次", "200"),
        ("1.2", "万元/人", "元/人", "12000"),
        ("2", "季度", "月", "6"),
        ("2", "吨", "公斤", "2000"),
        ("2", "万", "吨", "20000"),
    ],
)
def test_units_of_one_family_convert_exactly(value: str, unit: str, into: str, expected: str) -> None:
    assert convert(Fraction(value), unit, into) == Fraction(expected)


@pytest.mark.parametrize(
    ("unit", "into"),
    [
        ("家", "件"),
        ("%", "分钟"),
        ("人", "人次"),
        ("元/亩", "元/人"),
        ("百分点", "%"),
        ("万", "%"),
        ("分钟", "万"),
        ("工作日", "天"),
        ("百分点", "分点"),
    ],
)
def test_units_of_different_families_do_not_convert(unit: str, into: str) -> None:
    assert convert(Fraction(1), unit, into) is None


def test_a_missing_unit_is_the_other_unit() -> None:
    assert convert(Fraction(5), None, "家") == 5
    assert convert(Fraction(5), "家", None) == 5
    assert convert(Fraction(5), None, None) == 5


def test_a_magnitude_beside_a_word_that_only_looks_like_one_is_not_divided_out() -> None:
    assert convert(Fraction(1), "万", "百分点") == 10000


@given(
    st.fractions(),
    st.sampled_from([("秒", "小时"), ("元", "万元"), ("家", "万家"), ("米", "公里"), ("元/人", "万元/人"), ("%", "‰")]),
)
def test_converting_there_and_back_changes_nothing(value: Fraction, units: tuple[str, str]) -> None:
    there = convert(value, *units)
    assert there is not None
    assert convert(there, *reversed(units)) == value


def test_rates_durations_and_money_are_told_apart() -> None:
    assert is_rate("%")
    assert is_rate("‰")
    assert not is_rate("倍")
    assert not is_rate(None)
    assert is_duration("分钟")
    assert not is_duration("次")
    assert is_money("万元")
    assert not is_money("元/亩")
