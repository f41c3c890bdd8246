"""Reads the fields of one scoring case; a fault is told with the case, the field and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from youju.errors import UnreadableError
from youju.notation.date import ImpossibleDateError, parse_date
from youju.notation.text import flat

MISSPELT = 0.75  # how alike two field names must be for the one to be taken for a slip
PERCENT = 100
LONGEST = 30  # digits of a number; no form needs more, and beyond that a slip of the pen costs minutes to compute
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)", re.ASCII)
_TOO_LONG = re.compile(rf"\d[\d,_]{{{LONGEST},}}|\d[eE][+-]?\d{{3,}}")
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fields:
    """The table of one case; ``prefix`` names an inner table (definition)."""

    number: int
    name: str
    table: Mapping[str, object]
    prefix: str = ""


def fault(fields: Fields, field: str, message: str, remedy: str) -> UnreadableError:
    """The error to raise for a field."""
    path = f"{fields.prefix}{field}"
    place: dict[str, object] = {"case": fields.number, "name": fields.name, "field": path}
    return UnreadableError(f"第{fields.number}个案例“{fields.name}”的 {path}：{message}", remedy, place)


def text(fields: Fields, field: str) -> str:
    """The value as text; a missing one is empty.

    Raises UnreadableError for a list, a table, true or false, and for a number too long to be meant.
    """
    value = fields.table.get(field, "")
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise fault(fields, field, "应是一段文字。", f'请写成 {field} = "…"。')
    long = abs(value) >= 10**LONGEST if isinstance(value, int) else _TOO_LONG.search(flat(str(value)))
    if long:
        raise fault(fields, field, "里有一个位数太多的数。", f"请核对；数最多写{LONGEST}位，不用科学记数法。")
    return str(value).strip()


def known(fields: Fields, allowed: Sequence[str]) -> None:
    """Refuses a field that looks like a known one misspelt: the slip would go unnoticed. Other fields are remarks."""
    for field in fields.table:
        near = get_close_matches(field, allowed, n=1, cutoff=MISSPELT)
        if field not in allowed and near:
            remedy = f"最接近的字段是 {near[0]}；可用的字段：{'、'.join(allowed)}。"
            raise fault(fields, field, "没有这个字段。", remedy)


def needed(fields: Fields, field: str) -> str:
    """The value of a field that every case must have, though it may be empty."""
    if field not in fields.table:
        raise fault(fields, field, "缺这一项。", "每个案例都要写明 name、target、actual、weight。")
    return text(fields, field)


def choice(fields: Fields, field: str, allowed: Sequence[str], default: str = "") -> str:
    """One of the allowed words, hyphen and underscore alike."""
    written = text(fields, field)
    if default and field in fields.table and not written:
        raise fault(fields, field, "是空的。", f"可以写：{'、'.join(allowed)}；不写即为 {default}。")
    value = written.replace("-", "_") or default
    if value and value not in allowed:
        raise fault(fields, field, f"没有“{written}”这种写法。", f"可以写：{'、'.join(allowed)}。")
    return value


def decimal(fields: Fields, field: str) -> Decimal | None:
    """An exact number, None where there is none."""
    return _decimal(fields, field, text(fields, field))


def _decimal(fields: Fields, field: str, written: str) -> Decimal | None:
    digits = flat(written)
    if not digits:
        return None
    if not _NUMBER.fullmatch(digits):
        raise fault(fields, field, f"“{written}”不是数。", "请写成十进制数，例如 6.25，不用科学记数法。")
    return Decimal(digits.replace(",", ""))


def shares(fields: Fields, names: Sequence[str]) -> Mapping[str, Fraction | None]:
    """Shares of one scale, written 95%, 95 or 0.95: plain numbers are percentages, fractions only if none is above 1.

    A percent sign on any of them says that all are percentages.
    """
    written = {name: flat(text(fields, name)) for name in names}
    numbers = {name: _decimal(fields, name, said.removesuffix("%")) for name, said in written.items()}
    in_percent = any("%" in said for said in written.values())
    in_percent = in_percent or any(number is not None and abs(number) > 1 for number in numbers.values())
    scale = PERCENT if in_percent else 1
    return {name: None if number is None else Fraction(number) / scale for name, number in numbers.items()}


def share(fields: Fields, field: str) -> Fraction | None:
    """A share of its own scale: 60%, 60 and 0.6 are the same."""
    return shares(fields, (field,))[field]


def names(fields: Fields, field: str) -> tuple[str, ...]:
    """A list of words."""
    value = fields.table.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise fault(fields, field, "应是一列文字。", f'请写成 {field} = ["…"]。')
    return tuple(value)


def day(fields: Fields, field: str) -> date | None:
    """A date, None where there is none."""
    written = text(fields, field)
    try:
        found = parse_date(written) if written else None
    except ImpossibleDateError as impossible:
        raise fault(fields, field, f"{impossible}。", "请核对日期。") from impossible
    if written and found is None:
        raise fault(fields, field, f"“{written}”不是日期。", "请写成 2021-01-01。")
    return found


def whole(fields: Fields, field: str) -> int | None:
    """A whole number above 0, None where there is none."""
    written = text(fields, field)
    if written and not (_WHOLE.fullmatch(written) and int(written)):
        raise fault(fields, field, f"“{written}”不是正整数。", "请写成正整数。")
    return int(written) if written else None


def inner(fields: Fields, field: str) -> Fields:
    """The fields of an inner table."""
    value = fields.table.get(field, {})
    if not isinstance(value, dict):
        raise fault(fields, field, "应是一个表。", f'请写成 {field} = {{ measure = "…", value = "…" }}。')
    return Fields(fields.number, fields.name, value, f"{field}.")
