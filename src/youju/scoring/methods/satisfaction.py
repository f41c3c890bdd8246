"""Satisfaction (满意度): the rate against its target, or the absolute bands of 101号, as the scheme says."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Quantity
from youju.model.unit import is_rate
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, beyond_whole, quantity_of, ruled, shown, verdict

TEXTS = {
    "proportional": "满意度达到指标值得满分，未达到的按完成值与指标值的比例计分。",
    "bands": "满意度分档计分：90%以上得满分，80%以上得八成，60%以上得五成，60%以下不得分。",
}
RULES = {"proportional": "satisfaction", "bands": "satisfaction-bands"}
CHOICES = {"proportional": "proportional", "bands": "bands"}
_WHOLE = {"%": 100, "‰": 1000}


def _applies(case: Case, _scheme: Scheme) -> bool:
    return case.role == "satisfaction" and isinstance(case.target, Quantity) and case.target.value > 0


def _score(case: Case, scheme: Scheme) -> Score:
    choice = settings.choice(scheme, "satisfaction.rule", case.options.rule, CHOICES)
    if not is_rate(quantity_of(case).unit):
        choice = "proportional"  # absolute bands speak of a share of the people asked, not of points out of five
    ruling = ruled(scheme, "satisfaction.rule", RULES[choice], TEXTS[choice], choice)
    return verdict(case, scheme, ruling, _outcome(case, scheme, choice))


def _outcome(case: Case, scheme: Scheme, choice: str) -> Outcome | Gap:
    target = quantity_of(case)
    bar, value = Fraction(target.value), achieved(case, target.unit)
    if isinstance(value, Gap):
        return value
    reached, flags = value >= bar, beyond_whole(value, bar, target.unit)
    compared = f"{shown(value)} {'≥' if reached else '<'} {shown(bar)}"
    if choice == "proportional":
        share = Fraction(1) if reached else max(value, Fraction(0)) / bar
        return Outcome(share, reached, compared, "" if reached else f"{shown(value)} ÷ {shown(bar)}", flags)
    rate = value / _WHOLE[target.unit or "%"]
    steps = settings.steps(scheme, "satisfaction.rule.bands")
    limit, share = next((step for step in steps if rate >= step[0]), steps[-1])
    within = f"{shown(value)}{target.unit} ≥ {shown(limit * 100)}%：{shown(share)}"
    return Outcome(share, reached, within, within, flags)


SATISFACTION = Method("satisfaction", "满意度", 30, _applies, _score)
