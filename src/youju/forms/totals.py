"""The last row of a self-evaluation (总分 100 98.37), and the weights that level labels carry (产出指标（50分）)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from youju.forms import words
from youju.forms.columns import Columns
from youju.forms.page import Line, Piece
from youju.forms.rows import Entry
from youju.forms.unheaded import told_by_cells
from youju.model.declaration import Totals
from youju.model.place import Place
from youju.notation.text import flat

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)分?")


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The totals with their places by field path; ``lines``: the line they stand in."""

    totals: Totals
    lines: tuple[Line, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)


def read_totals(lines: Sequence[Line], columns: Columns | None, above: Sequence[Line] = ()) -> TotalRow:
    """The totals below the table: by column, else of two numbers the weight and the points in the order of columns.

    Without such a row the points beside 自评总分 in the head, the lines ``above``.
    """
    for at, line in reversed(list(enumerate(lines))):
        if any(piece.key in words.totals() for piece in line.own()[:2]):
            told = told_by_cells(columns, lines[:at]) if columns else None
            found = _by_column(line, told) if told and told.exact else _in_turn(line, told)
            numbers = {name: _number(piece) for name, piece in found.items()}
            totals = Totals(weight=numbers.get("weight"), points=numbers.get("points"))
            return TotalRow(totals, (line,), {f"totals.{name}": piece.place for name, piece in found.items()})
    for label, piece in (pair for line in above for pair in pairwise(line.own())):
        if label.key in words.totals() and _number(piece) is not None:
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
