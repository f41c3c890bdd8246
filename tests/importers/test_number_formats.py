"""What a cell shows under a number format."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.importers.number_formats import GENERAL, is_moment, iso, number, shown


def show(value: str, code: str) -> str:
    found = number(value)
    assert found is not None
    return shown(found, code)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.30000000000000004", "0.3"),
        ("0.5", "0.5"),
        ("29000", "29000"),
        ("29000.0", "29000"),
        ("-12.5", "-12.5"),
        ("123456789.25", "123456789.25"),
        ("12345678901.25", "12345678901.25"),
        ("3.14159265358979", "3.1415926536"),
        ("123456789012345", "123456789012345"),
        ("110101199001011234", "1.10101199001011E+17"),
        ("1.2E-10", "1.2E-10"),
        ("0", "0"),
    ],
)
def test_a_number_without_a_format_shows_no_artefacts_and_loses_no_cent(value: str, text: str) -> None:
    assert show(value, GENERAL) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.9", "0%", "90%"),
        ("0.9", "0.00%", "90.00%"),
        ("0.98765", "0.0%", "98.8%"),
        ("0.985", "0%", "98.5%"),
        ("0.004", "0%", "0.4%"),
        ("0.9999", "0%", "99.99%"),
        ("-0.004", "0%", "-0.4%"),
        ("0.00012345", "0%", "0.012345%"),
        ("0.976566667", "0%", "98%"),
        ("0", "0%", "0%"),
        ("0.5", "0.00%", "50.00%"),
        ("12.345", "#,##0%", "1234.5%"),
        ("0.985", "≥0%", "≥98.5%"),
        ("3596500", "#,##0.00", "3,596,500.00"),
        ("3596500", "#,##0", "3,596,500"),
        ("0.125", "0.00", "0.13"),
        ("2.5", "0", "3"),
        ("7", "000", "007"),
        ("1234.5", "#.##", "1234.5"),
        ("12345678", "#,##0,", "12,346"),
        ("29000", '#,##0"家"', "29,000家"),
        ("5", "≥0", "≥5"),
        ("-5", "0", "-5"),
        ("-0.001", "0.00", "0.00"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("1234.5", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥1,234.50"),
        ("-1234.5", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"_ ;_ @_ ', "¥-1,234.50"),
        ("0", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"_ ;_ @_ ', "¥-"),
        ("-5", r"0_);[Red]\(0\)", "(5)"),
        ("5", "[$￥-804]#,##0.00", "￥5.00"),
        ("95", '[>=90]"优";[>=80]"良";"中"', "优"),
        ("85", '[>=90]"优";[>=80]"良";"中"', "良"),
        ("10", '[>=90]"优";[>=80]"良";"中"', "中"),
        ("5", ";;;", ""),
        ("1.5", "@", "1.5"),
        ("0.5", "# ?/?", "0.5"),
        ("-3", "0.00;@", "-3.00"),
        ("5", "General", "5"),
        ("5", 'G/通用格式"分"', "5分"),
    ],
)
def test_a_number_shows_what_its_format_says(value: str, code: str, text: str) -> None:
    assert show(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("44201", "yyyy-m-d", "2021-01-05"),
        ("44201", "m/d/yy", "2021-01-05"),
        ("44201", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2021-01-05"),
        ("44201", 'yyyy"年"m"月"d"日"', "2021年1月5日"),
        ("44201", 'yyyy"年"m"月"', "2021年1月"),
        ("44201", 'yyyy"年"mm"月"dd"日"', "2021年01月05日"),
        ("44201", "yyyy年m月", "2021年1月"),
        ("44201", "mmm-yy", "2021-01"),
        ("44201", "yyyy", "2021"),
        ("44201", "m/d", "1/5"),
        ("44201", "aaaa", "星期二"),
        ("44201", "ddd", "Tue"),
        ("44201.375", "yyyy/m/d h:mm", "2021-01-05 09:00"),
        ("44201.7506944444", "yyyy/m/d h:mm:ss", "2021-01-05 18:01:00"),
        ("0.375", "h:mm", "9:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0208333333333333", "mm:ss", "30:00"),
        ("1", "yyyy-m-d", "1900-01-01"),
        ("61", "yyyy-m-d", "1900-03-01"),
        ("-1", "yyyy-m-d", "-1"),
        ("99999999", "yyyy-m-d", "99999999"),
    ],
)
def test_a_day_is_shown_as_iso_and_chinese_words_as_they_are_spelled(value: str, code: str, text: str) -> None:
    assert show(value, code) == text


def test_old_macintosh_files_count_days_from_1904() -> None:
    assert shown(Decimal(0), "yyyy-m-d", from_1904=True) == "1904-01-01"


def test_text_truth_and_errors_stay_what_they_are() -> None:
    assert shown("≥90%", "0.00") == "≥90%"
    assert shown("甲", '@"局"') == "甲局"
    assert shown("甲", "0;-0;0;") == ""
    assert shown("#DIV/0!", "0%") == "#DIV/0!"
    assert [shown(value, "0%") for value in (True, False)] == ["TRUE", "FALSE"]


def test_days_are_told_from_numbers_by_the_format() -> None:
    assert all(is_moment(code) for code in ("yyyy-m-d", "h:mm", "[h]:mm", 'm"月"', "[$-804]yyyy/m/d"))
    assert not any(is_moment(code) for code in (GENERAL, "0.00", '0"年"', "[Red]0", "#,##0_ ", "@", "0.00E+00"))


def test_a_dump_gets_days_and_times_as_iso() -> None:
    assert iso(Decimal(44201), "m/d/yy") == "2021-01-05"
    assert iso(Decimal("44201.375"), "m/d/yy") == "2021-01-05 09:00:00"
    assert iso(Decimal("0.375"), "h:mm") == "09:00:00"
    assert iso(Decimal("1.5"), "[h]:mm") == "36:00:00"


@pytest.mark.parametrize("code", ["", ";", '"', "[", "\\", "%" * 300, "0." + "0" * 5_000, "E+", "[>=]0", "yyyy" * 90])
def test_a_format_that_is_none_still_shows_something(code: str) -> None:
    for value in ("1.5", "-1E+300", "0"):
        assert isinstance(show(value, code), str)


@pytest.mark.parametrize("text", ["", "甲", "NaN", "inf", "1E+999999", "1,5"])
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert number(text) is None
