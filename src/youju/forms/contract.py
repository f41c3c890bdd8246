"""What a layout is: one official form or family; reading and filling come from the same description of its labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from youju.model.declaration import Declaration, Kind
from youju.model.grid import Grid
from youju.model.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Facts:
    """What reading may know besides the page: the dated trees of levels (chosen by the form's own year)."""

    taxonomies: Sequence[Taxonomy]


@dataclass(frozen=True, slots=True)
class Style:
    """How a form is written: ``signs`` ``official`` (≥ ≤ =) or ``filed``; marks stand across or under the page."""

    signs: str = "official"
    watermark: str | None = None
    footer: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """``matches`` gives 0…100: how surely a part of a document is this form; ``read`` and ``fill`` may be missing."""

    code: str
    title: str
    kind: Kind
    matches: Callable[[Grid], int]
    read: Callable[[Grid, Facts], Declaration] | None = None
    fill: Callable[[Declaration, Style], Grid] | None = None
