"""Dates, months, spans and times as people write them; a day that does not exist is told from a text that is no day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.errors import UnreadableError
from youju.model.period import Period
from youju.notation.date import (
    ImpossibleDateError,
    last_day,
    parse_date,
    parse_period,
    parse_span,
    parse_timestamp,
    parse_year_line,
)

NEW_YEAR = date(2021, 1, 1)
EARLIEST, LATEST = datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2100-01-01")


@pytest.mark.parametrize(
    "text",
    [
        "2021-01-01",
        "2021-1-1",
        "2021/1/1",
        "2021.1.1",
        "2021年1月1日",
        "2021年01月01号",
        "2021 年 1 月 1 日",
        "２０２１-０１-０１",
        "20210101",
        "2021-01-01 00:00:00",
        "2021/1/1 0:00",
        "2021年1月1日 0:00:00.000",
    ],
)
def test_a_day_is_read_in_every_usual_spelling(text: str) -> None:
    assert parse_date(text) == NEW_YEAR


@pytest.mark.parametrize(
    "text", ["", "一月一日", "2021-01", "2021年", "2021-1/1", "2021-01-01 9:12", "1/1/2021", "2021.1.1.1", "180"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_month_gives_its_first_or_last_day_when_asked() -> None:
    assert parse_date("2024-02", "start") == date(2024, 2, 1)
    assert parse_date("2024-02", "end") == date(2024, 2, 29)
    assert parse_date("2021年6月", "end") == date(2021, 6, 30)


def test_a_year_gives_its_first_or_last_day_when_asked() -> None:
    assert parse_date("2022年", "start") == date(2022, 1, 1)
    assert parse_date("2022年度", "end") == date(2022, 12, 31)
    assert parse_date("全年", "end") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021/2/30", "2021年2月没有30日"),
        ("2021-13-01", "2021年没有13月"),
        ("20210431", "2021年4月没有31日"),
        ("2021年6月31日", "2021年6月没有31日"),
    ],
)
def test_a_day_that_does_not_exist_says_so(text: str, message: str) -> None:
    with pytest.raises(ImpossibleDateError, match=message):
        parse_date(text)


def test_a_month_that_does_not_exist_says_so() -> None:
    with pytest.raises(ImpossibleDateError, match="2021年没有13月"):
        parse_date("2021-13", "end")
    with pytest.raises(ImpossibleDateError, match="没有"):
        last_day(0, 1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-03-05", "2021-03-05T00:00:00"),
        ("2021/3/5 9:12", "2021-03-05T09:12:00"),
        ("2021-03-05T09:12:00", "2021-03-05T09:12:00"),
        ("2021-03-05 09:12:30.250", "2021-03-05T09:12:30"),
        ("2021.3.5 9:12:07", "2021-03-05T09:12:07"),
        ("2021年3月5日 9时12分", "2021-03-05T09:12:00"),
        ("2021年3月5日9时12分7秒", "2021-03-05T09:12:07"),
        ("2021年3月5日9时", "2021-03-05T09:00:00"),
        ("20210305", "2021-03-05T00:00:00"),
        ("2021-03-05\u30009:12", "2021-03-05T09:12:00"),
    ],
)
def test_a_time_is_read_in_every_usual_spelling(text: str, moment: str) -> None:
    assert parse_timestamp(text) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("text", ["", "昨天", "2021-03-05 9", "2021-03-05 上午", "9:12", "2021-03-051"])
def test_what_names_no_time_is_none(text: str) -> None:
    assert parse_timestamp(text) is None


@pytest.mark.parametrize("text", ["2021/2/30 10:15", "2021.2.30 10:15", "2021/3/5 25:00", "2021年3月5日 9时61分"])
def test_a_time_that_does_not_exist_says_so(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_timestamp(text)


@given(st.datetimes(min_value=EARLIEST, max_value=LATEST), st.sampled_from(["T", " "]))
def test_every_written_time_reads_back(moment: datetime, separator: str) -> None:
    assert parse_timestamp(moment.isoformat(separator, "seconds")) == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023.06-2024.03", date(2023, 6, 1), date(2024, 3, 31)),
        ("2020年2月--2020年10月", date(2020, 2, 1), date(2020, 10, 31)),
        ("2023年1月至12月", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年1月至6月底", date(2023, 1, 1), date(2023, 6, 30)),
        ("2021-01-01—2021-12-31", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-01-01-2021-12-31", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021年1月1日到2021年3月5日", date(2021, 1, 1), date(2021, 3, 5)),
        ("2021年-2023年", date(2021, 1, 1), date(2023, 12, 31)),
    ],
)
def test_two_joined_dates_are_a_span(text: str, start: date, end: date) -> None:
    assert parse_span(text) == Period(start, end)


def test_a_span_of_months_takes_the_year_it_is_given() -> None:
    assert parse_span("1月至6月", 2021) == Period(date(2021, 1, 1), date(2021, 6, 30))
    assert parse_span("1月至6月") is None


@pytest.mark.parametrize("text", ["2021-06-30", "2-6小时", "2021-2023", "长期", "2021年至今"])
def test_what_is_no_span_is_none(text: str) -> None:
    assert parse_span(text) is None


def test_a_span_that_runs_backwards_says_so() -> None:
    with pytest.raises(ImpossibleDateError, match="早于"):
        parse_span("2023.06-2022.03")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-07", date(2021, 7, 1), date(2021, 7, 31)),
        ("2021-07-05", date(2021, 7, 5), date(2021, 7, 5)),
        ("2021-01-01..2021-07-31", date(2021, 1, 1), date(2021, 7, 31)),
        ("2021-01..2021-06", date(2021, 1, 1), date(2021, 6, 30)),
        (" 2020..2021 ", date(2020, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_command_line_period_is_read(text: str, start: date, end: date) -> None:
    assert parse_period(text) == Period(start, end)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", "不是一个期间"),
        ("2021-07-01..", "不是一个期间"),
        ("..2021-07-01", "不是一个期间"),
        ("2021-02-30", "2021年2月没有30日"),
        ("2021-07..2021-01", "早于"),
    ],
)
def test_a_faulty_period_is_refused_with_a_remedy(text: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as refused:
        parse_period(text)
    assert "2021-07" in refused.value.remedy


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 4000))
def test_every_written_period_reads_back(start: date, days: int) -> None:
    end = min(date(9999, 12, 31), start + timedelta(days=days))
    assert parse_period(f"{start}..{end}") == Period(start, end)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("(2021年度)", 2021),
        ("（2026年度）", 2026),
        ("( 2024 年度)", 2024),
        ("(20 17 年度)", 2017),
        ("2019年度)", 2019),
        ("2021年", None),
        ("财政项目支出绩效目标申报表", None),
    ],
)
def test_a_year_line_names_its_year(text: str, year: int | None) -> None:
    assert parse_year_line(text) == year
