"""The year that a line above a table says, in the ways people write it."""

from __future__ import annotations

import re

from youju.notation.date import parse_year_line
from youju.notation.text import flat

_YEARS = re.compile(r"(20\d\d)年?[-—–~～至到]+(20\d\d)年度?")
_YEAR_BEHIND_LABEL = re.compile(r"[(（]?(?:\w{0,4}年度|年份)[:：](20\d\d)年?(?:度)?[)）]?")
_YEAR_LINE = re.compile(r"[(（]?(20\d\d)年[)）]?")
_MONTHS_OF_YEAR = re.compile(r"[(（]?(20\d\d)年度?[,，、]?\d{1,2}月?[-—–~～至到]+\d{1,2}月份?[)）]?")
_CHINESE_YEAR = re.compile("([二][〇○Ｏ零O0][〇○Ｏ零O0一二三四五六七八九]{2})年度?")
_DIGITS = dict(zip("〇○Ｏ零O一二三四五六七八九", "00000123456789", strict=True))
_OF_BUDGETS = re.compile(r"(20\d\d)年(?!\d).{0,20}(?:预算|决算|绩效|自评|评价|监控).{0,20}")


def year_said(text: str) -> int | None:
    """The year that a line above the table says (2021年度, 2024年1-9月, 预算年度：2024, 二〇二四年度).

    A span of years is none.
    """
    said = flat(text)
    if _YEARS.search(said):
        return None
    numeral = _CHINESE_YEAR.search(said)
    if numeral:
        return int("".join(_DIGITS.get(char, char) for char in numeral[1]))
    patterns = (_YEAR_BEHIND_LABEL, _YEAR_LINE, _MONTHS_OF_YEAR, _OF_BUDGETS)
    alone = next((match for pattern in patterns if (match := pattern.fullmatch(said))), None)
    return parse_year_line(text) or (int(alone[1]) if alone else None)
