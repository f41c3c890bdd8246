"""An exact number (a printed "= n"): more and less cost alike, by their share of n."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Comparator, Quantity
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, beyond_whole, quantity_of, ruled, shown, verdict

TEXT = "“=”即恰好：等于指标值得满分，多或少都按差额占指标值的比例扣分。"


def _applies(case: Case, _scheme: Scheme) -> bool:
    target = case.target
    return isinstance(target, Quantity) and target.comparator is Comparator.EQUAL and target.value != 0


def _score(case: Case, scheme: Scheme) -> Score:
    key = "bare" if quantity_of(case).implied else "exact"
    return verdict(case, scheme, ruled(scheme, key, "symmetric", TEXT, "symmetric"), _outcome(case))


def _outcome(case: Case) -> Outcome | Gap:
    target = quantity_of(case)
    bar = Fraction(target.value)
    value = achieved(case, target.unit, signed=bar < 0)
    if isinstance(value, Gap):
        return value
    if value == bar:
        return Outcome(Fraction(1), reached=True, compared=f"{shown(value)} = {shown(bar)}")
    off = abs(value - bar)
    share = max(Fraction(0), 1 - off / abs(bar))
    return Outcome(
        share=share,
        reached=False,
        compared=f"{shown(value)} ≠ {shown(bar)}",
        factor=f"(1 − {shown(off)} ÷ {shown(abs(bar))})" if share else "",
        flags=beyond_whole(value, bar, target.unit),
    )


EXACT = Method("exact", "恰好", 90, _applies, _score)
