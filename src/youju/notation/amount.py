"""Amounts of money as forms print them, read into yuan and written back with thousands separators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from youju.model.money import YUAN_PER_UNIT, Amount, half_up
from youju.notation.number import plain
from youju.notation.text import flat

DIGITS_OF_YUAN = 5  # an amount without any unit and with fewer digits before the point could as well be 万元
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT = re.compile(r"\(?(亿|万|千)?元|(亿|万)(?!元)")
_LABEL_UNIT = re.compile(r"[亿万千]?元")
_LOST_DIGITS = re.compile(r"\*|(?<!\d)\.\d|\d\.\d+\.\d")
_WIDE_COMMA_GROUPS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """``amount`` None: the cell is blank or says no amount. ``unit_declared``: cell or label names the unit.

    Notes: ``money_unit_not_declared`` (read as 元), ``money_unit_unknown`` (too short to tell, no amount),
    ``money_unit_conflict`` (the cell wins over the label), ``several_amounts`` (the first is taken), ``value_masked``.
    """

    amount: Amount | None
    unit_declared: bool
    notes: tuple[str, ...] = ()


def _label_unit(label: str | None) -> str | None:
    found = _LABEL_UNIT.search(flat(label)) if label else None
    return found.group() if found else None


def _cell_unit(text: str) -> str | None:
    found = _UNIT.match(text)
    return (found.group(1) or found.group(2) or "") + "元" if found else None


def parse_amount(text: str | None, label_unit: str | None = None) -> ParsedAmount:
    """The amount a cell prints, in yuan; blank and a dash are None, a printed 0 is 0 (form book §6).

    The unit stands in the cell, else in ``label_unit`` (a unit, or a label that names one); where neither says, an
    amount of five digits or more before the point is read as yuan, a shorter one is left open.
    """
    label = _label_unit(label_unit)
    written = flat(_WIDE_COMMA_GROUPS.sub(",", text or ""))
    if _LOST_DIGITS.search(written):
        return ParsedAmount(None, label is not None, ("value_masked",))
    found = _NUMBER.search(written)
    if found is None:
        return ParsedAmount(None, label is not None)
    number, after = Decimal(found.group().replace(",", "")), written[found.end() :]
    cell = _cell_unit(after) or _label_unit(written[: found.start()])
    notes = ("several_amounts",) if _NUMBER.search(after) else ()
    if cell and label and cell != label:
        notes = (*notes, "money_unit_conflict")
    unit = cell or label
    if unit:
        return ParsedAmount(Amount(number * YUAN_PER_UNIT[unit], unit), unit_declared=True, notes=notes)
    return _without_unit(number, found.group(), notes)


def _without_unit(number: Decimal, printed: str, notes: tuple[str, ...]) -> ParsedAmount:
    if number == 0:
        return ParsedAmount(Amount(Decimal(0)), unit_declared=False, notes=notes)
    if len(re.sub(r"\D", "", printed.split(".", maxsplit=1)[0])) >= DIGITS_OF_YUAN:
        return ParsedAmount(Amount(number), unit_declared=False, notes=(*notes, "money_unit_not_declared"))
    return ParsedAmount(None, unit_declared=False, notes=(*notes, "money_unit_unknown"))


def format_amount(yuan: Decimal, unit: str = "元") -> str:
    """Thousands separators; in 元 no decimals for whole yuan, two otherwise; in larger units as many as are exact."""
    if unit == "元":
        whole = yuan == yuan.to_integral_value()
        return f"{yuan.to_integral_value() if whole else half_up(yuan):,f}"
    return f"{Decimal(plain(yuan / YUAN_PER_UNIT[unit])):,f}"
