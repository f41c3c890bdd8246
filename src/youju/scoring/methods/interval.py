"""Intervals (2–6小时): inside gives all; outside, the proportion to the end that was missed."""

from __future__ import annotations

from fractions import Fraction

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Interval
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, ruled, shown, verdict

TEXT = "完成值在区间内得满分；低于下限的按完成值与下限的比例、高于上限的按上限与完成值的比例计分。"


def _applies(case: Case, _scheme: Scheme) -> bool:
    return isinstance(case.target, Interval)


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "interval", "interval", TEXT), _outcome(case))


def _outcome(case: Case) -> Outcome | Gap:
    target = case.target
    if not isinstance(target, Interval):
        raise TypeError(f"not an interval: {target!r}")
    low, high = Fraction(target.lower), Fraction(target.upper)
    if low > high:
        return Gap(State.NONE, f"区间的下限{shown(low)}大于上限{shown(high)}，不能计分。", ("interval-reversed",))
    value = achieved(case, target.unit, signed=low < 0)
    if isinstance(value, Gap):
        return value
    if low <= value <= high:
        return Outcome(Fraction(1), reached=True, compared=f"{shown(low)} ≤ {shown(value)} ≤ {shown(high)}")
    below, edge = value < low, low if value < low else high
    compared = f"{shown(value)} {'<' if below else '>'} {shown(edge)}"
    if edge <= 0:  # no proportion to nothing or to a negative end: the distance counts, as for negative bounds
        share = max(Fraction(0), 1 - abs(value - edge) / -edge) if edge else Fraction(0)
        factor = f"(1 − {shown(abs(value - edge))} ÷ {shown(-edge)})" if share else ""
        return Outcome(share, reached=False, compared=compared, factor=factor)
    small, large = sorted((value, edge))
    factor = f"{shown(small)} ÷ {shown(large)}" if small > 0 else ""
    return Outcome(max(small, Fraction(0)) / large, reached=False, compared=compared, factor=factor)


INTERVAL = Method("interval", "区间", 100, _applies, _score)
