"""Dated trees of indicator levels: another decree, another tree; a form is read by the tree of its own year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from youju.model.citation import Citation


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """First levels in official order, each with its second levels; ``aliases`` map spellings met to canonical names.

    ``kinds`` names what a second level is divided into where the text says so (经济成本指标 → 总成本, 单位成本 …).
    """

    code: str
    title: str
    citation: Citation
    levels: Mapping[str, tuple[str, ...]]
    valid_from: date
    valid_to: date | None = None
    jurisdiction: str = "全国"
    aliases: Mapping[str, str] = field(default_factory=dict)
    extends: str | None = None
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def canonical(self, label: str) -> str:
        """The canonical name of a level label (效果指标 → 效益指标); an unknown label stays as it is."""
        return self.aliases.get(label, label)

    def parents(self, level2: str) -> tuple[str, ...]:
        """First levels that may hold ``level2``."""
        return tuple(level1 for level1, seconds in self.levels.items() if level2 in seconds)
