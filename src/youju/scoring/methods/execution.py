"""The budget execution rate (预算执行率): spent in the year ÷ 全年预算数, linear or by bands as the scheme says."""

from __future__ import annotations

from fractions import Fraction

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Quantity
from youju.notation.number import percent
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, quantity_of, ruled, shown, verdict

TEXTS = {
    "linear": "预算执行率得分 = 执行率 × 分值，最高不超过分值。",
    "banded": "预算执行率分档计分：100%以上得满分，80%以上得七成，60%以上得五成，60%以下不得分；预算内完工得满分。",
}
CHOICES = {"linear": "linear", "banded": "banded"}


def _applies(case: Case, _scheme: Scheme) -> bool:
    return case.role == "execution" and isinstance(case.target, Quantity)


def _score(case: Case, scheme: Scheme) -> Score:
    choice = settings.choice(scheme, "execution.rule", case.options.rule, CHOICES)
    ruling = ruled(scheme, "execution.rule", f"execution-{choice}", TEXTS[choice], choice)
    return verdict(case, scheme, ruling, _outcome(case, scheme, choice))


def _outcome(case: Case, scheme: Scheme, choice: str) -> Outcome | Gap:
    target = quantity_of(case)
    budget, spent = Fraction(target.value), achieved(case, target.unit)
    if isinstance(spent, Gap):
        return spent
    if budget <= 0:
        if spent == 0 and budget == 0:
            return Gap(State.NONE, "预算数和执行数都是0，执行率不适用，不计分。")
        return Gap(State.NONE, "没有预算数却有支出，不计分，请核对。", ("no-budget-but-spent",))
    if spent < 0:
        return Gap(State.NONE, "支出不会是负数，请核对执行数。", ("negative-count",))
    rate = spent / budget
    fits = case.options.completed and rate <= 1
    if choice == "linear":
        share = min(rate, settings.fraction(scheme, "execution.cap"))
    else:
        share = Fraction(1) if fits else _band(rate, scheme)
    compared = f"执行率 {shown(spent)} ÷ {shown(budget)} = {percent(rate)}"
    over = ("over-budget",) if rate > 1 else ()
    low = rate < settings.fraction(scheme, "execution.explain_below")
    return Outcome(
        share=share,
        reached=rate >= 1 or (choice == "banded" and fits),
        compared=compared,
        factor=_factor(choice, share, f"{shown(spent)} ÷ {shown(budget)}", compared),
        flags=over,
        excused=True,
        demands=(*(("low-execution",) if low else ()), *over),
    )


def _factor(choice: str, share: Fraction, quotient: str, compared: str) -> str:
    if share == 1:
        return ""
    return quotient if choice == "linear" else f"{compared}：{shown(share)}"


def _band(rate: Fraction, scheme: Scheme) -> Fraction:
    steps = settings.steps(scheme, "execution.rule.banded")
    return next((share for limit, share in steps if rate >= limit), Fraction(0))


EXECUTION = Method("execution", "预算执行率", 20, _applies, _score)
