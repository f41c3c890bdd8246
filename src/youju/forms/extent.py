"""Which lines below the header belong to the table of indicators: where a footer or a notice ends it.

Inside a table a row is an indicator until something proves that the table has ended; a page break proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.forms import words
from youju.forms.labels import NAME_AND_VALUE
from youju.forms.levels import Vocabulary
from youju.forms.page import Line, Piece, without_vertical
from youju.forms.parts import is_header, title_of
from youju.forms.values import is_date, is_measured, is_plain_number, is_value, is_word
from youju.notation.date import parse_year_line
from youju.notation.text import label_key

_PAGE_MARK = re.compile(r"\d+\s*/\s*\d+|[(（]?(?:续表?|[续接][上下][表页])[)）]?|(?:金额)?单位\s*[:：].*")
_SEALED = re.compile(r"[(（](?:盖章|签章|公章|签字|签名)[)）]|年\s*月\s*日\s*$")
_SENTENCE = re.compile("[。！？]")
_TITLE = re.compile("关于.*(?:通知|公告|公示|通报|函)|.*的(?:通知|公告|公示|通报|函)|.*公开说明|(?:特此|现将|现予).*")
_PRINTED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?:印发|印制|发布|公布|填报|填制|制)?")
_BODY = re.compile(r"(?:局|厅|委员会|管委会|人民政府|办公室|办事处)[)）]?")
# What stands below a table; beside a word that may be a target, only the words of those who approve and conclude.
_OF_FOOTERS = re.compile(r"(?:意见|结论|等次|说明|建议|负责人|领导|审核|签字|盖章|事项)$")
_OF_APPROVALS = re.compile(
    r"(?:自评|评价|评审|审核|专家|部门|单位|科室|主管|财政).*(?:意见|结论|等次|等级|审核|负责人|领导)$"
)
_AT_THE_SIDE = re.compile(r"(?:意见|结论|等次|说明|建议|等级|问题|评价|结果|措施|做法|得分|情况)$")
_OPENING = re.compile("[一二三四五六七八九十]+、|关于|根据|按照|各(?:有关)?(?:单位|部门|处室|街道|乡镇)")
LONGEST_NAME_LINE = 45
SHORTEST_SENTENCE = 12


@dataclass(frozen=True, slots=True)
class Extent:
    """The ``rows`` of a table, and the lines that stand outside it though they look like rows or names."""

    rows: tuple[Line, ...]
    outside: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The leftmost column of a table and those its names stand in; a page break may take the first column away.

    ``levels``: the column of first levels, in a table whose cells all stand under the header; else 0.
    """

    left: int
    names: tuple[int, ...]
    levels: int = 0

    def is_inset(self, line: Line) -> bool:
        """Whether a line begins right of the first column: no footer, label of the head or notice does."""
        return _first(line).column > self.left

    def is_under_names(self, line: Line) -> bool:
        return self.is_inset(line) and _first(line).column in self.names

    def is_beside(self, line: Line) -> bool:
        """Whether a line begins where the label at the table's side stood, left of the levels, or names nothing."""
        at = [piece.column for piece in line.pieces]
        return at[0] < self.levels or (at[0] == self.levels and self.names[0] not in at)


def extent(lines: Sequence[Line], vocabulary: Vocabulary, header: Line | None = None) -> Extent:
    """The table without headings and page marks.

    A footer or a notice closes it; a level label, on the next page, or a row under its names opens it again.
    """
    columns = _columns(lines, header)
    end: Line | None = None
    rows: list[Line] = []
    outside: list[Line] = []
    closed = False
    for line in lines:
        if _is_furniture(line):
            continue
        labelled = any(vocabulary.find(piece, whole=True) for piece in line.pieces)
        if closed:
            closed = not (labelled or (columns.is_under_names(line) and _has_value(line)))
        elif not labelled:
            closed = _ends(line, rows[-1] if rows else None, columns)
            end = line
        if not closed:
            rows.append(line)
        elif len(without_vertical(line)) >= NAME_AND_VALUE and not _is_closing(line):
            outside.append(line)
    day = end if closed else (rows[-1] if rows else None)
    columns = _placed(columns, rows, header, vocabulary)
    kept = len(rows) - _trailing(rows, columns, vocabulary, dated=day is not None and _is_day(day.first.text))
    return Extent(tuple(rows[:kept]), (*rows[kept:], *outside))


def _columns(lines: Sequence[Line], header: Line | None) -> _Columns:
    left = min((line.first.column for line in lines), default=1)
    labels = words.labels("columns")
    name = next((piece.column for piece in header.pieces if labels.get(piece.key) == "name"), None) if header else None
    return _Columns(left, () if name is None else (name, name - 1))


def _first(line: Line) -> Piece:
    pieces = without_vertical(line)
    return pieces[0] if pieces else line.first


def _has_value(line: Line) -> bool:
    return len(without_vertical(line)) >= NAME_AND_VALUE and is_value(line.pieces[-1].text)


def _placed(columns: _Columns, rows: Sequence[Line], header: Line | None, vocabulary: Vocabulary) -> _Columns:
    """The columns with that of the first levels, if every level stands under its head and most names do."""
    heads = words.labels("columns")
    fields = {heads.get(piece.key): piece.column for piece in header.pieces} if header else {}
    pieces = [piece for line in rows for piece in line.pieces]
    printed = [label for piece in pieces if (label := vocabulary.find(piece, whole=True))]
    named = [any(piece.column == fields.get("name") for piece in line.pieces) for line in rows if len(line.pieces) > 1]
    under = all(label.piece.column in (fields.get("level1"), fields.get("level2")) for label in printed)
    if not printed or not under or sum(named) * 2 <= len(named):
        return columns
    return replace(columns, levels=fields.get("level1", 0))


def _trailing(rows: Sequence[Line], columns: _Columns, vocabulary: Vocabulary, *, dated: bool) -> int:
    """How many lines at the end are no rows: footers, and texts alone after a gap or above a day, as signatures are."""
    count = 0
    for number, line in enumerate(reversed(rows), start=1):
        if _is_labelled(line, vocabulary) or line.first.key in words.vertical_pieces():
            break
        alone = len(line.pieces) == 1 and not columns.is_inset(line)
        footer = _is_below(line, columns)
        if not (alone or footer):
            break
        if footer or line.opens or dated or _BODY.search(line.first.text[-5:]):
            count = number
    return count


def _is_labelled(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line prints a level, in front of other cells also by its stem (社会效益)."""
    whole = len(line.pieces) == 1
    return any(vocabulary.find(piece, whole=whole or piece is not line.first) for piece in line.pieces)


def _is_day(text: str) -> bool:
    return _PRINTED.fullmatch(text) is not None and is_date(text[: text.index("日") + 1])


def _is_below(line: Line, columns: _Columns) -> bool:
    """Whether a line at the end is what approvals and remarks say, by its first words or its place; no measured row."""
    key, value = line.first.key, line.pieces[-1].text
    if len(line.pieces) != NAME_AND_VALUE or columns.is_inset(line) or is_measured(value):
        return False
    if columns.is_beside(line):
        return not is_value(value) or _AT_THE_SIDE.search(key) is not None
    return (_OF_APPROVALS if is_value(value) else _OF_FOOTERS).search(key) is not None


def _is_furniture(line: Line) -> bool:
    """Headings and page marks, printed again on every page."""
    alone = len(line.pieces) == 1
    mark = alone and _PAGE_MARK.fullmatch(line.first.text) is not None
    year = alone and parse_year_line(line.first.text) is not None and len(line.first.key) <= len("2021年度")
    return mark or year or is_header(line) or title_of(line) is not None


def _ends(line: Line, above: Line | None, columns: _Columns) -> bool:
    """Whether a line without a level label is a footer or the beginning of a notice."""
    if _is_closing(line):
        return not _is_row(line, columns)
    if columns.is_inset(line):
        return False
    text = line.first.text
    if len(line.pieces) > 1:
        return is_notice(text) and not is_value(line.pieces[-1].text)
    complete = above is not None and len(above.pieces) > 1
    opening = line.opens and _OPENING.match(text) is not None
    prose = len(text) > LONGEST_NAME_LINE or _SENTENCE.search(text) is not None
    return is_notice(text) or opening or prose or (complete and is_date(text))


def is_footer(piece: Piece) -> bool:
    """Whether a text opens a line below the table: a seal, a remark, a total."""
    headed = re.split("[:：]", piece.text, maxsplit=1)
    known = piece.key in words.footers() or (len(headed) > 1 and label_key(headed[0]) in words.footers())
    return known or _SEALED.search(piece.text) is not None


def is_notice(text: str) -> bool:
    """Whether a text is a heading, a salutation or a sentence of a notice, and no cell of a table."""
    salutation = text.endswith((":", "：")) and label_key(text) != "其中"
    sentence = len(text) > SHORTEST_SENTENCE and text.endswith(("。", "！"))
    return salutation or sentence or _TITLE.fullmatch(text) is not None


def _is_closing(line: Line) -> bool:
    """A footer, or a label of the head, which belongs to no table of indicators."""
    return is_footer(line.first) or _is_head_label(line)


def _is_head_label(line: Line) -> bool:
    labels = words.labels("head")
    headed = re.split("[:：]", line.first.text, maxsplit=1)
    return line.first.key in labels or (len(line.pieces) == len(headed) - 1 and label_key(headed[0]) in labels)


def _is_row(line: Line, columns: _Columns) -> bool:
    """Whether a line that begins like a footer or with a label of the head is a row: a name and its value.

    A bare number beside 合计 is a total, a date beside 日期 a date; the rest of a row shows by its value and its place.
    """
    if len(line.pieces) < NAME_AND_VALUE:
        return False
    value = line.pieces[-1].text
    if is_footer(line.first):
        placed = columns.is_inset(line) and is_word(value)
        return is_measured(value) or placed or (columns.is_under_names(line) and not _is_formal(value))
    return is_value(value) or columns.is_under_names(line)


def _is_formal(value: str) -> bool:
    return is_plain_number(value) or is_date(value)
