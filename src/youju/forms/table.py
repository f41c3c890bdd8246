"""The rows of an indicator table by its columns: results, weights, points and reasons beside names and targets.

Where the source told of spans a cell's column says what it is; else the cells of a row are put under the columns by
what they say, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from youju.forms import words
from youju.forms.alignment import Row, aligned, is_weight
from youju.forms.columns import TICKED, Column, Columns
from youju.forms.labels import SECOND
from youju.forms.levels import FIRST_LEVEL_ELSEWHERE, Label, Vocabulary
from youju.forms.page import Line, Piece, without_vertical
from youju.forms.rows import ANNUAL, MEDIUM, Entry, is_placeholder, place, refuse_endless
from youju.forms.unheaded import doubted, levels_by_cells, told_by_cells
from youju.forms.values import is_value

OWN = frozenset({"level1", "level2", "name", "target"})
Cells = tuple[tuple[str, Piece], ...]
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.．、])\s*")
_HEADINGS = {1: re.compile(r"[一二三四五六七八九十]+、.*[目指]标"), SECOND: re.compile(r"\d+[.．、].*[目指]标")}
_WEIGHT_BEHIND = re.compile(r"(?P<label>.*指标)(?P<weight>\d+(?:\.\d+)?分)")


def column_entries(lines: Sequence[Line], columns: Columns, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """The rows that print something under the columns. Raises UnreadableError for a table without end."""
    columns = _levels_as_names(lines, columns, vocabulary)
    found: list[Entry] = []
    opens = False
    for line in lines:
        opens = opens or line.opens
        for period, cells in _cells(line, columns, vocabulary):
            entry = replace(_entry(line, cells, vocabulary), opens=opens, period=period)
            opens = False
            if columns.exact:
                found += _by_period(entry)
            else:
                for one in _by_period(entry):
                    place(found, one)
            refuse_endless(found)
    if not {"level1", "level2"}.intersection(columns.fields):
        found = [_as_label(entry) for entry in found]
    return doubted(_unnamed(_cost_by_weights([entry for entry in found if not is_placeholder(entry)])), columns)


def _levels_as_names(lines: Sequence[Line], columns: Columns, vocabulary: Vocabulary) -> Columns:
    """The columns by what the rows print under them, where their heads do not tell.

    Second levels stand under 指标名称 where a form has no column for them; names beside them keep theirs.
    """
    columns = told_by_cells(levels_by_cells(columns, lines, vocabulary), lines)
    if not {"level1", "name"} <= set(columns.fields) or "level2" in columns.fields:
        return columns
    printed = [
        (label.name, pieces[at + 1 :])
        for pieces in map(without_vertical, lines)
        for at, piece in enumerate(pieces[:2])
        if not columns.exact or ((under := columns.at(piece.column)) and under.field == "name")
        if (label := vocabulary.find(piece, whole=False)) and label.level > 1
    ]
    if len({name for name, _ in printed}) < SECOND or any(_is_named(cells) for _, cells in printed):
        return columns
    held = tuple(replace(one, field="level2") if one.field == "name" else one for one in columns.columns)
    return replace(columns, columns=held)


def _is_named(cells: Sequence[Piece]) -> bool:
    """Whether a name and its value are the cells behind a level."""
    return len(cells) > 1 and not is_value(cells[0].text) and is_value(cells[1].text)


def is_heading(piece: Piece) -> bool:
    """Whether a text is a numbered heading over rows (三、产出目标; 1.数量目标)."""
    return any(mark.fullmatch(piece.text) for mark in _HEADINGS.values())


def _as_label(entry: Entry) -> Entry:
    """A numbered heading over rows (三、产出目标; 1.数量目标), in a table without columns of levels, as their level."""
    name = entry.name
    level = next((level for level, mark in _HEADINGS.items() if name and mark.fullmatch(name.text)), None)
    if name is None or level is None or entry.value or entry.more:
        return entry
    label = Label(level, _NUMBERING.sub("", name.text), name, known=False)
    return replace(entry, name=None, own1=label if level == 1 else None, own2=label if level == SECOND else None)


def _by_period(entry: Entry) -> tuple[Entry, ...]:
    """A row with a target of the year and one of the whole period (年度目标值, 实施周期目标值) as a row for each."""
    medium = entry.more.get(MEDIUM, ())
    if not medium:
        return (entry,)
    of_period = replace(entry, value=medium[:1], period=MEDIUM)
    return (entry, of_period) if entry.value else (of_period,)


def _unnamed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Where no row has a name and some have results, the form has none: then every second level is an indicator."""
    if any(entry.name for entry in entries) or not any(entry.more for entry in entries):
        return tuple(entries)
    return tuple(replace(entry, unnamed=entry.own2 is not None and not entry.own2.piece.repeated) for entry in entries)


def _cost_by_weights(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Where first levels carry their weights (产出指标50分), 成本指标 without one is a second level."""
    firsts = [entry.own1 for entry in entries if entry.own1]
    if not any("分" in (label.piece.bracket or "") for label in firsts):
        return tuple(entries)
    return tuple(
        replace(entry, own1=None, own2=replace(entry.own1, level=SECOND))
        if entry.own1
        and entry.own2 is None
        and entry.own1.name == FIRST_LEVEL_ELSEWHERE
        and "分" not in (entry.own1.piece.bracket or "")
        else entry
        for entry in entries
    )


def _cells(line: Line, columns: Columns, vocabulary: Vocabulary) -> Iterator[tuple[str, Cells]]:
    """The rows of a line with their period: one, or several where the text of a whole table stands in one line.

    Of two sets of columns side by side the first is that of the period, as the goals above it are.
    """
    period = next((words.labels("periods").get(piece.key) for piece in line.pieces[:1]), None) or ANNUAL
    if not columns.exact:
        for row in aligned(without_vertical(line), columns.fields, vocabulary):
            yield from _of_blocks(row, columns, period)
        return
    blocks = columns.blocks
    for block, of_block in zip(blocks, (period,) if len(blocks) == 1 else (MEDIUM, ANNUAL), strict=False):
        found = tuple(_under(line, block, columns, vocabulary))
        if found:
            yield of_block, found


def _of_blocks(row: Row, columns: Columns, period: str) -> Iterator[tuple[str, Cells]]:
    """The row, or of two sets of columns side by side a row of each; what stands before both belongs to both."""
    blocks = columns.blocks
    if len(blocks) == 1:
        yield period, row.cells
        return
    shared = next(at for at, (one, other) in enumerate(zip(*blocks, strict=False)) if one is not other)
    second = columns.columns.index(blocks[1][shared])
    for of_block, inside in ((MEDIUM, range(shared, second)), (ANNUAL, range(second, len(columns.columns)))):
        own = [at in inside for at in row.at]
        if any(own):
            at_hand = zip(row.cells, row.at, own, strict=True)
            yield of_block, tuple(cell for cell, at, mine in at_hand if mine or at < shared)


def _under(
    line: Line, block: Sequence[Column], columns: Columns, vocabulary: Vocabulary
) -> Iterator[tuple[str, Piece]]:
    """The cells of a line under some of the columns; a first level in front of all, in place of 绩效指标, as well."""
    for piece in line.pieces:
        column = columns.at(piece.column)
        if column in block and column is not None:
            yield _told(column), piece
        elif column is None and vocabulary.find(piece, whole=True):
            yield "level1", piece


def _told(column: Column) -> str:
    """The field of a column; where a tick says all, with what is ticked (cause:经费保障)."""
    return f"{column.field}:{column.label.key}" if column.field in TICKED else column.field


def _entry(line: Line, cells: Cells, vocabulary: Vocabulary) -> Entry:
    of: dict[str, tuple[Piece, ...]] = {}
    for field, piece in cells:
        of[field] = (*of.get(field, ()), piece)
    own1, own2 = _levels(of, vocabulary)
    return Entry(
        line,
        own1=own1,
        own2=own2,
        name=_whole(of.get("name", ())),
        value=tuple(piece for piece in [_whole(of.get("target", ()))] if piece),
        more={field: pieces for field, pieces in of.items() if field not in OWN},
    )


def _whole(parts: Sequence[Piece]) -> Piece | None:
    """The parts of one cell as one, at the place of the first."""
    if len(parts) <= 1:
        return parts[0] if parts else None
    return replace(parts[0], text="".join(part.text for part in parts), raw="".join(part.raw for part in parts))


def _filed(piece: Piece) -> str:
    """The name of a level the tree does not know; none where only its weight is left (50分)."""
    return "" if is_weight(piece) else piece.text


def _levels(of: Mapping[str, Sequence[Piece]], vocabulary: Vocabulary) -> tuple[Label | None, Label | None]:
    """The labels of a row. A label's text says its level; the column does for 成本指标 and where the text is unknown.

    Behind another first level a first level is a second one (满意度指标 under 效益指标).
    """
    found: dict[int, Label] = {}
    for level in (1, SECOND):
        for piece in map(_weighted, of.get(f"level{level}", ())):
            label = vocabulary.find(piece, whole=False) or Label(level, _filed(piece), piece, known=False)
            below = 1 in found
            by_column = not label.known or label.name == FIRST_LEVEL_ELSEWHERE or below
            label = replace(label, level=SECOND if below else level) if by_column else label
            found.setdefault(label.level, label)
    return found.get(1), found.get(SECOND)


def _weighted(piece: Piece) -> Piece:
    """A level label with its weight behind it as one with the weight in brackets (产出指标40分 → 产出指标（40分）)."""
    match = _WEIGHT_BEHIND.fullmatch(piece.key)
    if match is None:
        return piece
    return replace(piece, text=match["label"], key=match["label"], bracket=match["weight"])
