"""The 95 % Wilson score interval of a share, in whole numbers, so that it reads the same on every machine."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from youju.notation.number import rounded

Z = Fraction("1.959963984540054")  # the 97.5 % point of the normal distribution
_DIGITS = 40
_PLACES = 15


def _root(value: Fraction) -> Fraction:
    """The square root to 40 decimals."""
    scale = 10**_DIGITS
    return Fraction(isqrt(value.numerator * scale * scale // value.denominator), scale)


def interval(successes: int, count: int) -> tuple[Fraction, Fraction]:
    """Lower and upper bound to 15 decimals, within 0…1; ``count`` above 0."""
    share, square = Fraction(successes, count), Z * Z
    centre = share + square / (2 * count)
    half = Z * _root(share * (1 - share) / count + square / (4 * count * count))
    stretch = 1 + square / count
    low, high = (Fraction(rounded(bound / stretch, _PLACES)) for bound in (centre - half, centre + half))
    return low, high
