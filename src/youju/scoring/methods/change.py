"""Words of change (提升, 优化, 增长): the change against the base year, signed so that better is positive."""

from __future__ import annotations

from fractions import Fraction

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Quality
from youju.notation.number import percent
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, gap_of, measured_share, ruled, shown, verdict

TEXT = "与上年相比：提升达到约定幅度得满分，有提升不低于第一档下限，持平为第二档下限，下降按幅度减至零。"


def _applies(case: Case, _scheme: Scheme) -> bool:
    return isinstance(case.target, Quality) and case.actual.measure == "change"


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "change", "change", TEXT), _outcome(case, scheme))


def _outcome(case: Case, scheme: Scheme) -> Outcome | Gap:
    actual, named = case.actual, case.options.thresholds
    value = measured_share(actual)
    if actual.state is not State.VALUE or value is None:
        return gap_of(actual)
    full = Fraction(named.full) if named else settings.fraction(scheme, "change.full")
    floor = Fraction(named.floor) if named and named.floor < 0 else settings.fraction(scheme, "change.floor")
    upper, lower = (Fraction(str(edge)) for edge in settings.items(scheme, "word.edges"))
    said = f"变化 {percent(value)}"
    if value >= full:
        return Outcome(Fraction(1), reached=True, compared=f"{said} ≥ {percent(full)}")
    if value > 0:
        factor = f"({shown(upper)} + {shown(1 - upper)} × {percent(value)} ÷ {percent(full)})"
        return Outcome(upper + (1 - upper) * value / full, reached=False, compared=said, factor=factor)
    if value == 0:
        return Outcome(lower, reached=False, compared=f"{said}，持平", factor=f"持平 {shown(lower)}")
    if value <= floor:
        return Outcome(Fraction(0), reached=False, compared=f"{said} ≤ {percent(floor)}")
    factor = f"{shown(lower)} × ({percent(value)} + {percent(-floor)}) ÷ {percent(-floor)}"
    return Outcome(lower * (value - floor) / -floor, reached=False, compared=said, factor=factor)


CHANGE = Method("change", "较上年变化", 120, _applies, _score)
