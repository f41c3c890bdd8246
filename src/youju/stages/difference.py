"""What differs between two versions of a declaration, cell by cell, for people who compare them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.model.declaration import Declaration
from youju.model.indicator import Indicator
from youju.notation.text import name_key
from youju.stages.edit import Edit
from youju.stages.fields import HEAD_LABELS, ROW_LABELS, label_of, row_field, row_path, row_text, text_of

Became = Mapping[int, int | None]
_FIELDS = ("year", *(path for path in HEAD_LABELS if "." in path))


@dataclass(frozen=True, slots=True)
class Difference:
    """``field`` with rows as numbered before; rows added have the numbers after the last one, as in edits.

    A row that was added has an empty ``before``, one that was removed an empty ``after``.
    """

    field: str
    label: str
    before: str
    after: str


def differences(before: Declaration, after: Declaration, became: Became | None = None) -> tuple[Difference, ...]:
    """The cells whose texts differ: head, funds, goals, then rows.

    ``became``: which row became which, where that is known; else rows are paired by their names.
    """
    became = paired(before, after) if became is None else became
    found = [(path, text_of(before, path), text_of(after, path)) for path in _FIELDS]
    for old, row in enumerate(before.indicators):
        new = became[old]
        if new is None:
            found.append((row_path(old), _row_words(row), ""))
        else:
            now = after.indicators[new]
            found += [(row_path(old, name), row_text(row, name), row_text(now, name)) for name in ROW_LABELS]
    added = (row for new, row in enumerate(after.indicators) if new not in became.values())
    found += [(row_path(number), "", _row_words(row)) for number, row in enumerate(added, len(before.indicators))]
    return tuple(Difference(path, label_of(path), old, new) for path, old, new in found if old != new)


def paired(before: Declaration, after: Declaration) -> dict[int, int | None]:
    """Which row became which: by name, then a renamed row by its levels; None for a row that is gone."""
    matched: dict[int, int] = {}
    for key in (_by_name, _by_levels):
        free = [at for at in range(len(after.indicators)) if at not in matched.values()]
        for old, row in enumerate(before.indicators):
            same = [new for new in free if old not in matched and key(after.indicators[new]) == key(row)]
            if same:
                matched[old] = same[0]
                free.remove(same[0])
    return {old: matched.get(old) for old in range(len(before.indicators))}


def carried(
    before: Declaration, after: Declaration, edits: Sequence[Edit]
) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """Edits of ``before`` as edits of ``after``, declared by somebody else meanwhile; and those whose row is gone."""
    became = paired(before, after)
    shift = len(after.indicators) - len(before.indicators)
    kept: list[Edit] = []
    gone: list[Edit] = []
    for edit in edits:
        field = row_field(edit.field)
        at = None if field is None else became.get(field.row, field.row + shift)
        if field is None:
            kept.append(edit)
        elif at is None:
            gone.append(edit)
        else:
            kept.append(Edit(row_path(at, field.name), edit.text))
    return tuple(kept), tuple(gone)


def _by_name(row: Indicator) -> object:
    return name_key(row.name or "")


def _by_levels(row: Indicator) -> object:
    return row.level1, row.level2


def _row_words(row: Indicator) -> str:
    levels = "/".join(level for level in (row.level1, row.level2) if level)
    return "　".join(text for text in (levels, row.name, row_text(row, "target")) if text)
