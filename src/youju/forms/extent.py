"""Which lines below the header belong to the table of indicators: where a footer or a notice ends it.

Inside a table a row is an indicator until something proves that the table has ended; a page break proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    """The leftmost column of a table and those its names stand in; a page break may take the first column away."""

    left: int
    names: tuple[int, ...]

    def is_inset(self, line: Line) -> bool:
        """Whether a line begins right of the first column: no footer, label of the head or notice does."""
        return _first(line).column > self.left

    def is_under_names(self, line: Line) -> bool:
        return self.is_inset(line) and _first(line).column in self.names


def extent(lines: Sequence[Line], vocabulary: Vocabulary, header: Line | None = None) -> Extent:
    """The table without headings and page marks.

    A footer or a notice closes it; a level label, on the next page, or a row under its names opens it again.
    """
    columns = _columns(lines, header)
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
        if not closed:
            rows.append(line)
        elif len(without_vertical(line)) >= NAME_AND_VALUE and not _is_closing(line):
            outside.append(line)
    kept = len(rows) - _trailing(rows, columns, vocabulary)
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


def _trailing(rows: Sequence[Line], columns: _Columns, vocabulary: Vocabulary) -> int:
    """How many lines at the end are texts alone, after a gap or above a day: a signature, no names of indicators."""
    count = 0
    dated = bool(rows) and rows[-1].first.text.endswith("日") and is_date(rows[-1].first.text)
    for number, line in enumerate(reversed(rows), start=1):
        alone = len(line.pieces) == 1 and not columns.is_inset(line)
        if not alone or vocabulary.find(line.first, whole=True) or line.first.key in words.vertical_pieces():
            break
        if line.opens or dated:
            count = number
    return count


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
