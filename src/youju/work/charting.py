"""An indicator by months: the rows of its year, split by the month each falls into, asked the same question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from youju import measures
from youju.measures.contract import Answer, Function, Question, Request
from youju.model.period import DAY, Period
from youju.model.target import Target
from youju.notation.number import plain, rounded
from youju.stages.sheet import COUNTED_IN_UNITS
from youju.work.explaining import line_of
from youju.work.measuring import ProjectSheet, View


@dataclass(frozen=True, slots=True)
class MonthValue:
    """One bar of the chart, ``month`` as 2021-03; ``value`` None where there is nothing to divide, or it is unknown."""

    month: str
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    n: int
    unit: str | None


def monthly(seen: View, project: ProjectSheet, number: int) -> tuple[MonthValue, ...]:
    """The indicator of that number month by month up to as-of; 0 is the budget execution rate.

    What is known of a row and when the year ends stay as they are for the year, so that counts and sums of the months
    add up to those of the year. Empty where a month says nothing: states, changes, values of the last day.
    """
    _, asked = line_of(project, number)
    question = asked.question
    if question is None or not _splits(asked.requests):
        return ()
    (request,) = asked.requests
    spans = tuple(months_of(question.period))
    cut = seen.cut(request.ledger)
    answers = seen.engine.run(cut, [replace(request, period=span) for span in spans])
    return tuple(
        _month(seen, replace(question, period=span), asked.indicator.target, answer)
        for span, answer in zip(spans, answers, strict=True)
    )


def _splits(requests: tuple[Request, ...]) -> bool:
    if len(requests) != 1 or requests[0].period is None:
        return False
    return all(part.function is not Function.SUM_AT_LAST for part in requests[0].aggregates)


def months_of(period: Period) -> Iterator[Period]:
    """The months of the period in order, the first and the last cut to it."""
    start = period.start
    while start <= period.end:
        after = (start.replace(day=28) + 4 * DAY).replace(day=1)
        yield Period(start, min(after - DAY, period.end))
        start = after


def _month(seen: View, question: Question, target: Target, answer: Answer) -> MonthValue:
    complete = seen.completeness(question.ledger.code, question.period)
    found = measures.finish(question, {"now": answer}, complete, target)
    return MonthValue(
        f"{question.period.start:%Y-%m}", found.numerator, found.denominator, found.value, found.n, found.unit
    )


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """A month as people read it; ``number`` is its value in ``unit`` for a drawing, None without one."""

    month: str
    numerator: str
    denominator: str
    value: str
    number: str | None
    unit: str
    n: int


def shown(months: Sequence[MonthValue], kind: str) -> tuple[ShownMonth, ...]:
    """The months in words; shares and changes as percent, by the kind of their measure."""
    return tuple(_shown(month, kind) for month in months)


def _shown(month: MonthValue, kind: str) -> ShownMonth:
    rate = month.unit is None and kind not in COUNTED_IN_UNITS
    unit = "%" if rate else month.unit or ""
    value = None if month.value is None else plain(rounded(month.value * (100 if rate else 1), 2))
    text = "—" if value is None else f"{value}{unit}"
    numerator, denominator = (
        "—" if part is None else plain(rounded(part, 2)) for part in (month.numerator, month.denominator)
    )
    return ShownMonth(month.month, numerator, denominator, text, value, unit, month.n)
