"""The rows of a form as indicators: targets, results, weights, points and reasons, with what each cell leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from youju.forms.carry import Carried
from youju.forms.doubts import Filing
from youju.forms.levels import Label
from youju.forms.page import Piece, without_vertical
from youju.forms.rows import Entry
from youju.forms.values import is_sign
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.indicator import Indicator, Monitoring
from youju.model.target import NoTarget, Quality, Target
from youju.notation.target import NOTES, ParsedTarget, parse_actual, parse_parts, parse_target
from youju.notation.text import flat, unwrap

LONGEST_TARGET = 500
CORE = "★"  # marks a core indicator; where it heads rows of its own it has the weight and they have the values
_POINTS = re.compile(r"(-?\d+(?:\.\d+)?)分?")
_SENTENCE = re.compile("[，,；;。]")
_TICK = frozenset("√✓✔☑■●")


def indicator_of(row: Carried, filing: Filing, year: int | None) -> tuple[Indicator, tuple[Note, ...]]:
    """One row as an indicator, with the notes on it."""
    entry = row.entry
    name = unwrap(entry.name.text) if entry.name else None
    target = _target(entry, name, year)
    actual = _actual(entry, target.target, year)
    weight, points = _number(entry, "weight"), _number(entry, "points")
    missing = ("name",) if entry.name is None and not entry.unnamed else ()
    unread = tuple(
        field for field, found in (("weight", weight), ("points", points)) if found is None and _says(entry, field)
    )
    read = (*filing.doubts, *target.doubts, *actual.doubts, *_cut_cells(entry), *missing, *unread, *entry.line.open)
    alternatives: Mapping[str, tuple[str, ...]] = {
        **filing.alternatives,
        **target.alternatives,
        **actual.alternatives,
    }
    at = entry.name or _first(entry)
    found = Indicator(
        level1=filing.level1,
        level2=filing.level2,
        name=name.removeprefix(CORE).strip() if name else None,
        target=target.target,
        actual=actual.target if _text(entry, "actual") else None,
        weight=weight,
        points=points,
        reason=_text(entry, "reason"),
        period=entry.period,
        monitoring=_monitoring(entry),
        place=at.place,
        doubts=tuple(dict.fromkeys(read)),
        alternatives=alternatives,
    )
    said = f"“{name}”" if name else f"{filing.level2 or filing.level1 or '没有名称的'}一行"
    return found, tuple(_row_notes(entry, said, target))


def _first(entry: Entry) -> Piece:
    more = (piece for pieces in entry.more.values() for piece in pieces)
    return entry.value[0] if entry.value else next(more, entry.line.first)


def _text(entry: Entry, field: str) -> str | None:
    """The cells of a further column as one text; None where they are blank."""
    return unwrap("\n".join(piece.text for piece in entry.more.get(field, ()))) or None


def _says(entry: Entry, field: str) -> bool:
    """Whether a cell holds more than a dash."""
    return bool(flat(_text(entry, field) or "").strip("/-—–…"))


def _number(entry: Entry, field: str) -> Decimal | None:
    """The weight or points of a row; None where the cell is blank, a dash, or no number."""
    match = _POINTS.fullmatch(flat(_text(entry, field) or ""))
    return Decimal(match[1]) if match else None


def _target(entry: Entry, name: str | None, year: int | None) -> ParsedTarget:
    """The target of a row; a sign, a number and a unit in cells of their own are one. A whole text is no target."""
    cells = [piece.raw for piece in entry.value]
    if entry.unnamed:
        return _nameless(cells[0] if cells else None, year)
    if any(len(cell) > LONGEST_TARGET for cell in (*cells, name or "")):
        return ParsedTarget(NoTarget(cells[0] if cells else None), doubts=("target",))
    if "sign" in entry.more or "unit" in entry.more:
        sign, unit = (_raw(entry, field) for field in ("sign", "unit"))
        return parse_parts(sign, cells[0] if cells else None, unit, name, year)
    if len(cells) <= 1:
        return parse_target(cells[0] if cells else None, name, year)
    number = next(index for index, cell in enumerate(cells) if any(char.isdigit() for char in cell))
    sign, unit = (cells[0] if number else None), (cells[number + 1] if len(cells) > number + 1 else None)
    return parse_parts(sign, cells[number], unit, name, year)


def _nameless(cell: str | None, year: int | None) -> ParsedTarget:
    """The target of a row without a name: a sentence is a quality, words beside a number are what it measures."""
    if cell and _SENTENCE.search(cell):
        return ParsedTarget(Quality(cell, unwrap(cell)))
    parsed = parse_target(cell, None, year)
    return replace(parsed, doubts=()) if "text_beside_value" in parsed.notes else parsed


def _raw(entry: Entry, field: str) -> str | None:
    pieces = entry.more.get(field, ())
    return pieces[0].raw if pieces else None


def _actual(entry: Entry, target: Target, year: int | None) -> ParsedTarget:
    text = _text(entry, "actual")
    if text and len(text) > LONGEST_TARGET:
        return ParsedTarget(NoTarget(text), doubts=("actual",))
    return parse_actual(text, target, year)


def _monitoring(entry: Entry) -> Monitoring | None:
    """What a monitoring form says of the row: ticks under causes and likelihoods, texts beside them."""
    ticked = {
        field: [name.partition(":")[2] for name in entry.more if name.startswith(f"{field}:") and _ticks(entry, name)]
        for field in ("cause", "likely")
    }
    likelihood = _text(entry, "likelihood") or next(iter(ticked["likely"]), None)
    progress, forecast, text = (_text(entry, field) for field in ("progress", "forecast", "cause_text"))
    if not (progress or forecast or text or likelihood or ticked["cause"]):
        return None
    return Monitoring(progress, forecast, tuple(ticked["cause"]), text, likelihood)


def _ticks(entry: Entry, field: str) -> bool:
    return any(char in _TICK for char in _text(entry, field) or "")


def nested(indicators: Sequence[Indicator], starred: Sequence[bool]) -> tuple[Indicator, ...]:
    """The rows under a ★ row that carries the weight without a target, as its children where they have no weight."""
    found: list[Indicator] = []
    heads: list[bool] = []
    for one, star in zip(indicators, starred, strict=True):
        child = bool(found) and heads[-1] and not star and one.weight is None and one.points is None
        if child and (one.level1, one.level2) == (found[-1].level1, found[-1].level2):
            found[-1] = replace(found[-1], children=(*found[-1].children, one))
            continue
        found.append(one)
        heads.append(star and isinstance(one.target, NoTarget) and one.weight is not None)
    return tuple(found)


def _cut_cells(entry: Entry) -> tuple[str, ...]:
    """A sign without its number, and a name that is all its line holds, may be parts of cut cells."""
    sign = len(entry.value) == 1 and is_sign(entry.value[0].text)
    alone = entry.name is not None and not entry.value and len(without_vertical(entry.line)) == 1
    return ("target",) if sign or alone else ()


def _row_notes(entry: Entry, said: str, target: ParsedTarget) -> list[Note]:
    """What a person should know of one row: stray texts, labels the tree does not know, how the target was read.

    ``said``: what the row is called by.
    """
    notes = orphans(entry.fronts)
    notes += [
        Note("level_unknown", Severity.HINT, _unknown_level(label), label.piece.place)
        for label in (entry.own1, entry.own2)
        if label and not label.known
    ]
    notes += [
        Note("extra_text", Severity.HINT, f"“{unwrap(piece.text)}”在指标值之后，没有读取。", piece.place)
        for piece in entry.extra
    ]
    place = entry.value[0].place if entry.value else None
    notes += [
        Note(code, Severity.HINT, f"{said}：{NOTES[code]}", place) for code in target.notes if code in NOTES and place
    ]
    return notes


def _unknown_level(label: Label) -> str:
    """A label the tree does not know, or one of which only the weight is left."""
    weight = unwrap(label.piece.raw)
    return f"“{label.name}”不在指标体系内，照原样保留。" if label.name else f"“{weight}”没有写明是哪一级指标。"


def orphans(pieces: Iterable[Piece]) -> list[Note]:
    """A note for each text that belongs to no row."""
    return [
        Note("orphan_text", Severity.HINT, f"“{unwrap(piece.text)}”不属于任何一行，没有计入指标。", piece.place)
        for piece in pieces
    ]
