"""Reads the fields of one scoring case; a fault is told with the case, the field and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from youju.errors import UnreadableError
from youju.notation.date import ImpossibleDateError, parse_date

PERCENT = 100


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
    """The value as text; a missing one is empty. Raises UnreadableError for a list or a table."""
    value = fields.table.get(field, "")
    if isinstance(value, str | int | Decimal | date):
        return str(value).strip()
    raise fault(fields, field, "应是一段文字。", f'请写成 {field} = "…"。')


def needed(fields: Fields, field: str) -> str:
    """The value of a field that every case must have, though it may be empty."""
    if field not in fields.table:
        raise fault(fields, field, "缺这一项。", "每个案例都要写明 name、target、actual、weight。")
    return text(fields, field)


def choice(fields: Fields, field: str, allowed: Sequence[str], default: str = "") -> str:
    """One of the allowed words, hyphen and underscore alike."""
    written = text(fields, field)
    value = written.replace("-", "_") or default
    if value and value not in allowed:
        raise fault(fields, field, f"没有“{written}”这种写法。", f"可以写：{'、'.join(allowed)}。")
    return value


def decimal(fields: Fields, field: str) -> Decimal | None:
    """An exact number, None where there is none."""
    return _decimal(fields, field, text(fields, field))


def _decimal(fields: Fields, field: str, written: str) -> Decimal | None:
    try:
        number = Decimal(written.replace(",", "")) if written else None
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not number.is_finite():
        raise fault(fields, field, f"“{written}”不是数。", "请写成十进制数，例如 6.25。")
    return number


def share(fields: Fields, field: str) -> Fraction | None:
    """A share written 95%, 95 or 0.95: a plain number up to 1 is a fraction, a larger one a percentage."""
    written = text(fields, field).replace("％", "%")
    number = _decimal(fields, field, written.removesuffix("%").strip())
    if number is None:
        return None
    fraction = not written.endswith("%") and abs(number) <= 1
    return Fraction(number) if fraction else Fraction(number) / PERCENT


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
    if written and not (written.isdecimal() and int(written) > 0):
        raise fault(fields, field, f"“{written}”不是正整数。", "请写成正整数。")
    return int(written) if written else None


def inner(fields: Fields, field: str) -> Fields:
    """The fields of an inner table."""
    value = fields.table.get(field, {})
    if not isinstance(value, dict):
        raise fault(fields, field, "应是一个表。", f'请写成 {field} = {{ measure = "…", value = "…" }}。')
    return Fields(fields.number, fields.name, value, f"{field}.")
