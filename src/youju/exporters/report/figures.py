"""Numbers as people read them: money with separators, rates in percent, points at two places; exact throughout.

Every function takes a decimal string of the report; a missing or empty one is shown as blank, never as 0.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from youju.notation.amount import format_amount
from youju.notation.number import plain, rounded

SHOWN_PLACES = 4


def _text(value: object) -> str:
    return "" if value is None else str(value)


def money(value: object) -> str:
    """Yuan with separators, without decimals when whole, else with two: 3,596,500 and 215,457.60."""
    text = _text(value)
    return format_amount(Decimal(text)) if text else ""


def points(value: object) -> str:
    """Points at two places: 10 → 10.00."""
    text = _text(value)
    return f"{rounded(Fraction(text), 2):f}" if text else ""


def weight(value: object) -> str:
    """A weight as filed, without trailing zeros: 6.25, 10."""
    text = _text(value)
    return plain(Decimal(text)) if text else ""


def rate(value: object) -> str:
    """A fraction of one in percent at two places: 0.8618304 → 86.18%."""
    text = _text(value)
    return f"{rounded(Fraction(text) * 100, 2):f}%" if text else ""


def number(value: object) -> str:
    """A plain number with separators, at most four places: 29,412 and 27.4286."""
    text = _text(value)
    return f"{Decimal(plain(rounded(Fraction(text), SHOWN_PLACES))):,f}" if text else ""
