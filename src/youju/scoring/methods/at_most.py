"""Upper bounds (≤, <, and numbers read as "at most"): kept gives all, else target ÷ actual or by the excess."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Comparator, Quantity
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, quantity_of, ruled, shown, verdict

TEXTS = {
    "ratio": "完成值不超过指标值得满分，超过的按指标值与完成值的比例计分。",
    "excess": "完成值不超过指标值得满分，超过的按超出部分占指标值的比例扣分。",
}
CHOICES = {"ratio": "ratio", "excess": "excess", "linear_excess": "excess"}


def _read_as_at_most(case: Case) -> bool:
    return (case.options.reading or case.options.rule or "").replace("-", "_") == "at_most"


def _applies(case: Case, _scheme: Scheme) -> bool:
    target = case.target
    if not isinstance(target, Quantity) or target.value <= 0:
        return False
    if target.comparator is Comparator.EQUAL:
        return _read_as_at_most(case)
    return target.comparator in (Comparator.AT_MOST, Comparator.BELOW)


def _score(case: Case, scheme: Scheme) -> Score:
    target = quantity_of(case)
    choice = settings.choice(scheme, "at_most", case.options.rule, CHOICES)
    if target.comparator is Comparator.EQUAL:
        key = "bare" if target.implied else "exact"
        ruling = ruled(scheme, key, choice, f"按“不超过”理解：{TEXTS[choice]}", "at_most")
    else:
        ruling = ruled(scheme, "at_most", choice, TEXTS[choice], choice)
    return verdict(case, scheme, ruling, _outcome(case, target, choice))


def _outcome(case: Case, target: Quantity, choice: str) -> Outcome | Gap:
    bar = Fraction(target.value)
    value = achieved(case, target.unit, limit=bar)
    if isinstance(value, Gap):
        return value
    if value == bar and target.comparator is Comparator.BELOW:
        compared = f"{shown(value)} = {shown(bar)}，未严格小于"
        return Outcome(Fraction(1), reached=False, compared=compared, flags=("strict_equal",), excused=True)
    if value <= bar:
        sign = "<" if target.comparator is Comparator.BELOW else "≤"
        deviation = (bar - value) / bar if target.comparator is not Comparator.EQUAL else None
        return Outcome(Fraction(1), reached=True, compared=f"{shown(value)} {sign} {shown(bar)}", deviation=deviation)
    compared = f"{shown(value)} > {shown(bar)}"
    if choice == "ratio":
        return Outcome(bar / value, reached=False, compared=compared, factor=f"{shown(bar)} ÷ {shown(value)}")
    excess = (value - bar) / bar
    factor = f"(1 − {shown(value - bar)} ÷ {shown(bar)})" if excess < 1 else ""
    return Outcome(max(Fraction(0), 1 - excess), reached=False, compared=compared, factor=factor)


AT_MOST = Method("at_most", "不超过", 80, _applies, _score)
