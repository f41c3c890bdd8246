"""Amounts of money as forms print them, read into yuan and written back with thousands separators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from youju.model.money import YUAN_PER_UNIT, Amount, half_up
from youju.notation.amount_words import WrittenAmount, amount_in_words
from youju.notation.number import plain
from youju.notation.text import flat

DIGITS_OF_YUAN = 5  # an amount without any unit and with fewer digits before the point could as well be 万元
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT = re.compile(r"[)余多]?\(?(亿|万|千)?元|[)余多]?(亿|万|千(?![万亿]))(?!元)")
_LABEL_UNIT = re.compile(r"[亿万千]?元")
_LOST_DIGITS = re.compile(r"\*|(?<!\d)\.\d|\d\.\d+\.\d")
_CURRENCY = re.compile(r"(?:¥|人民币|RMB)[:(]?$")
_ABOUT = re.compile(r"(?:约|近|大概)(?:为|需)?[¥(]?$")
_OR_SO = re.compile(r"[余多]|[)]?\(?[亿万千]?元?[)]?(?:左右|上下|余|多|以上)")
_WIDE_COMMA_GROUPS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class ParsedAmount:
    """``amount`` None: the cell is blank or says no amount. ``unit_declared``: cell or label names the unit.

    Notes: ``money_unit_not_declared`` (read as 元), ``money_unit_unknown`` (too short to tell, no amount),
    ``money_unit_conflict`` (the cell wins over the label), ``several_amounts`` (the first is taken), ``value_masked``,
    ``amount_approximate`` (约30万元), ``words_and_figures_differ`` (the figures are taken), ``amount_in_words_unread``
    (numerals that say no exact number, no amount).
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
    found, words = _NUMBER.search(written), amount_in_words(written)
    if found is None:
        return _of_words(words, label)
    number = Decimal(found.group().replace(",", ""))
    before, after = written[: found.start()], written[found.end() :]
    cell = _cell_unit(after) or _unit_before(before, found.group(), label, words)
    notes = ("several_amounts",) if _NUMBER.search(after) else ()
    if _ABOUT.search(before) or _OR_SO.match(after):
        notes = (*notes, "amount_approximate")
    unit = cell or label
    if unit is None:
        return _without_unit(number, found.group(), notes)
    return _in_unit(number, unit, words, label, notes)


def _of_words(words: WrittenAmount | None, label: str | None) -> ParsedAmount:
    """What a cell without figures says: 叁拾万元整 is exact, 数十万元 is not."""
    if words is None:
        return ParsedAmount(None, label is not None)
    if words.yuan is None:
        return ParsedAmount(None, unit_declared=True, notes=("amount_in_words_unread",))
    return ParsedAmount(Amount(words.yuan, "元"), unit_declared=True)


def _unit_before(before: str, printed: str, label: str | None, words: WrittenAmount | None) -> str | None:
    """The unit in front of the figures ((万元)5.00); figures beside an amount in words, and behind ¥, are 元.

    A short number behind ¥ is in the unit of its label all the same.
    """
    if words:
        return "元"
    if _CURRENCY.search(before) and (label is None or _whole_digits(printed) >= DIGITS_OF_YUAN):
        return "元"
    return _label_unit(before)


def _in_unit(
    number: Decimal, unit: str, words: WrittenAmount | None, label: str | None, notes: tuple[str, ...]
) -> ParsedAmount:
    """The amount; where words beside it say the same, nothing is open, be it in the unit of the label."""
    said = words.yuan if words else None
    closing = next((one for one in (unit, label) if one and number * YUAN_PER_UNIT[one] == said), None)
    if said is not None and closing is None:
        notes = (*notes, "words_and_figures_differ")
    elif closing is None and label and unit != label:
        notes = (*notes, "money_unit_conflict")
    unit = closing or unit
    return ParsedAmount(Amount(number * YUAN_PER_UNIT[unit], unit), unit_declared=True, notes=notes)


def _whole_digits(printed: str) -> int:
    return len(re.sub(r"\D", "", printed.split(".", maxsplit=1)[0]))


def _without_unit(number: Decimal, printed: str, notes: tuple[str, ...]) -> ParsedAmount:
    if number == 0:
        return ParsedAmount(Amount(Decimal(0)), unit_declared=False, notes=notes)
    if _whole_digits(printed) >= DIGITS_OF_YUAN:
        return ParsedAmount(Amount(number), unit_declared=False, notes=(*notes, "money_unit_not_declared"))
    return ParsedAmount(None, unit_declared=False, notes=(*notes, "money_unit_unknown"))


def format_amount(yuan: Decimal, unit: str = "元") -> str:
    """Thousands separators; in 元 no decimals for whole yuan, two otherwise; in larger units as many as are exact."""
    if unit == "元":
        whole = yuan == yuan.to_integral_value()
        return f"{yuan.to_integral_value() if whole else half_up(yuan):,f}"
    return f"{Decimal(plain(yuan / YUAN_PER_UNIT[unit])):,f}"
