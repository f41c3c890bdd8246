"""Edit a declaration: what a person typed into the cells of the form becomes the next version, nothing is guessed.

An edit is a field path and the text typed. Rows keep the number they have in the version the editing began with; rows
added get the numbers after the last one, in any order, so that edits can be kept as one text a field:

- ``indicators.3.target`` = ``≥90%``: the cell of the fourth row (also ``name``, ``level1``, ``level2``, ``weight``)
- ``indicators.3.levels`` = ``产出指标/质量指标``: both levels; the row moves to its group
- ``indicators.3`` = ``remove``: the row goes
- ``indicators.19`` = ``add:产出指标/质量指标``: a row at the end of that group; its cells are edited like any other's
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from youju.errors import RefusedError
from youju.model.declaration import Declaration, Note
from youju.model.indicator import Indicator
from youju.model.place import Place
from youju.model.target import NoTarget
from youju.notation.amount import parse_amount
from youju.notation.date import ImpossibleDateError, parse_date
from youju.notation.target import NOTES, parse_target
from youju.notation.text import flat
from youju.stages.fields import CELLS, HEAD_LABELS, row_field, row_path, row_text, text_of

REMOVE = "remove"
ADD = "add:"
LEVELS = "levels"
BLANKS = "-—–/ \t\n\u3000"
MOST_ROWS = 2_000
HEAVIEST = 100
_LONG_TEXTS = ("objectives.overall", "objectives.annual")
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class UnclearError(ValueError):
    """A text that is no amount, no date or no weight; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` typed into the cell ``field``; see the module for rows."""

    field: str
    text: str


def edited(declaration: Declaration, edits: Iterable[Edit]) -> Declaration:
    """The declaration with the texts typed. A doubt about an edited field is gone: a person said what it holds.

    A target is kept as typed even where it cannot be read (then it stays in doubt); a text that is no amount, date or
    weight changes nothing, ``echo_of`` says so. Raises RefusedError for a cell that the form does not have.
    """
    given = list(edits)
    for edit in given:
        if row_field(edit.field) is None:
            declaration = _head(declaration, edit)
    rows = _rows(declaration, given)
    changed = [row.place for number, row in enumerate(declaration.indicators) if rows.get(number) != row]
    cells = [declaration.places[edit.field] for edit in given if edit.field in declaration.places]
    notes = tuple(note for note in declaration.notes if not _outdated(note, changed, cells))
    return replace(declaration, notes=notes, indicators=tuple(rows.values()))


def numbers(declaration: Declaration, edits: Iterable[Edit]) -> tuple[int, ...]:
    """The number that edits use for each row of ``edited``, in its order."""
    return tuple(_rows(declaration, list(edits)))


def amount_of(text: str) -> Decimal | None:
    """The yuan typed; None for a blank. Raises UnclearError."""
    if not text.strip(BLANKS):
        return None
    amount = parse_amount(text, "元").amount
    if amount is None:
        raise UnclearError("这里读不出金额")
    return amount.yuan


def day_of(text: str) -> date | None:
    """The day typed; None for a blank. Raises UnclearError."""
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip())
    except ImpossibleDateError as fault:
        raise UnclearError(str(fault)) from None
    if day is None:
        raise UnclearError("这里读不出日期")
    return day


def weight_of(text: str) -> Decimal | None:
    """The weight typed, 0 to 100; None for a blank. Raises UnclearError."""
    written = flat(text).removesuffix("分")
    if not written:
        return None
    try:
        weight = Decimal(written)
    except InvalidOperation:
        raise UnclearError("这里读不出分值") from None
    if not weight.is_finite() or not 0 <= weight <= HEAVIEST:
        raise UnclearError("分值要在 0 到 100 之间")
    return weight


def levels_of(text: str) -> tuple[str | None, str | None]:
    """First and second level of ``产出指标/质量指标``; free texts, because a form may have levels of its own."""
    first, _, second = _one_line(text).partition("/")
    return first.strip() or None, second.strip() or None


def typed(text: str) -> str:
    """The text without what cannot be printed or stored, its line ends as one."""
    return _UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _one_line(text: str) -> str:
    return " ".join(typed(text).split())


def _head(declaration: Declaration, edit: Edit) -> Declaration:
    block, _, name = edit.field.partition(".")
    if not name or edit.field not in HEAD_LABELS:
        raise RefusedError(f"申报表上没有可以填写的“{edit.field}”这一格。", "请刷新页面后再填。")
    try:
        value = _head_value(edit)
    except UnclearError:
        return declaration
    if edit.text.strip() != text_of(declaration, edit.field):
        declaration = replace(declaration, **{block: replace(getattr(declaration, block), **{name: value})})
    others = {field: options for field, options in declaration.alternatives.items() if field != edit.field}
    doubts = tuple(doubt for doubt in declaration.doubts if doubt != edit.field)
    return replace(declaration, doubts=doubts, alternatives=others)


def _head_value(edit: Edit) -> str | date | Decimal | None:
    if edit.field.startswith("funds."):
        return amount_of(edit.text)
    if edit.field in ("project.start", "project.end"):
        return day_of(edit.text)
    return (typed(edit.text) if edit.field in _LONG_TEXTS else _one_line(edit.text)) or None


def _rows(declaration: Declaration, edits: Sequence[Edit]) -> dict[int, Indicator]:
    """The rows in the order of the edited form, under their numbers."""
    count = len(declaration.indicators)
    found = [(field, edit.text) for edit in edits if (field := row_field(edit.field))]
    whole = {field.row: text for field, text in found if not field.name}
    added = {number: _added(number, text, count) for number, text in whole.items() if text.startswith(ADD)}
    rows = {**dict(enumerate(declaration.indicators)), **added}
    if len(rows) > MOST_ROWS:
        raise RefusedError(f"一张表最多 {MOST_ROWS:,} 行指标。", "请删去多余的行。")
    moved = set(added)
    for field, text in sorted(found, key=lambda item: item[0].name):  # the name comes before the target it explains
        before = rows.get(field.row)
        if before is None or field.name not in ("", *_CELLS):
            raise RefusedError(
                f"申报表上没有可以填写的“{row_path(field.row, field.name)}”这一格。", "请刷新页面后再填。"
            )
        if field.name:
            rows[field.row] = _cell(before, field.name, text, declaration.year)
            moved |= {field.row} if _levels(rows[field.row]) != _levels(before) else set()
    order = list(range(count))
    for number in sorted(moved):
        order = _placed(order, rows, number)
    return {number: rows[number] for number in order if whole.get(number) != REMOVE}


def _added(number: int, text: str, first: int) -> Indicator:
    if number < first:
        raise RefusedError(f"第{number + 1}行已经有指标，不能再加。", "请刷新页面后再填。")
    level1, level2 = levels_of(text.removeprefix(ADD))
    return Indicator(level1, level2, None)


def _levels(row: Indicator) -> tuple[str | None, str | None]:
    return row.level1, row.level2


def _placed(order: list[int], rows: Mapping[int, Indicator], number: int) -> list[int]:
    """The order with the row at the end of its group, else of its first level; beside its group it stays in place."""
    own = _levels(rows[number])
    if number in order:
        at = order.index(number)
        if any(_levels(rows[other]) == own for other in (*order[max(at - 1, 0) : at], *order[at + 1 : at + 2])):
            return order
    rest = [other for other in order if other != number]
    group = [at for at, other in enumerate(rest) if _levels(rows[other]) == own]
    first_level = [at for at, other in enumerate(rest) if rows[other].level1 == own[0]]
    after = (group or first_level or [len(rest) - 1])[-1] + 1
    return [*rest[:after], number, *rest[after:]]


def _cell(row: Indicator, name: str, text: str, year: int | None) -> Indicator:
    if name != LEVELS and text.strip() == row_text(row, name):
        return _sure(row, *_doubts_in(name))
    try:
        return _CELLS[name](row, text, year)
    except UnclearError:
        return row


def _doubts_in(name: str) -> tuple[str, ...]:
    return (name, *(doubt for doubt, cell in CELLS.items() if cell == name))


def _sure(row: Indicator, *fields: str) -> Indicator:
    others = {field: options for field, options in row.alternatives.items() if field not in fields}
    return replace(row, doubts=tuple(doubt for doubt in row.doubts if doubt not in fields), alternatives=others)


def _text_cell(name: str) -> Callable[[Indicator, str, int | None], Indicator]:
    def put(row: Indicator, text: str, _year: int | None) -> Indicator:
        change: dict[str, Any] = {name: _one_line(text) or None}
        return _sure(replace(row, **change), name)

    return put


def _both_levels(row: Indicator, text: str, _year: int | None) -> Indicator:
    level1, level2 = levels_of(text)
    return _sure(replace(row, level1=level1, level2=level2), "level1", "level2")


def _target(row: Indicator, text: str, year: int | None) -> Indicator:
    """The target as typed; what cannot be read at all stays in doubt, so that it is not submitted unread."""
    parsed = parse_target(typed(text), row.name, year)
    row = _sure(replace(row, target=parsed.target), *_doubts_in("target"))
    unread = isinstance(parsed.target, NoTarget) and bool(parsed.doubts)
    return replace(row, doubts=(*row.doubts, "target")) if unread else row


def _weight(row: Indicator, text: str, _year: int | None) -> Indicator:
    return _sure(replace(row, weight=weight_of(text)), "weight")


_CELLS: Mapping[str, Callable[[Indicator, str, int | None], Indicator]] = {
    "level1": _text_cell("level1"),
    "level2": _text_cell("level2"),
    "name": _text_cell("name"),
    "target": _target,
    "weight": _weight,
    LEVELS: _both_levels,
}


def _outdated(note: Note, rows: Iterable[Place], cells: Iterable[Place]) -> bool:
    """Whether a note of the reader is about a target or an amount that a person has typed since."""
    at = note.place
    if note.code in NOTES:
        return any((at.table, at.row, at.line) == (one.table, one.row, one.line) for one in rows)
    return at in cells
