"""How surely a grid is a form: the share of the form's labels that are printed, wherever a damaged text put them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from youju.forms.contract import Facts, Layout
from youju.forms.glue import unglued
from youju.forms.page import lines_of
from youju.forms.reading import read_form
from youju.model.declaration import Declaration, Kind
from youju.model.grid import Grid
from youju.notation.text import label_key

FOREIGN_SHARE = 3  # with a relative's label printed, a third of the likeness is left
# What no declaration prints: columns of self-evaluations and of monitoring.
REPORTED = (
    "得分",
    "自评分",
    "自评得分",
    "完成值",
    "实际完成值",
    "全年实际值",
    "全年实际完成值",
    "年终完成值",
    "完成目标可能性",
)


@dataclass(frozen=True, slots=True)
class Block:
    """Labels of one part of the form and how much they tell, printed in full; the blocks of a form make 100."""

    weight: int
    labels: tuple[str, ...]


def likeness(grid: Grid, blocks: Iterable[Block], foreign: Collection[str]) -> int:
    """0…100 by the labels printed; ``foreign`` are labels that only relatives of the form have."""
    printed = keys(grid)
    score = 0
    for block in blocks:
        wanted = {label_key(label) for label in block.labels}
        score += block.weight * len(wanted & printed) // len(wanted)
    return score // FOREIGN_SHARE if printed.intersection(foreign) else score


@lru_cache(maxsize=1)  # every layout asks about the same grid in turn
def keys(grid: Grid) -> frozenset[str]:
    """The keys of all that is printed in the grid, texts that a converter glued together taken apart."""
    return frozenset(piece.key for line in unglued(lines_of(grid)) for piece in line.pieces)


def family(
    code: str,
    title: str,
    kind: Kind,
    *variants: tuple[Block, ...],
    foreign: Collection[str] = (),
) -> Layout:
    """A layout that is only read. ``variants``: the labels of each form of the family, of which the likest counts."""

    def matches(grid: Grid) -> int:
        return max(likeness(grid, blocks, foreign) for blocks in variants)

    def read(grid: Grid, facts: Facts) -> Declaration:
        return read_form(grid, facts, code, None)

    return Layout(code, title, kind, matches, read=read)
