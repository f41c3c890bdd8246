"""One indicator as its author filed it, with the place it was read from and what the page leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from youju.model.place import Place
from youju.model.target import NoTarget, Target


@dataclass(frozen=True, slots=True)
class Monitoring:
    """What a monitoring form says of one indicator (136号)."""

    progress: str | None = None
    forecast: str | None = None
    causes: tuple[str, ...] = ()
    cause_text: str | None = None
    likelihood: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """Levels as filed under canonical names; ``weight`` and ``points`` exact, None where the form prints none.

    ``doubts`` names the fields the document leaves open, ``alternatives`` what else they could be.
    """

    level1: str | None
    level2: str | None
    name: str | None
    target: Target = field(default_factory=NoTarget)
    actual: Target | None = None
    weight: Decimal | None = None
    points: Decimal | None = None
    reason: str | None = None
    period: str | None = "annual"
    children: tuple[Indicator, ...] = ()
    monitoring: Monitoring | None = None
    place: Place = field(default_factory=Place)
    doubts: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether the document leaves nothing open about this indicator."""
        return not self.doubts
