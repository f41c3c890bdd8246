"""Columns of an indicator table whose head says nothing: what their cells say, and the doubts where they say nothing.

Only where cells stand in their columns. What is filled in under no known head is never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from youju.forms.columns import UNKNOWN, Column, Columns, field_of
from youju.forms.levels import Vocabulary
from youju.forms.page import Line, Piece, without_vertical
from youju.forms.rows import Entry
from youju.forms.values import is_plain_number, is_sign, is_value
from youju.notation.text import flat
from youju.notation.unit import is_unit

FEWEST = 2  # cells that prove something
WHOLE = (Decimal(100), Decimal(90))  # what the weights of a form sum to, with and without that of its execution
_LEVELS = frozenset({"level1", "level2"})
_NAMING = frozenset({"name", "described", UNKNOWN})


def levels_by_cells(columns: Columns, lines: Sequence[Line], vocabulary: Vocabulary) -> Columns:
    """The columns with a level that no head names, where level words stand under the first of two heads of names.

    指标名称 in front of 指标内容, 指标 in front of 三级指标: the cells decide, then the second holds the names.
    """
    values = next((at for at, one in enumerate(columns.columns) if one.field in ("sign", "target")), 0)
    named = [one for one in columns.columns[:values] if one.field in _NAMING]
    for column, behind in pairwise(named):
        level = _level_of(_cells_under(column, columns, lines), vocabulary)
        names = _cells_under(behind, columns, lines)
        of_names = bool(names) and _level_of(names, vocabulary) is None and not _are_values(names)
        if level is None or level in columns.fields or not of_names:
            continue
        held = {column: level, behind: "name" if column.field == "name" else behind.field}
        told = tuple(replace(one, field=held.get(one, one.field)) for one in columns.columns)
        columns = replace(columns, columns=told)
    return columns


def _cells_under(column: Column, columns: Columns, lines: Sequence[Line]) -> list[Piece]:
    """The cells of a column; without exact columns those of rows that have a cell for each of them."""
    if columns.exact:
        return [piece for line in lines for piece in line.own() if column.first <= piece.column <= column.last]
    at = columns.columns.index(column)
    whole = [pieces for pieces in map(without_vertical, lines) if len(pieces) == len(columns.columns)]
    return [pieces[at] for pieces in whole]


def _level_of(cells: Sequence[Piece], vocabulary: Vocabulary) -> str | None:
    """The level whose words more than half of the cells are."""
    found = [label for label in (vocabulary.find(piece, whole=False) for piece in cells) if label]
    if len(found) * 2 <= len(cells) or not found:
        return None
    return "level1" if all(label.level == 1 for label in found) else "level2"


def _are_values(cells: Sequence[Piece]) -> bool:
    return sum(is_value(flat(piece.text)) for piece in cells) * 2 > len(cells)


def told_by_cells(columns: Columns, lines: Sequence[Line]) -> Columns:
    """The columns, those under unknown heads by what every one of their filled cells in ``lines`` is.

    A sign, a unit, a weight of those that sum to the whole. Where no other column holds them, texts between levels and
    targets are the names, values right of the names the targets; ``doubted`` says that these are guesses.
    """
    if not columns.exact:
        return columns
    for column in columns.columns:
        field = _told(column, columns, lines) if column.field == UNKNOWN else None
        if field:
            told = tuple(replace(one, field=field) if one == column else one for one in columns.columns)
            columns = replace(columns, columns=told)
    return columns


def _told(column: Column, columns: Columns, lines: Sequence[Line]) -> str | None:
    """The field that the cells of a column tell, of those that no other column has."""
    texts = [flat(piece.text) for line in lines for piece in line.own() if column.first <= piece.column <= column.last]
    if len(texts) < FEWEST:
        return None
    values = sum(map(is_value, texts)) * 2 > len(texts)
    told = {
        "sign": all(map(is_sign, texts)),
        "unit": all(map(is_unit, texts)),
        "weight": all(map(is_plain_number, texts)) and _sum(texts) in WHOLE,
        "name": not values and _is_between(column, columns),
        "target": values and _is_behind(column, columns),
    }
    return next((field for field, is_so in told.items() if is_so and field not in columns.fields), None)


def _sum(numbers: Sequence[str]) -> Decimal:
    return sum((Decimal(number.replace(",", "")) for number in numbers), Decimal(0))


def _is_between(column: Column, columns: Columns) -> bool:
    """Whether a column stands right of the levels and left of the targets."""
    levels = [one.first for one in columns.columns if one.field in _LEVELS]
    targets = [one.first for one in columns.columns if one.field in ("sign", "target")]
    return bool(levels and targets) and max(levels) < column.first < min(targets)


def _is_behind(column: Column, columns: Columns) -> bool:
    """Whether a column is the first one right of the names but for signs and weights."""
    at = columns.columns.index(column)
    before = [one.field for one in columns.columns[:at]]
    return "name" in before and set(before[before.index("name") + 1 :]) <= {"sign", "weight"}


def doubted(entries: Sequence[Entry], columns: Columns) -> tuple[Entry, ...]:
    """The rows with a doubt on the name or target that may stand under an unknown head.

    A row lacks it, and something is filled in there; or only the column's cells told it (``told_by_cells``).
    """
    guessed = {one.field for one in columns.columns if one.field in ("name", "target") and not field_of(one.label.key)}
    return tuple(_doubted(entry, columns, guessed) for entry in entries) if columns.exact else tuple(entries)


def _doubted(entry: Entry, columns: Columns, guessed: set[str]) -> Entry:
    unread = _is_filled(entry.line, columns)
    lacking = {"name": entry.name is None and not entry.unnamed, "target": not entry.value}
    fields = [field for field, lacks in lacking.items() if field in guessed or (unread and lacks)]
    open_fields = tuple(dict.fromkeys((*entry.line.open, *fields)))
    return replace(entry, line=replace(entry.line, open=open_fields), unnamed=entry.unnamed and not unread)


def _is_filled(line: Line, columns: Columns) -> bool:
    """Whether a line holds something right of the levels or names, under an unknown head or under none."""
    first = max((one.last for one in columns.columns if one.field in {*_LEVELS, "name"}), default=0)
    under = [columns.at(piece.column) for piece in line.own() if piece.column > first]
    return any(column is None or column.field == UNKNOWN for column in under)
