"""Recognises what a scanner makes of signs and digits (≥ as 2, 二 or %=, 0 as 口), and shares written for percent.

It only names what else may have been printed; nothing is repaired here, because the filed text may be right.
"""

from __future__ import annotations

import re
from decimal import Decimal

from youju.model.target import Quantity, Target
from youju.notation.bound import Bound
from youju.notation.number import plain

_EQUAL = re.compile(r"^(?:%==?|二)(?=\d)")
_ZERO = re.compile(r"([<>=≥≤]*)[口囗□](%?)")
_STRAY_NUMBER = re.compile(r"^\d+[<>=≥≤]")
_HUNDRED = 100
_LONG_NUMBER = 4


def after_misread_sign(written: str) -> str | None:
    """The text behind a misread sign (二100, %=90%); None where no such sign stands."""
    match = _EQUAL.match(written)
    return written[match.end() :] if match else None


def meant_zero(written: str) -> str | None:
    """What a lone box would say with a zero in its place: ``=口`` → ``=0``; None for any other text."""
    match = _ZERO.fullmatch(written)
    return f"{match[1]}0{match[2]}" if match else None


def has_stray_number(written: str) -> bool:
    """Whether a number stands right before the first sign (2≥90%), where it means nothing."""
    return _STRAY_NUMBER.match(written) is not None


def sign_suspects(bound: Bound, unit: str | None, *, misread: bool) -> tuple[str, ...]:
    """What a misread sign may have been: "290%" is ≥90% more likely than 290%, "二100" is =100; empty if none is.

    2,280 shows that its 2 is a digit, and 2500 is a round number as people promise them.
    """
    digits, unit = plain(bound.value), unit or ""
    if misread:
        return (f"≥{digits}{unit}", f"={digits}{unit}")
    rest = digits[1:]
    long = bound.value > _HUNDRED if unit == "%" else len(digits) >= _LONG_NUMBER and not digits.endswith("00")
    if bound.sign or bound.grouped or not long or not digits.startswith("2") or rest[:1] in ("0", ".", ""):
        return ()
    return (f"≥{rest}{unit}", f"{digits}{unit}")


def meant_share(bound: Bound, target: Target | None) -> Decimal | None:
    """The percentage that a bare number up to 1 may be, beside a target in percent nearer to it (0.96 beside ≥95%)."""
    if not isinstance(target, Quantity) or target.unit != "%" or bound.unit is not None or not 0 < bound.value <= 1:
        return None
    share = bound.value * _HUNDRED
    return share if abs(share - target.value) < abs(bound.value - target.value) else None
