"""What a figure is worth: value, none or unknown, by the state of its ledger. Zero, none and unknown are three things.

A row missing from a ledger that nobody closed could make a zero, or a count within an at-most target, worse: unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from youju.measures.contract import Question
from youju.measures.figure import Found
from youju.measures.wording import gaps, quantity, span
from youju.model.ledger import Completeness
from youju.model.measure import Measure
from youju.model.measurement import Measurement, State
from youju.model.target import Comparator, Quantity, Target
from youju.model.unit import convert

Settle: TypeAlias = Callable[[Question, Found, Completeness, Target], Measurement]
_CEILINGS = (Comparator.AT_MOST, Comparator.BELOW)
_ZEROS = (Comparator.AT_MOST, Comparator.EQUAL)


def _value(question: Question, found: Found, completeness: Completeness, *, provisional: bool) -> Measurement:
    return Measurement(
        kind=question.measure.kind,
        ledger=question.ledger.code,
        state=State.VALUE,
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        n=found.n,
        coverage=completeness.coverage,
        provisional=provisional,
        unit=found.unit,
        interval=found.interval,
        flags=found.flags,
        working=found.working,
    )


def _none(question: Question, found: Found, completeness: Completeness) -> Measurement:
    label = question.ledger.label
    reason = found.lacking or f"{label}在 {span(question.period)}没有可供计算的记录"
    if completeness.gaps:
        reason += f"，其中 {gaps(completeness)}未关账"
    found_nothing = _value(question, found, completeness, provisional=False)
    return replace(found_nothing, state=State.NONE, value=None, reason=f"{reason}。")


def unknown(question: Question, found: Found, completeness: Completeness, reason: str) -> Measurement:
    """No value, because the ledger does not yet say enough; what was found so far stays in the working."""
    so_far = _value(question, found, completeness, provisional=False)
    return replace(so_far, state=State.UNKNOWN, value=None, reason=reason)


def _nothing_happened(question: Question, found: Found, completeness: Completeness) -> Measurement:
    reason = f"{question.ledger.label}在 {gaps(completeness)}未关账，“没有发生”还不能算事实。"
    return unknown(question, found, completeness, reason)


def _is_ceiling(target: Quantity, measure: Measure) -> bool:
    exact_read_as_ceiling = target.comparator is Comparator.EQUAL and measure.reading == "at_most"
    return target.comparator in _CEILINGS or exact_read_as_ceiling


def _is_within(question: Question, target: Target, value: Fraction, unit: str | None) -> bool:
    """Whether an at-most target looks fulfilled."""
    if not isinstance(target, Quantity) or not _is_ceiling(target, question.measure):
        return False
    brought = convert(value, unit, target.unit)
    return brought is not None and brought <= Fraction(target.value)


def _is_zero(target: Target) -> bool:
    return isinstance(target, Quantity) and target.value == 0 and target.comparator in _ZEROS


def counted(question: Question, found: Found, completeness: Completeness, target: Target) -> Measurement:
    """Counts and totals: a lower bound while the ledger is open, a fact when it is closed, 0 included."""
    if found.value is None:
        return _none(question, found, completeness)
    if completeness.complete:
        return _value(question, found, completeness, provisional=False)
    if found.value == 0:
        return _nothing_happened(question, found, completeness)
    if _is_within(question, target, found.value, found.unit):
        reason = (
            f"{question.ledger.label}在 {gaps(completeness)}未关账，"
            f"已有的 {quantity(found.value, found.unit)}只是下限，还不能说没有超过目标。"
        )
        return unknown(question, found, completeness, reason)
    return _value(question, found, completeness, provisional=True)


def rated(question: Question, found: Found, completeness: Completeness, target: Target) -> Measurement:
    """Shares and means: provisional while the ledger is open; a 0 that a zero target hopes for is not yet a fact."""
    if found.value == 0 and _is_zero(target) and not completeness.complete:
        return _nothing_happened(question, found, completeness)
    return dated(question, found, completeness, target)


def dated(question: Question, found: Found, completeness: Completeness, target: Target) -> Measurement:  # noqa: ARG001
    """Punctuality, changes and last values: provisional while the ledger is open, whatever the target."""
    if found.value is None:
        return _none(question, found, completeness)
    return _value(question, found, completeness, provisional=not completeness.complete)


def standing(question: Question, found: Found, completeness: Completeness, target: Target) -> Measurement:  # noqa: ARG001
    """States at the end of the period: they need no closing."""
    if found.value is None:
        return _none(question, found, replace(completeness, gaps=()))
    return _value(question, found, completeness, provisional=False)
