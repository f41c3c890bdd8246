"""Rows that a measure leaves out because a cell it needs is blank, so that a part is not taken for the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju import measures
from youju.engines.embedded import calculation
from youju.measures.contract import Aggregate, Answer, Function, Question, Request
from youju.model.measure import Condition, Moment, Predicate
from youju.work.measuring import Asked, View

NOW = "now"
# A blank fails these; of FILLED and IN_FORCE it says that something has not happened yet, which is an answer.
_NEEDS_A_VALUE = frozenset(
    {Predicate.IS, Predicate.IN, Predicate.PRESENT, Predicate.ABOVE, Predicate.AT_LEAST, Predicate.NAMED}
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So many rows of the period would count, were the column of that label filled in them."""

    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class _Blank:
    """A question for the rows in which one column is blank: of which asked row, and what the engine is to count."""

    asked: int
    label: str
    request: Request


def left_out(seen: View, asked: Sequence[Asked]) -> tuple[tuple[LeftOut, ...], ...]:
    """For each measured indicator the rows left out, by the column that is blank; all of one ledger in one run."""
    by_ledger: dict[str, list[_Blank]] = {}
    for number, item in enumerate(asked):
        for blank in _blanks(number, item.question):
            by_ledger.setdefault(blank.request.ledger, []).append(blank)
    found: list[list[LeftOut]] = [[] for _ in asked]
    if not by_ledger:
        return tuple(map(tuple, found))
    with calculation([seen.cut(ledger) for ledger in by_ledger]) as engine:
        for ledger, blanks in by_ledger.items():
            answers = engine.run(seen.cut(ledger), [blank.request for blank in blanks])
            for blank, answer in zip(blanks, answers, strict=True):
                if rows := _rows(answer):
                    found[blank.asked].append(LeftOut(blank.label, rows))
    return tuple(map(tuple, found))


def left_out_words(found: Sequence[LeftOut]) -> str:
    """The sentence for a page; empty when nothing is left out."""
    return "；".join(f"另有 {one.rows:,} 行未填{one.label}，没有计入" for one in found)


def _rows(answer: Answer) -> int:
    return int(answer["all"] or 0) - int(answer["filled"] or 0)


def _blanks(number: int, question: Question | None) -> Iterator[_Blank]:
    if question is None:
        return
    ledger = question.ledger
    for request in (asked for asked, _ in measures.counting(question) if asked.name == NOW):
        tests = [test for test in (*request.where, *_common(request)) if test.test in _NEEDS_A_VALUE]
        placed = [request.place.column] if request.place else []
        for code in dict.fromkeys((*placed, *(test.column for test in tests))):
            if code not in (*ledger.key, ledger.date) and not ledger.column(code).required:
                yield _Blank(number, ledger.column(code).label, _counting(question, request, code))


def _common(request: Request) -> list[Condition]:
    """The conditions without which a row enters none of the aggregates."""
    first, *others = (part.where for part in request.aggregates)
    return [test for test in first if all(test in where for where in others)]


def _counting(question: Question, request: Request, code: str) -> Request:
    """The rows that fail in that column alone are those that meet the rest, less those of them that have a value."""
    rest = tuple(test for test in (*request.where, *_common(request)) if test.column != code)
    by_due = request.place is not None and request.place.column == code
    return replace(
        request,
        aggregates=(
            Aggregate("all", Function.COUNT, where=rest),
            Aggregate("filled", Function.COUNT, where=(*rest, Condition(code, Predicate.PRESENT))),
        ),
        where=(),
        place=Moment(question.ledger.date) if by_due else request.place,
        due_by_as_of=request.due_by_as_of and not by_due,
    )
