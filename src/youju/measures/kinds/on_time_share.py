"""Finished by its due time ÷ due in the period: ``end`` against the column ``by``, or ``start`` + ``within_minutes``.

A row counts by its due time; not finished and due by as-of is late; due later, or without a due time, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from youju.measures.contract import Aggregate, Answer, Function, Kind, Question, Request
from youju.measures.figure import limits, request, whole
from youju.measures.parts import Parts, Shape, column, fits_moment, fits_whole
from youju.measures.parts import whole as whole_part
from youju.measures.quotients import quotient
from youju.measures.states import dated
from youju.measures.wording import labels, moment, rows
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Measure, Moment
from youju.model.measurement import Measurement
from youju.model.target import Target

_SHAPE = Shape(
    {"end": fits_moment},
    {"by": fits_moment, "start": fits_moment, "within_minutes": fits_whole},
)


def _due(parts: Parts) -> Moment:
    if "by" in parts:
        return Moment(column(parts, "by"))
    return Moment(column(parts, "start"), whole_part(parts, "within_minutes"))


def _ask(question: Question) -> tuple[Request, ...]:
    parts = question.measure.parts
    due = _due(parts)
    aggregates = (
        Aggregate("numerator", Function.COUNT, not_after=(column(parts, "end"), due)),
        Aggregate("denominator", Function.COUNT),
    )
    return (replace(request(question, aggregates, place=due), due_by_as_of=True),)


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    found = quotient(answers["now"], whole(answers["now"]["denominator"]))
    return dated(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    ledger, parts = question.ledger, question.measure.parts
    due = _due(parts)
    end = labels((column(parts, "end"),), ledger)
    asked = rows(ledger, limits(question), due, question.period)
    return {
        "numerator": f"{asked}记录中{end}不晚于{moment(due, ledger)}的记录数",
        "denominator": f"{asked}记录数（到期未填{end}的算不及时）",
        "method": "按时完成的 ÷ 应完成的",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    return tuple((asked, "share") for asked in _ask(question))


def _due_faults(parts: Parts) -> Iterator[str]:
    by_limit = "start" in parts or "within_minutes" in parts
    if "by" in parts and by_limit:
        yield "“by”和“start + within_minutes”只能写一种"
    elif "by" not in parts and not ("start" in parts and "within_minutes" in parts):
        yield "缺少期限：写“by”（应完成时间列），或写“start”和“within_minutes”"


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    return (*_SHAPE.faults(measure.parts, ledger), *_due_faults(measure.parts))


KIND = Kind(
    code="on_time_share",
    label="及时率",
    summary="在期限内完成的 ÷ 期内到期应完成的",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
