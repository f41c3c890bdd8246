"""What an engine is: it runs requests over a cut of the evidence and returns sums, counts, minima and maxima only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from youju.measures.contract import Answer, Request
from youju.model.ledger import Cut, EvidenceRow

BY_MONTH = "month"  # instead of a column: the month into which the request's place puts a row, written 2021-03
MOST_GROUPS = 200  # more than anybody reads
Group: TypeAlias = str | None  # what stands in the column; None: nothing


@dataclass(frozen=True, slots=True)
class Groups:
    """Answers by group, one mapping a request: the groups that have rows of it, in order of their names, blank last.

    ``empty``: what each request answers where it has no rows. ``more``: the column holds more than ``MOST_GROUPS``
    values, and only the first of them are here.
    """

    answers: tuple[Mapping[Group, Answer], ...]
    empty: tuple[Answer, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class RowPage:
    """The rows behind a measurement, one page of them; ``total`` counts all."""

    total: int
    rows: tuple[EvidenceRow, ...]


class Engine(Protocol):
    """Every engine passes one conformance suite and gives identical answers.

    Numbers are exact to 38 digits, whole numbers of a row to 64 bits; what does not fit is refused, never rounded. So
    is a condition with a number of more than 15 digits before or behind the point. Text is compared by its code
    points. Times are civil, to the second, in no zone.
    """

    @property
    def name(self) -> str:
        """The engine's code."""
        ...

    def run(self, cut: Cut, requests: Sequence[Request]) -> tuple[Answer, ...]:
        """One answer a request, in order; requests that read alike share a scan. Raises RefusedError, TamperedError."""
        ...

    def groups(self, cut: Cut, requests: Sequence[Request], by: str) -> Groups:
        """The same requests for each group of rows: by a column of text or choice, or ``BY_MONTH``.

        What ``run`` answers over the rows of the group alone; requests that read alike share a scan. Raises
        RefusedError for a column of another type or of personal data, and as ``run`` does.
        """
        ...

    def rows(self, cut: Cut, requests: Sequence[tuple[Request, str]], limit: int, offset: int = 0) -> RowPage:
        """Rows that enter the aggregates of the requests.

        Each request comes with the word for its rows: ``share`` = numerator/denominator/both by the aggregates of these
        names (a row of none of them is left out), or a fixed word such as ``value``, ``base``, ``both``.
        """
        ...

    def sql(self, cut: Cut, request: Request) -> str:
        """The request as one readable SQL statement over the ledger's code."""
        ...

    def calculation(self, cuts: Iterable[Cut]) -> AbstractContextManager[Engine]:
        """The engine for a calculation over all of these cuts: what it costs to begin is paid once."""
        ...
