"""What a measure kind is: it asks an engine for sums and counts, finishes exactly, and says both in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Condition, Measure, Moment, Value
from youju.model.measurement import Measurement
from youju.model.period import Period
from youju.model.target import Target


class Function(StrEnum):
    """What an engine can be asked for. Nothing here divides: divisions are finished in exact arithmetic."""

    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"  # of the tuple of ``distinct`` columns
    SUM = "sum"  # of ``value``; rows where one of its columns is blank are left out
    MINIMUM = "min"
    MAXIMUM = "max"
    # Smallest count_distinct(distinct) over the groups of column ``per`` that have rows in the request; a group none of
    # whose rows meets the aggregate's own ``where`` counts 0 (a day with a roster where nobody came). No rows: None.
    LEAST_PER = "least_per"
    SUM_AT_LAST = "sum_at_last"  # SUM over the rows of the last day (by the request's ``place``) that has rows
    EXPRESSION = "expression"  # a user's text, checked by the engine's whitelist; answers a Fraction


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One number: ``function`` over the rows of the request that also meet ``where``."""

    name: str
    function: Function
    value: Value | None = None
    where: tuple[Condition, ...] = ()
    distinct: tuple[str, ...] = ()
    per: str | None = None
    text: str | None = None
    not_after: tuple[str, Moment] | None = (
        None  # this end column filled and ≤ the moment (dates: the day itself counts)
    )


@dataclass(frozen=True, slots=True)
class Request:
    """Aggregates over the rows of one ledger that ``place`` puts into ``period`` and that meet ``where``.

    ``period`` None: all rows (states). Dates and times after ``as_of`` read as blank. ``period_end`` is what FILLED and
    IN_FORCE compare with (the end of the measured period, also in a base request its own end).
    ``due_by_as_of``: ``place`` is a due moment, and what is due only after ``as_of`` (end of that day) is left out.
    """

    name: str
    ledger: str
    aggregates: tuple[Aggregate, ...]
    as_of: date
    period_end: date
    place: Moment | None = None
    period: Period | None = None
    where: tuple[Condition, ...] = ()
    due_by_as_of: bool = False


Number: TypeAlias = Decimal | Fraction | int
Answer: TypeAlias = Mapping[str, Number | None]  # aggregate name → number; None: an empty SUM, MIN or MAX


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator's measure with the facts it needs. ``period`` runs to as-of, ``base`` is the whole year before.

    ``budget``: 全年预算数 in yuan for budget_execution. ``items``: the unit's checklist, empty when none is named.
    """

    measure: Measure
    ledger: Ledger
    as_of: date
    period: Period
    base: Period
    project_names: tuple[str, ...] = ()
    budget: Decimal | None = None
    items: tuple[str, ...] = ()


Ask: TypeAlias = Callable[[Question], tuple[Request, ...]]
Finish: TypeAlias = Callable[[Question, Mapping[str, Answer], Completeness, Target], Measurement]
Words: TypeAlias = Callable[[Question], Mapping[str, str]]
Counting: TypeAlias = Callable[[Question], tuple[tuple[Request, str], ...]]
Check: TypeAlias = Callable[[Measure, Ledger], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One file of the shelf ``measures/kinds``.

    ``ask``: requests by name (``now``, ``base``). ``finish``: answers by request name, completeness of the period and
    the target (a zero target decides between a lower bound and unknown) → measurement. ``words``: numerator,
    denominator and method in Chinese, for the proof. ``counting``: the requests whose rows prove the value, each with
    the word for them (``share`` = by the aggregates named numerator and denominator, else a fixed word).
    ``check``: what is wrong with a measure's own parts, in Chinese, empty when nothing is.
    """

    code: str
    label: str
    summary: str
    ask: Ask
    finish: Finish
    words: Words
    counting: Counting
    check: Check
