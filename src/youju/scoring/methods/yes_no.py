"""Direct scoring (直接赋分): the target is met or it is not; agreed for an indicator at approval."""

from __future__ import annotations

from fractions import Fraction

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Span
from youju.notation.number import plain
from youju.notation.target import format_target
from youju.scoring import words
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, gap_of, ruled, shown, verdict

RULE = "direct"
TEXT = "直接赋分：达到指标值得满分，未达到不得分或扣固定分值。"
_MEETS = {
    Comparator.AT_LEAST: lambda value, target: value >= target,
    Comparator.ABOVE: lambda value, target: value > target,
    Comparator.AT_MOST: lambda value, target: value <= target,
    Comparator.BELOW: lambda value, target: value < target,
    Comparator.EQUAL: lambda value, target: value == target,
}


def _applies(case: Case, _scheme: Scheme) -> bool:
    return case.options.rule == RULE and not isinstance(case.target, NoTarget)


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "direct", RULE, TEXT), _outcome(case, scheme))


def _outcome(case: Case, scheme: Scheme) -> Outcome | Gap:
    met = _met(case, scheme)
    if isinstance(met, Gap):
        return met
    weight, deduct = Fraction(case.weight), case.options.deduct
    left = max(Fraction(0), 1 - Fraction(deduct) / weight) if deduct is not None and weight else Fraction(0)
    compared = f"{_said(case)} {'达到' if met else '未达到'} {format_target(case.target)}"
    if not met and left:
        compared = f"{compared}，扣 {plain(deduct or 0)}"
    return Outcome(Fraction(1) if met else left, met, compared)


def _said(case: Case) -> str:
    actual = case.actual
    if actual.value is not None:
        return f"{shown(actual.value)}{actual.unit or ''}"
    return actual.day.isoformat() if actual.day else actual.word or ""


def _met(case: Case, scheme: Scheme) -> bool | Gap:
    target, actual = case.target, case.actual
    if isinstance(target, Quantity):
        return _quantity_met(case, target)
    if isinstance(target, Interval):
        value = achieved(case, target.unit)
        return value if isinstance(value, Gap) else target.lower <= value <= target.upper
    if actual.state is not State.VALUE:
        return gap_of(actual)
    if isinstance(target, Deadline | Span) and actual.day is not None:
        return actual.day <= (target.day if isinstance(target, Deadline) else target.end)
    if isinstance(target, Quality) and actual.word is not None:
        band = words.band_of(actual.word, target.word, scheme)
        return (
            Gap(State.NONE, f"“{actual.word}”没有说明是否达到“{target.word}”。", ("doubt",))
            if band is None
            else (band.number == words.FULL)
        )
    return Gap(State.NONE, "完成值没有说明是否达到指标值。", ("doubt",))


def _quantity_met(case: Case, target: Quantity) -> bool | Gap:
    bar = Fraction(target.value)
    at_most = target.comparator in (Comparator.AT_MOST, Comparator.BELOW) or bar == 0
    value = achieved(case, target.unit, limit=bar if at_most else None, signed=bar < 0)
    if isinstance(value, Gap):
        return value
    comparator = Comparator.AT_LEAST if target.implied and bar else target.comparator
    return bool(_MEETS[comparator](value, bar))


YES_NO = Method("direct", "直接赋分", 10, _applies, _score)
