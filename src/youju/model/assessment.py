"""What reviewers and evaluators say of a project in an official form: the review of its goals, and the score table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from youju.model.declaration import Project


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """What is said on one point of the review; ``point`` is its official name (规范完整性).

    ``points`` for key projects, a ``grade`` (优, 良, 中, 差) for ordinary ones; None where nothing was said.
    """

    point: str
    points: Decimal | None = None
    grade: str | None = None
    opinion: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """The review of a project's goals (目标审核, 88号). ``by_grade``: an ordinary project, each point graded unscored.

    ``points`` and ``grade`` are those of the whole; ``body``, ``reviewer`` and ``day`` say who answers for it.
    """

    project: Project = field(default_factory=Project)
    items: tuple[ReviewItem, ...] = ()
    by_grade: bool = False
    points: Decimal | None = None
    grade: str | None = None
    opinion: str | None = None
    body: str | None = None
    reviewer: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One indicator of an evaluation: what it is worth (``available``), how it is judged, and the points given.

    ``reason`` says why points were taken off and names the evidence by number.
    """

    level1: str | None
    level2: str | None
    level3: str | None
    available: Decimal | None = None
    explanation: str | None = None
    standard: str | None = None
    points: Decimal | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationTable:
    """The score table of an evaluation (绩效评价, 10号) with its total ``points`` and ``grade``."""

    project: Project = field(default_factory=Project)
    year: int | None = None
    rows: tuple[EvaluationRow, ...] = ()
    points: Decimal | None = None
    grade: str | None = None
