"""Recognises level labels by their text, not by their column: canonical names, spellings met, stems and cut labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from youju.forms import words
from youju.forms.contract import Facts
from youju.forms.page import Piece
from youju.model.taxonomy import Taxonomy
from youju.notation.text import label_key

SUFFIX = "指标"
SHORTEST_PREFIX = 3
SATISFACTION = "满意度指标"
# A second level of 产出 until 2025, a first level of its own from the 2026 forms on and in other provinces.
FIRST_LEVEL_ELSEWHERE = "成本指标"

# An outline's number (一、 1. 1.1 A1) and a weight; digits alone in front are the end of the cell before.
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|[1-9]\d?[、.]|[1-9](?:\.[1-9])+[、.]?|[A-Za-z]\d?[、.]?)?"
    r"(?P<label>\D+?)(?:[1-9]\d?(?:\.\d+)?[分%]?)?"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A level label of one row. ``name`` is canonical when ``known``, else the text as filed."""

    level: int
    name: str
    piece: Piece
    known: bool = True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of one taxonomy by key → (level, canonical name); ``short`` holds their stems (数量 for 数量指标).

    ``elsewhere``: second levels that only other trees have, with their first level there: a form may follow any tree.
    """

    taxonomy: Taxonomy
    exact: Mapping[str, tuple[int, str]]
    short: Mapping[str, tuple[int, str]]
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def is_label(self, key: str) -> bool:
        """Whether the key is a whole level label, or a whole label of a form's head; a weight may be the next cell."""
        level = key.endswith(SUFFIX) and self._unnumbered(key) in self.exact
        return level or key in words.all_labels() or key in words.labels("execution")

    def is_beginning(self, key: str) -> bool:
        """Whether some label begins with the key."""
        return key in words.label_beginnings() or any(label.startswith(key) for label in self.exact)

    def find(self, piece: Piece, *, whole: bool) -> Label | None:
        """The label a piece is. ``whole``: only in full; else also its stem or a unique beginning."""
        key = self._unnumbered(piece.key)
        found = self.exact.get(key)
        if found is None and key.endswith(SATISFACTION):  # whoever is asked (社会公众或服务对象满意度指标)
            found = self.exact.get(f"服务对象{SATISFACTION}")
        if found is None and not whole:
            found = self.short.get(key) or self._begun(key)
        return Label(found[0], found[1], piece) if found else None

    def _unnumbered(self, key: str) -> str:
        """The key of a label without its number and weight (1.1数量指标, 产出指标50), where a known label is left."""
        match = _NUMBERED.fullmatch(key)
        bare = match["label"] if match else key
        return bare if bare in self.exact or bare in self.short or bare.endswith(SATISFACTION) else key

    def _begun(self, key: str) -> tuple[int, str] | None:
        if len(key) < SHORTEST_PREFIX:
            return None
        found = {value for label, value in self.exact.items() if label.startswith(key)}
        return found.pop() if len(found) == 1 else None

    def parent(self, level2: str) -> str | None:
        """The one first level that may hold ``level2``; None when there are none or several."""
        parents = self.taxonomy.parents(level2)
        return parents[0] if len(parents) == 1 else self.elsewhere.get(level2)

    def seconds(self, level1: str | None) -> Sequence[str]:
        """The second levels of ``level1`` in official order."""
        return self.taxonomy.levels.get(level1, ()) if level1 else ()

    def holds(self, level1: str | None, level2: str) -> bool:
        """Whether ``level2`` may stand under ``level1``; a label unknown to the tree may stand anywhere."""
        parents = self.taxonomy.parents(level2)
        return level1 in parents if parents else level1 == self.elsewhere.get(level2, level1)


def vocabulary(taxonomy: Taxonomy, others: Sequence[Taxonomy] = ()) -> Vocabulary:
    """The labels of a taxonomy, with the spellings that lead to them. A name on both levels counts as the first.

    Labels that only ``others`` have are known too.
    """
    canonical: dict[str, tuple[int, str]] = {}
    for level1, seconds in taxonomy.levels.items():
        canonical |= {level2: (2, level2) for level2 in seconds if level2 not in taxonomy.levels}
        canonical[level1] = (1, level1)
    elsewhere = {
        level2: level1
        for other in others
        for level1, seconds in other.levels.items()
        if level1 in canonical
        for level2 in seconds
        if level2 not in canonical
    }
    canonical |= {level2: (2, level2) for level2 in elsewhere}
    spellings = {name: name for name in canonical} | {
        alias: name for alias, name in taxonomy.aliases.items() if name in canonical
    }
    exact = {label_key(spelling): canonical[name] for spelling, name in spellings.items()}
    whole = {key: value for key, value in exact.items() if key.endswith(SUFFIX)}
    short = {key.removesuffix(SUFFIX): value for key, value in whole.items()}
    short |= {key: value for key, value in exact.items() if key not in whole}
    return Vocabulary(taxonomy, whole, short, elsewhere)


def is_label_like(piece: Piece) -> bool:
    """Whether a text has the shape of a level label that the tree does not know (工作效率指标)."""
    return piece.key.endswith(SUFFIX) and piece.key != SUFFIX


def taxonomy_for(facts: Facts, code: str | None, year: int | None) -> Taxonomy:
    """The tree of that code, else the one in force at the start of the form's year, else the first known.

    Raises LookupError when no taxonomy is given at all: a fault of the caller, not of the document.
    """
    for taxonomy in facts.taxonomies:
        if taxonomy.code == code:
            return taxonomy
    for taxonomy in facts.taxonomies:
        after = year is not None and taxonomy.valid_from.year <= year
        if after and (taxonomy.valid_to is None or taxonomy.valid_to.year >= (year or 0)):
            return taxonomy
    if not facts.taxonomies:
        raise LookupError("reading a form needs at least one taxonomy")
    return facts.taxonomies[0]
