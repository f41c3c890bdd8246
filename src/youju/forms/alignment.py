"""Puts the cells of damaged rows under their columns where positions are lost: the cheapest reading of all, in order.

Cells keep their order, columns keep theirs; what each cell says (a level label, a name, a number of points, a sentence)
tells which column it fits, and leaving a column blank has its price. Nothing is moved against the order of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from youju.forms.levels import Vocabulary, is_label_like
from youju.forms.page import Piece
from youju.forms.values import is_number, is_plain_number, is_sign, is_value
from youju.notation.text import flat
from youju.notation.unit import is_unit

LONGEST_POINTS = 6
LONGEST_VALUE = 16
HARD = 40
CORE, CORE_VALUE = "★", 6  # marks a core indicator, which has a weight and points and no value where rows follow it
BLANK_ROW = 5
WRONG_GAP = 8  # for each blank cell that the page prints and the columns do not, or the other way round
STEM, ELSEWHERE = 6, 6  # of a name or value that is the stem of a level label; of a column nothing is known of
VALUES = frozenset({"target", "actual", "medium", "previous", "measured_target", "measured_actual"})
PROSE = frozenset({"reason", "standard", "progress"})
LIKELIHOODS = frozenset({"确定能", "有可能", "不可能", "完全不可能"})
NOTHING = frozenset({"0", "/", "-", "—", "无"})
# What a blank column costs: levels are blank in most rows of a span, a name never is.
BLANK = {
    "level1": 0,
    "level2": 0,
    "name": 12,
    "target": 5,
    "sign": 3,
    "unit": 3,
    "actual": 6,
    "weight": 5,
    "points": 4,
    "reason": 0,
}
_BLANK_ELSE = 1
# What a second cell in one column costs: a text that a line break cut.
GOES_ON = {"name": 6, "target": 8, "reason": 4, "actual": 9, "standard": 4}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row: the field of each and the cell, in reading order; ``at``: in which column each stands."""

    cells: tuple[tuple[str, Piece], ...]
    at: tuple[int, ...] = ()

    def of(self, field: str) -> tuple[Piece, ...]:
        """The cells of one field."""
        return tuple(piece for name, piece in self.cells if name == field)


def aligned(pieces: Sequence[Piece], fields: Sequence[str], vocabulary: Vocabulary) -> tuple[Row, ...]:
    """The cells as rows of a table with these columns; one row where the order of cells needs no second.

    Time grows with cells times the square of columns.
    """
    if not pieces or not fields:
        return ()
    fits = [[misfit(piece, field, vocabulary) for field in fields] for piece in pieces]
    core = False
    for at, piece in enumerate(pieces):
        core = piece.text.startswith(CORE) or (core and is_plain_number(piece.text))
        if core:
            fits[at] = [cost + CORE_VALUE * (field in VALUES) for cost, field in zip(fits[at], fields, strict=True)]
    steps = _steps(fields)
    passed = _passed(fields)
    count = len(fields)
    cost = [_before(fields, at) + fits[0][at] for at in range(count)]
    came: list[list[int]] = []
    for at in range(1, len(pieces)):
        gap = pieces[at].gap
        step = steps if gap is None else _across(steps, passed, gap)
        ways = [[cost[last] + step[last][to] for last in range(count)] for to in range(count)]
        chosen = [way.index(min(way)) for way in ways]
        cost = [way[last] + fits[at][to] for to, (way, last) in enumerate(zip(ways, chosen, strict=True))]
        came.append(chosen)
    end = min(range(count), key=lambda last: cost[last] + _after(fields, last))
    path = [end]
    for chosen in reversed(came):
        path.append(chosen[path[-1]])
    return _rows(pieces, fields, path[::-1])


def _rows(pieces: Sequence[Piece], fields: Sequence[str], path: Sequence[int]) -> tuple[Row, ...]:
    rows: list[list[tuple[int, Piece]]] = []
    last = len(fields)
    for piece, at in zip(pieces, path, strict=True):
        goes_on = at == last and fields[at] in GOES_ON
        if not rows or at < last or (at == last and not goes_on):
            rows.append([])
        rows[-1].append((at, piece))
        last = at
    return tuple(Row(tuple((fields[at], piece) for at, piece in row), tuple(at for at, _ in row)) for row in rows)


def _steps(fields: Sequence[str]) -> list[list[int]]:
    """What it costs to go from one column to another: the blank ones between, over the end of a row if need be."""
    count = len(fields)
    return [[_step(fields, last, to) for to in range(count)] for last in range(count)]


def _step(fields: Sequence[str], last: int, to: int) -> int:
    if to > last:
        return sum(_blank(field) for field in fields[last + 1 : to])
    whole = _after(fields, last) + _before(fields, to)
    return min(whole, GOES_ON.get(fields[to], whole)) if to == last else whole


def _passed(fields: Sequence[str]) -> list[list[int]]:
    """How many blank cells lie between two columns, over the end of a row if need be; levels print none below."""
    cells = [field not in ("level1", "level2") for field in fields]
    count = len(fields)

    def between(last: int, to: int) -> int:
        return sum(cells[last + 1 : to]) if to > last else sum(cells[last + 1 :]) + sum(cells[:to])

    return [[between(last, to) for to in range(count)] for last in range(count)]


def _across(steps: Sequence[Sequence[int]], passed: Sequence[Sequence[int]], gap: int) -> list[list[int]]:
    """The steps where so many blank cells are printed in between."""
    return [
        [WRONG_GAP * abs(blank - gap) + (cost if gap == 0 else 0) for cost, blank in zip(costs, blanks, strict=True)]
        for costs, blanks in zip(steps, passed, strict=True)
    ]


def _before(fields: Sequence[str], to: int) -> int:
    return sum(_blank(field) for field in fields[:to])


def _after(fields: Sequence[str], last: int) -> int:
    """A row that ends with its levels is a blank category: forms print those."""
    if fields[last] in ("level1", "level2"):
        return BLANK_ROW
    return sum(_blank(field) for field in fields[last + 1 :])


def _blank(field: str) -> int:
    return BLANK.get(field, _BLANK_ELSE)


def misfit(piece: Piece, field: str, vocabulary: Vocabulary) -> int:
    """How ill a cell fits a column: 0 well, up to ``HARD`` not at all."""
    if field in ("level1", "level2"):
        return _as_level(piece, field, vocabulary)
    if vocabulary.find(piece, whole=True) or is_weight(piece):
        return HARD
    stem = (field == "name" or field in VALUES) and vocabulary.find(piece, whole=False)
    return _misfit_of_text(piece, field) + (STEM if stem else 0)


def _misfit_of_text(piece: Piece, field: str) -> int:
    """How ill a text that is no level label fits a column."""
    if field in ("name", "measured"):
        return _as_name(piece)
    if field in EXACTLY:
        return 0 if EXACTLY[field](piece) else HARD
    if field in VALUES:
        return _as_value(piece, bare=3 if field == "target" else 1)
    if field == "reason" and _is_sentence(piece):
        return 0
    return _as_prose(piece) if field in PROSE else ELSEWHERE


def _is_points(piece: Piece) -> bool:
    return is_points(piece.text)


# Columns that a cell fits or does not fit at all.
EXACTLY: Mapping[str, Callable[[Piece], bool]] = {
    "weight": _is_points,
    "points": _is_points,
    "review": _is_points,
    "sign": lambda piece: is_sign(piece.text),
    "unit": lambda piece: is_unit(flat(piece.text)),
    "likelihood": lambda piece: piece.key in LIKELIHOODS,
}


def _as_prose(piece: Piece) -> int:
    """A 0 or a dash stands for nothing in a column of remarks."""
    if flat(piece.text) in NOTHING:
        return 2
    if is_number(piece.text):
        return HARD
    return 20 if is_label_like(piece) else 3


def _is_sentence(piece: Piece) -> bool:
    return piece.text.rstrip().endswith("。")


def _as_level(piece: Piece, field: str, vocabulary: Vocabulary) -> int:
    label = vocabulary.find(piece, whole=True)
    wanted = 1 if field == "level1" else 2
    if label:
        return 0 if label.level == wanted else 7
    if is_weight(piece):
        return 0 if wanted == 1 else 8
    stem = vocabulary.find(piece, whole=False)
    if stem:
        return 3 if stem.level == wanted else 5
    unknown = 4 if wanted == 2 else 6  # noqa: PLR2004 (a second level)
    return unknown if is_label_like(piece) else HARD


def is_weight(piece: Piece) -> bool:
    """Whether nothing but the weight is left of a level label (50分)."""
    return not piece.key and "分" in (piece.bracket or "")


def _as_name(piece: Piece) -> int:
    if not piece.key or is_plain_number(piece.text) or is_sign(piece.text):
        return HARD if len(piece.text) < LONGEST_VALUE else 0
    if is_number(piece.text):
        return 20
    if is_label_like(piece):
        return 6
    return 8 if _is_sentence(piece) else 4 if is_value(piece.text) else 0


def _as_value(piece: Piece, bare: int) -> int:
    """A bare number may be a weight as well: targets mostly have a sign or a unit."""
    if is_plain_number(piece.text):
        return bare
    if is_value(piece.text) or is_sign(piece.text):
        return 0
    return 2 if len(piece.text) <= LONGEST_VALUE else 5


def is_points(text: str) -> bool:
    """Whether a cell may hold a weight or points: a plain number up to three digits before the point, or a dash."""
    written = flat(text).removesuffix("分")
    return written in ("—", "-", "/", "——") or (len(written) <= LONGEST_POINTS and is_plain_number(written))
