"""An indicator by months: the rows of its year, split by the month each falls into, asked the same question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from youju import measures
from youju.measures.contract import Answer, Function, Question, Request
from youju.model.period import DAY, Period
from youju.model.target import Target
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
