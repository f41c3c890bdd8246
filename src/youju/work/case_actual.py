"""What a scoring case says was achieved: a typed value, a measured one, a change, or nothing, closed or not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from youju.model.measurement import State
from youju.model.target import Quality, Quantity, Target
from youju.model.unit import convert, is_duration, is_rate
from youju.notation.target import parse_actual
from youju.scoring.contract import Actual
from youju.scoring.reported import reported

CHANGE = "change"
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Claim:
    """The fields that together say what was achieved.

    ``share``: the measured value of a definition, a fraction. ``ledger``: closed, open, none, or "" where nothing is
    said (then a value that is given counts). ``baseline`` makes the value a relative change, positive when better.
    """

    written: str
    measure: str | None
    share: Fraction | None
    ledger: str
    baseline: str
    lower_is_better: bool
    year: int | None


def actual_of(claim: Claim, target: Target) -> Actual:
    """The actual of a case for its target."""
    if claim.ledger == "none":
        return Actual(State.NONE, measure=claim.measure, reason="没有台账。")
    if claim.baseline:
        return _change(claim, target)
    if claim.share is not None:
        return _signed(claim, target, claim.share, claim.measure or "expression")
    if not claim.written:
        return _missing(claim, target)
    return _typed(claim, target)


def _typed(claim: Claim, target: Target) -> Actual:
    parsed = parse_actual(claim.written, target, claim.year)
    return reported(parsed, measure=claim.measure, closed=claim.ledger != "open")


def _signed(claim: Claim, target: Target, value: Fraction, measure: str) -> Actual:
    """A measured share or change: a plain fraction for a word, a percentage for a number."""
    closed = claim.ledger != "open"
    if isinstance(target, Quality):
        return Actual(State.VALUE, value, measure=measure, closed=closed)
    return Actual(State.VALUE, value * PERCENT, "%", measure=measure, closed=closed)


def _change(claim: Claim, target: Target) -> Actual:
    told, base = parse_actual(claim.written), parse_actual(claim.baseline).target
    now = told.target
    if told.doubts:
        reason = f"本年的“{claim.written}”不是确切的数，算不出变化，不计分。"
        return Actual(State.NONE, measure=CHANGE, reason=reason, doubtful=True)
    if not isinstance(now, Quantity) or not isinstance(base, Quantity) or not base.value:
        return Actual(State.NONE, measure=CHANGE, reason="没有可比的本年值和上年值。")
    before = convert(Fraction(base.value), base.unit, now.unit)
    if before is None:
        reason = f"“{claim.written}”与上年的“{claim.baseline}”单位不能换算。"
        return Actual(State.NONE, measure=CHANGE, reason=reason)
    change = (Fraction(now.value) - before) / abs(before)
    return _signed(claim, target, -change if claim.lower_is_better else change, CHANGE)


def _missing(claim: Claim, target: Target) -> Actual:
    """No value: only a closed ledger turns "no row" into the count 0; a rate, a mean or a word has nothing to go by."""
    counted = isinstance(target, Quantity) and not is_rate(target.unit) and not is_duration(target.unit)
    if claim.ledger == "open" and counted:
        return Actual(State.UNKNOWN, measure=claim.measure, reason="台账未关账，情况未知，不计分。", closed=False)
    if claim.ledger == "closed" and counted:
        return Actual(State.VALUE, Fraction(0), measure=claim.measure)
    return Actual(State.NONE, measure=claim.measure, reason="没有完成值。")
