"""In which unit a value is given: counts by the word the indicator counts in, durations in the target's time unit."""

from __future__ import annotations

from fractions import Fraction

from youju.measures.parts import terms
from youju.model.ledger import Ledger
from youju.model.measure import Linear
from youju.model.target import Interval, Quantity, Target
from youju.model.unit import MAGNITUDES, convert

SECOND = "秒"
PLAIN_COUNT = "个"
_MEASURED = ("元", SECOND, "%", "米", "平方米", "克", "月")


def target_unit(target: Target) -> str | None:
    """The unit the target is written in, None when it has none."""
    return target.unit if isinstance(target, Quantity | Interval) else None


def _is_measured(unit: str) -> bool:
    """Whether the unit belongs to a family that converts (money, time, length …), so that a word cannot replace it."""
    return any(convert(Fraction(1), unit, measured) is not None for measured in _MEASURED)


def counted_unit(own: str | None, target: Target) -> str | None:
    """What a plain number counts: ``own`` where it converts or is money, time …; else the target's word (户 for 家).

    A magnitude is never part of it: 29000 家 against 2.9万家.
    """
    word = target_unit(target)
    if word is None or (own is not None and (_is_measured(own) or convert(Fraction(1), own, word) is not None)):
        return own
    if word in MAGNITUDES:
        return PLAIN_COUNT
    return word[1:] if word[:1] in MAGNITUDES else word


def is_time(unit: str | None) -> bool:
    """Whether the unit measures elapsed time (秒, 分钟, 小时, 天, 周)."""
    return unit is not None and convert(Fraction(1), SECOND, unit) is not None


def time_unit(own: str | None, target: Target) -> str | None:
    """The target's unit where it is one of time, else ``own``."""
    unit = target_unit(target)
    return unit if is_time(unit) else own


def own_unit(own: str | None, target: Target) -> str | None:  # noqa: ARG001 (one signature for all rules of units)
    """The measure's own unit, whatever the target says: amounts, scores."""
    return own


def rate_unit(own: str | None, target: Target) -> str | None:  # noqa: ARG001 (as above)
    """None: a rate is a plain fraction of 1."""
    return None


def linear_unit(value: Linear, ledger: Ledger) -> str | None:
    """The unit that all columns of the sum share, None when they differ."""
    units = {ledger.column(code).unit for code in terms(value)}
    return units.pop() if len(units) == 1 else None
