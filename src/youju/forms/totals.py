"""The last rows of a self-evaluation (总分 100 98.37; 自评等级 优), and the weights of level labels (产出指标50分)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from youju.forms import words
from youju.forms.columns import Columns
from youju.forms.page import Line, Piece
from youju.forms.rows import Entry
from youju.forms.spelling import SUMS
from youju.forms.unheaded import told_by_cells
from youju.model.declaration import Totals
from youju.model.place import Place
from youju.notation.options import chosen
from youju.notation.text import flat, label_key, unwrap

LONGEST_GRADE = 6
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)分?")


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The totals with their places and doubts by field path; ``lines``: the line they stand in."""

    totals: Totals
    lines: tuple[Line, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def read_totals(lines: Sequence[Line], columns: Columns | None, above: Sequence[Line] = ()) -> TotalRow:
    """The totals of the form with the grade it gives itself, below the table or in the lines ``above`` it."""
    found = _numbers(lines, columns, above)
    graded = next(((line, *told) for line in (*reversed(lines), *above) if (told := _grade(line))), None)
    if graded is None:
        return found
    line, said, place = graded
    totals = replace(found.totals, grade=said)
    places = {**found.places, "totals.grade": place}
    return replace(found, totals=totals, lines=(*found.lines, line), places=places)


def _grade(line: Line) -> tuple[str, Place] | None:
    """The grade beside its label, or behind it in the same cell: the ticked one of those printed, else the one word."""
    own = line.own()
    for at, one in enumerate(own):
        label, colon, text = one.text.replace("：", ":", 1).partition(":")
        cells = [replace(one, text=text)] if colon and text.strip() else own[at + 1 :]
        if label_key(label) not in words.grades() or not cells:
            continue
        option, listed = chosen(" ".join(cell.text for cell in cells))
        said = option if listed else unwrap(cells[0].text)
        return (said, cells[0].place) if said and len(said) <= LONGEST_GRADE else None
    return None


def _numbers(lines: Sequence[Line], columns: Columns | None, above: Sequence[Line]) -> TotalRow:
    """The totals below the table: by column, else of two numbers the weight and the points in the order of columns.

    Without such a row the points beside 自评总分 in the head, the lines ``above``; 合计 there is one of money.
    """
    for at, line in reversed(list(enumerate(lines))):
        if any(piece.key in words.totals() for piece in line.own()[:2]):
            told = told_by_cells(columns, lines[:at]) if columns else None
            found = _by_column(line, told) if told and told.exact else _in_turn(line, told)
            numbers = {name: _number(piece) for name, piece in found.items()}
            totals = Totals(weight=numbers.get("weight"), points=numbers.get("points"))
            places = {f"totals.{name}": piece.place for name, piece in found.items()}
            return TotalRow(totals, (line,), places, tuple(places) if line.open else ())
    for label, piece in (pair for line in above for pair in pairwise(line.own())):
        if label.key in words.totals() - SUMS and _number(piece) is not None:
            return TotalRow(Totals(points=_number(piece)), (), {"totals.points": piece.place})
    return TotalRow(Totals())


def _by_column(line: Line, columns: Columns) -> dict[str, Piece]:
    pairs = ((columns.at(piece.column), piece) for piece in line.own() if _number(piece) is not None)
    return {column.field: piece for column, piece in pairs if column and column.field in ("weight", "points")}


def _in_turn(line: Line, columns: Columns | None) -> dict[str, Piece]:
    numbers = [piece for piece in line.own() if _number(piece) is not None]
    fields = [name for name in (columns.fields if columns else ()) if name in ("weight", "points")]
    if len(numbers) < len(fields):
        fields = fields[-len(numbers) :] if numbers else []
    return dict(zip(fields, numbers, strict=False))


def _number(piece: Piece) -> Decimal | None:
    match = _NUMBER.fullmatch(flat(piece.text))
    return Decimal(match[1]) if match else None


def level_weights(rows: Sequence[Entry]) -> dict[str, Decimal]:
    """Weights in the brackets of level labels, by the level's name."""
    found: dict[str, Decimal] = {}
    for row in rows:
        for label in (row.own1, row.own2):
            match = _NUMBER.fullmatch(flat(label.piece.bracket or "")) if label else None
            if label and match and "分" in (label.piece.bracket or ""):
                found.setdefault(label.name, Decimal(match[1]))
    return found
