"""Lower bounds (≥, >, and numbers read as "at least"): reached gives all, else in proportion (10号)."""

from __future__ import annotations

from fractions import Fraction

from youju.model.score import Score
from youju.model.target import Comparator, Quantity
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, achieved, beyond_whole, quantity_of, ruled, shown, verdict

TEXT = "完成值达到指标值得满分，未达到的按完成值与指标值的比例计分。"
READ_TEXT = "按“不少于”理解：完成值达到指标值得满分，未达到的按完成值与指标值的比例计分。"


def _parameter(target: Quantity) -> str:
    return "bare" if target.implied else "exact"


def _reading(case: Case, target: Quantity, scheme: Scheme) -> str:
    """How an equal sign, printed or implied, is read: at_least, at_most or symmetric."""
    spellings = {"at_least": "at_least", "at_most": "at_most", "exact": "symmetric", "symmetric": "symmetric"}
    wanted = case.options.reading or case.options.rule
    return settings.choice(scheme, _parameter(target), wanted, spellings)


def _applies(case: Case, scheme: Scheme) -> bool:
    target = case.target
    if not isinstance(target, Quantity) or target.value <= 0:
        return False
    if target.comparator is Comparator.EQUAL:
        return _reading(case, target, scheme) == "at_least"
    return target.comparator in (Comparator.AT_LEAST, Comparator.ABOVE)


def _score(case: Case, scheme: Scheme) -> Score:
    target = quantity_of(case)
    if target.comparator is Comparator.EQUAL:
        ruling = ruled(scheme, _parameter(target), "at-least", READ_TEXT, "at_least")
    else:
        ruling = ruled(scheme, "at_least", "ratio", TEXT)
    return verdict(case, scheme, ruling, _outcome(case, target))


def _outcome(case: Case, target: Quantity) -> Outcome | Gap:
    bar, value = Fraction(target.value), achieved(case, target.unit)
    if isinstance(value, Gap):
        return value
    flags = beyond_whole(value, bar, target.unit)
    if value == bar and target.comparator is Comparator.ABOVE:
        compared = f"{shown(value)} = {shown(bar)}，未严格大于"
        return Outcome(Fraction(1), reached=False, compared=compared, flags=("strict_equal",), excused=True)
    if value >= bar:
        sign = ">" if target.comparator is Comparator.ABOVE else "≥"
        tested = target.comparator is not Comparator.EQUAL or target.implied
        return Outcome(
            share=Fraction(1),
            reached=True,
            compared=f"{shown(value)} {sign} {shown(bar)}",
            flags=flags,
            deviation=(value - bar) / bar if tested else None,
        )
    return Outcome(
        share=max(value, Fraction(0)) / bar,
        reached=False,
        compared=f"{shown(value)} < {shown(bar)}",
        factor=f"{shown(value)} ÷ {shown(bar)}" if value > 0 else "",
    )


AT_LEAST = Method("at_least", "不少于", 70, _applies, _score)
