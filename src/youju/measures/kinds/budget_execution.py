"""Paid in the year (sum of ``amount``) ÷ 全年预算数, which the question brings along: initial budget plus adjustments.

Unknown while the ledger has had no batch at all; without a budget there is nothing to divide by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Function, Kind, Question, Request
from youju.measures.figure import ROWS, Found, exact, limits, proof, request, whole
from youju.measures.parts import Parts, Shape, column, fits_number, present
from youju.measures.states import standing, unknown
from youju.measures.wording import division, labels, rows
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Condition, Linear, Measure, Moment
from youju.model.measurement import Measurement
from youju.model.target import Target

_SHAPE = Shape({"amount": fits_number})


def _filled(parts: Parts) -> tuple[Condition, ...]:
    return present(column(parts, "amount"))


def _ask(question: Question) -> tuple[Request, ...]:
    parts = question.measure.parts
    amount = Linear(((1, column(parts, "amount")),))
    aggregates = (Aggregate("numerator", Function.SUM, value=amount), Aggregate(ROWS, Function.COUNT))
    return (request(question, aggregates, _filled(parts)),)


def _found(question: Question, answer: Answer) -> Found:
    paid, rows_paid = exact(answer["numerator"]), whole(answer[ROWS])
    if not question.budget:
        return Found(None, rows_paid, paid, lacking="没有全年预算数，不能计算执行率")
    budget = Fraction(question.budget)
    return Found(paid / budget, rows_paid, paid, budget, working=division(paid, budget))


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    found = _found(question, answers["now"])
    if not completeness.batches:
        reason = f"{question.ledger.label}还没有导入过任何记录，支出多少还不知道。"
        return unknown(question, replace(found, working=""), completeness, reason)
    return standing(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    ledger, parts = question.ledger, question.measure.parts
    tests = (*limits(question), *_filled(parts))
    paid = rows(ledger, tests, Moment(ledger.date), question.period)
    return {
        "numerator": f"{paid}{labels((column(parts, 'amount'),), ledger)}合计（元）",
        "denominator": "全年预算数（年初预算加减调整，元）",
        "method": "实际支出 ÷ 全年预算数",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    return tuple((proof(asked), "numerator") for asked in _ask(question))


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    return _SHAPE.faults(measure.parts, ledger)


KIND = Kind(
    code="budget_execution",
    label="预算执行率",
    summary="期内支出合计 ÷ 全年预算数",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
