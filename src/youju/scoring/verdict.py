"""What every method shares: reading the actual, refusing a verdict, and turning an exact share into rounded points.

Zero, none and unknown are three things; a share is never rounded, points are rounded once, half-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from youju.model.citation import Citation
from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Comparator, Quality, Quantity
from youju.model.unit import convert, is_duration, is_money, is_rate
from youju.notation.number import percent, plain, rounded
from youju.scoring import settings
from youju.scoring.contract import Actual, Case, Scheme

COUNT_MEASURES = frozenset({"count", "count_distinct", "total"})
SHOWN_PLACES = 6
REDUCTIONS = {"none": "none", "floor_linear": "floor_linear", "fixed_points": "fixed_points"}
UPWARD = (Comparator.AT_LEAST, Comparator.ABOVE)
DOWNWARD = (Comparator.AT_MOST, Comparator.BELOW)
_UPWARD_RULES = ("at-least", "execution-linear", "execution-banded", "satisfaction", "satisfaction-bands")
_DOWNWARD_RULES = ("ratio", "excess")  # an equal sign read as "at most"
_BELOW_ZERO = ("℃", "百分点", "倍", "成")  # besides rates and money; a count below zero is a slip of the pen
_IN_WORDS = {
    Comparator.AT_LEAST: "不少于",
    Comparator.ABOVE: "多于",
    Comparator.AT_MOST: "不多于",
    Comparator.BELOW: "少于",
}
_REASONS = {State.NONE: "没有可以计算的记录，不计分。", State.UNKNOWN: "台账未关账，情况未知，不计分。"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rule that decides: its short id, the rule in one sentence, and what it stands on."""

    rule: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found. ``compared`` says it in signs ("22 ≤ 30"), ``factor`` is the share as printed ("30 ÷ 90").

    ``deviation`` only where over-achievement is tested; ``excused``: not reached, yet no reason is asked for.
    """

    share: Fraction
    reached: bool
    compared: str
    factor: str = ""
    flags: tuple[str, ...] = ()
    deviation: Fraction | None = None
    excused: bool = False
    demands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Why there is no verdict."""

    state: State
    why: str
    flags: tuple[str, ...] = ()


def shown(value: Fraction) -> str:
    """A number as printed in a working: exact, or rounded to six places and marked ≈ when it does not end."""
    printed = rounded(value, SHOWN_PLACES)
    return f"{'' if Fraction(printed) == value else '≈'}{plain(printed)}"


def quantity_of(case: Case) -> Quantity:
    """The target of a method that applies to quantities only. Raises TypeError for any other."""
    if not isinstance(case.target, Quantity):
        raise TypeError(f"not a quantity: {case.target!r}")
    return case.target


def word_of(case: Case) -> str:
    """The target word of a method that applies to words only. Raises TypeError for any other target."""
    if not isinstance(case.target, Quality):
        raise TypeError(f"not a word: {case.target!r}")
    return case.target.word


def achieved(case: Case, unit: str | None, *, limit: Fraction | None = None, signed: bool = False) -> Fraction | Gap:
    """The actual in the target's unit, or why it gives no verdict.

    ``limit``: the value is good while it stays within it, so that rows still missing could only make it worse.
    ``signed``: a negative value has a meaning whatever the unit; a negative count has none otherwise.
    """
    actual = case.actual
    if actual.state is not State.VALUE:
        return gap_of(actual)
    if actual.value is None:
        return Gap(State.NONE, "完成值不是数字，不能按指标值计分。", ("not-a-number",))
    value = convert(actual.value, actual.unit, unit)
    if value is None or (unit is None and is_rate(actual.unit) and _may_be_a_share(case)):
        named = f"“{unit}”" if unit else "（没有写明）"
        return Gap(State.NONE, f"完成值的单位“{actual.unit}”与指标值的单位{named}不能换算。", ("unit-mismatch",))
    if value < 0 and actual.measure != "change":
        impossible = _below_zero(case, unit, signed=signed)
        if impossible:
            return impossible
    if not actual.closed and _could_be_worse(case, unit, value, limit):
        return Gap(State.UNKNOWN, "台账未关账，缺的记录可能改变这个结果，不计分。")
    return value


def _below_zero(case: Case, unit: str | None, *, signed: bool) -> Gap | None:
    """The gap of a negative value that cannot be: a count, or a rate promised to be zero. Money and the like may be."""
    target = case.target
    zero = isinstance(target, Quantity) and target.value == 0 and target.comparator not in (*UPWARD, Comparator.BELOW)
    if zero and is_rate(unit):
        return Gap(State.NONE, "比率不会是负数，请核对完成值。", ("impossible-percentage",))
    exactly_none = zero and quantity_of(case).comparator is Comparator.EQUAL
    if exactly_none or not (signed or _may_be_negative(unit)):
        return Gap(State.NONE, "数量不会是负数，请核对完成值。", ("negative-count",))
    return None


def _may_be_negative(unit: str | None) -> bool:
    return is_rate(unit) or unit in _BELOW_ZERO or is_money((unit or "").split("/", maxsplit=1)[0])


def measured_share(actual: Actual) -> Fraction | None:
    """The measured value of a word as a plain fraction, whether it came as 0.97 or as 97 %."""
    if actual.value is None or not is_rate(actual.unit):
        return actual.value
    return convert(actual.value, actual.unit, "倍")


def _may_be_a_share(case: Case) -> bool:
    """Whether a target without unit could be meant as a fraction: 0.9 may be 90 % or 0.9 %."""
    return isinstance(case.target, Quantity) and 0 < case.target.value <= 1


def gap_of(actual: Actual) -> Gap:
    """The gap of an actual that is none or unknown, in the words of what measured it."""
    return Gap(actual.state, actual.reason or _REASONS[actual.state])


def _could_be_worse(case: Case, unit: str | None, value: Fraction, limit: Fraction | None) -> bool:
    """A zero, or a count within an at-most target; a zero rate only against zero; payments, being a state, never."""
    measure = case.actual.measure
    if case.role == "execution":
        return False
    if is_rate(unit) if measure is None else measure not in COUNT_MEASURES:
        return value == 0 and limit == 0
    within = limit is not None and value <= limit
    return value == 0 or (within and (measure is not None or not is_duration(unit)))


def undecided(case: Case, rule: str) -> Gap | None:
    """The gap of an actual too vague for a verdict by ``rule``; None when it decides.

    An estimate never decides. A bound decides only where it points the target's way: "90%以上" for a lower bound.
    """
    actual = case.actual
    if actual.value is None:
        return None
    number = f"{shown(actual.value)}{actual.unit or ''}"
    if actual.approximate:
        return Gap(State.NONE, f"完成值只是约数（{number}），请填确切的完成值；不计分。", ("doubt",))
    if actual.bound is None or actual.bound in _deciding_signs(case, rule):
        return None
    why = f"完成值只说{_IN_WORDS[actual.bound]}{number}，定不了是否达到指标值，请填确切的完成值；不计分。"
    return Gap(State.NONE, why, ("doubt",))


def _deciding_signs(case: Case, rule: str) -> tuple[Comparator, ...]:
    target = case.target
    comparator = target.comparator if isinstance(target, Quantity) else None
    if comparator in UPWARD or rule in _UPWARD_RULES:
        return UPWARD
    equal_as_at_most = comparator is Comparator.EQUAL and rule in _DOWNWARD_RULES
    return DOWNWARD if comparator in DOWNWARD or equal_as_at_most else ()


def ruled(scheme: Scheme, key: str, rule: str, text: str, choice: str | None = None) -> Ruling:
    """The ruling of the scheme's parameter ``key``, or of another choice for it, with the citation that decides it."""
    return Ruling(rule, text, settings.citation(scheme, key, choice))


def beyond_whole(value: Fraction, target: Fraction, unit: str | None) -> tuple[str, ...]:
    """The flag of a rate above 100 % where the target is none: it is scored by its direction, and noted."""
    whole = {"%": 100, "‰": 1000}.get(unit or "")
    return ("impossible-percentage",) if whole and value > whole >= target else ()


def no_verdict(case: Case, ruling: Ruling, gap: Gap) -> Score:
    """No points and no share: the weight stays open."""
    return Score(
        state=gap.state,
        weight=case.weight,
        share=None,
        points=None,
        rule=ruling.rule,
        text=ruling.text,
        citation=ruling.citation,
        working=gap.why,
        flags=gap.flags,
    )


def verdict(case: Case, scheme: Scheme, ruling: Ruling, outcome: Outcome | Gap) -> Score:
    """The score of an outcome: pass mark and agreed reductions applied, points rounded once."""
    if not isinstance(outcome, Gap):
        outcome = undecided(case, ruling.rule) or outcome
    if isinstance(outcome, Gap):
        return no_verdict(case, ruling, outcome)
    weight = Fraction(case.weight)
    mark = case.options.pass_mark if case.options.pass_mark is not None else settings.fraction(scheme, "pass_mark")
    share, flags = outcome.share, outcome.flags
    far = outcome.deviation is not None and outcome.deviation > settings.fraction(scheme, "over.explain_from")
    if far:
        flags = (*flags, "over-achievement", *_strong(scheme, outcome.deviation))
    working = _working(outcome, case.weight, rounded(weight * share, 2))
    if share < mark:
        share, flags = Fraction(0), (*flags, "below-pass-mark")
        working = f"{outcome.factor or outcome.compared}，低于及格线{percent(mark)}，得 0.00"
    elif far:
        reduced = _reduced(case, scheme, ruling, outcome)
        if reduced:
            ruling, share, working = reduced
            flags = (*flags, "reduced")
    shortfall = () if outcome.reached or outcome.excused else ("shortfall",)
    return Score(
        state=State.VALUE,
        weight=case.weight,
        share=share,
        points=rounded(weight * share, 2),
        rule=ruling.rule,
        text=ruling.text,
        citation=ruling.citation,
        working=working,
        reached=outcome.reached,
        flags=flags,
        demands=(*shortfall, *outcome.demands, *(("over-achievement",) if far else ())),
    )


def _strong(scheme: Scheme, deviation: Fraction | None) -> tuple[str, ...]:
    strong = deviation is not None and deviation > settings.fraction(scheme, "over.strong_from")
    return ("over-achievement-strong",) if strong else ()


def _working(outcome: Outcome, weight: Decimal, points: Decimal) -> str:
    if outcome.factor:
        return f"{outcome.factor} × {plain(weight)} = {points}"
    return outcome.compared if outcome.share == 1 else f"{outcome.compared}，得 {points}"


def _reduced(case: Case, scheme: Scheme, ruling: Ruling, outcome: Outcome) -> tuple[Ruling, Fraction, str] | None:
    """Over-achievement costs points only where scheme or reviewer says so: an act with a reason."""
    choice = settings.choice(scheme, "over.reduce", case.options.reduce, REDUCTIONS)
    if choice == "none" or outcome.deviation is None:
        return None
    weight, dev = Fraction(case.weight), outcome.deviation
    cited = Ruling(ruling.rule, ruling.text, settings.citation(scheme, "over.reduce", choice))
    head = f"{outcome.compared}，超出{percent(dev)}"
    if choice == "floor_linear":
        beyond = dev - settings.fraction(scheme, "over.explain_from")
        share = max(settings.fraction(scheme, "over.reduce.floor_linear"), 1 - beyond)
        return cited, share, f"{head}：{shown(share)} × {plain(case.weight)} = {rounded(weight * share, 2)}"
    default = settings.decimal(scheme, "over.reduce.fixed_points")
    deduct = Fraction(case.options.deduct if case.options.deduct is not None else default)
    share = max(Fraction(0), 1 - deduct / weight) if weight else Fraction(0)
    return cited, share, f"{head}：{plain(case.weight)} − {shown(deduct)} = {rounded(weight * share, 2)}"


def unscorable(case: Case, scheme: Scheme) -> Score:
    """The score of a case without a target: nothing was promised, or nobody can say what, so nothing can be said."""
    ruling = Ruling("none", "没有指标值的指标不计分。", scheme.citation)
    why = "没有指标值，不能计分。"
    if case.doubtful:
        why = f"指标值“{case.target.raw}”定不下是什么数、日期或词，不能计分。"
    return no_verdict(case, ruling, Gap(State.NONE, why))
