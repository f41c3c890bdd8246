"""What an indicator promises or reports: a closed union, so that zero, a word and nothing are never the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class Comparator(StrEnum):
    """The five signs every spelling is brought to."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its sign and unit; ``implied``: the sign was not printed (read ``=``, scored as at least)."""

    raw: str
    comparator: Comparator
    value: Decimal
    unit: str | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of numbers in one unit, both ends included."""

    raw: str
    lower: Decimal
    upper: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days (2023.06-2024.03), both days included; kind ``interval`` in the document."""

    raw: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """Done on or before ``day``."""

    raw: str
    day: date


@dataclass(frozen=True, slots=True)
class Quality:
    """A word: 及时, 健全, 提升. ``word`` is normalised (及时性 → 及时), ``raw`` is as filed."""

    raw: str
    word: str


@dataclass(frozen=True, slots=True)
class NoTarget:
    """The cell is empty, a placeholder, or holds no target; ``raw`` None when blank."""

    raw: str | None = None


Target: TypeAlias = Quantity | Interval | Span | Deadline | Quality | NoTarget
