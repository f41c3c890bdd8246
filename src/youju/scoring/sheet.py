"""The sheet: weights where the form files none, the total of rounded points, and the grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from youju.model.indicator import Indicator
from youju.model.score import Score, Total
from youju.scoring import settings
from youju.scoring.contract import Scheme

COST = "成本指标"
SATISFACTION = "满意度指标"
HUNDREDTH = Decimal("0.01")


def level_weights(indicators: Sequence[Indicator], scheme: Scheme) -> tuple[Decimal, ...]:
    """The weight of each indicator: the filed ones when every indicator has one, else the scheme's (rule book §10.8).

    The first-level weight is divided equally in hundredths, the left-over ones going one each to the first rows. An
    indicator whose first level is open or unknown to the scheme gets 0.00; nothing is moved to another level.
    """
    filed = [indicator.weight for indicator in indicators if indicator.weight is not None]
    if len(filed) == len(indicators):
        return tuple(filed)
    joined = settings.table(scheme, "weights.joined")
    levels = [str(joined.get(indicator.level1 or "", indicator.level1)) for indicator in indicators]
    shares = {
        level: iter(_divided(weight, levels.count(level))) for level, weight in _first_levels(levels, scheme).items()
    }
    return tuple(next(shares[level]) if level in shares else Decimal("0.00") for level in levels)


def _first_levels(levels: Sequence[str], scheme: Scheme) -> Mapping[str, Decimal]:
    """First-level weights after the rules for missing cost and satisfaction groups."""
    present = Counter(levels)
    table = settings.table(scheme, "weights")
    without_cost = settings.table(scheme, "weights.without_cost")
    if COST in table and not present[COST] and without_cost:
        table = without_cost
    weights = {level: Decimal(str(weight)) for level, weight in table.items()}
    heir = settings.text(scheme, "weights.without_satisfaction")
    if SATISFACTION in weights and not present[SATISFACTION]:
        weights[heir] += weights.pop(SATISFACTION)
    return {level: weight for level, weight in weights.items() if present[level]}


def _divided(weight: Decimal, count: int) -> list[Decimal]:
    hundredths, left_over = divmod(int(weight / HUNDREDTH), count)
    return [(hundredths + (row < left_over)) * HUNDREDTH for row in range(count)]


def total(scores: Sequence[Score], scheme: Scheme) -> Total:
    """The sum of the rounded points; what is open stays open, and a provisional total has no grade.

    A row without weight (its first level is unknown) makes the total provisional too.
    """
    weight = sum((score.weight for score in scores), Decimal(0))
    points = sum((score.points for score in scores if score.points is not None), Decimal(0))
    open_weight = sum((score.weight for score in scores if score.points is None), Decimal(0))
    provisional = any(score.points is None or not score.weight for score in scores)
    return Total(
        weight=weight,
        points=points,
        open_weight=open_weight,
        lost=weight - points - open_weight,
        provisional=provisional,
        grade=None if provisional else grade(points, scheme),
    )


def grade(points: Decimal, scheme: Scheme) -> str | None:
    """The grade of a rounded total by the scheme's table, lower limits included; None below the last limit."""
    for limit, name in map(settings.listed, settings.items(scheme, "grades")):
        if points >= Decimal(str(limit)):
            return str(name)
    return None
