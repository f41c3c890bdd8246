"""The columns of an indicator table: which field each holds, by one or two rows of labels, in whatever order they come.

A header of two rows parts a label over several columns (指标值 over two years; 年度指标值 over sign, value and unit).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from youju.forms import words
from youju.forms.page import Line, Piece

_PART_OF_YEAR = re.compile(r"1[-—~至到](?!12)\d{1,2}月")
_YEAR = re.compile(r"^(?:20\d\d|本|当)年度?|(?<=预期)20\d\d年|1[-—~至到]\d{0,2}月")
# Columns that tables of indicators have and the block of execution has not.
TELLING = frozenset({"level1", "level2", "name", "target", "actual", "progress"})
PLAIN = frozenset({"level1", "level2", "name", "target"})
LEVELS = ("level1", "level2", "name")
PARTS = frozenset({*LEVELS, "sign", "unit", "target", "previous", "medium", "cause", "cause_text", "likely"})
TICKED = frozenset({"cause", "likely"})
UNKNOWN = "unknown"
MOST_COLUMNS = 80  # of a header; two blocks side by side have some twenty
RESULTS = frozenset({"actual", "points"})  # columns of a self-evaluation
MONITORED = frozenset({"likelihood", "cause", "likely"})
MIDYEAR = frozenset({*MONITORED, "progress", "forecast"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the ``field`` it holds and the grid columns it covers; ``label`` as printed."""

    field: str
    first: int
    last: int
    label: Piece


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns from left to right. ``exact``: the source told of spans, so that a cell's column says what it is."""

    columns: tuple[Column, ...]
    exact: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in order."""
        return tuple(column.field for column in self.columns)

    @property
    def is_plain(self) -> bool:
        """Whether the table has nothing but levels, names and targets, in the usual order."""
        kept = [field for field in self.fields if field != UNKNOWN]
        return set(kept) <= PLAIN and kept == sorted(kept, key=("level1", "level2", "name", "target").index)

    @property
    def blocks(self) -> tuple[tuple[Column, ...], ...]:
        """The columns of each set of names: side by side a form may have those of the period and those of the year.

        What stands before the first set belongs to each.
        """
        first = next((name for name in LEVELS if self.fields.count(name) > 1), None)
        if first is None or self.fields.count("name") < 2:  # noqa: PLR2004 (two sets)
            return (self.columns,)
        starts = [at for at, name in enumerate(self.fields) if name == first]
        ends = [*starts[1:], len(self.columns)]
        shared = self.columns[: starts[0]]
        return tuple((*shared, *self.columns[start:end]) for start, end in zip(starts, ends, strict=True))

    def at(self, column: int) -> Column | None:
        """The column that covers a grid column."""
        return next((one for one in self.columns if one.first <= column <= one.last), None)


def field_of(key: str) -> str | None:
    """The field a head stands for, as a whole word, else by its parts; a year in it (2021年实现值) does not matter.

    What is reached in a part of the year (1-9月完成值) is progress.
    """
    if _PART_OF_YEAR.search(key) and words.column_by_parts(key) == "progress":
        return "progress"
    by_parts = () if key in words.vertical_pieces() else (key, _YEAR.sub("", key))
    return _worded(key) or next(filter(None, map(words.column_by_parts, by_parts)), None)


def _worded(key: str) -> str | None:
    """The field of a head that is listed as a whole."""
    for name in (key, _YEAR.sub("", key)):
        found = words.labels("columns").get(name) or words.labels("beside").get(name)
        if found:
            return found
    return None


def columns_of(header: Line, below: Line | None, *, placed: bool = False) -> Columns:
    """The columns that a header line names, with those of the line ``below`` where that parts some of them.

    ``placed``: the cells stand in their columns, though the source does not tell of spans.
    """
    above = _named(header)
    parts = _named(below) if below and is_parting(below) else ()
    if not parts and not header.spans_known:
        above, parts = _behind(above)
    exact = header.spans_known or placed
    merged = _over(above, parts) if exact else _in_turn(above, parts)
    return Columns(_in_context(_described(merged[:MOST_COLUMNS])), exact)


def _behind(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns of a header in one line, and those that part its targets where these were printed behind all."""
    fields = [column.field for column in columns]
    start = len(fields)
    while start and fields[start - 1] in ("sign", "target", "unit"):
        start -= 1
    parts = fields[start:]
    torn = "sign" in parts and "target" in parts and "target" in fields[:start]
    return (columns[:start], columns[start:]) if torn else (columns, ())


def is_parting(line: Line) -> bool:
    """Whether every text of a line below the header is a label of columns itself."""
    own = line.own()
    return bool(own) and all(field_of(piece.key) in PARTS for piece in own)


def _named(line: Line) -> tuple[Column, ...]:
    found = [
        Column(_field_in(line, piece) or UNKNOWN, piece.column, piece.column + piece.wide - 1, piece)
        for piece in line.own()
        if piece.key not in words.vertical_pieces()
        or _field_in(line, piece)
        or (line.spans_known and _is_right(line, piece))
    ]
    if line.spans_known:
        return tuple(found)
    ends = [column.first - 1 for column in found[1:]]
    return tuple(replace(column, last=max(column.first, end)) for column, end in zip(found, [*ends, 0], strict=True))


def _field_in(line: Line, piece: Piece) -> str | None:
    """The field of a head in its line: 绩效指标 at the side heads no column, right of the levels it heads the names."""
    if piece.key not in words.vertical_pieces():
        return field_of(piece.key)
    fields = [field_of(other.key) for other in line.own()]
    names = _is_right(line, piece) and "name" not in fields
    return _worded(piece.key) or (words.column_by_parts(piece.key) if names else None)


def _is_right(line: Line, piece: Piece) -> bool:
    """Whether a head stands right of one of levels, where it is no label of the table's side."""
    return any(
        field_of(other.key) in ("level1", "level2", "level") for other in line.own() if other.column < piece.column
    )


def _over(above: Sequence[Column], parts: Sequence[Column]) -> tuple[Column, ...]:
    """Labels of the first row where no label of the second stands under them, and those of the second."""
    whole = [one for one in above if not any(one.first <= part.first <= one.last for part in parts)]
    return tuple(sorted((*whole, *parts), key=lambda column: column.first))


def _described(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where names hold second levels and descriptions the names (指标类型, 指标名称, 指标描述), by what they hold."""
    fields = {column.field for column in columns}
    if not {"level1", "name", "described"} <= fields or "level2" in fields:
        return columns
    held = {"name": "level2", "described": "name"}
    return tuple(replace(column, field=held.get(column.field, column.field)) for column in columns)


def _in_context(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """What a head means beside the others: a kind is the level that is missing, a remark on a result its reason.

    A head known by its parts says nothing where another column has its field.
    """
    fields = frozenset(column.field for column in columns)
    keys = {column.field: column.label.key for column in reversed(columns) if _worded(column.label.key)}
    found = []
    for column in columns:
        key, field = column.label.key, _meant(column, keys, fields)
        if not _worded(key) and keys.get(field, key) != key:
            field = UNKNOWN
        keys.setdefault(field, key)
        found.append(replace(column, field=field))
    return tuple(found)


def _meant(column: Column, taken: Collection[str], fields: frozenset[str]) -> str:
    """The field of a column by what other columns hold (``taken``) and whether the form has results or is of midyear.

    ``fields``: what the heads say, each taken alone.
    """
    field = column.field
    evaluated = bool(fields & RESULTS) and not fields & MONITORED
    if field == "level":
        return next((level for level in ("level1", "level2") if level not in taken), UNKNOWN)
    if field == "described" and "name" not in taken:
        return "name"
    if field in ("remark", "cause_text") and evaluated and "reason" not in taken:
        return "reason"
    if field == "reason" and not evaluated:
        return _reason(column, taken, midyear=bool(fields & MIDYEAR))
    if "actual" in fields or not evaluated:
        return field
    this_year = "年" not in column.label.key
    return "actual" if field == "progress" or (field == "previous" and this_year) else field


def _reason(column: Column, taken: Collection[str], *, midyear: bool) -> str:
    """What a head of reasons holds in a form without results: at midyear, why the promise may be missed."""
    if midyear and "cause_text" not in taken:
        return "cause_text"
    return "reason" if _worded(column.label.key) else UNKNOWN


def _in_turn(above: Sequence[Column], parts: Sequence[Column]) -> tuple[Column, ...]:
    """Without spans the parts stand where their label stands in the order; levels stand in front of all others.

    The columns are then counted in turn, because blank cells between them may be lost.
    """
    levels = [part for part in parts if part.field in LEVELS]
    values = [part for part in parts if part.field not in LEVELS]
    order: list[Column] = [*levels, *(one for one in above if not (levels and one.field in LEVELS))]
    if values:
        at = next((index for index, one in enumerate(order) if one.field == "target"), len(order))
        order[at : at + 1] = values
    if not parts:
        return tuple(order)
    return tuple(replace(column, first=number, last=number) for number, column in enumerate(order, start=1))
