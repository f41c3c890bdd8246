"""Units of measurement and the exact factors between those that convert into each other."""

from __future__ import annotations

from fractions import Fraction

# Each family maps a unit to its size in the family's smallest named unit.
_FAMILIES: tuple[dict[str, Fraction], ...] = (
    {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "倍": Fraction(1), "成": Fraction(1, 10)},
    {"秒": Fraction(1), "分钟": Fraction(60), "小时": Fraction(3600), "天": Fraction(86400), "周": Fraction(604800)},
    {"元": Fraction(1), "千元": Fraction(1000), "万元": Fraction(10**4), "亿元": Fraction(10**8)},
    {"米": Fraction(1), "公里": Fraction(1000), "厘米": Fraction(1, 100)},
    {"平方米": Fraction(1), "公顷": Fraction(10**4), "平方公里": Fraction(10**6), "亩": Fraction(2000, 3)},
    {"克": Fraction(1), "千克": Fraction(1000), "吨": Fraction(10**6)},
    {"月": Fraction(1), "年": Fraction(12), "季度": Fraction(3)},
)
MAGNITUDES = {"千": Fraction(1000), "万": Fraction(10**4), "亿": Fraction(10**8)}
_RATES = _FAMILIES[0]


def _family(unit: str) -> tuple[int | str, Fraction]:
    for number, family in enumerate(_FAMILIES):
        if unit in family:
            return number, family[unit]
    for prefix, factor in MAGNITUDES.items():
        if unit.startswith(prefix) and len(unit) > len(prefix):
            base, size = _family(unit.removeprefix(prefix))
            return base, size * factor
    return unit, Fraction(1)


def is_rate(unit: str | None) -> bool:
    """Whether the unit is a share of a whole (% or ‰)."""
    return unit in ("%", "‰")


def convert(value: Fraction, unit: str | None, into: str | None) -> Fraction | None:
    """``value`` in the unit ``into``; a missing unit is taken for the other one; None when they do not convert.

    万 and 亿 before a measure word are factors: 2.9万家 = 29000家.
    """
    if unit is None or into is None or unit == into:
        return value
    if into in MAGNITUDES or unit in MAGNITUDES:
        return value * MAGNITUDES.get(unit, Fraction(1)) / MAGNITUDES.get(into, Fraction(1))
    from_family, size = _family(unit)
    into_family, into_size = _family(into)
    return value * size / into_size if from_family == into_family else None
