"""Dates, months, spans of days and times as people write them in forms and dumps."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time

from youju.errors import UnreadableError
from youju.model.period import Period
from youju.notation.text import flat

MONTHS = 12
_SEPARATED = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_WRITTEN = r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"
_DAY = re.compile(rf"(?:{_SEPARATED}|{_WRITTEN}|(\d{{4}})(\d{{2}})(\d{{2}}))")
_PLAIN = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_MIDNIGHT = re.compile(r"T?0?0:00(?::00(?:\.0+)?)?$")
_MONTH = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})月?(?:份)?")
_YEAR = re.compile(r"(\d{4})年?度?")
_YEAR_LINE = re.compile(r"(?<!\d)([12]\s*\d\s*\d\s*\d)\s*年\s*度")
_CLOCK = re.compile(r"T?(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?|时(?:(\d{1,2})分(?:(\d{1,2})秒)?)?)")
_STAMP = re.compile(
    r"\s*(\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.|年\d{1,2}月)\d{1,2}[日号]?|\d{8})\s*(?:[T ]\s*|(?<=[日号]))?(\S.*)?"
)
_BETWEEN = re.compile(r"\.\.|——|--|[-–—~至到]")
PERIOD_REMEDY = "请写成 2021、2021-07 或 2021-01-01..2021-07-31。"


class ImpossibleDateError(ValueError):
    """Written like a date or a time, but the calendar has none such; the message says which (2021年2月没有30日)."""


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= MONTHS:
        raise ImpossibleDateError(f"{year}年没有{month}月")
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDateError(f"{year}年{month}月没有{day}日") from None


def _time(hour: str | None, minute: str | None, second: str | None) -> time:
    hours, minutes, seconds = (int(part or 0) for part in (hour, minute, second))
    try:
        return time(hours, minutes, seconds)
    except ValueError:
        raise ImpossibleDateError(f"{hours}时{minutes}分{seconds}秒不是一天中的时刻") from None


def last_day(year: int, month: int) -> date:
    """The last day of the month. Raises ImpossibleDateError for a thirteenth month."""
    return _day(year, month, monthrange(year, month)[1] if 1 <= month <= MONTHS and year else 1)


def parse_date(text: str, which: str | None = None) -> date | None:
    """The day a text names (2021-01-01, 2021/1/1, 2021.1.1, 2021年1月1日, 20210101); None when it names none.

    With ``which`` "start" or "end" a month or a year gives its first or last day. Raises ImpossibleDateError for a day
    the calendar does not have.
    """
    if match := _PLAIN.fullmatch(text):
        at_midnight = not any(int(part or 0) for part in match.groups()[4:])
        return _day(int(match[1]), int(match[3]), int(match[4])) if at_midnight else None
    written = flat(text)
    match = _DAY.match(written)
    if match and (match.end() == len(written) or _MIDNIGHT.match(written, match.end())):
        parts = [int(part) for part in match.groups() if part and part.isdigit()]
        return _day(*parts)
    return _edge(written, which) if which else None


def _edge(written: str, which: str) -> date | None:
    """The first or last day of a month or a year."""
    if match := _MONTH.fullmatch(written):
        year, month = int(match.group(1)), int(match.group(2))
        return last_day(year, month) if which == "end" else _day(year, month, 1)
    if match := _YEAR.fullmatch(written):
        year = int(match.group(1))
        return _day(year, MONTHS, 31) if which == "end" else _day(year, 1, 1)
    return None


def parse_timestamp(text: str) -> datetime | None:
    """The civil time a text names (2021/3/5 9:12, 2021-03-05T09:12:00, 2021年3月5日 9时12分); a day alone is midnight.

    None when it names none; raises ImpossibleDateError for a day or time of day that does not exist.
    """
    match = _PLAIN.fullmatch(text)  # what dumps hold by the hundred thousand, without any cleaning
    if match:
        clock_time = _time(match[5], match[6], match[7])
        return datetime.combine(_day(int(match[1]), int(match[3]), int(match[4])), clock_time)
    match = _STAMP.fullmatch(text.replace("\u3000", " ").strip())
    if not match:
        return None
    day = parse_date(match.group(1))
    if day is None or match.group(2) is None:
        return None if day is None else datetime.combine(day, time())
    clock = _CLOCK.fullmatch(flat(match.group(2)))
    if not clock:
        return None
    return datetime.combine(day, _time(clock[1], clock[2] or clock[4], clock[3] or clock[5]))


def parse_span(text: str, year: int | None = None) -> Period | None:
    """Two dates joined (2023.06-2024.03, 2020年2月--2020年10月, 2023年1月至12月): first day to last day, both included.

    A second half without a year takes the first half's; a first half without one takes ``year``. None when the text
    is no span. Raises ImpossibleDateError for a day that does not exist and a span that runs backwards.
    """
    written = flat(text)
    for joint in _BETWEEN.finditer(written):
        left, right = written[: joint.start()], written[joint.end() :]
        start = _half(left, "start", year)
        end = start and _half(right, "end", start.year)
        if start and end and end < start:
            raise ImpossibleDateError(f"{end}早于{start}")
        if start and end:
            return Period(start, end)
    return None


def _half(text: str, which: str, year: int | None) -> date | None:
    found = parse_date(text, which) if "年" in text or len(text) > len("2021") else None
    if found is None and year is not None and re.fullmatch(r"\d{1,2}月(?:\d{1,2}[日号])?底?", text):
        found = parse_date(f"{year}年{text.removesuffix('底')}", which)
    return found


def parse_period(text: str) -> Period:
    """The span a command line names: ``2021``, ``2021-07``, ``2021-07-05`` or two of them joined by ``..``.

    Raises UnreadableError with a remedy.
    """
    first, joint, second = text.strip().partition("..")
    try:
        start, end = parse_date(first, "start"), parse_date(second if joint else first, "end")
    except ImpossibleDateError as fault:
        raise UnreadableError(f"期间“{text}”里的日期不存在：{fault}。", PERIOD_REMEDY) from fault
    if start is None or end is None:
        raise UnreadableError(f"“{text}”不是一个期间。", PERIOD_REMEDY)
    if end < start:
        raise UnreadableError(f"期间“{text}”的止日早于起日。", PERIOD_REMEDY)
    return Period(start, end)


def parse_year_line(text: str) -> int | None:
    """The year of a line such as (2021年度), 2019年度) or (20 17 年度)."""
    match = _YEAR_LINE.search(flat(text))
    return int(match.group(1)) if match else None
