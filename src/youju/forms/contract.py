"""What a layout is: one official form or family; reading and filling come from the same description of its labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from youju.model.declaration import Declaration, Kind
from youju.model.grid import Grid
from youju.model.taxonomy import Taxonomy

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Facts:
    """What reading may know besides the page: the dated trees of levels (chosen by the form's own year)."""

    taxonomies: Sequence[Taxonomy]


@dataclass(frozen=True, slots=True)
class Style:
    """How a form is written: ``signs`` ``official`` (≥ ≤ =) or ``filed``; marks stand across or under the page.

    ``month`` is the last month of a monitoring period (7: 1—7月); None leaves room to write it.
    """

    signs: str = "official"
    watermark: str | None = None
    footer: str | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """``matches`` gives 0…100: how surely a part of a document is this form; ``read`` and ``fill`` may be missing.

    ``tree`` is the code of the levels that a blank one prints, where it can be filled.
    """

    code: str
    title: str
    kind: Kind
    matches: Callable[[Grid], int]
    read: Callable[[Grid, Facts], Declaration] | None = None
    fill: Callable[[Declaration, Style], Grid] | None = None
    tree: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet(Generic[N]):
    """An official form of another noun than a document (a review, a score table, several documents), only written.

    ``empty`` is the noun that holds nothing: filled with it the form is blank, to be completed by hand.
    """

    code: str
    title: str
    fill: Callable[[N, Style], Grid]
    empty: N
