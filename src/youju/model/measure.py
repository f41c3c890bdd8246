"""A measure: how a promised indicator is answered from rows of one ledger. Data of a pack or of the unit's record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class Predicate(StrEnum):
    """What a condition asks of a column."""

    IS = "is"  # equal to the one value (text, choice, boolean as true/false, number)
    IN = "in"  # equal to one of the values
    FILLED = "filled"  # not blank and, for dates and times, not after the end of the period
    PRESENT = "present"  # not blank (dates after as-of read as blank)
    ABOVE = "above"  # a number greater than the value
    AT_LEAST = "at_least"  # a number not below the value
    NAMED = "named"  # equal to one of the names, ignoring blanks and quotation marks
    IN_FORCE = "in_force"  # column ≤ end of period, and the column named in values[0] blank or ≥ end of period


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on one column; conditions of a list all hold together. ``values`` are text; booleans true/false."""

    column: str
    test: Predicate
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time column, moved by minutes: reported_at + 30 minutes."""

    column: str
    plus_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of columns with whole coefficients, row by row: planned_minutes − downtime_minutes."""

    terms: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Whole seconds from one moment of the row to another (86,400 a day for dates)."""

    start: str
    end: str


Value: TypeAlias = Linear | Elapsed
Part: TypeAlias = "str | int | bool | Decimal | tuple[Part, ...] | Mapping[str, Part]"


class Better(StrEnum):
    """The good direction of a change."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a word is full, attained, partly attained, as fractions (``change``: only ``full`` and ``floor`` count)."""

    full: Decimal
    attained: Decimal | None = None
    partly: Decimal | None = None
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """``kind`` is the code of a file of the shelf ``measures/kinds``; ``parts`` are its own parameters.

    ``where`` limits the rows the measure speaks of at all. A ledger with a ``project`` column is limited to the
    project besides. ``thresholds`` None: those of the word library. ``names``: spellings of the indicator besides the
    label. ``note``: the definition in one sentence, for the proof and the library.
    """

    code: str
    label: str
    kind: str
    ledger: str
    where: tuple[Condition, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    unit: str | None = None
    names: tuple[str, ...] = ()
    reading: str | None = None
    thresholds: Thresholds | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items a unit named, before approval, as required for a project and a kind of register."""

    project: str
    kind: str
    items: tuple[str, ...]
