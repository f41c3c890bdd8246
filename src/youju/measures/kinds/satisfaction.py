"""Satisfied answers (``score`` at least ``satisfied_from``, 4 of 5) ÷ answers, with n and the 95 % Wilson interval.

Fewer answers than ``minimum_sample`` (30, ours) are flagged ``small_sample``; the value is never changed by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from youju.measures.contract import Aggregate, Answer, Function, Kind, Question, Request
from youju.measures.figure import limits, request, whole
from youju.measures.parts import Parts, Shape, column, fits_number, fits_whole, present
from youju.measures.parts import whole as whole_part
from youju.measures.quotients import quotient
from youju.measures.states import rated
from youju.measures.wilson import interval
from youju.measures.wording import rate, rows
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Condition, Measure, Moment, Predicate
from youju.model.measurement import Measurement
from youju.model.target import Target

SATISFIED_FROM = 4
MINIMUM_SAMPLE = 30
_SHAPE = Shape({"score": fits_number}, {"satisfied_from": fits_whole, "minimum_sample": fits_whole})


def _answered(parts: Parts) -> tuple[Condition, ...]:
    return present(column(parts, "score"))


def _satisfied(parts: Parts) -> Condition:
    least = whole_part(parts, "satisfied_from", SATISFIED_FROM)
    return Condition(column(parts, "score"), Predicate.AT_LEAST, (str(least),))


def _ask(question: Question) -> tuple[Request, ...]:
    parts = question.measure.parts
    aggregates = (
        Aggregate("numerator", Function.COUNT, where=(_satisfied(parts),)),
        Aggregate("denominator", Function.COUNT),
    )
    return (request(question, aggregates, _answered(parts)),)


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    satisfied, count = whole(answers["now"]["numerator"]), whole(answers["now"]["denominator"])
    found = quotient(answers["now"], count)
    if count:
        low, high = interval(satisfied, count)
        small = count < whole_part(question.measure.parts, "minimum_sample", MINIMUM_SAMPLE)
        found = replace(
            found,
            interval=(low, high),
            flags=("small_sample",) if small else (),
            working=f"{found.working}（n = {count}，95% 置信区间 {rate(low)}–{rate(high)}）",
        )
    return rated(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    ledger, parts = question.ledger, question.measure.parts
    tests = (*limits(question), *_answered(parts))
    place = Moment(ledger.date)
    return {
        "numerator": f"{rows(ledger, (*tests, _satisfied(parts)), place, question.period)}答卷数",
        "denominator": f"{rows(ledger, tests, place, question.period)}答卷数",
        "method": "满意答卷 ÷ 有效答卷，另报样本量和 95% 置信区间（威尔逊法）",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    return tuple((asked, "share") for asked in _ask(question))


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    return _SHAPE.faults(measure.parts, ledger)


KIND = Kind(
    code="satisfaction",
    label="满意度",
    summary="满意（4 分及以上）的答卷 ÷ 有效答卷，附样本量和 95% 置信区间",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
