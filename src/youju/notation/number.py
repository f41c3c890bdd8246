"""Numbers as text: plain decimal strings without exponent or trailing zeros, and exact rationals to enough digits."""

from __future__ import annotations

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

SIGNIFICANT_DIGITS = 20
_EXACT = Context(prec=MAX_PREC)  # a point is shifted, never a digit lost


def plain(value: Decimal | int) -> str:
    """``Decimal('1.50')`` → ``1.5``, ``1E+3`` → ``1000``, ``-0`` → ``0``."""
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def decimal_of(value: Fraction, digits: int = SIGNIFICANT_DIGITS) -> Decimal:
    """The rational as a decimal of ``digits`` significant digits, half-up; exact when it terminates sooner."""
    context = Context(prec=digits, rounding=ROUND_HALF_UP)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def rational(value: Fraction | None) -> str | None:
    """The rational as a plain decimal string of at least 12 significant digits; None stays None."""
    return None if value is None else plain(decimal_of(value))


def rounded(value: Fraction, places: int) -> Decimal:
    """Half-up at ``places`` from the exact rational, never from an already rounded decimal."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return Decimal(whole if value >= 0 else -whole).scaleb(-places, _EXACT)


def percent(value: Fraction, places: int = 2) -> str:
    """A fraction shown as a rate: 0.8618304 → 86.18%."""
    return f"{plain(rounded(value * 100, places))}%"
