"""Merge two versions of a declaration that two people made of one: each field as it was, theirs, mine, and a choice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from youju.model.declaration import Declaration
from youju.model.indicator import Indicator
from youju.stages.difference import carried, paired
from youju.stages.edit import ADD, LEVELS, Edit
from youju.stages.fields import DOUBT_LABELS, HEAD_LABELS, label_of, row_field, row_path, row_text, text_of

ADDED = "新加的一行"
_CELLS = ("name", "target", "weight")
_HEAD = tuple(path for path in HEAD_LABELS if "." in path)


class Side(StrEnum):
    """Whose text of a field."""

    MINE = "mine"
    THEIRS = "theirs"


class Apart(StrEnum):
    """Who changed a field; ``both``: each otherwise; ``same``: both alike."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Mine:
    """My draft: the version it began with, the edits of it, what they made of it, and the numbers of its rows.

    ``unread``: texts typed that cannot be kept as they are; the form still shows them.
    """

    base: Declaration
    edits: tuple[Edit, ...]
    declaration: Declaration
    rows: tuple[int, ...]
    unread: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """One field, or one row, in three versions. A row that is not there has an empty text.

    ``field`` numbers rows as my edits do; rows that they added are after all of mine.
    """

    field: str
    label: str
    before: str
    theirs: str
    mine: str
    apart: Apart

    @property
    def whole(self) -> bool:
        """Whether it is about a row as a whole."""
        field = row_field(self.field)
        return field is not None and not field.name


def compared(mine: Mine, theirs: Declaration) -> tuple[ThreeWay, ...]:
    """Every field that somebody changed: head, funds and goals, the rows of the common version, rows added."""
    return (*_head(mine, theirs), *_rows(mine, theirs))


def merged(mine: Mine, theirs: Declaration, chosen: Mapping[str, Side]) -> dict[str, str]:
    """My edits of their version, without those given up. What only I changed is mine unless ``chosen`` is theirs.

    Where both changed a field, theirs stands unless mine is ``chosen``; a row of mine that they removed comes back.
    """
    apart = {one.field: one.apart for one in compared(mine, theirs)}
    everywhere = {number for number, at in paired(mine.base, theirs).items() if at is not None and number in mine.rows}
    units = {edit.field: _unit(edit.field, everywhere) for edit in mine.edits}
    kept = [edit for edit in mine.edits if _stays(apart.get(units[edit.field]), chosen.get(units[edit.field]))]
    edits, lost = carried(mine.base, theirs, kept)
    back = dict.fromkeys(field.row for edit in lost if (field := row_field(edit.field)))
    return {edit.field: edit.text for edit in (*edits, *_back(mine, theirs, back, edits))}


def _stays(apart: Apart | None, chosen: Side | None) -> bool:
    """Whether my edit does. One that changes nothing confirms what the form says, as long as the form says so."""
    if apart is Apart.MINE:
        return chosen is not Side.THEIRS
    return apart is None or (apart is Apart.BOTH and chosen is Side.MINE)


def _head(mine: Mine, theirs: Declaration) -> Iterator[ThreeWay]:
    for path in _HEAD:
        own = mine.unread.get(path, text_of(mine.declaration, path))
        yield from _different(path, label_of(path), text_of(mine.base, path), text_of(theirs, path), own)


def _rows(mine: Mine, theirs: Declaration) -> Iterator[ThreeWay]:
    base, now = mine.base.indicators, paired(mine.base, theirs)
    own = _own(mine)
    for number, before in enumerate(base):
        at, label = now[number], label_of(row_path(number))
        other = None if at is None else theirs.indicators[at]
        if other is not None and number in own:
            yield from _cells(number, (before, other, own[number]), mine.unread)
        else:
            yield from _different(row_path(number), label, _words(before), _words(other), _words(own.get(number)))
    for number in own:
        if number >= len(base):
            yield from _different(row_path(number), ADDED, "", "", _words(own[number]))
    added = [row for at, row in enumerate(theirs.indicators) if at not in now.values()]
    for number, other in enumerate(added, start=max((len(base) - 1, *mine.rows)) + 1):
        yield from _different(row_path(number), ADDED, "", _words(other), "")


def _cells(
    number: int, versions: tuple[Indicator, Indicator, Indicator], unread: Mapping[str, str]
) -> Iterator[ThreeWay]:
    levels = f"第{number + 1}行 {DOUBT_LABELS['level1']}、{DOUBT_LABELS['level2']}"
    before, theirs, mine = map(_levels, versions)
    yield from _different(row_path(number, LEVELS), levels, before, theirs, mine)
    for name in _CELLS:
        path = row_path(number, name)
        before, theirs, mine = (row_text(row, name) for row in versions)
        yield from _different(path, label_of(path), before, theirs, unread.get(path, mine))


def _different(field: str, label: str, before: str, theirs: str, mine: str) -> Iterator[ThreeWay]:
    if theirs == mine == before:
        return
    apart = Apart.SAME if theirs == mine else Apart.BOTH
    if theirs == before:
        apart = Apart.MINE
    elif mine == before:
        apart = Apart.THEIRS
    yield ThreeWay(field, label, before, theirs, mine, apart)


def _unit(path: str, everywhere: Collection[int]) -> str:
    """What the edit belongs to when it is chosen: its cell, or the whole row unless the row is in every version."""
    field = row_field(path)
    if field is None:
        return path
    if field.row not in everywhere:
        return row_path(field.row)
    return row_path(field.row, LEVELS if field.name in ("level1", "level2") else field.name)


def _back(mine: Mine, theirs: Declaration, rows: Iterable[int], edits: Sequence[Edit]) -> Iterator[Edit]:
    """Rows that they removed, added again with all that mine say."""
    taken = [field.row for edit in edits if (field := row_field(edit.field))]
    own = _own(mine)
    for number, row in enumerate(rows, start=max((len(theirs.indicators) - 1, *taken)) + 1):
        yield Edit(row_path(number), f"{ADD}{_levels(own[row])}")
        texts = ((name, row_text(own[row], name)) for name in _CELLS)
        yield from (Edit(row_path(number, name), text) for name, text in texts if text)


def _own(mine: Mine) -> dict[int, Indicator]:
    return dict(zip(mine.rows, mine.declaration.indicators, strict=True))


def _levels(row: Indicator) -> str:
    return f"{row.level1 or ''}/{row.level2 or ''}".rstrip("/")


def _words(row: Indicator | None) -> str:
    if row is None:
        return ""
    texts = (_levels(row), *(row_text(row, name) for name in _CELLS))
    return "　".join(text for text in texts if text)
