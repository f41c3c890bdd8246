"""Zero targets (=0, ≤0): met only by a zero from a closed ledger; one event breaks them; nothing is ever divided."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Comparator, Quantity
from youju.notation.number import plain
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, quantity_of, ruled, shown, verdict

TEXTS = {
    "all_or_nothing": "零目标：已关账且为0得满分，发生一次即不得分。",
    "per_event": "零目标：已关账且为0得满分，每发生一次扣固定分值，扣完为止。",
}
RULES = {"all_or_nothing": "zero", "per_event": "per-event"}
CHOICES = {"all_or_nothing": "all_or_nothing", "per_event": "per_event"}


def _applies(case: Case, _scheme: Scheme) -> bool:
    target = case.target
    return (
        isinstance(target, Quantity)
        and target.value == 0
        and target.comparator in (Comparator.EQUAL, Comparator.AT_MOST)
    )


def _score(case: Case, scheme: Scheme) -> Score:
    choice = settings.choice(scheme, "zero", case.options.rule, CHOICES)
    if case.options.deduct is None:
        choice = "all_or_nothing"  # how much an event costs is named for the indicator, never assumed
    return verdict(case, scheme, ruled(scheme, "zero", RULES[choice], TEXTS[choice], choice), _outcome(case, choice))


def _outcome(case: Case, choice: str) -> Outcome | Gap:
    value = achieved(case, quantity_of(case).unit, limit=Fraction(0))
    if isinstance(value, Gap):
        return value
    if value <= 0:
        return Outcome(Fraction(1), reached=True, compared="0 = 0" if value == 0 else f"{shown(value)} < 0")
    broken = f"{shown(value)} > 0"
    weight, deduct = Fraction(case.weight), case.options.deduct
    if choice == "all_or_nothing" or deduct is None or not weight:
        return Outcome(Fraction(0), reached=False, compared=broken)
    share = max(Fraction(0), 1 - Fraction(deduct) * value / weight)
    compared = f"{plain(case.weight)} − {plain(deduct)} × {shown(value)}"
    return Outcome(share, reached=False, compared=compared)


ZERO = Method("zero", "零目标", 40, _applies, _score)
