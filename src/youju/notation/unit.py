"""Units as forms spell them, brought to one spelling; and where in a text a unit ends.

Known measure words let a reader cut "3次培训" after 次; what is unknown is taken whole when it is short. A symbol ends
where its letters end: the m of mg is no metre.
"""

from __future__ import annotations

import re
from itertools import chain

_SPELLINGS = {
    "百分比": "%",
    "％": "%",
    "m2": "平方米",
    "m²": "平方米",
    "㎡": "平方米",
    "平米": "平方米",
    "m3": "立方米",
    "m³": "立方米",
    "立方": "立方米",
    "km": "公里",
    "KM": "公里",
    "Km": "公里",
    "千米": "公里",
    "m": "米",
    "M": "米",
    "kg": "千克",
    "KG": "千克",
    "min": "分钟",
    "h": "小时",
    "日": "天",
    "人民币元": "元",
    "个月": "月",
    "°C": "℃",
}
_SYMBOLS = {"ug": "μg", "l": "L", "ml": "mL", "kwh": "kWh", "m2": "m²", "m3": "m³"}  # beside mg, μg/m³ stays in symbols
_NO_WORD = re.compile("[A-Za-zμ]+")
_MEASURE_WORDS = (
    "%|‰|百分比|百分点|倍|成|元|角|人民币元|美元"
    "|秒|分钟|小时|天|日|周|月|年|季度|工作日|学时|课时|min|h|岁"
    "|km|KM|Km|m|M|m2|m3|米|公里|千米|厘米|毫米|平方米|平米|公顷|平方公里|亩|立方米|立方|升|毫升"
    "|kg|KG|克|千克|公斤|吨|斤|毫克|微克|度|千瓦时|千瓦|°C|dB|dB(A)|分贝"
    "|mg|μg|ug|ng|mL|ml|cm|mm|kW|kWh|kwh|MW|MWh|Hz|Pa|kPa|MPa|ppm|NTU|CFU|mol|mmol|Bq|MB|GB|TB|Mbps"
    "|人|名|位|户|家|人次|户次|家次|人天|人日|工日|组|支|队"
    "|个|件|台|套|辆|部|架|艘|台次|件次|车次|架次|门|笔|单|盒|瓶|箱|袋|桶|包|床|桌|席"
    "|场|场次|次|批|批次|期|期次|班|班次|例|起|宗|届|轮|遍|课"
    "|项|条|篇|份|本|册|张|幅|块|字|页|栏|版|种|类|级|分|点|点位"
    "|栋|座|座次|处|间|所|站|段|眼|口|村|镇|乡|街道|社区|棵|株|头|只|羽|尾"
)
_DURATIONS = "月|年|季度|周|天|小时|工作日|学时|课时"
_ENDS = r"(?=$|[^\u4e00-\u9fff]|及?以[上下内])"  # 2个村 are villages, 2个项目 are two of something
_LETTER = rf"[gLlstW](?![A-Za-z]){_ENDS}"  # a lone letter before a word may belong to it (4s店)


def _spelled(word: str) -> str:
    """The pattern of a measure word; a symbol does not end before more letters."""
    return re.escape(word) + ("(?![A-Za-z])" if word.isascii() and word[-1].isalnum() else "")


_WORD = f"(?:{'|'.join(map(_spelled, sorted(_MEASURE_WORDS.split('|'), key=len, reverse=True)))}|{_LETTER})"
_UNIT = (
    rf"(?:百分[比点]|个(?:{_DURATIONS})|个{_WORD}{_ENDS}"
    rf"|(?:十万|百万|千万|百|千|万|亿)?(?:{_WORD}{_WORD}{_ENDS}|{_WORD})|万|亿)"
)
_KNOWN = re.compile(rf"{_UNIT}(?:[/·]{_UNIT})*")
_BRACKETED = re.compile(r"\(([^()]+)\)")
_ROUNDED = re.compile(rf"^[余多来](?={_UNIT}|$)")  # 3000余人
_SHORT = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff/·]{0,4}|[A-Za-zμ℃]{1,4}[23]?(?:/[A-Za-zμ]{1,4}[23]?)*")


def normal_unit(unit: str) -> str:
    """One spelling for a unit: 百分比 → %, 平米 → 平方米, 个月 → 月, 人/次 → 人次; unknown ones stay as they are.

    A compound with a symbol that has no word here stays in symbols: mg/L, μg/m3 → μg/m³.
    """
    if unit == "人/次":
        return "人次"
    parts = [part.split("·") for part in unit.split("/")]
    in_symbols = any(_NO_WORD.fullmatch(factor) and factor not in _SPELLINGS for factor in chain(*parts))
    spell = _symbol if in_symbols else _word
    return "/".join("·".join(map(spell, part)) for part in parts)


def _symbol(factor: str) -> str:
    return _SYMBOLS.get(factor, factor)


def _word(factor: str) -> str:
    return _SPELLINGS.get(factor, factor.removeprefix("个") if len(factor) > 1 else factor)


def is_unit(text: str) -> bool:
    """Whether the whole text is one known unit (人次, 元/亩, 万平方米)."""
    return _KNOWN.fullmatch(text) is not None


def split_unit(text: str) -> tuple[str | None, str]:
    """The unit a text begins with, as spelled, and what follows it: ``%以上`` → ``("%", "以上")``.

    A unit in brackets counts: ``(%)`` → ``%``. A short text that is no known unit is a unit as a whole; the 余 of
    a round number is no part of it.
    """
    text = _ROUNDED.sub("", text)
    bracket = _BRACKETED.match(text)
    if bracket and is_unit(bracket.group(1)):
        return bracket.group(1), text[bracket.end() :]
    known = _KNOWN.match(text)
    if known:
        return known.group(), text[known.end() :]
    return (text, "") if _SHORT.fullmatch(text) else (None, text)
