"""Carries level labels down the page, as a reader's eye does, and gathers what shows that they may stand too low."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.forms.geometry import Geometry
from youju.forms.levels import FIRST_LEVEL_ELSEWHERE, Label, Vocabulary
from youju.forms.page import Piece, without_vertical
from youju.forms.rows import Entry, joined
from youju.notation.text import name_key

OUTPUT = "产出指标"


@dataclass(frozen=True, slots=True)
class Carried:
    """An indicator row with the levels the page reads downwards.

    ``carrier``: the row that printed the second level, None where none stands above. ``printed``: the first level was
    printed at or above this row; else it follows from the second level.
    """

    entry: Entry
    level1: str | None
    level2: str | None
    carrier: int | None
    printed: bool


def settled(entries: Sequence[Entry], geometry: Geometry) -> tuple[Entry, ...]:
    """The indicator rows, with what stands on lines of its own brought to them.

    A label alone goes to the next row, unless that prints another; a name cut by a line break is joined; a text alone
    is a stray in front of the next row, if it is no name without a value. A text in the column of second levels, before
    a name in its column, is a label the tree does not know.
    """
    found: list[Entry] = []
    labels: tuple[Label | None, Label | None] = (None, None)
    strays: tuple[Piece, ...] = ()
    for index, raw in enumerate(entries):
        entry = _by_column(raw, geometry)
        if not entry.is_indicator:
            strays += entry.fronts
            labels = _labels_above(entry, labels)
        elif found and _goes_on(found[-1], entry, geometry):
            found[-1] = _joined(found[-1], entry)
        elif entry.name and _is_stray(entry, found, geometry) and not _is_named(entries, index):
            strays += (*entry.fronts, entry.name)
        else:
            own1, own2 = _labels_above(entry, labels)
            found.append(replace(entry, own1=own1, own2=own2, fronts=(*strays, *entry.fronts)))
            labels, strays = (None, None), ()
    if strays and found:
        found[-1] = replace(found[-1], fronts=(*found[-1].fronts, *strays))
    return tuple(found)


def _labels_above(entry: Entry, above: tuple[Label | None, Label | None]) -> tuple[Label | None, Label | None]:
    """The labels of an entry, else those that stand alone above it; a new first level ends the second above."""
    own1, own2 = above
    return entry.own1 or own1, entry.own2 or (None if entry.own1 else own2)


def _goes_on(above: Entry, entry: Entry, geometry: Geometry) -> bool:
    """Whether a line break cut a name in two: one line ends in its column, the next begins with the rest of it.

    The rest of a name has its value right behind it; a value further off belongs to a shifted row of its own.
    """
    cut = above.name is not None and not above.value and above.line.breaks_off() and bool(entry.value)
    bare = not (entry.own1 or entry.own2 or entry.fronts or entry.opens)
    if not (cut and bare and above.name and entry.name) or geometry.name is None:
        return False
    beside = entry.value[0].column <= entry.name.column + 1
    return above.name.column == geometry.name and entry.name.column == 1 and beside


def _joined(above: Entry, entry: Entry) -> Entry:
    if above.name is None or entry.name is None:
        return above
    return replace(above, name=joined(above.name, entry.name), value=entry.value)


def _is_stray(entry: Entry, found: Sequence[Entry], geometry: Geometry) -> bool:
    """Whether a text is alone on its line, neither in the column of names nor under the last label's name."""
    carrier = next((row for row in reversed(found) if row.own2), None)
    return not (entry.value or entry.own1 or entry.own2) and geometry.is_shifted(entry, carrier)


def _is_named(entries: Sequence[Entry], index: int) -> bool:
    """Whether a text alone outside the column of names is the name of a row that was shifted, its value blank.

    A row beside it has its name there, all rows beside it begin there, or it stands right of the first column with rows
    below it; and no row repeats it.
    """
    name = entries[index].name
    others = [entry.name for entry in entries if entry.name and entry is not entries[index]]
    if name is None or name_key(name.text) in {name_key(other.text) for other in others}:
        return False
    beside = [entry for entry in entries[max(0, index - 1) : index + 2] if entry.name and entry.value]
    named = any(entry.name and entry.name.column == name.column for entry in beside)
    if named or (beside and all(without_vertical(entry.line)[0].column == name.column for entry in beside)):
        return True
    return name.column > 1 and any(entry.is_indicator for entry in entries[index + 1 :])


def _by_column(entry: Entry, geometry: Geometry) -> Entry:
    if geometry.name is None or entry.name is None or entry.name.column != geometry.name:
        return entry
    own2, fronts = entry.own2, entry.fronts
    if geometry.spans_known and own2 and own2.name == FIRST_LEVEL_ELSEWHERE and own2.piece.column == geometry.level1:
        return replace(entry, own1=replace(own2, level=1), own2=None)
    if own2 is None and fronts and fronts[-1].column == geometry.level2:
        label = Label(2, fronts[-1].text, fronts[-1], known=False)
        return replace(entry, own2=label, fronts=fronts[:-1])
    return entry


def cost_as_filed(entries: Sequence[Entry], geometry: Geometry) -> tuple[Entry, ...]:
    """成本指标 below 产出指标 without a label of its own behind it is a second level, as in the older trees.

    Where spans tell its column, the column has said which it is.
    """
    if geometry.spans_known:
        return tuple(entries)
    found: list[Entry] = []
    level1: str | None = None
    for entry in entries:
        cost = entry.own1 if entry.own1 and entry.own1.name == FIRST_LEVEL_ELSEWHERE else None
        below = cost and entry.own2 is None and level1 == OUTPUT
        found.append(replace(entry, own1=None, own2=replace(cost, level=2)) if cost and below else entry)
        level1 = found[-1].own1.name if found[-1].own1 else level1
    return tuple(found)


def carried(entries: Sequence[Entry], vocabulary: Vocabulary) -> tuple[Carried, ...]:
    """Each row with its own labels or those above it; a second level brings its only first level with it."""
    found: list[Carried] = []
    level1: str | None = None
    level2: str | None = None
    carrier: int | None = None
    printed = False
    for index, entry in enumerate(entries):
        if entry.own1:
            if level2 and entry.own1.name != level1:
                level2 = None
            printed = bool(entry.own1.name)
            under = vocabulary.parent(entry.own2.name) if entry.own2 else None
            level1 = entry.own1.name or under or _following(level1, vocabulary)
        if entry.own2:
            level2 = entry.own2.name
            carrier = index
            parent = vocabulary.parent(level2)
            if not entry.own1 and parent and not vocabulary.holds(level1, level2):
                level1, printed = parent, False
        found.append(Carried(entry, level1, level2, carrier if level2 else None, printed))
    return tuple(found)


def _following(level1: str | None, vocabulary: Vocabulary) -> str | None:
    """The first level that comes next in the tree, where only the weight of its label is left."""
    firsts = list(vocabulary.taxonomy.levels)
    at = firsts.index(level1) + 1 if level1 in firsts else 0
    return firsts[at] if at < len(firsts) else None


def is_displaced(rows: Sequence[Carried]) -> bool:
    """Whether some label is seen to stand below the first row of its group.

    Its group begins above it: the table or a first level begins without the second level that follows, or a first
    level is printed below a second level of its own.
    """
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        begins = above is None or above.level1 != row.level1
        if begins and row.level2 is None and label_below(rows, index) is not None:
            return True
        if above and row.entry.own1 and above.level1 == row.level1 and not above.printed:
            return True
    return False


def next_label(rows: Sequence[Carried], index: int) -> int | None:
    """The next row below ``index`` that prints a second level."""
    return next((later for later in range(index + 1, len(rows)) if rows[later].entry.own2), None)


def label_below(rows: Sequence[Carried], index: int) -> int | None:
    """The next row that prints a second level, if it stands under the same first level as far as the page says."""
    below = next_label(rows, index)
    if below is None or rows[index].level1 not in (None, rows[below].level1):
        return None
    return below
