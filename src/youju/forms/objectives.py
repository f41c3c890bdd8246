"""The goal texts of a form, overall and annual, side by side or one below the other, and the years of the first."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from youju.forms import words
from youju.forms.page import Line, Piece, without_vertical
from youju.model.declaration import Objectives
from youju.model.place import Place
from youju.notation.text import unwrap

_PERIOD = re.compile(r"[(（]?\s*(\d{4})\s*年?\s*[-–—~至到]+\s*(\d{4})\s*年?\s*[)）]?")
_ITEM_ONE = re.compile(r"(?<=[。；;！!]|\s)\s*1\s*[、.．]")
_HELP = re.compile(r".*[(（]?\d+字(?:以内|左右)[)）]?[。.\s]*", re.DOTALL)
# What is left of the labels around a goal: the end of its own (年度绩效目标(文字)), that of the table at the side.
_LABEL_BEFORE = re.compile(r"^\s*(?:[(（]\s*文字\s*)?[)）]\s*")
_LABEL_BEHIND = re.compile(r"(?<=[。；！;])\s*[\u4e00-\u9fff]{0,4}绩效指标$")
_SENTENCES = re.compile(r"(?<=[。；！])\s+")
_FIRST_ITEM = re.compile(r"\s*[(（]?(?:1|一)\s*[、.．)）]")
SIDE = "总体目标"
# The one label of a form with one goal; elsewhere a part of the label at the side.
ALONE = frozenset({"绩效目标", "项目绩效目标"})
OVERALL, ANNUAL, RESULT = "objectives.overall", "objectives.annual", "objectives.annual_result"
ADJUSTED = "objectives.adjusted"
PAIR = 2
SHORTEST_GOAL = 6  # characters of a goal below its label


@dataclass(frozen=True, slots=True)
class Goals:
    """The objectives with places and doubts by field path."""

    objectives: Objectives
    places: dict[str, Place] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def read_objectives(lines: Sequence[Line]) -> Goals:
    """The texts below (or beside) the goal labels.

    A text right of where the second label stands is the second goal's; texts one below the other go by order, and
    where they are more than goals the second goal begins where the numbering begins anew, as a doubt.
    """
    printed: list[tuple[int, str, Piece]] = []
    texts: list[tuple[int, Piece]] = []
    period = None
    for number, line in enumerate(_of_goals(lines)):
        for piece in without_vertical(line):
            found = words.labels("objectives").get(piece.key)
            dates = _PERIOD.search(piece.text) if found or _PERIOD.fullmatch(piece.text) else None
            period = period or (dates and f"{dates[1]}-{dates[2]}")
            if found and not piece.repeated:
                printed.append((number, found, piece))
            elif not found and not dates and not piece.repeated and not _is_footer(piece):
                texts += [(number, part) for part in (_parted(piece) if line.open else (piece,))]
    fields = _first(_columns(printed, texts))
    texts, glued = _unglued(_once(texts, fields), fields, [line for line in lines if _is_bare(line)])
    fields = _without_side(fields, texts)
    alone = [(ANNUAL, lines[at].first) for at in _alone(lines)]
    order = [name for name, _ in fields or alone] or [OVERALL, ANNUAL]
    shared, doubts = _shared(texts, fields, order)
    if glued or (len(texts) > 1 and any(line.open for line in lines)):
        doubts = tuple(order[:2])
    whole = {name: "\n".join(piece.text for piece in pieces) for name, pieces in shared.items() if pieces}
    whole = {name: _LABEL_BEHIND.sub("", _LABEL_BEFORE.sub("", text)) for name, text in whole.items()}
    read = {name: _unquoted(unwrap(text)) for name, text in whole.items() if not _HELP.fullmatch(text)}
    annual = read.get(ADJUSTED) or read.get(ANNUAL)
    places = {name: pieces[0].place for name, pieces in shared.items() if pieces}
    places |= {name: piece.place for name, piece in fields if name not in places}
    if ADJUSTED in places:
        places[ANNUAL] = places.pop(ADJUSTED) if read.get(ADJUSTED) else places[ANNUAL]
    return Goals(Objectives(read.get(OVERALL), period, annual, read.get(RESULT)), places, doubts)


def _of_goals(lines: Sequence[Line]) -> list[Line]:
    """The lines without those ``besides`` the goals."""
    others = {id(line) for line in besides(lines)}
    return [line for line in lines if id(line) not in others]


def besides(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines from a label of the head or the funds to the next label of a goal: some forms print them below it."""
    found: list[Line] = []
    ends = False
    for line in lines:
        own = [piece for piece in without_vertical(line) if not piece.repeated]
        if any(piece.key in words.labels("objectives") for piece in own):
            ends = False
        elif own and (own[0].key in words.labels("head") or any(words.is_beside(piece.key) for piece in own[:-1])):
            ends = True
        if ends:
            found.append(line)
    return tuple(found)


def _unquoted(text: str) -> str:
    """The text without the one pair of straight quotation marks that an export puts around a cell of several lines."""
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]
    return text[1:-1].strip() if quoted else text


def _without_side(fields: Sequence[tuple[str, Piece]], texts: Sequence[tuple[int, Piece]]) -> list[tuple[str, Piece]]:
    """The labels without 总体目标 at the side of the block, where only the label behind it has a text."""
    side = len(fields) > 1 and len(texts) == 1 and fields[0][1].key == SIDE
    return list(fields[1:] if side else fields)


def _is_footer(piece: Piece) -> bool:
    """Whether a text is the place of a signature (单位领导审签：)."""
    return piece.key in words.footers() and piece.text.endswith((":", "："))


def _columns(
    printed: Sequence[tuple[int, str, Piece]], texts: Sequence[tuple[int, Piece]]
) -> Sequence[tuple[int, str, Piece]]:
    """The labels without the one at the side of the block, in front of those of the goal and of what was reached."""
    heads = [(name, piece) for number, name, piece in printed if number == printed[0][0]]
    side = (
        len(heads) > PAIR and heads[0][0] in (OVERALL, RESULT) and {ANNUAL, RESULT} <= {name for name, _ in heads[1:]}
    )
    right = (
        all(piece.column >= heads[1][1].column for number, piece in texts if number > printed[0][0]) if side else False
    )
    return printed[1:] if side and (right or heads[0][0] == RESULT) else printed


def _first(printed: Sequence[tuple[int, str, Piece]]) -> list[tuple[str, Piece]]:
    """Each goal with the first label of it."""
    found: dict[str, Piece] = {}
    for _, name, piece in printed:
        found.setdefault(name, piece)
    return list(found.items())


def _once(texts: Sequence[tuple[int, Piece]], fields: Sequence[tuple[str, Piece]]) -> list[tuple[int, Piece]]:
    """The texts without those that repeat their neighbour under the same goal, as converters fill a span of columns.

    The same text under each of two labels is the text of both, and so are as many texts in a line as there are labels.
    """
    starts = sorted(piece.column for _, piece in fields)
    of_line = Counter(number for number, _ in texts)
    found: list[tuple[int, Piece]] = []
    for number, piece in texts:
        above, last = found[-1] if found else (None, None)
        beside = last and above == number and bisect(starts, last.column) == bisect(starts, piece.column)
        full = of_line[number] == len(fields)
        if full or not (beside and last and last.text == piece.text):
            found.append((number, piece))
    return found


def _is_bare(line: Line) -> bool:
    """Whether a line is a text without cells, in which those of a row may have run together."""
    return not line.spans_known and line.width == 1 and len(line.pieces) == 1


def _unglued(
    texts: list[tuple[int, Piece]], fields: Sequence[tuple[str, Piece]], bare: Sequence[Line]
) -> tuple[list[tuple[int, Piece]], bool]:
    """The texts of two goals that a line prints as one, and whether they are so: parted where one sentence ends."""
    same = len(fields) > 1 and fields[0][1].place.line == fields[1][1].place.line is not None
    if len(texts) != 1 or not same or not any(texts[0][1] is line.first for line in bare):
        return texts, False
    number, piece = texts[0]
    parts = _SENTENCES.split(piece.text)
    return ([(number, replace(piece, text=part)) for part in parts] if len(parts) == PAIR else texts), True


def _parted(piece: Piece) -> tuple[Piece, ...]:
    """Two goals in one text: the second begins where the numbering begins, for the last time."""
    starts = [match.start() for match in _ITEM_ONE.finditer(piece.text) if match.start()]
    if not starts:
        return (piece,)
    return tuple(replace(piece, text=part.strip()) for part in (piece.text[: starts[-1]], piece.text[starts[-1] :]))


def _shared(
    texts: Sequence[tuple[int, Piece]], fields: Sequence[tuple[str, Piece]], order: Sequence[str]
) -> tuple[dict[str, list[Piece]], tuple[str, ...]]:
    """The texts by goal, and the goals that are open."""
    shared: dict[str, list[Piece]] = {name: [] for name in order}
    beside = len({number for number, _ in texts}) < len(texts)
    second = fields[1][1].column if len(fields) > 1 else None
    if len(order) == 1 or not texts:
        shared[order[0]] = [piece for _, piece in texts]
        return shared, ()
    if beside or (len(texts) == 1 and len(fields) > 1 and fields[0][1].place.line == fields[1][1].place.line):
        return _by_column(texts, shared, order, second), ()
    if len(texts) <= len(order):
        for name, (_, piece) in zip(order, texts, strict=False):
            shared[name] = [piece]
        return shared, ()
    return _by_numbering([piece for _, piece in texts], shared, order)


def _by_column(
    texts: Sequence[tuple[int, Piece]], shared: dict[str, list[Piece]], order: Sequence[str], second: int | None
) -> dict[str, list[Piece]]:
    """Two texts of one line go by order; a single one by its column, or on with the goal above it."""
    current = 0
    for number in sorted({number for number, _ in texts}):
        pieces = [piece for at, piece in texts if at == number]
        for position, piece in enumerate(pieces):
            if len(pieces) > 1:
                current = min(position, len(order) - 1)
            elif second is not None and piece.column >= second:
                current = 1
            shared[order[current]].append(piece)
    return shared


def _by_numbering(
    pieces: Sequence[Piece], shared: dict[str, list[Piece]], order: Sequence[str]
) -> tuple[dict[str, list[Piece]], tuple[str, ...]]:
    starts = [index for index, piece in enumerate(pieces) if index and _FIRST_ITEM.match(piece.text)]
    cut = starts[-1] if starts else 1
    shared[order[0]], shared[order[1]] = list(pieces[:cut]), list(pieces[cut:])
    return shared, tuple(order[:2])


def goals_start(lines: Sequence[Line]) -> int | None:
    """The line of the first goal label."""
    labels = words.labels("objectives")
    for index, line in enumerate(lines):
        if any(piece.key in labels for piece in line.pieces):
            return index
    return next(_alone(lines), None)


def _alone(lines: Sequence[Line]) -> Iterator[int]:
    """The lines that are 绩效目标 and a text, or with the text on the line below; in forms with no other goal label."""
    for at, line in enumerate(lines):
        below = lines[at + 1].pieces if at + 1 < len(lines) else ()
        beside = len({piece.text for piece in line.pieces}) == PAIR
        if line.first.key in ALONE and (beside or (len(line.pieces) == 1 and _is_text(below))):
            yield at


def _is_text(pieces: Sequence[Piece]) -> bool:
    label = bool(pieces) and (pieces[0].key in words.all_labels() or pieces[0].key in words.vertical_pieces())
    return len(pieces) == 1 and not label and len(pieces[0].text) >= SHORTEST_GOAL
