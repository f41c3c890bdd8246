"""An official document of one project: declaration, self-evaluation or monitoring form, in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from youju.model.finding import Severity
from youju.model.indicator import Indicator
from youju.model.place import Place


class Kind(StrEnum):
    """What the columns of a form say it is; the title may say otherwise."""

    DECLARATION = "declaration"
    SELF_EVALUATION = "self-evaluation"
    MONITORING = "monitoring"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from; ``part`` counts the forms in it from 1."""

    path: str
    sha256: str
    format: str
    part: int = 1


@dataclass(frozen=True, slots=True)
class Project:
    """The head of the form; None where the cell is blank."""

    name: str | None = None
    code: str | None = None
    category: str | None = None
    nature: str | None = None
    department: str | None = None
    unit: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Funds:
    """Money in yuan. Blank is None, a printed 0 is 0."""

    printed_unit: str | None = None
    unit_declared: bool = False
    total: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None
    annual: Decimal | None = None
    appropriation: Decimal | None = None
    carry_over: Decimal | None = None
    annual_other: Decimal | None = None
    by_origin: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Execution:
    """One row of the execution block; ``rate`` is a fraction as printed, money in yuan; the total row has ``parts``."""

    label: str | None = None
    initial: Decimal | None = None
    budget: Decimal | None = None
    spent: Decimal | None = None
    forecast: Decimal | None = None
    rate: Decimal | None = None
    weight: Decimal | None = None
    points: Decimal | None = None
    parts: tuple[Execution, ...] = ()


@dataclass(frozen=True, slots=True)
class Objectives:
    """The goal texts; ``overall_period`` as printed years, e.g. 2021-2021."""

    overall: str | None = None
    overall_period: str | None = None
    annual: str | None = None
    annual_result: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The last row of a self-evaluation."""

    weight: Decimal | None = None
    points: Decimal | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What reading noticed and a person should know; never a correction."""

    code: str
    severity: Severity
    message: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One document. ``places``, ``doubts`` and ``alternatives`` are keyed by field path such as ``project.name``."""

    kind: Kind
    layout: str
    project: Project
    source: Source | None = None
    title: str | None = None
    year: int | None = None
    funds: Funds = field(default_factory=Funds)
    execution: Execution | None = None
    objectives: Objectives = field(default_factory=Objectives)
    indicators: tuple[Indicator, ...] = ()
    level_weights: Mapping[str, Decimal] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    notes: tuple[Note, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
