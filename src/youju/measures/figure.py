"""One number of one period: what to ask for it, the exact finish, and its words. Kinds are made of such figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Number, Question, Request
from youju.measures.parts import Parts, Shape
from youju.measures.wording import rows as rows_in_words
from youju.model.ledger import Ledger
from youju.model.measure import Condition, Moment, Predicate
from youju.model.period import Period

PROJECT = "project"
ROWS = "rows"  # an aggregate of this name only counts n; no row is listed for it


@dataclass(frozen=True, slots=True)
class Found:
    """What the arithmetic gave, before the state of the ledger decides what it is worth.

    ``value`` None: nothing to compute from; ``lacking`` says why where it is not simply a lack of rows.
    """

    value: Fraction | None
    n: int
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    unit: str | None = None
    working: str = ""
    lacking: str | None = None
    interval: tuple[Fraction, Fraction] | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted thing in words: the conditions its rows meet besides the figure's own, and what of them is taken."""

    noun: str
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """``where`` limits its rows, ``counts`` is the word for them in the proof, ``name`` what a change compares."""

    aggregates: tuple[Aggregate, ...]
    finish: Callable[[Answer], Found]
    name: str
    method: str
    counts: str
    where: tuple[Condition, ...] = ()
    numerator: Phrase | None = None
    denominator: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a figure is made of a measure's parts: ``build`` takes parts, ledger and the unit of the value."""

    shape: Shape
    build: Callable[[Parts, Ledger, str | None], Figure]
    unit: Callable[[Parts, Ledger], str | None] = field(default=lambda _parts, _ledger: None)


def exact(value: Number | None) -> Fraction:
    """An engine's number as a rational; an empty sum is 0."""
    return Fraction(0) if value is None else Fraction(value)


def whole(value: Number | None) -> int:
    """An engine's count."""
    return int(exact(value))


def limits(question: Question) -> tuple[Condition, ...]:
    """The rows a measure speaks of at all: its own conditions and, where the ledger knows projects, the project."""
    if not question.project_names or not question.ledger.has(PROJECT):
        return question.measure.where
    return (Condition(PROJECT, Predicate.NAMED, question.project_names), *question.measure.where)


def request(
    question: Question,
    aggregates: tuple[Aggregate, ...],
    where: tuple[Condition, ...] = (),
    *,
    place: Moment | None = None,
) -> Request:
    """The rows that ``place`` (the ledger's date unless given) puts into the period up to as-of."""
    return Request(
        name="now",
        ledger=question.ledger.code,
        aggregates=aggregates,
        as_of=question.as_of,
        period_end=question.period.end,
        place=place or Moment(question.ledger.date),
        period=question.period,
        where=(*limits(question), *where),
    )


def base_of(asked: Request, question: Question) -> Request:
    """The same question of the whole base year, which has its own end."""
    return replace(asked, name="base", period=question.base, period_end=question.base.end)


def standing(question: Question, aggregates: tuple[Aggregate, ...], where: tuple[Condition, ...] = ()) -> Request:
    """Rows that are states at the end of the period, whenever they began."""
    return replace(request(question, aggregates, where), place=None, period=None)


def proof(asked: Request) -> Request:
    """The request with only the aggregates whose rows prove the value."""
    return replace(asked, aggregates=tuple(part for part in asked.aggregates if part.name != ROWS))


def said(question: Question, figure: Figure, phrase: Phrase | None, period: Period) -> str:
    """A phrase of the figure with the rows it speaks of; empty for no phrase."""
    if phrase is None:
        return ""
    tests = (*limits(question), *figure.where, *phrase.where)
    return rows_in_words(question.ledger, tests, Moment(question.ledger.date), period) + phrase.noun


def in_words(question: Question, figure: Figure) -> Mapping[str, str]:
    """Numerator, denominator and method of a figure over the period."""
    return {
        "numerator": said(question, figure, figure.numerator, question.period),
        "denominator": said(question, figure, figure.denominator, question.period),
        "method": figure.method,
    }
