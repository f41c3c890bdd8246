"""Money in Chinese numerals, as vouchers and contracts write it (人民币叁拾万伍仟元整), read into yuan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = dict(
    zip("零一二三四五六七八九壹贰叁肆伍陆柒捌玖两貳參陸", map(Decimal, "01234567891234567892236"), strict=True)
)
_DIGIT = f"[{''.join(char for char, digit in _DIGITS.items() if digit)}]"
_PLACES = (Decimal(1000), Decimal(100), Decimal(10), Decimal(1))
# Up to four places; a ten may stand without its digit (十五).
_SECTION = re.compile(f"(?:({_DIGIT})[仟千])?零?(?:({_DIGIT})[佰百])?零?(?:({_DIGIT}?)[拾十])?零?({_DIGIT})?零?")
_NUMERALS = f"{''.join(_DIGITS)}十拾百佰千仟万亿"
_MONEY = re.compile(
    f"(?P<yuan>(?:[{''.join(_DIGITS)}十拾]|[几数][十拾百佰千仟万亿])[{_NUMERALS}几多余]*)元"
    f"(?:零?(?P<jiao>{_DIGIT})角)?(?:零?(?P<fen>{_DIGIT})分)?"
)
_SPELLINGS = str.maketrans("〇圆萬億", "零元万亿")


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """Money in numerals; ``yuan`` None: they say no exact number (数十万元)."""

    yuan: Decimal | None


def amount_in_words(text: str) -> WrittenAmount | None:
    """The first amount that a text writes in numerals with 元; None where it writes none."""
    found = _MONEY.search(text.translate(_SPELLINGS))
    if found is None:
        return None
    whole = _whole(found["yuan"])
    small = _DIGITS[found["jiao"] or "零"] / 10 + _DIGITS[found["fen"] or "零"] / 100
    return WrittenAmount(None if whole is None else whole + small)


def _whole(written: str) -> Decimal | None:
    """The number of whole yuan: sections of four places before 亿, before 万 and behind them."""
    total, rest = Decimal(0), written
    for step, word in ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万")):
        section, found, after = rest.partition(word)
        if found:
            many = _section(section)
            if not many:
                return None
            total, rest = total + many * step, after
    last = _section(rest)
    return None if last is None else total + last


def _section(written: str) -> Decimal | None:
    found = _SECTION.fullmatch(written)
    if found is None:
        return None
    digits = [found[1], found[2], "一" if found[3] == "" else found[3], found[4]]
    return sum((_DIGITS[digit or "零"] * place for digit, place in zip(digits, _PLACES, strict=True)), Decimal(0))
