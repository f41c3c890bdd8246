"""Cuts a document into its forms: several forms, notices between them, a form cut off at either end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from youju.errors import UnreadableError
from youju.forms import words
from youju.forms.columns import TELLING
from youju.forms.glue import unglued
from youju.forms.levels import Vocabulary
from youju.forms.page import Line, labelled, lines_of, parted, sliced, without_vertical
from youju.forms.run_on import is_run_on
from youju.forms.spelling import respelled
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.grid import Grid, Paragraph
from youju.notation.date import parse_year_line
from youju.notation.text import name_key

_TITLE = re.compile(r"(?:附件\d*)?[^。，；,;《》!?]{0,40}(?:绩效|预算|自评)[^。，；,;《》!?]{0,20}表")
HEAD_BELOW_TITLE = 8
LONGEST_TITLE = 60
RAN_TOGETHER = "ran_together"
MOST_FORMS = 1_000
_HEADERS = 2


def title_of(line: Line) -> str | None:
    """The title a line is (财政项目支出绩效目标申报表), also when its characters stand in cells of their own."""
    if len(line.pieces) > 1 and any(len(piece.text) > 1 for piece in line.pieces):
        return None
    text = "".join(piece.text for piece in line.pieces)
    key = name_key(text) if len(text) <= LONGEST_TITLE else ""
    bare = re.sub(r"\([^()]*\)$", "", key)
    return text if _TITLE.fullmatch(bare) else None


def is_header(line: Line) -> bool:
    """Whether a line heads the columns of the indicators (一级指标, 二级指标, 三级指标, 指标值).

    Weights and points alone head the block of execution.
    """
    found = {words.labels("columns").get(piece.key) for piece in line.pieces} - {None}
    return len(found) >= _HEADERS and bool(found & TELLING)


def _is_head(line: Line) -> bool:
    """Whether a line names the project; a label and its value in one cell count only beside another such cell."""
    pieces = without_vertical(line)
    if len(pieces) > 1 and all(labelled(piece) for piece in pieces[:2]):
        pieces = without_vertical(parted(line))
    return bool(pieces) and words.labels("head").get(pieces[0].key) == "project.name"


def _is_goal(line: Line) -> bool:
    return any(piece.key in words.labels("objectives") for piece in line.pieces)


def _start(lines: Sequence[Line], head: int, floor: int) -> int:
    """Where the form of the head at ``head`` begins: its title, else its year, not before ``floor``."""
    lowest = max(floor, head - HEAD_BELOW_TITLE)
    for index in range(head - 1, lowest - 1, -1):
        if title_of(lines[index]):
            return index
    years = [
        index for index in range(lowest, head) if parse_year_line(lines[index].first.text) and _alone(lines[index])
    ]
    return years[-1] if years else head


def _alone(line: Line) -> bool:
    return len(line.pieces) == 1


def _starts(lines: Sequence[Line]) -> list[int]:
    starts: list[int] = []
    floor = 0
    for head in (index for index, line in enumerate(lines) if _is_head(line)):
        starts.append(_start(lines, head, floor))
        floor = head + 1
    return sorted({*starts, *_headless(lines, starts)})


def _headless(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Titles whose form names no project: cut off below its title, or of a kind without that label.

    A title above rows that only continue a table is a page heading and starts nothing.
    """
    known = set(starts)
    titled = (index for index, line in enumerate(lines) if title_of(line) and not _answers(lines, index))
    titles = [index for index in titled if index not in known]
    bounds = sorted({*titles, *known, len(lines)})
    found = []
    for title in titles:
        end = bounds[bisect_right(bounds, title)]
        body = lines[title + 1 : end]
        first = not known or title < starts[0]
        heads = any(_is_goal(line) or words.labels("head").get(line.first.key) for line in body)
        cut = end == len(lines) and len(body) == 1 and parse_year_line(body[0].first.text) is not None
        if heads or cut or (first and _has_table(body)):
            found.append(title)
    return found


def _answers(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the value of the label above it: a project may be named like a form."""
    above = lines[index - 1].pieces[-1] if index else None
    return above is not None and words.labels("head").get(above.key) == "project.name"


def _has_table(lines: Sequence[Line]) -> bool:
    """Whether the columns of indicators are headed, in one line or one label a line."""
    labels = words.labels("columns")
    return len({labels[piece.key] for line in lines for piece in line.pieces if piece.key in labels}) >= _HEADERS


def cut(grid: Grid, vocabulary: Vocabulary | None = None) -> tuple[Grid, ...]:
    """The forms of a document in order; the ``vocabulary`` cuts texts that ran together.

    Raises UnreadableError when nothing in it looks like a form.
    """
    run_on = vocabulary is not None and _is_run_on(grid)
    lines = respelled(unglued(lines_of(grid), vocabulary if run_on else None))
    starts = _starts(lines)
    first = starts[0] if starts else len(lines)
    if _has_table(lines[:first]) or (starts and _continues(lines[:first])):
        starts = [0, *starts]
    if not starts:
        raise UnreadableError(
            "没有找到绩效表格：没有“项目名称”，也没有“一级指标、二级指标、三级指标、指标值”的表头。",
            "请确认这是绩效目标申报表或自评表，并把整张表（含表头）复制进文件。",
        )
    if len(starts) > MOST_FORMS:
        raise UnreadableError(f"文件里有 {len(starts):,} 张表，超过 {MOST_FORMS:,} 张的上限。", "请把文件拆开后再读。")
    ends = [*starts[1:], len(lines)]
    pieces = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    return tuple(_apart(grid, part) if run_on else sliced(grid, part) for part in pieces)


def _apart(grid: Grid, lines: Sequence[Line]) -> Grid:
    """A form out of a text that ran together: a paragraph for each cell that was cut out of it, and a note of that."""
    blocks = tuple(Paragraph(piece.raw, piece.place) for line in lines for piece in line.pieces)
    note = Note(RAN_TOGETHER, Severity.WARNING, "文字之间没有任何分隔，单元格是按标签和数值切开的，请逐行核对。")
    return replace(grid, blocks=blocks, notes=(*grid.notes, note))


def _is_run_on(grid: Grid) -> bool:
    return is_run_on([line.first.text for line in lines_of(grid) if len(line.pieces) == 1])


def _continues(lines: Sequence[Line]) -> bool:
    """Whether the lines before the first title are the end of a form: some line begins with a level label."""
    return any(len(line.pieces) > 1 and without_vertical(line)[:1] and _is_level(line) for line in lines)


def _is_level(line: Line) -> bool:
    return without_vertical(line)[0].key.endswith("指标")
