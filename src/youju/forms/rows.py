"""Lines of an indicator table to entries: which cells are labels, which is the name, which the value.

Rows may be shifted, name and value by different amounts: no column decides here, but the kind and order of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from youju.errors import UnreadableError
from youju.forms import words
from youju.forms.labels import NAME_AND_VALUE, labels_of
from youju.forms.levels import Label, Vocabulary
from youju.forms.page import Line, Piece, without_vertical
from youju.forms.values import is_sign, is_value, may_be_value, value_at
from youju.notation.text import flat, name_key

MOST_ROWS = 2_000
ANNUAL, MEDIUM = "annual", "medium"
_LIST_NUMBER = re.compile(r"\s*指标\s*[1-9]\d?\s*(?:[:：、.．]\s*|(?=[\u4e00-\u9fff])(?!个|条|类|级|项(?!目)))(?=\S)")
_LIST_ROW = re.compile(r"指标\d*|[….]+")  # a row of a printed list that nobody filled
_NO_REASON = frozenset({"0", "无", "/", "-", "—", "——"})
_POINTS = re.compile(r"(\d+(?:\.\d+)?)分?")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its own labels (None where the row prints none), name and value cells.

    ``fronts`` stand before the name and ``extra`` behind the value, and belong to neither. ``more`` holds the cells of
    further columns by field: results, weights, reasons. ``unnamed``: the form has no names below the second levels, the
    row is an indicator all the same. ``period``: of which of two targets it tells, ``annual`` or ``medium``.
    """

    line: Line
    own1: Label | None = None
    own2: Label | None = None
    name: Piece | None = None
    value: tuple[Piece, ...] = ()
    fronts: tuple[Piece, ...] = ()
    extra: tuple[Piece, ...] = ()
    opens: bool = False
    more: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    unnamed: bool = False
    period: str = ANNUAL

    def __post_init__(self) -> None:
        """The number that a list prints before a name goes, and remarks that give no reason; ``raw`` keeps the text."""
        object.__setattr__(self, "name", _unnumbered(self.name))
        object.__setattr__(self, "more", _with_reason(self.more))

    @property
    def is_indicator(self) -> bool:
        """Whether the row has a name or a value; else it only prints labels."""
        return self.unnamed or self.name is not None or bool(self.value)


def _unnumbered(name: Piece | None) -> Piece | None:
    """指标1：工程完工率 names 工程完工率."""
    match = _LIST_NUMBER.match(name.text) if name else None
    return replace(name, text=name.text[match.end() :]) if name and match else name


def _with_reason(more: Mapping[str, tuple[Piece, ...]]) -> Mapping[str, tuple[Piece, ...]]:
    """The cells without rows of a blank list in the reason, and without a reason of 0 where no point was lost."""
    reason = tuple(piece for piece in more.get("reason", ()) if not _LIST_ROW.fullmatch(piece.key))
    full = _points(more, "weight")
    if full is not None and full == _points(more, "points") and all(flat(piece.text) in _NO_REASON for piece in reason):
        reason = ()
    if reason == more.get("reason", ()):
        return more
    others = {field: pieces for field, pieces in more.items() if field != "reason"}
    return {**others, "reason": reason} if reason else others


def _points(more: Mapping[str, tuple[Piece, ...]], field: str) -> Decimal | None:
    match = _POINTS.fullmatch(flat("".join(piece.text for piece in more.get(field, ()))))
    return Decimal(match[1]) if match else None


def entries(lines: Sequence[Line], vocabulary: Vocabulary, header: Line | None = None) -> tuple[Entry, ...]:
    """The rows of a table from the lines that belong to it, its ``header`` not among them."""
    target_last = not header or words.labels("columns").get(header.pieces[-1].key) in (None, "target")
    found: list[Entry] = []
    opens = False
    for line in lines:
        opens = opens or line.opens
        pieces = without_vertical(line)
        if not pieces:
            continue
        entry = replace(_entry(line, pieces, vocabulary, target_last=target_last), opens=opens)
        opens = False
        place(found, entry)
        refuse_endless(found)
    return tuple(entry for entry in found if not is_placeholder(entry))


def refuse_endless(found: Sequence[Entry]) -> None:
    """Raises UnreadableError when a table has more rows than any form of indicators."""
    if len(found) > MOST_ROWS:
        raise UnreadableError(
            f"一张表有 {MOST_ROWS:,} 行以上的指标，不像绩效表。",
            "请核对文件，只保留申报表部分。",
            {"line": found[-1].line.first.place.line},
        )


def place(found: list[Entry], entry: Entry) -> None:
    """Adds an entry, or makes the one above whole with it."""
    bare = not (entry.own1 or entry.own2 or entry.fronts)
    whole = _continued(found[-1], entry) if found and bare else None
    if whole:
        found[-1] = whole
    else:
        found.append(entry)


def _continued(above: Entry, entry: Entry) -> Entry | None:
    """The row above with the rest of a cell that a line break cut; None where nothing proves that it was cut.

    A value alone belongs to a name or a sign alone; what closes a bracket belongs to the cell that opened it.
    """
    name, value, rest = above.name, above.value, entry.name
    if rest is None:
        if name and not value:
            return replace(above, value=entry.value)
        return (
            replace(above, value=(*value[:-1], joined(value[-1], entry.value[0])))
            if _is_cut_sign(value) and entry.value
            else None
        )
    if name and not (value and entry.value) and belongs(name, rest):
        return replace(above, name=joined(name, rest), value=value or entry.value)
    if value and not entry.value and belongs(value[-1], rest):
        return replace(above, value=(*value[:-1], joined(value[-1], rest)))
    return None


def _is_cut_sign(value: Sequence[Piece]) -> bool:
    return len(value) == 1 and is_sign(value[0].text)


def belongs(cell: Piece, rest: Piece) -> bool:
    """Whether a bracket that opens in one text closes in the other, or the other is nothing but a bracket."""
    return (_depth(cell.text) > 0 > _depth(rest.text)) or _BRACKETED.fullmatch(rest.text) is not None


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in "(（") - sum(text.count(mark) for mark in ")）")


def joined(cell: Piece, rest: Piece) -> Piece:
    """Two parts of one cell as one, at the place of the first."""
    return replace(cell, text=cell.text + rest.text, raw=cell.raw + rest.raw)


def is_placeholder(entry: Entry) -> bool:
    """指标2：, …… and the like name nothing; without a value such a row is a blank one."""
    nothing = all(name_key(piece.text) in words.placeholders() for piece in entry.value)
    return entry.name is not None and nothing and _names_nothing(entry.name)


def _names_nothing(name: Piece) -> bool:
    return name_key(name.text) in words.placeholders() or _LIST_ROW.fullmatch(name.key) is not None


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
