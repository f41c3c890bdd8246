"""The smallest daily number of ``distinct`` values over the days that have rows; ``only`` says which rows count.

A day with a roster where nobody came counts 0: posts staffed on the worst day.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Function, Kind, Question, Request
from youju.measures.figure import ROWS, Found, limits, request, whole
from youju.measures.parts import Shape, columns, conditions, fits_columns, fits_conditions
from youju.measures.states import rated
from youju.measures.units import counted_unit
from youju.measures.wording import labels, quantity, rows
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Measure, Moment
from youju.model.measurement import Measurement
from youju.model.target import Target

_SHAPE = Shape({"distinct": fits_columns}, {"only": fits_conditions})


def _ask(question: Question) -> tuple[Request, ...]:
    parts, day = question.measure.parts, question.ledger.date
    only = conditions(parts, "only")
    distinct = columns(parts, "distinct")
    aggregates = (
        Aggregate("value", Function.LEAST_PER, where=only, distinct=distinct, per=day),
        Aggregate(ROWS, Function.COUNT),
    )
    return (request(question, aggregates),)


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    answer = answers["now"]
    least = answer["value"]
    unit = counted_unit(question.measure.unit, target)
    found = Found(None, 0, unit=unit)
    if least is not None:
        value = whole(least)
        found = Found(
            Fraction(value), whole(answer[ROWS]), unit=unit, working=f"各日最少 {quantity(Fraction(value), unit)}"
        )
    return rated(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    ledger, parts = question.ledger, question.measure.parts
    tests = (*limits(question), *conditions(parts, "only"))
    what = labels(columns(parts, "distinct"), ledger)
    return {
        "numerator": f"{rows(ledger, tests, Moment(ledger.date), question.period)}每日不同{what}数",
        "denominator": "",
        "method": f"按{labels((ledger.date,), ledger)}逐日数不同的{what}，取最少的一天（没有记录的日子不计）",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    came = Aggregate("numerator", Function.COUNT, where=conditions(question.measure.parts, "only"))
    return ((request(question, (came, Aggregate("denominator", Function.COUNT))), "share"),)


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    return _SHAPE.faults(measure.parts, ledger)


KIND = Kind(
    code="daily_minimum",
    label="每日最少",
    summary="有记录的各日中，指定列不同值最少的一天有几个",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
