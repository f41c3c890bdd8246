"""Targets no proportion fits: negative bounds, "≥ 0" that anything meets, "> 0" that any success meets."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Comparator, Quantity
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, quantity_of, ruled, shown, verdict

TEXT = "负数目标按与目标的差占目标绝对值的比例扣分；“≥0”“>0”达到得满分，未达到不得分。"
UPWARD = (Comparator.AT_LEAST, Comparator.ABOVE)
_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.ABOVE: ">", Comparator.AT_MOST: "≤", Comparator.BELOW: "<"}


def _applies(case: Case, _scheme: Scheme) -> bool:
    target = case.target
    if not isinstance(target, Quantity):
        return False
    negative = target.value < 0 and (target.comparator is not Comparator.EQUAL or target.implied)
    return negative or (target.value == 0 and target.comparator in (*UPWARD, Comparator.BELOW))


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "odd", "odd-bound", TEXT), _outcome(case))


def _outcome(case: Case) -> Outcome | Gap:
    target = quantity_of(case)
    comparator = Comparator.AT_LEAST if target.comparator is Comparator.EQUAL else target.comparator
    upward, bar = comparator in UPWARD, Fraction(target.value)
    value = achieved(case, target.unit, limit=None if upward else bar, signed=bar < 0)
    if isinstance(value, Gap):
        return value
    strict = value == bar and comparator in (Comparator.ABOVE, Comparator.BELOW)
    reached = not strict and (value >= bar if upward else value <= bar)
    compared = f"{shown(value)} {'' if reached else '未达到 '}{_SIGNS[comparator]} {shown(bar)}"
    if reached:
        return Outcome(Fraction(1), reached=True, compared=compared)
    if bar == 0:
        return Outcome(Fraction(0), reached=False, compared=compared)
    missing = abs(value - bar)
    return Outcome(
        share=max(Fraction(0), 1 - missing / -bar),
        reached=False,
        compared=compared,
        factor="" if strict else f"(1 − {shown(missing)} ÷ {shown(-bar)})" if missing < -bar else "",
        flags=("strict_equal",) if strict else (),
        excused=strict,
    )


ODD_BOUND = Method("odd_bound", "负数与零界", 60, _applies, _score)
