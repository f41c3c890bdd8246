"""Reads dates and periods that stand as targets: 2021年6月底前, 12月底之前, 2022-09-30前, 2023.06-2024.03."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from youju.notation.date import MONTHS, ImpossibleDateError, last_day, parse_date, parse_span, parse_timestamp

LONGEST = 40  # a date with its words; anything longer is prose
_CLOCK = re.compile(r"[:：时]")
_LEAD = r"(?:≤|<=|<|不晚于|不迟于|早于|截至|截止到?|于|在)?"
_WORK = r"(?!\D*(?:[已未没不无半率]|延期|推迟|部分))\D*"  # what is due by then: 完成验收, 投入使用; no number, no delay
_DONE = rf"(?:全部|按时|如期)?(?:完成{_WORK}|完工|到位|开展|上线|验收|建成)"
_TAIL = rf"(?:(?P<before>之前|以前|前){_WORK}|{_DONE})?"
_MONTHS = re.compile(r"(?P<first>\d{1,2})月?(?:——|--|[-–—~至到])(?P<last>\d{1,2})月份?")
_YEAR = r"(?:(?P<year>\d{4})年|(?P<this>当年|本年|今年)?)"
_DAY = re.compile(rf"{_LEAD}(?P<date>\d{{4}}[-/.年].*?\d+[日号]?){_TAIL}")
_MONTH = re.compile(rf"{_LEAD}{_YEAR}(?P<month>\d{{1,2}})月(?:份)?(?P<day>\d{{1,2}}[日号])?(?P<end>末|底)?{_TAIL}")
_DOTTED_MONTH = re.compile(rf"{_LEAD}(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])(?P<day>)(?P<end>底)?{_TAIL}")
_YEAR_END = re.compile(
    rf"{_LEAD}(?:(?P<year>\d{{4}})(?:年度?)|(?P<this>当年|本年|今年|年))(?P<end>年?末|年?底)?{_TAIL}"
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """``start`` only for a period. ``note`` names a fault (impossible_date, year_unknown), then no day is given."""

    end: date | None = None
    start: date | None = None
    note: str | None = None
    alternatives: tuple[str, ...] = ()


def read_date(written: str, year: int | None) -> DateReading | None:
    """The deadline or period a flat text is, as a whole; None when it is neither.

    A month stands for its last day. "6月前" may mean before June begins: the earlier day is an alternative; a bare
    "3月" may be three months long.
    """
    if len(written) > LONGEST:
        return None
    try:
        months = months_of(written)
        span = parse_span(f"{months[0]}月至{months[1]}月" if months else written, year)
        if span:
            return DateReading(span.end, span.start)
        return _whole_day(written) or _month(written, year) or _year_end(written, year)
    except ImpossibleDateError:
        return DateReading(note="impossible_date")


def months_of(written: str) -> tuple[int, int] | None:
    """The first and last month of the year a text names (6-9月); None when it names none or runs beyond December."""
    match = _MONTHS.fullmatch(written)
    first, last = (int(match["first"]), int(match["last"])) if match else (0, 0)
    return (first, last) if 1 <= first < last <= MONTHS else None


def read_moment(written: str) -> DateReading | None:
    """The day of a date with its time of day (2021-07-10 09:30), blanks kept; None when the text is none."""
    if len(written) > LONGEST or not _CLOCK.search(written):
        return None
    try:
        moment = parse_timestamp(written)
    except ImpossibleDateError:
        return DateReading(note="impossible_date")
    return DateReading(moment.date()) if moment else None


def _whole_day(written: str) -> DateReading | None:
    match = _DAY.fullmatch(written)
    day = parse_date(match["date"]) if match else None
    return DateReading(day) if day else None


def _month(written: str, year: int | None) -> DateReading | None:
    match = _MONTH.fullmatch(written) or _DOTTED_MONTH.fullmatch(written)
    if match is None:
        return None
    number, of = int(match["month"]), int(match["year"]) if match["year"] else year
    bare = not (match["year"] or match["day"] or match["end"] or match["before"])
    if bare and (of is None or written[0] in "≤<"):
        return None  # a number of months, not a month of the year
    if of is None:
        return DateReading(note="year_unknown")
    if match["day"]:
        return DateReading(parse_date(f"{of}年{number}月{match['day']}"))
    day = last_day(of, number)
    if match["before"] and not match["end"]:
        return DateReading(day, alternatives=((day.replace(day=1) - timedelta(days=1)).isoformat(),))
    return DateReading(day, alternatives=(f"{number}个月",) if bare else ())


def _year_end(written: str, year: int | None) -> DateReading | None:
    match = _YEAR_END.fullmatch(written)
    if match is None or not (match["year"] or match["end"]):
        return None
    of = int(match["year"]) if match["year"] else year
    return DateReading(last_day(of, 12)) if of else DateReading(note="year_unknown")
