"""One cell of a dump to one typed value, or the reason in words why it cannot be kept.

Nothing is guessed: a number that is not written as one, a day the calendar lacks, a word outside a list is rejected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import TypeAlias

from youju.evidence.spellings import CREDIT_CODE_CHECK, CREDIT_CODE_LENGTH, truths, truths_in_words
from youju.model.ledger import Column, ColumnType
from youju.notation.amount import parse_amount
from youju.notation.date import ImpossibleDateError, parse_date, parse_timestamp
from youju.notation.number import plain

Typed: TypeAlias = str | int | Decimal | bool | date | datetime | None

INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD))  # zero-width marks make no difference
PLACES = 4  # stored as DECIMAL(18,4)
LARGEST = Decimal(10) ** 14
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"[-+]?(?:\d(?:\.\d+)?[eE]\+\d+|\d\.\d+[eE]-?\d+)")
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
_PERCENT = re.compile(rf"{_NUMBER.pattern}%")
_SERIAL = re.compile(r"[34567]\d{4}(?:\.\d+)?")  # days a spreadsheet counts, 1982 to 2118
_FIRST_DAY = date(1899, 12, 30)
_SECONDS_A_DAY = 24 * 60 * 60
_LARGER_UNIT = re.compile(rf"{_NUMBER.pattern}(?:千元|[万亿]元?)")
_CURRENCY = re.compile(r"^[¥￥]|元$")
_CLOCK = re.compile(r"(\d{4}[-/]\d{1,2}[-/]\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?")
_MONTH = re.compile(r"(\d{4})(?:[-/年](\d{1,2})(?:月份?)?|\.?(\d{2}))")
_CREDIT_CODE_SIGNS = {sign: place for place, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_CREDIT_CODE_WEIGHTS = [pow(3, place, 31) for place in range(CREDIT_CODE_LENGTH - 1)]


class RejectedCellError(ValueError):
    """The cell cannot be kept; the message is the reason in one sentence, told to the person who brought the file."""


def converter(column: Column, header: str, *, is_key: bool, is_due: bool = False) -> Callable[[str], Typed]:
    """The function that types the cells of a column; ``header`` is its name as printed in the dump.

    Blank gives None, or is rejected where the column is required. A due time (``is_due``) given as a day alone is the
    end of that day: what is done on the day itself is on time. The function raises RejectedCellError.
    """
    if column.type in (ColumnType.TEXT, ColumnType.FILE):
        convert: Callable[[str], Typed] = _text_converter(column, is_key=is_key)
    else:
        typed = _due_time if is_due and column.type is ColumnType.TIMESTAMP else _CONVERTERS[column.type]
        convert = cache(lambda text: typed(column, header, _narrow(text)))  # dumps repeat days, words, small numbers
    blank = f"{header}是空的；请补填后重新导入。"

    def cell(text: str) -> Typed:
        written = text.translate(INVISIBLE).strip()
        if written:
            return convert(written)
        if column.required:
            raise RejectedCellError(blank)
        return None

    return cell


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _text_converter(column: Column, *, is_key: bool) -> Callable[[str], str]:
    if column.check == CREDIT_CODE_CHECK:
        return _credit_code
    return _identifier if is_key else _text


def _text(text: str) -> str:
    """As written, composed; ``="0012"`` is how dumps protect a number from being rewritten, and means its content."""
    quoted = _QUOTED_FORMULA.fullmatch(text)
    return unicodedata.normalize("NFC", quoted.group(1).strip() if quoted else text)


def _identifier(text: str) -> str:
    if _SCIENTIFIC.fullmatch(text):
        raise RejectedCellError("编号被表格软件改成了科学计数，原号已丢失；请把该列设为文本后重新导出。")
    return _text(text)


def _credit_code(text: str) -> str:
    """Check digit of GB 32100-2015, by ISO 7064 modulo 31."""
    code = _narrow(_identifier(text)).upper()
    if len(code) != CREDIT_CODE_LENGTH or any(sign not in _CREDIT_CODE_SIGNS for sign in code):
        raise RejectedCellError(
            f"“{text}”不是统一社会信用代码：应是{CREDIT_CODE_LENGTH}位数字和大写字母（不用I、O、S、V、Z）；请核对。"
        )
    total = sum(_CREDIT_CODE_SIGNS[sign] * weight for sign, weight in zip(code, _CREDIT_CODE_WEIGHTS, strict=False))
    if (total + _CREDIT_CODE_SIGNS[code[-1]]) % 31:
        raise RejectedCellError(f"统一社会信用代码“{text}”的末位校验码不符，可能抄错了一位；请核对。")
    return code


def _decimal(column: Column, header: str, text: str) -> Decimal:
    written = text.replace("\u2212", "-")
    written = _CURRENCY.sub("", written.removesuffix(column.unit or "")).strip()
    if column.type is ColumnType.DECIMAL and column.unit is None and _PERCENT.fullmatch(written):
        return _kept(column, header, text, Decimal(written[:-1].replace(",", "")).scaleb(-2))
    if not _NUMBER.fullmatch(written):
        if _SCIENTIFIC.fullmatch(written):
            raise RejectedCellError(f"“{text}”是科学计数，原数可能已丢失几位；请把{header}设为常规数字后重新导出。")
        how = f"{header}请写成 15000 或 1.5万元" if column.type is ColumnType.MONEY else f"请核对{header}"
        raise RejectedCellError(f"“{text}”不是{_unit_words(column)}数；{how}。")
    return _kept(column, header, text, Decimal(written.replace(",", "")))


def _money(column: Column, header: str, text: str) -> Decimal:
    """An amount in yuan, also one that names a larger unit, as targets do: 1.5万元."""
    written = text.replace("\u2212", "-").lstrip("¥￥").strip()
    amount = parse_amount(written).amount if _LARGER_UNIT.fullmatch(written) else None
    return _decimal(column, header, text) if amount is None else _kept(column, header, text, amount.yuan)


def _kept(column: Column, header: str, text: str, number: Decimal) -> Decimal:
    if abs(number) >= LARGEST:
        raise RejectedCellError(f"“{text}”太大，超过14位；请核对{header}。")
    if number != round(number, PLACES):
        raise RejectedCellError(f"“{text}”的小数多于{PLACES}位；请核对{header}。")
    _check_range(column, header, text, number)
    return number


def _unit_words(column: Column) -> str:
    return f"以{column.unit}为单位的" if column.unit else ""


def _check_range(column: Column, header: str, text: str, number: Decimal) -> None:
    if column.minimum is not None and number < column.minimum:
        words = "不能是负数" if column.minimum == 0 else f"不能小于{plain(column.minimum)}"
        raise RejectedCellError(f"{header}{words}，这里是“{text}”；请核对。")
    if column.maximum is not None and number > column.maximum:
        raise RejectedCellError(f"{header}不能大于{plain(column.maximum)}，这里是“{text}”；请核对。")


def _integer(column: Column, header: str, text: str) -> int:
    number = _decimal(column, header, text)
    if number != int(number):
        raise RejectedCellError(f"{header}应是整数，这里是“{text}”；请核对。")
    return int(number)


@lru_cache(maxsize=4096)
def _known_day(text: str) -> date | None:
    return parse_date(text)


def _timestamp(_column: Column, header: str, text: str) -> datetime:
    """Civil time to the second; a day alone is its midnight."""
    try:
        found = _usual_timestamp(text) or parse_timestamp(text) or _counted(text)
    except ImpossibleDateError as fault:
        raise RejectedCellError(f"{fault}；请核对{header}。") from fault
    if found is None:
        raise RejectedCellError(f"“{text}”不是日期时间；{header}请写成 2021-03-05 09:12 这样。")
    return found


def _counted(text: str) -> datetime | None:
    """The time of a spreadsheet's own count of days, as a cell holds it that shows a plain number."""
    if not _SERIAL.fullmatch(text):
        return None
    seconds = (Decimal(text) * _SECONDS_A_DAY).to_integral_value(ROUND_HALF_UP)
    return datetime.combine(_FIRST_DAY, time()) + timedelta(seconds=int(seconds))


def _due_time(column: Column, header: str, text: str) -> datetime:
    """Civil time to the second; a day alone is its last second."""
    found = _timestamp(column, header, text)
    timed = ":" in text or "时" in text or (_SERIAL.fullmatch(text) and found.time() != time())
    return found if timed else datetime.combine(found.date(), time(23, 59, 59))


def _usual_timestamp(text: str) -> datetime | None:
    """The two spellings nearly all dumps have, read quickly; None for every other one."""
    match = _CLOCK.fullmatch(text)
    day = match and _known_day(match[1])
    if match is None or day is None:
        return None
    try:
        return datetime.combine(day, time(int(match[2]), int(match[3]), int(match[4] or 0)))
    except ValueError:
        raise ImpossibleDateError(f"一天中没有{text.split(match[1])[1].strip(' T')}这个时刻") from None


def _date(column: Column, header: str, text: str) -> date:
    """The day; a time of day beside it is dropped."""
    try:
        day = _known_day(text)
    except ImpossibleDateError as fault:
        raise RejectedCellError(f"{fault}；请核对{header}。") from fault
    try:
        return day or _timestamp(column, header, text).date()
    except RejectedCellError as fault:
        if isinstance(fault.__cause__, ImpossibleDateError):
            raise
        raise RejectedCellError(f"“{text}”不是日期；{header}请写成 2021-03-05 这样。") from None


def _month(column: Column, header: str, text: str) -> date:
    """The first day of the month; 2021.1 is refused, because a spreadsheet also makes it of 2021.10."""
    match = _MONTH.fullmatch(text)
    try:
        day = _known_day(f"{match[1]}-{match[2] or match[3]}-1") if match else _date(column, header, text)
    except ImpossibleDateError as fault:
        raise RejectedCellError(f"{fault}；请核对{header}。") from fault
    except RejectedCellError as fault:
        if isinstance(fault.__cause__, ImpossibleDateError):
            raise
        day = None
    if day is None:
        raise RejectedCellError(f"“{text}”不是月份；{header}请写成 2021-03 这样。")
    return day.replace(day=1)


def _boolean(column: Column, header: str, text: str) -> bool:
    found = truths(column, header).get(text.casefold())
    if found is None:
        raise RejectedCellError(f"“{text}”不是“是”或“否”；{header}请写 {truths_in_words(column, header)}。")
    return found


def _choice(column: Column, header: str, text: str) -> str:
    for value in column.values:
        if _narrow(value) == text:
            return value
    raise RejectedCellError(f"{header}没有“{text}”这一项；可填：{'、'.join(column.values)}。")


_CONVERTERS: dict[ColumnType, Callable[[Column, str, str], Typed]] = {
    ColumnType.INTEGER: _integer,
    ColumnType.DECIMAL: _decimal,
    ColumnType.MONEY: _money,
    ColumnType.DATE: _date,
    ColumnType.TIMESTAMP: _timestamp,
    ColumnType.MONTH: _month,
    ColumnType.BOOLEAN: _boolean,
    ColumnType.CHOICE: _choice,
}
