"""What packs hold: a line of business (ledgers and measures), and words made measurable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from youju.model.citation import Citation
from youju.model.ledger import Ledger
from youju.model.measure import Measure, Thresholds


@dataclass(frozen=True, slots=True)
class Pack:
    """One line of business: its ledgers by code, its measures, and which answers for an indicator of that name.

    ``names`` is keyed as ``notation.text.name_key`` writes a name.
    """

    code: str
    title: str
    ledgers: Mapping[str, Ledger]
    measures: tuple[Measure, ...]
    names: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Grading:
    """One way to make a word measurable: the kind that measures it and when it is full, attained, partly attained."""

    title: str
    kind: str
    thresholds: Thresholds
    note: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word target and its default grading; ``also`` are words that mean the same here.

    ``alternatives`` are gradings a unit may choose instead; ``suggestions`` are checklist items by kind of register.
    """

    code: str
    word: str
    grading: Grading
    citation: Citation
    also: tuple[str, ...] = ()
    alternatives: tuple[Grading, ...] = ()
    suggestions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
