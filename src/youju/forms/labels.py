"""Which cells of a row are level labels: by their text, wherever they stand, known to the tree or shaped like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.forms.levels import FIRST_LEVEL_ELSEWHERE, Label, Vocabulary, is_label_like
from youju.forms.page import Piece
from youju.forms.values import is_value

NAME_AND_VALUE = 2
SECOND = 2


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels a row prints, ``fronts`` that stand before them and fit nowhere, and the ``rest`` of its cells."""

    own1: Label | None
    own2: Label | None
    fronts: tuple[Piece, ...]
    rest: tuple[Piece, ...]


def labels_of(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Labels:
    """The labels of a row whose vertical labels are already gone; at most one of each level."""
    found = _cost_as_first(_known(tuple(pieces), vocabulary))
    return _named(_unknown(found, alone=len(pieces) == 1))


def _known(pieces: tuple[Piece, ...], vocabulary: Vocabulary) -> Labels:
    """Labels of the tree. A stem may as well be a name, so it counts only with a name and a value after it."""
    own: dict[int, Label] = {}
    after = 0
    for index, piece in enumerate(pieces):
        following = len(pieces) - index - 1
        label = vocabulary.find(piece, whole=0 < following < NAME_AND_VALUE or (following == 0 and len(pieces) > 1))
        if label and label.level not in own:
            own[label.level] = label
            after = index + 1
    taken = {label.piece for label in own.values()}
    fronts = tuple(piece for piece in pieces[:after] if piece not in taken)
    return _behind(Labels(own.get(1), own.get(SECOND), fronts, pieces[after:]))


def _behind(labels: Labels) -> Labels:
    """Where a label stands behind its name (and value), what stands before it is the name (and value)."""
    missing = NAME_AND_VALUE - len(labels.rest)
    lacking = not labels.rest or (missing == 1 and is_value(labels.rest[0].text))
    if lacking and len(labels.fronts) >= missing:
        kept = len(labels.fronts) - missing
        return replace(labels, fronts=labels.fronts[:kept], rest=(*labels.fronts[kept:], *labels.rest))
    return labels


def _cost_as_first(labels: Labels) -> Labels:
    """成本指标 with a label of its own behind it (经济成本指标) is a first level, as in the newer trees."""
    own2, rest = labels.own2, labels.rest
    first = own2 is not None and own2.name == FIRST_LEVEL_ELSEWHERE and labels.own1 is None
    if own2 and first and len(rest) > NAME_AND_VALUE and is_label_like(rest[0]):
        return replace(labels, own1=replace(own2, level=1), own2=None)
    return labels


def _unknown(labels: Labels, *, alone: bool) -> Labels:
    """Label-like texts before the name: kept as filed, the last of two as the second level."""
    rest = labels.rest
    count = 0
    while count < len(rest) and is_label_like(rest[count]) and (len(rest) - count > NAME_AND_VALUE or alone):
        count += 1
    filed = [Label(SECOND, piece.text, piece, known=False) for piece in rest[:count]]
    own1, own2 = labels.own1, labels.own2
    if filed and own2 is None:
        own2 = filed.pop()
    if filed and own1 is None:
        own1 = replace(filed.pop(), level=1)
    fronts = (*labels.fronts, *(label.piece for label in filed))
    return replace(labels, own1=own1, own2=own2, fronts=fronts, rest=rest[count:])


def _named(labels: Labels) -> Labels:
    """A row needs a name: where only a value is left, a label that is not in full (服务对象满意度) was the name."""
    own2, rest = labels.own2, labels.rest
    if own2 and len(rest) == 1 and is_value(rest[0].text) and not is_label_like(own2.piece):
        return replace(labels, own2=None, rest=(own2.piece, *rest))
    return labels
