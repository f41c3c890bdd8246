"""Reads one form: lines, head, funds, goals, table, levels, put together into a document with places and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from youju.forms import words
from youju.forms.carry import carried, settled
from youju.forms.contract import Facts
from youju.forms.doubts import Filing, filings
from youju.forms.extent import extent
from youju.forms.funds import read_funds
from youju.forms.geometry import geometry_of
from youju.forms.glue import unglued
from youju.forms.head import Head, read_head
from youju.forms.kinds import kind_of, title_clash
from youju.forms.levels import Vocabulary, taxonomy_for, vocabulary
from youju.forms.mending import mended
from youju.forms.objectives import goals_start, read_objectives
from youju.forms.page import Line, Piece, lines_of, parted, without_vertical
from youju.forms.parts import is_header
from youju.forms.rows import Entry, entries
from youju.forms.stream import is_stream, rows_of
from youju.forms.values import is_sign
from youju.model.declaration import Declaration, Note
from youju.model.finding import Severity
from youju.model.grid import Grid
from youju.model.indicator import Indicator
from youju.model.target import NoTarget
from youju.notation.target import NOTES, ParsedTarget, parse_parts, parse_target
from youju.notation.text import unwrap

LONGEST_TARGET = 500


@dataclass(frozen=True, slots=True)
class Sections:
    """The lines of a form above its goals, of its goals, its header line, and the lines below that."""

    head: Sequence[Line]
    goals: Sequence[Line]
    header: Line | None
    table: Sequence[Line]


def read_form(grid: Grid, facts: Facts, layout: str, taxonomy: str | None) -> Declaration:
    """The document of one form, read by its labels; its levels by the tree ``taxonomy``, else by that of its year."""
    raw = lines_of(grid)
    year = read_head(unglued(raw)).year
    tree = vocabulary(taxonomy_for(facts, taxonomy, year))
    lines = _rows(raw, tree)
    sections = _sections(lines, tree)
    head = read_head(sections.head)
    money = read_funds(sections.head)
    goals = read_objectives(sections.goals)
    table = extent(sections.table, tree, sections.header)
    found = entries(table.rows, tree, sections.header)
    indicators, notes = _indicators(found, sections.header, tree, head.year)
    kind = kind_of(lines)
    last = list(tree.taxonomy.levels)[-1:] if taxonomy else []
    return Declaration(
        kind=kind,
        layout=layout,
        project=head.project,
        title=head.title,
        year=head.year,
        funds=money.funds,
        objectives=goals.objectives,
        indicators=indicators,
        notes=(
            *head.notes,
            *title_clash(head.title, kind),
            *money.notes,
            *notes,
            *_orphans(piece for line in table.outside for piece in line.pieces[:1]),
            *_cut_off(head, found, indicators, last),
        ),
        places={**head.places, **money.places, **goals.places},
        doubts=(*money.doubts, *goals.doubts),
        alternatives=money.alternatives,
    )


def _cut_off(
    head: Head, found: Sequence[Entry], indicators: Sequence[Indicator], last: Sequence[str]
) -> tuple[Note, ...]:
    """What shows that the form was cut off: no head or table, one that ends in mid-row or before the ``last`` level."""
    missing = []
    if "project.name" not in head.places:
        missing.append("没有读到项目名称等表头内容")
    if not indicators:
        missing.append("没有读到绩效指标")
    elif not found[-1].value:
        missing.append("最后一行指标没有写完")
    elif any(level not in {indicator.level1 for indicator in indicators} for level in last):
        missing.append(f"没有读到{'、'.join(last)}")
    return tuple(Note("form_cut_off", Severity.WARNING, f"表格可能不完整：{what}。") for what in missing)


def _rows(lines: Sequence[Line], tree: Vocabulary) -> Sequence[Line]:
    """The lines as rows; above the table a label and its value in one cell are two."""
    whole = mended(unglued(lines, tree), tree)
    columns = words.labels("columns")
    top = next((at for at, line in enumerate(whole) if any(piece.key in columns for piece in line.pieces)), len(whole))
    apart = (*(parted(line) for line in whole[:top]), *whole[top:])
    return rows_of(apart, tree) if is_stream(whole) else apart


def _sections(lines: Sequence[Line], tree: Vocabulary) -> Sections:
    """Where the goals and the table begin; without a header the table begins at the first level label."""
    header = next((index for index, line in enumerate(lines) if is_header(line)), None)
    if header is None:
        table = next((index for index, line in enumerate(lines) if _prints_level(line, tree)), len(lines))
        body = table
    else:
        table, body = header, header + 1
    goals = goals_start(lines[:table])
    first = table if goals is None else goals
    return Sections(lines[:first], lines[first:table], None if header is None else lines[header], lines[body:])


def _prints_level(line: Line, tree: Vocabulary) -> bool:
    return any(tree.find(piece, whole=True) for piece in line.pieces)


def _indicators(
    found: Sequence[Entry], header: Line | None, tree: Vocabulary, year: int | None
) -> tuple[tuple[Indicator, ...], tuple[Note, ...]]:
    geometry = geometry_of(found, header)
    rows = carried(settled(found, geometry), tree)
    indicators: list[Indicator] = []
    notes: list[Note] = []
    for row, filing in zip(rows, filings(rows, tree, geometry), strict=True):
        name = unwrap(row.entry.name.text) if row.entry.name else None
        target = _target(row.entry, name, year)
        indicators.append(_indicator(row.entry, name, filing, target))
        notes += _row_notes(row.entry, name, target)
    return tuple(indicators), tuple(notes)


def _target(entry: Entry, name: str | None, year: int | None) -> ParsedTarget:
    """The target of a row; a sign, a number and a unit in cells of their own are one. A whole text is no target."""
    cells = [piece.raw for piece in entry.value]
    if any(len(cell) > LONGEST_TARGET for cell in (*cells, name or "")):
        return ParsedTarget(NoTarget(cells[0] if cells else None), doubts=("target",))
    if len(cells) <= 1:
        return parse_target(cells[0] if cells else None, name, year)
    number = next(index for index, cell in enumerate(cells) if any(char.isdigit() for char in cell))
    sign, unit = (cells[0] if number else None), (cells[number + 1] if len(cells) > number + 1 else None)
    return parse_parts(sign, cells[number], unit, name, year)


def _indicator(entry: Entry, name: str | None, filing: Filing, target: ParsedTarget) -> Indicator:
    missing = ("name",) if entry.name is None else ()
    doubts = dict.fromkeys((*filing.doubts, *target.doubts, *_cut_cells(entry), *missing, *entry.line.open))
    alternatives: Mapping[str, tuple[str, ...]] = {**filing.alternatives, **target.alternatives}
    at = entry.name or entry.value[0]
    return Indicator(
        level1=filing.level1,
        level2=filing.level2,
        name=name,
        target=target.target,
        place=at.place,
        doubts=tuple(doubts),
        alternatives=alternatives,
    )


def _cut_cells(entry: Entry) -> tuple[str, ...]:
    """A sign without its number, and a name that is all its line holds, may be parts of cut cells."""
    sign = len(entry.value) == 1 and is_sign(entry.value[0].text)
    alone = not entry.value and len(without_vertical(entry.line)) == 1
    return ("target",) if sign or alone else ()


def _row_notes(entry: Entry, name: str | None, target: ParsedTarget) -> list[Note]:
    """What a person should know of one row: stray texts, labels the tree does not know, how the target was read."""
    notes = _orphans(entry.fronts)
    notes += [
        Note("level_unknown", Severity.HINT, f"“{label.name}”不在指标体系内，照原样保留。", label.piece.place)
        for label in (entry.own1, entry.own2)
        if label and not label.known
    ]
    notes += [
        Note("extra_text", Severity.HINT, f"“{unwrap(piece.text)}”在指标值之后，没有读取。", piece.place)
        for piece in entry.extra
    ]
    place = entry.value[0].place if entry.value else None
    notes += [
        Note(code, Severity.HINT, f"“{name or ''}”：{NOTES[code]}", place)
        for code in target.notes
        if code in NOTES and place
    ]
    return notes


def _orphans(pieces: Iterable[Piece]) -> list[Note]:
    return [
        Note("orphan_text", Severity.HINT, f"“{unwrap(piece.text)}”不属于任何一行，没有计入指标。", piece.place)
        for piece in pieces
    ]
