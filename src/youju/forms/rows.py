"""Lines of an indicator table to entries: which cells are labels, which is the name, which the value.

Rows may be shifted, name and value by different amounts: no column decides here, but the kind and order of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju.errors import UnreadableError
from youju.forms import words
from youju.forms.labels import NAME_AND_VALUE, labels_of
from youju.forms.levels import Label, Vocabulary
from youju.forms.page import Line, Piece, without_vertical
from youju.forms.parts import is_header, title_of
from youju.forms.values import is_value, may_be_value, value_at
from youju.notation.date import parse_year_line
from youju.notation.text import label_key, name_key

_PAGE_MARK = re.compile(
    r"[-—–]+\s*\d+\s*[-—–]+|第\s*\d+\s*页.*|\d+\s*/\s*\d+|[(（]?(?:续表?|[续接][上下][表页])[)）]?|(?:金额)?单位\s*[:：].*"
)
_SENTENCE = re.compile("[。！？]")
_NOTICE = re.compile("[一二三四五六七八九十]+、|关于|根据|按照|现将|特此|各(?:有关)?(?:单位|部门|处室|街道|乡镇)")
LONGEST_NAME_LINE = 45
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its own labels (None where the row prints none), name and value cells.

    ``fronts`` stand before the name and ``extra`` behind the value, and belong to neither.
    """

    line: Line
    own1: Label | None = None
    own2: Label | None = None
    name: Piece | None = None
    value: tuple[Piece, ...] = ()
    fronts: tuple[Piece, ...] = ()
    extra: tuple[Piece, ...] = ()
    opens: bool = False

    @property
    def is_indicator(self) -> bool:
        """Whether the row has a name or a value; else it only prints labels."""
        return self.name is not None or bool(self.value)


def entries(lines: Sequence[Line], vocabulary: Vocabulary, header: Line | None = None) -> tuple[Entry, ...]:
    """The rows of the table below its ``header``, until something else begins."""
    target_last = not header or words.labels("columns").get(header.pieces[-1].key) in (None, "target")
    found: list[Entry] = []
    opens = False
    for line in _table(lines, vocabulary):
        opens = opens or line.opens
        pieces = without_vertical(line)
        if not pieces:
            continue
        entry = replace(_entry(line, pieces, vocabulary, target_last=target_last), opens=opens)
        opens = False
        _place(found, entry)
        if len(found) > MOST_ROWS:
            raise UnreadableError(
                f"一张表有 {MOST_ROWS:,} 行以上的指标，不像绩效表。",
                "请核对文件，只保留申报表部分。",
                {"line": line.first.place.line},
            )
    return tuple(entry for entry in found if not _is_placeholder(entry))


def _place(found: list[Entry], entry: Entry) -> None:
    """Adds an entry; a value alone on its line belongs to the name alone on the line above."""
    last = found[-1] if found else None
    alone = entry.name is None and entry.value and not (entry.own1 or entry.own2 or entry.fronts)
    if alone and last and last.name and not last.value:
        found[-1] = replace(last, value=entry.value)
    else:
        found.append(entry)


def _is_placeholder(entry: Entry) -> bool:
    """指标2, …… and the like name nothing; without a value such a row is a blank one."""
    return entry.name is not None and not entry.value and name_key(entry.name.text) in words.placeholders()


def _table(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Line]:
    """The lines that belong to the table, without headings and page marks.

    A footer or a notice closes it; a level label, on the next page, opens it again.
    """
    closed = False
    for index, line in enumerate(lines):
        if _is_furniture(line):
            continue
        if closed:
            closed = not any(vocabulary.find(piece, whole=True) for piece in line.pieces)
        elif _is_footer(line) or (line.opens and _is_foreign(_block(lines, index), vocabulary)):
            closed = True
        if not closed and not _is_prose(line):
            yield line


def _is_furniture(line: Line) -> bool:
    """Headings and page marks, printed again on every page."""
    alone = len(line.pieces) == 1
    mark = alone and _PAGE_MARK.fullmatch(line.first.text) is not None
    year = alone and parse_year_line(line.first.text) is not None and len(line.first.key) <= len("2021年度")
    return mark or year or is_header(line) or title_of(line) is not None


def _is_prose(line: Line) -> bool:
    """A sentence or a long text on its own: no name of an indicator."""
    alone = len(line.pieces) == 1
    return alone and (len(line.first.text) > LONGEST_NAME_LINE or _SENTENCE.search(line.first.text) is not None)


def _is_footer(line: Line) -> bool:
    """A seal line, a remark, a total; or a label of the head, which belongs to no table of indicators."""
    key = line.first.key
    headed = re.split("[:：]", line.first.text, maxsplit=1)
    below = key in words.labels("head") or key in words.footers()
    return below or (len(headed) > 1 and label_key(headed[0]) in words.footers())


def _block(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """The lines from ``start`` up to the next gap."""
    end = next((index for index in range(start + 1, len(lines)) if lines[index].opens), len(lines))
    return lines[start:end]


def _is_foreign(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether lines between two gaps are no part of the table.

    They print no level label, and are not rows with values for the most part.
    """
    block = [pieces for line in lines if (pieces := without_vertical(line))]
    if not block or _is_prose(lines[0]) or (len(block[0]) == 1 and _NOTICE.match(block[0][0].text)):
        return True
    if any(vocabulary.find(piece, whole=True) for pieces in block for piece in pieces):
        return False
    valued = sum(any(is_value(piece.text) for piece in pieces[1:]) for pieces in block)
    return min(len(pieces) for pieces in block) < NAME_AND_VALUE or valued + valued < len(block)


def _entry(line: Line, pieces: Sequence[Piece], vocabulary: Vocabulary, *, target_last: bool) -> Entry:
    """A row with its cells told apart; where results follow the target, the target is what follows the name."""
    labels = labels_of(pieces, vocabulary)
    rest, entry = labels.rest, Entry(line, labels.own1, labels.own2, fronts=labels.fronts)
    if not rest:
        return entry
    if len(rest) == 1:
        return replace(entry, value=rest) if is_value(rest[0].text) else replace(entry, name=rest[0])
    if len(rest) == NAME_AND_VALUE and is_value(rest[0].text) and not may_be_value(rest[1].text):
        return replace(entry, name=rest[1], value=rest[:1])
    start, end = value_at(rest) if target_last else (1, 2)
    fronts, extra = (*labels.fronts, *rest[: start - 1]), rest[end:] if target_last else ()
    return replace(entry, name=rest[start - 1], value=rest[start:end], fronts=fronts, extra=extra)
