"""What the simulation is told and what it tells: projects and year in; sheets, dumps and the manifest out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import TypeAlias

Cells: TypeAlias = tuple[str, ...]  # one printed row


class ProjectRole(StrEnum):
    """The part a project plays in the centre; its name and budget come from its declaration."""

    WINDOWS = "windows"
    DIGITAL = "digital"
    NETWORK = "network"
    PUBLICITY = "publicity"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Project:
    """A declared project: its printed name and its budget of the year in yuan."""

    name: str
    budget: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One export of one source system: the header as it prints it, the rows, and what was planted in it (Chinese)."""

    ledger: str
    file_name: str
    header: Cells
    rows: Sequence[Cells]
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dump:
    """A written file: which ledger it is for, its name in the folder, its encoding, its rows without the header."""

    ledger: str
    file_name: str
    encoding: str
    rows: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A span of days, both included, that the unit declares closed for a ledger."""

    ledger: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Manifest:
    """Dumps in the order of import, the closings to declare afterwards, and the planted oddities in words."""

    dumps: tuple[Dump, ...]
    closings: tuple[Closing, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The simulated centre in one fiscal year; ``scale`` multiplies what comes from the public over the counter."""

    projects: Mapping[ProjectRole, Project]
    year: int
    seed: int
    scale: Fraction

    @property
    def base(self) -> int:
        """The year that changes are measured against."""
        return self.year - 1

    def draw(self, source: str) -> Random:
        """A source's own stream of chance: changing one source leaves all others as they were."""
        return Random(f"{self.seed}/{source}")  # noqa: S311 - a simulation, not a secret

    def sized(self, count: int) -> int:
        """``count`` at the asked scale, never so few that planted oddities would meet."""
        return max(60, int(count * self.scale))

    def day(self, month: int, day: int) -> date:
        """A day of the year."""
        return date(self.year, month, day)
