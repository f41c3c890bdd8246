"""A safe SQL aggregate in the user's own words (``text``), checked and divided by the engine's whitelist.

Whether it counts or averages cannot be told, so an open ledger makes it unknown as it makes a count (ours).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Function, Kind, Question, Request
from youju.measures.figure import ROWS, Found, limits, request, whole
from youju.measures.parts import Shape, column, fits_text
from youju.measures.states import counted
from youju.measures.wording import equals, rows
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Measure, Moment
from youju.model.measurement import Measurement
from youju.model.target import Target

_SHAPE = Shape({"text": fits_text})


def _ask(question: Question) -> tuple[Request, ...]:
    text = column(question.measure.parts, "text")
    aggregates = (Aggregate("value", Function.EXPRESSION, text=text), Aggregate(ROWS, Function.COUNT))
    return (request(question, aggregates),)


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    answer, unit = answers["now"], question.measure.unit
    found = Found(None, whole(answer[ROWS]), unit=unit)
    if answer["value"] is not None:
        value = Fraction(answer["value"])
        working = f"{column(question.measure.parts, 'text')} {equals(value, unit)}"
        found = Found(value, whole(answer[ROWS]), unit=unit, working=working)
    return counted(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    ledger = question.ledger
    asked = rows(ledger, limits(question), Moment(ledger.date), question.period)
    return {
        "numerator": f"{asked}记录",
        "denominator": "",
        "method": f"表达式：{column(question.measure.parts, 'text')}",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    return ((request(question, (Aggregate("value", Function.COUNT),)), "value"),)


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    return _SHAPE.faults(measure.parts, ledger)


KIND = Kind(
    code="expression",
    label="表达式",
    summary="自写的安全聚合表达式",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
