"""A full rate (=100%, or 100% without a sign): nothing above it exists, so "=" acts as "at least"."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Comparator, Quantity
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, beyond_whole, quantity_of, ruled, shown, verdict

WHOLE = {"%": 100, "‰": 1000}
TEXT = "“=100%”按“不少于”计分：达到得满分，未达到的按完成值与100%的比例计分。"


def _applies(case: Case, _scheme: Scheme) -> bool:
    target = case.target
    agreed = case.options.reading or (case.options.rule or "").replace("-", "_")
    return (
        isinstance(target, Quantity)
        and target.comparator is Comparator.EQUAL
        and target.value == WHOLE.get(target.unit or "")
        and agreed not in ("exact", "symmetric", "at_most")
    )


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "full_rate", "at-least", TEXT), _outcome(case))


def _outcome(case: Case) -> Outcome | Gap:
    target = quantity_of(case)
    bar, value = Fraction(target.value), achieved(case, target.unit)
    if isinstance(value, Gap):
        return value
    flags = beyond_whole(value, bar, target.unit)
    if value >= bar:
        return Outcome(Fraction(1), reached=True, compared=f"{shown(value)} ≥ {shown(bar)}", flags=flags)
    return Outcome(
        share=max(value, Fraction(0)) / bar,
        reached=False,
        compared=f"{shown(value)} < {shown(bar)}",
        factor=f"{shown(value)} ÷ {shown(bar)}" if value > 0 else "",
    )


FULL_RATE = Method("full_rate", "百分之百", 50, _applies, _score)
