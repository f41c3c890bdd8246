"""Labels above the table that are spelt like none in the list, told by their parts.

They get the key of a spelling that is listed, so that all that looks for labels finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from youju.forms import words
from youju.forms.columns import TELLING
from youju.forms.page import Line, Piece
from youju.forms.page import piece as piece_of
from youju.notation.text import label_key

MOST_LINES = 400  # above a table, with a cell a line
LONGEST = 20  # characters of a label that its parts tell
NAME = "project.name"
SUMS = frozenset({"合计", "总额", "总计"})
MONEY_BLOCK = ("资金", "预算", "金额")
GOALS = frozenset({"objectives.overall", "objectives.annual"})
ANNUAL_GOAL = "预期目标"
GOAL_HEADS = frozenset({"绩效目标", "目标值", "目标"})
RESULT = "objectives.annual_result"
IN_THE_HEAD = ("objectives", "funds", "head")
_OF_EXECUTION = frozenset({"initial", "budget", "spent", "forecast", "rate"})
_LISTED = ("origins", "sources", "periods", "beside")
OTHER = "其他"
_NUMBERED_AMOUNT = re.compile(
    r"(?:[一二三四五六七八九十]+|\d+)\s*[、.．]\s*(?P<label>[^\d:：]+)[:：]\s*(?P<amount>\d.*)"
)
_LABEL_OF_GOAL = re.compile(r"(?:^|(?<=[。；;\n]))\s*([\u4e00-\u9fff]{2,12}(?:[(（][^()（）]*[)）])?)\s*[:：]")
_MONTHS = re.compile(r"^\d{1,2}[-—–~～至到]\d{0,2}月")
_YEAR_OF_LABEL = re.compile(r"^20\d\d年度?")


def label_of(key: str) -> str:
    """The key of a label, whatever year it names (2021年金额)."""
    return _YEAR_OF_LABEL.sub("当年", key)


def without_months(key: str) -> str:
    """The key of a label, whatever months it names (1-6月执行数)."""
    return _MONTHS.sub("", key)


def respelled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with listed keys for the labels of head, funds, goals and execution that only their parts tell.

    What is listed keeps its key. The cell behind 项目名称 is a name, whatever it says.
    """
    end = next((at for at, line in enumerate(lines[:MOST_LINES]) if _heads_table(line)), min(len(lines), MOST_LINES))
    above = _goals_apart(tuple(map(_numbered, lines[:end])))
    names = frozenset(_names(above))
    heads = [at for at in range(end) if _is_of_execution(above, at)]
    printed = _printed(above)
    found: list[Line] = []
    in_block = goals = False
    for at, line in enumerate(above):
        goal = _goal_beside_result(line)
        goals = goals or goal is not None or any(_field("objectives", one.key) in GOALS for one in line.pieces)
        in_block = at in heads or (in_block and not any(one.key in _listed("objectives") for one in line.pieces))
        sections = ("execution",) if at in heads else ("sources", "funds") if in_block else IN_THE_HEAD
        pieces = tuple(one if one in names else _told(one, sections, printed, goals=goals) for one in line.pieces)
        pieces = tuple(replace(one, key=ANNUAL_GOAL) if one is goal else one for one in pieces)
        found.append(replace(line, pieces=pieces if in_block else _with_sums(pieces)))
    return (*found, *lines[end:])


def _heads_table(line: Line) -> bool:
    columns = words.labels("columns")
    return not _goal_beside_result(line) and any(
        columns.get(piece.key) in TELLING or piece.key.endswith("指标") for piece in line.pieces
    )


def _goal_beside_result(line: Line) -> Piece | None:
    """The head 绩效目标 or 目标值 over the goal, right in front of the head over what was reached."""
    columns = words.labels("columns")
    if {columns.get(piece.key) for piece in line.own()} & {"level1", "level2", "name"}:
        return None
    beside = pairwise(line.own())
    return next(
        (goal for goal, result in beside if goal.key in GOAL_HEADS and _field("objectives", result.key) == RESULT), None
    )


def _numbered(line: Line) -> Line:
    """The line with a numbered label of money apart from its amount (二、自有资金：0)."""
    found: list[Piece] = []
    for one in line.pieces:
        match = _NUMBERED_AMOUNT.fullmatch(one.text)
        key = label_key(match["label"]) if match else ""
        if match and (_field("funds", key) or key == OTHER):
            label = piece_of(match["label"], one.column, one.place)
            listed = replace(label, key="其他资金") if key == OTHER else label
            found += [listed, piece_of(match["amount"], one.column, one.place)]
        else:
            found.append(one)
    return replace(line, pieces=tuple(found)) if len(found) > len(line.pieces) else line


def _goals_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the label of a goal apart from the text in its cell (预期目标：… beside 实际完成情况：…).

    Only of two such cells in a line, or without a label for it beside or above: else the text of a goal may begin so.
    """
    found: list[Line] = []
    seen: set[str | None] = set()
    for line in lines:
        parts = [_goals_in(one) for one in line.pieces]
        printed = {_field("objectives", label.key) for labels in parts for label in labels[::2]}
        beside = {_field("objectives", one.key) for one in line.pieces} - {None}
        apart = len(printed) > 1 or (not beside and not printed <= seen)
        pieces = [part for one, own in zip(line.pieces, parts, strict=True) for part in (own or (one,))]
        found.append(replace(line, pieces=tuple(pieces)) if apart else line)
        seen |= beside | (printed if apart else set())
    return tuple(found)


def _goals_in(one: Piece) -> tuple[Piece, ...]:
    """The labels of goals in a cell, each with the text behind it; none where the cell begins with no such label."""
    labels = [match for match in _LABEL_OF_GOAL.finditer(one.text) if _field("objectives", label_key(match[1]))]
    if not labels or labels[0].start() > 0:
        return ()
    ends = [*(match.start() for match in labels[1:]), len(one.text)]
    found: list[Piece] = []
    for match, end in zip(labels, ends, strict=True):
        text = one.text[match.end() : end].strip()
        head, goal = piece_of(match[1], one.column, one.place), piece_of(text, one.column, one.place)
        found += [replace(head, repeated=one.repeated), replace(goal, repeated=one.repeated, wide=one.wide, key="")]
    return tuple(found) if all(part.text for part in found) else ()


def _names(lines: Sequence[Line]) -> Iterator[Piece]:
    """The first text behind each label of the project's name, or alone on the line below it."""
    for at, line in enumerate(lines):
        below = lines[at + 1].own() if at + 1 < len(lines) else ()
        alone = below if len(below) == 1 else ()
        for label, value in pairwise((*line.own(), *alone)):
            if _listed("head").get(label.key) == NAME:
                yield value


def _is_of_execution(lines: Sequence[Line], at: int) -> bool:
    """Whether a line prints labels of the block of execution: two at least, or one among lines of one label each."""
    alone = len(lines[at].own()) == 1
    near = lines[max(at - 1, 0) : at + 2] if alone else lines[at : at + 1]
    printed = [piece for line in near if len(line.own()) == 1 or not alone for piece in line.own()]
    own = any(_field("execution", piece.key) in _OF_EXECUTION for piece in lines[at].own())
    return own and len({_field("execution", piece.key) for piece in printed} & _OF_EXECUTION) > 1


def _listed(section: str) -> Mapping[str, str]:
    return words.labels(section)


def _field(section: str, key: str) -> str | None:
    bare = label_of(without_months(key))
    return _listed(section).get(key) or _listed(section).get(bare) or words.by_parts(f"{section}_parts", bare)


def _printed(lines: Sequence[Line]) -> frozenset[str]:
    """The fields that a listed label tells: no label by its parts is needed for them; a period has start and end."""
    found = {
        field
        for line in lines
        for piece in line.pieces
        for section in ("execution", "head")
        if (field := _listed(section).get(label_of(piece.key))) and field != "ignored"
    }
    return frozenset(found | ({"project.start", "project.end"} if "project.period" in found else set()))


def _told(piece: Piece, sections: Sequence[str], printed: frozenset[str], *, goals: bool) -> Piece:
    """The piece with the listed key; what was reached is told only where ``goals`` are."""
    told = _field_by_parts(piece.key, tuple(sections))
    if told is None or told[1] in printed or (told[1] == RESULT and not goals):
        return piece
    section, field = told
    return replace(piece, key=next(listed for listed, of in _listed(section).items() if of == field))


@lru_cache(maxsize=4096)
def _field_by_parts(key: str, sections: tuple[str, ...]) -> tuple[str, str] | None:
    """Section and field of a key by its parts; None for what is listed or told by none."""
    if not key or len(key) > LONGEST or label_of(key) in words.all_labels() or key in words.vertical_pieces():
        return None
    if any(key in _listed(section) for section in (*_LISTED, "execution")):
        return None
    told = ((section, _field(section, key)) for section in sections)
    return next(((section, field) for section, field in told if field), None)


def _with_sums(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with 合计 behind the label of a block of money as the year's amount.

    A label of an amount with 合计 where its amount would be is the block's (预算资金（万元）, 总额, 120).
    """
    blocks = [at for at, piece in enumerate(pieces) if _is_money_block(piece)]
    sides = [at for at, (label, below) in enumerate(pairwise(pieces)) if _is_side(label, below)]
    if not (blocks or sides):
        return pieces
    first = min([*blocks, *sides])
    annual = next(key for key, field in _listed("funds").items() if field == "funds.annual")
    block = next(key for key, field in _listed("head").items() if field == "ignored")
    told = (replace(piece, key=block) if at in sides else piece for at, piece in enumerate(pieces))
    return tuple(
        replace(piece, key=annual) if at > first and piece.key in SUMS else piece for at, piece in enumerate(told)
    )


def _is_side(label: Piece, following: Piece) -> bool:
    return label.key in _listed("funds") and following.key in SUMS


def _is_money_block(piece: Piece) -> bool:
    return _listed("head").get(piece.key) == "ignored" and any(word in piece.text for word in MONEY_BLOCK)
