"""Required items in force at the end of the period ÷ required items, of one kind of register (``register``).

Required are the items the unit named before approval, matched by title; where none is named, the items registered.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Function, Kind, Question, Request
from youju.measures.figure import Found, limits, standing, whole
from youju.measures.parts import Shape, column, condition_faults, fits_text
from youju.measures.quotients import quotient
from youju.measures.states import standing as settle
from youju.measures.wording import division, rows
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Condition, Measure, Predicate
from youju.model.measurement import Measurement
from youju.model.target import Target

# The columns every ledger of registers has under these codes.
KIND_COLUMN, TITLE = "kind", "title"
_IN_FORCE = Condition("in_force_from", Predicate.IN_FORCE, ("in_force_to",))
_SHAPE = Shape({"register": fits_text})


def _register(question: Question) -> str:
    return column(question.measure.parts, "register")


def _of_the_kind(register: str) -> Condition:
    return Condition(KIND_COLUMN, Predicate.IS, (register,))


def _named(*items: str) -> Condition:
    return Condition(TITLE, Predicate.NAMED, items)


def _ask(question: Question) -> tuple[Request, ...]:
    of_the_kind = (_of_the_kind(_register(question)),)
    if question.items:
        aggregates = tuple(
            Aggregate(f"item{number}", Function.COUNT, where=(_named(item), _IN_FORCE))
            for number, item in enumerate(question.items, 1)
        )
        return (standing(question, aggregates, of_the_kind),)
    aggregates = (
        Aggregate("numerator", Function.COUNT, where=(_IN_FORCE,)),
        Aggregate("denominator", Function.COUNT),
    )
    return (standing(question, aggregates, of_the_kind),)


def _of_named(items: tuple[str, ...], answer: Answer) -> Found:
    missing = [item for number, item in enumerate(items, 1) if not whole(answer[f"item{number}"])]
    required, there = Fraction(len(items)), Fraction(len(items) - len(missing))
    working = division(there, required)
    if missing:
        working += f"（缺：{'、'.join(missing)}）"
    return Found(there / required, len(items), there, required, working=working)


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    answer, items = answers["now"], question.items
    found = _of_named(items, answer) if items else quotient(answer, whole(answer["denominator"]))
    if found.value is None:
        lacking = f"没有指定应有的{_register(question)}清单，{question.ledger.label}里也没有这一类"
        found = Found(None, 0, found.numerator, found.denominator, working=found.working, lacking=lacking)
    return settle(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    register = _register(question)
    tests = (*limits(question), _of_the_kind(register))
    in_force = rows(question.ledger, (*tests, _IN_FORCE), None, question.period)
    required = f"单位指定的{register}清单：{'、'.join(question.items)}"
    if not question.items:
        required = f"{rows(question.ledger, tests, None, question.period)}记录数（单位没有指定清单，以已登记的为应有）"
    return {
        "numerator": f"{in_force}应有项数",
        "denominator": required,
        "method": "期末有效的应有项 ÷ 应有项",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    if not question.items:
        return tuple((asked, "share") for asked in _ask(question))
    named = _named(*question.items)
    registered = (
        Aggregate("numerator", Function.COUNT, where=(named, _IN_FORCE)),
        Aggregate("denominator", Function.COUNT, where=(named,)),
    )
    return ((standing(question, registered, (_of_the_kind(_register(question)),)), "share"),)


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    found = _SHAPE.faults(measure.parts, ledger)
    tests = (_of_the_kind(column(measure.parts, "register")), _named(), _IN_FORCE)
    return found or tuple(fault for test in tests for fault in condition_faults(test, ledger))


KIND = Kind(
    code="checklist",
    label="清单达成率",
    summary="期末有效的应有项 ÷ 应有项；应有项由单位事先指定，未指定时以已登记的为准",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
