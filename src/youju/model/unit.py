"""Units of measurement and the exact factors between those that convert into each other."""

from __future__ import annotations

from fractions import Fraction

# Each family maps a unit to its size in one unit of the family.
_RATES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "倍": Fraction(1), "成": Fraction(1, 10)}
_DURATIONS = {
    "秒": Fraction(1),
    "分钟": Fraction(60),
    "小时": Fraction(3600),
    "天": Fraction(86400),
    "日": Fraction(86400),
    "周": Fraction(604800),
}
_MONEY = {"元": Fraction(1), "千元": Fraction(1000), "万元": Fraction(10**4), "亿元": Fraction(10**8)}
_FAMILIES: tuple[dict[str, Fraction], ...] = (
    _RATES,
    _DURATIONS,
    _MONEY,
    {
        "米": Fraction(1),
        "公里": Fraction(1000),
        "千米": Fraction(1000),
        "厘米": Fraction(1, 100),
        "毫米": Fraction(1, 1000),
    },
    {"平方米": Fraction(1), "公顷": Fraction(10**4), "平方公里": Fraction(10**6), "亩": Fraction(2000, 3)},
    {"立方米": Fraction(1000), "升": Fraction(1), "毫升": Fraction(1, 1000)},
    {"克": Fraction(1), "千克": Fraction(1000), "公斤": Fraction(1000), "吨": Fraction(10**6)},
    {"度": Fraction(1), "千瓦时": Fraction(1)},
    {"月": Fraction(1), "年": Fraction(12), "季度": Fraction(3)},
)
MAGNITUDES = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10**4), "亿": Fraction(10**8)}
_NO_MAGNITUDE = ("百分点", "百分比")


def _family(unit: str) -> tuple[int | str, Fraction]:
    """What a unit may be converted within (a family, or its own measure word), and its size there."""
    for number, family in enumerate(_FAMILIES):
        if unit in family:
            return number, family[unit]
    head, slash, tail = unit.partition("/")
    if slash:
        base, size = _family(head)
        return f"{base}/{tail}", size
    if unit[:1] in MAGNITUDES and len(unit) > 1 and unit not in _NO_MAGNITUDE:
        base, size = _family(unit[1:])
        return base, size * MAGNITUDES[unit[0]]
    return unit, Fraction(1)


def _magnitude(unit: str) -> Fraction:
    """The factor printed before the measure word: 万家 → 10000, 万元 → 10000, 家 → 1."""
    known = any(unit in family for family in _FAMILIES) and unit not in _MONEY
    if unit[:1] not in MAGNITUDES or known or unit in _NO_MAGNITUDE:
        return Fraction(1)
    return MAGNITUDES[unit[0]] * _magnitude(unit[1:])


def is_rate(unit: str | None) -> bool:
    """Whether the unit is a share of a whole (% or ‰)."""
    return unit in ("%", "‰")


def is_duration(unit: str | None) -> bool:
    """Whether the unit measures time passed."""
    return unit in _DURATIONS


def is_money(unit: str | None) -> bool:
    """Whether the unit is an amount of money."""
    return unit in _MONEY


def convert(value: Fraction, unit: str | None, into: str | None) -> Fraction | None:
    """``value`` in the unit ``into``; a missing unit is taken for the other one; None when they do not convert.

    万 and 亿 before a measure word are factors: 2.9万家 = 29000家; alone they count in the other unit's own word. Units
    over the same denominator convert like their numerators: 万元/人 → 元/人.
    """
    if unit is None or into is None or unit == into:
        return value
    if unit in MAGNITUDES or into in MAGNITUDES:
        named = into if unit in MAGNITUDES else unit
        return None if named in _RATES or named in _DURATIONS else value * _magnitude(unit) / _magnitude(into)
    from_family, size = _family(unit)
    into_family, into_size = _family(into)
    return value * size / into_size if from_family == into_family else None
