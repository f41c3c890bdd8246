"""Measures by group: by month, hall, vendor, whatever the rows of a ledger say in words; as exact as the whole.

All questions of a ledger are asked for all groups in one scan; what a group is worth is finished as the whole is.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import accumulate

from youju import measures
from youju.engines.contract import BY_MONTH, Group, Groups
from youju.errors import NotFoundError, RefusedError
from youju.measures.contract import Answer, Function, Number, Question, Request
from youju.model.ledger import ColumnType, Ledger
from youju.model.measurement import Measurement
from youju.model.period import DAY, Period
from youju.work.measuring import Asked, ProjectSheet, View

_WORDS = (ColumnType.TEXT, ColumnType.CHOICE)
_JOINED: Mapping[Function, Callable[[Fraction, Fraction], Fraction]] = {
    Function.COUNT: operator.add,
    Function.SUM: operator.add,
    Function.MINIMUM: min,
    Function.MAXIMUM: max,
    Function.SUM_AT_LAST: lambda _, month: month,
}


@dataclass(frozen=True, slots=True)
class GroupValue:
    """One group of an indicator's rows. ``cumulative``: of a month, the value from the beginning to its end."""

    group: Group
    found: Measurement
    cumulative: Measurement | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """An indicator by groups; ``why_not`` says in words why it has none. ``more``: there are groups beyond these."""

    asked: Asked
    groups: tuple[GroupValue, ...] = ()
    more: bool = False
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class _Split:
    """The answers to a question, in groups, request by request in order."""

    requests: tuple[Request, ...]
    groups: tuple[Mapping[Group, Answer], ...]
    empty: tuple[Answer, ...]
    more: bool

    @property
    def names(self) -> list[Group]:
        """The groups that any request has rows of, blank last."""
        return sorted({name for own in self.groups for name in own}, key=lambda name: (name is None, name or ""))

    def answers(self, name: Group) -> dict[str, Answer]:
        """The answers of one group by request name."""
        every = zip(self.requests, self.groups, self.empty, strict=True)
        return {request.name: own.get(name, empty) for request, own, empty in every}


def grouped_projects(seen: View, projects: Sequence[ProjectSheet], by: str) -> tuple[tuple[Grouped, ...], ...]:
    """Every indicator of each project by groups, in the order of the form, the budget execution rate last.

    ``by``: ``month``, or code or label of a column of words. Raises NotFoundError where no ledger has such a column,
    RefusedError where it holds no words or personal data.
    """
    forms = [[*project.asked, project.execution] for project in projects]
    columns = _columns([item.question.ledger for form in forms for item in form if item.question], by)
    reasons = {id(item): _why_not(item, columns, by) for form in forms for item in form}
    splits = _splits(seen, [item for form in forms for item in form if reasons[id(item)] is None], columns)
    finish = _by_month if by == BY_MONTH else _by_words

    def grouped(item: Asked) -> Grouped:
        split = splits.get(id(item))
        if split is None:
            return Grouped(item, why_not=reasons[id(item)])
        return Grouped(item, finish(seen, item, split), split.more)

    return tuple(tuple(grouped(item) for item in form) for form in forms)


def monthly_values(seen: View, asked: Asked) -> tuple[GroupValue, ...]:
    """One indicator month by month, as ``grouped_projects`` gives it; empty where months say nothing."""
    question = asked.question
    if question is None or _why_not(asked, {question.ledger.code: BY_MONTH}, BY_MONTH) is not None:
        return ()
    (split,) = _splits(seen, [asked], {question.ledger.code: BY_MONTH}).values()
    return _by_month(seen, asked, split)


def months_of(period: Period) -> Iterator[Period]:
    """The months of the period in order, the first and the last cut to it."""
    start = period.start
    while start <= period.end:
        after = (start.replace(day=28) + 4 * DAY).replace(day=1)
        yield Period(start, min(after - DAY, period.end))
        start = after


def _columns(ledgers: Sequence[Ledger], by: str) -> dict[str, str]:
    """What rows are grouped by, ledger by ledger."""
    every = {ledger.code: ledger for ledger in ledgers}
    if by == BY_MONTH:
        return dict.fromkeys(every, BY_MONTH)
    named = [
        (ledger, column) for ledger in every.values() for column in ledger.columns if by in (column.code, column.label)
    ]
    if not named:
        known = dict.fromkeys(
            f"{column.label}（{column.code}）"
            for ledger in every.values()
            for column in ledger.columns
            if column.type in _WORDS and not column.personal
        )
        raise NotFoundError(
            f"指标用到的台账都没有列“{by}”，不能按它分组。", f"可以按 month（月份）或：{'、'.join(known)}。"
        )
    fit = {ledger.code: column.code for ledger, column in named if column.type in _WORDS and not column.personal}
    if not fit:
        ledger, column = named[0]
        why = "是个人信息" if column.personal else "不是文字列"
        raise RefusedError(
            f"“{ledger.label}”的“{column.label}”{why}，不能用来分组。", "请换一列，例如服务大厅，或写 month（月份）。"
        )
    return fit


def _why_not(item: Asked, columns: Mapping[str, str], by: str) -> str | None:
    if item.question is None:
        return item.why_not
    if item.question.ledger.code not in columns:
        return f"{item.question.ledger.label}没有这一列，或这一列不能用来分组。"
    if any(request.period is None for request in item.requests):
        return "问的是期末的状态，不能分组。"
    if by == BY_MONTH and len(item.requests) > 1:
        return "与上年全年相比的变化，不能分月。"
    return None


def _splits(seen: View, items: Sequence[Asked], columns: Mapping[str, str]) -> dict[int, _Split]:
    """The answers to each item, all those of a ledger asked together."""
    by_ledger: dict[str, list[Asked]] = {}
    for item in items:
        by_ledger.setdefault(item.requests[0].ledger, []).append(item)
    found: dict[int, _Split] = {}
    with seen.engine.calculation([seen.cut(ledger) for ledger in by_ledger]) as engine:
        for ledger, owners in by_ledger.items():
            requests = [request for item in owners for request in item.requests]
            answered = iter(_each(engine.groups(seen.cut(ledger), requests, columns[ledger])))
            for item in owners:
                own = [next(answered) for _ in item.requests]
                groups, empty, more = zip(*own, strict=True)
                found[id(item)] = _Split(item.requests, groups, empty, any(more))
    return found


def _each(found: Groups) -> list[tuple[Mapping[Group, Answer], Answer, bool]]:
    """What was found for each request."""
    return [(own, empty, found.more) for own, empty in zip(found.answers, found.empty, strict=True)]


def _by_words(seen: View, item: Asked, split: _Split) -> tuple[GroupValue, ...]:
    question = _question(item)
    return tuple(GroupValue(name, _finished(seen, item, question, split.answers(name))) for name in split.names)


def _by_month(seen: View, item: Asked, split: _Split) -> tuple[GroupValue, ...]:
    """The months up to as-of, also those without rows.

    What is known of a row and when the year ends stay as they are for the year, so that counts and sums of the months
    add up to those of the year.
    """
    question = _question(item)
    spans = list(months_of(question.period))
    months = [split.answers(f"{span.start:%Y-%m}") for span in spans]
    until = _cumulative(seen, item, months)
    return tuple(
        GroupValue(
            f"{span.start:%Y-%m}",
            _finished(seen, item, replace(question, period=span), month),
            _finished(seen, item, replace(question, period=Period(question.period.start, span.end)), so_far),
        )
        for span, month, so_far in zip(spans, months, until, strict=True)
    )


def _cumulative(seen: View, item: Asked, months: Sequence[Mapping[str, Answer]]) -> Sequence[Mapping[str, Answer]]:
    """The answers from the beginning to the end of each month: joined where they can be, else asked."""
    (request,) = item.requests
    if all(part.function in _JOINED for part in request.aggregates):
        answers = accumulate((month[request.name] for month in months), partial(_joined, request))
        return [{request.name: answer} for answer in answers]
    start = _question(item).period.start
    asked = [replace(request, period=Period(start, span.end)) for span in months_of(_question(item).period)]
    return [{request.name: answer} for answer in seen.engine.run(seen.cut(request.ledger), asked)]


def _joined(request: Request, before: Answer, month: Answer) -> Answer:
    def both(name: str, function: Function) -> Number | None:
        earlier, later = before[name], month[name]
        if earlier is None or later is None:
            return later if earlier is None else earlier
        return _JOINED[function](Fraction(earlier), Fraction(later))

    return {part.name: both(part.name, part.function) for part in request.aggregates}


def _question(item: Asked) -> Question:
    if item.question is None:
        raise ValueError(item)
    return item.question


def _finished(seen: View, item: Asked, question: Question, answers: Mapping[str, Answer]) -> Measurement:
    complete = seen.completeness(question.ledger.code, question.period)
    return measures.finish(question, answers, complete, item.indicator.target)
