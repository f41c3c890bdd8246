"""Decides which level the page leaves open, and what else it could be.

The value is always what the page reads downwards. A label belongs to a block that holds its row; whether the rows above
it are in that block too is open where labels stand too low, rows are shifted, a page breaks, or a name says so. What a
name suggests orders alternatives and shows that a doubt is worth raising; it never moves a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from youju.forms.carry import Carried, is_displaced, label_below, next_label
from youju.forms.columns import Columns
from youju.forms.geometry import Geometry
from youju.forms.levels import FIRST_LEVEL_ELSEWHERE, Vocabulary
from youju.forms.words import suggests

LEVEL_ENDING = "指标"


@dataclass(frozen=True, slots=True)
class Filing:
    """The levels of one row, which of them are open, and their alternatives, the likeliest first."""

    level1: str | None
    level2: str | None
    doubts: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows of a table with what they tell about the whole page."""

    rows: Sequence[Carried]
    vocabulary: Vocabulary
    geometry: Geometry
    displaced: bool
    damaged: bool

    def name(self, index: int) -> str | None:
        piece = self.rows[index].entry.name
        return piece.text if piece else None

    def orphan(self, index: int, below: int | None) -> int | None:
        """The last row from the label down to ``below`` that has a text in front which belongs to no label."""
        first = (self.rows[index].carrier or 0) + 1
        last = len(self.rows) if below is None else below
        return next((row for row in reversed(range(first, last)) if self.rows[row].entry.fronts), None)


def filings(rows: Sequence[Carried], vocabulary: Vocabulary, geometry: Geometry) -> tuple[Filing, ...]:
    """The levels of every row with their doubts."""
    if geometry.spans_known:
        return tuple(Filing(row.level1, row.level2) for row in rows)
    displaced = is_displaced(rows)
    damaged = displaced or any(_is_damaged(rows, index, geometry) for index in range(len(rows)))
    page = _Page(rows, vocabulary, geometry, displaced, damaged)
    return tuple(_filing(page, index) for index in range(len(rows)))


def without_columns(
    filed: Sequence[Filing], rows: Sequence[Carried], columns: Columns | None, vocabulary: Vocabulary
) -> tuple[Filing, ...]:
    """The levels without doubts about those that the form has no column for: nothing on the page was lost there.

    A first level that only one second level's name tells is as good as printed.
    """
    if columns is None or not columns.exact or "level1" in columns.fields or any(row.printed for row in rows):
        return tuple(filed)
    none = {"level1", "level2"} if "level2" not in columns.fields and not any(row.level2 for row in rows) else set()
    told = []
    for filing in filed:
        inferred = filing.level2 is not None and vocabulary.parent(filing.level2) == filing.level1
        needless = {"level1"} if inferred else none
        told.append(replace(filing, doubts=tuple(doubt for doubt in filing.doubts if doubt not in needless)))
    return tuple(told)


def _is_damaged(rows: Sequence[Carried], index: int, geometry: Geometry) -> bool:
    """Whether the row shows that cells were lost: a name or label out of its column, a text that fits nowhere."""
    entry = rows[index].entry
    off = entry.own2 is not None and geometry.level2 not in (None, entry.own2.piece.column)
    return off or bool(entry.fronts) or _is_shifted(rows, index, geometry)


def _is_shifted(rows: Sequence[Carried], index: int, geometry: Geometry) -> bool:
    row = rows[index]
    carrier = rows[row.carrier].entry if row.carrier is not None else None
    return row.entry.own2 is None and geometry.is_shifted(row.entry, carrier)


def _filing(page: _Page, index: int) -> Filing:
    row = page.rows[index]
    level1 = row.level1 or next((later.level1 for later in page.rows[index:] if later.level1), None)
    if row.entry.own2:
        filing = _labelled(page, index)
    elif row.level2 is None:
        filing = _without_label(page, index, level1)
    else:
        filing = _carried_down(page, index)
    if filing.level2 and not filing.level2.endswith(LEVEL_ENDING) and not page.vocabulary.parent(filing.level2):
        filing = _stray_level(page, index, filing)
    if not row.printed and "level1" not in filing.doubts:
        above = next(
            (before.level1 for before in reversed(page.rows[:index]) if before.level1 not in (None, level1)), None
        )
        filing = _with(filing, "level1", (above,) if above and not _printed_below(page, index, level1) else ())
    return filing


def _stray_level(page: _Page, index: int, filing: Filing) -> Filing:
    """A text that is named like no level may be a stray: then the level is that of the label above or below it."""
    above = [row.level2 for row in reversed(page.rows[:index]) if row.level2 not in (None, filing.level2)]
    below = [row.level2 for row in page.rows[index:] if row.level2 not in (None, filing.level2)]
    named = (level2 for level2 in (*above[:1], *below[:1]) if level2)
    others = tuple(dict.fromkeys((*filing.alternatives.get("level2", ()), *named)))
    doubts = dict.fromkeys((*filing.doubts, "level2"))
    return Filing(filing.level1, filing.level2, tuple(doubts), {**filing.alternatives, "level2": others})


def _printed_below(page: _Page, index: int, level1: str | None) -> bool:
    """Whether the first level of the row is printed further down its own block."""
    for later in page.rows[index:]:
        if later.level1 not in (None, level1):
            return False
        if later.printed:
            return True
    return False


def _with(filing: Filing, doubt: str, others: Sequence[str]) -> Filing:
    alternatives = {**filing.alternatives, doubt: tuple(others)} if others else filing.alternatives
    return Filing(filing.level1, filing.level2, (*filing.doubts, doubt), alternatives)


def _labelled(page: _Page, index: int) -> Filing:
    """A row that prints its second level: open only where 成本指标 stands in the column of first levels."""
    row, column = page.rows[index], page.geometry.level1
    filing = Filing(row.level1, row.level2)
    label = row.entry.own2
    ambiguous = label and label.name == FIRST_LEVEL_ELSEWHERE and row.entry.own1 is None
    if label and ambiguous and column is not None and label.piece.column <= column:
        return Filing(row.level1, row.level2, ("level2", "level1"), {"level1": (label.name,)})
    return filing


def _without_label(page: _Page, index: int, level1: str | None) -> Filing:
    """No second level above it: one that is not younger than the next label; of several the one its name suggests."""
    below = label_below(page.rows, index)
    seconds = list(page.vocabulary.seconds(level1))
    following = page.rows[below].level2 if below is not None else None
    if following in seconds:
        seconds = seconds[: seconds.index(following) + 1]
    elif following:
        seconds = [following]
    fitting = [level2 for level2 in seconds if suggests(page.name(index), level2)]
    only = seconds[0] if len(seconds) == 1 else None
    value = (fitting[0] if fitting else following) or only
    others = tuple(level2 for level2 in _fitting_first(page, index, seconds) if level2 != value)
    filing = _with(Filing(level1, value), "level2", others)
    return _in_second_column(page, index, filing)


def _in_second_column(page: _Page, index: int, filing: Filing) -> Filing:
    """A first level in the column of second levels (满意度指标) may be a second level of the block above."""
    own1 = page.rows[index].entry.own1
    if own1 and index and page.geometry.level2 is not None and own1.piece.column == page.geometry.level2:
        above = page.rows[index - 1].level1
        return _with(filing, "level1", (above,) if above else ())
    return filing


def _carried_down(page: _Page, index: int) -> Filing:
    """A row under a label further up: open for any of the reasons that the page gives."""
    if page.displaced:
        return _displaced(page, index)
    row, below = page.rows[index], label_below(page.rows, index)
    filing = Filing(row.level1, row.level2)
    following = page.rows[below].level2 if below is not None else None
    following = following if following != row.level2 else None
    orphan = page.orphan(index, below)
    in_orphan = orphan is not None and orphan <= index
    if below is not None and following and in_orphan and _broken_before(page, below):
        return _with(Filing(row.level1, following), "level2", (row.level2,) if row.level2 else ())
    others = (following,) if following and (orphan is None or in_orphan) else ()
    if in_orphan or _is_shifted(page.rows, index, page.geometry):
        return _with(filing, "level2", others) if others else _shifted(page, index, filing)
    if others and below is not None and page.damaged and _broken_before(page, below):
        return _with(filing, "level2", others)
    return _by_names(page, index, filing)


def _shifted(page: _Page, index: int, filing: Filing) -> Filing:
    """A shifted row that may belong to a label of another first level only where its name sounds like that label."""
    below = next_label(page.rows, index)
    level2 = page.rows[below].level2 if below is not None else None
    if below is not None and level2 not in (None, filing.level2) and _crosses(page, index, level2 or ""):
        return _open_to(page, filing, below)
    return _with(filing, "level2", ())


def _broken_before(page: _Page, below: int) -> bool:
    """Whether a label is the first thing after a page break and stands there without its first level."""
    return page.rows[below].entry.opens and page.rows[below].entry.own1 is None


def _by_names(page: _Page, index: int, filing: Filing) -> Filing:
    """Open where the names from this row down to the next label sound like that label, and not like the one above.

    On a page that shows no damage one such name may just be odd: there must be several, or the rows that print the two
    labels must sound different as well.
    """
    below, carrier = next_label(page.rows, index), page.rows[index].carrier
    level2 = page.rows[below].level2 if below is not None else None
    if below is None or level2 is None or carrier is None:
        return filing
    crossing = 0
    while below - crossing > carrier + 1 and _crosses(page, below - crossing - 1, level2):
        crossing += 1
    apart = suggests(page.name(below), level2) and not suggests(page.name(carrier), level2)
    likely = crossing > 1 or apart or page.damaged
    return _open_to(page, filing, below) if index >= below - crossing and likely else filing


def _crosses(page: _Page, index: int, level2: str) -> bool:
    """Whether a row sounds like the second level ``level2`` and not like its own."""
    return suggests(page.name(index), level2) and not suggests(page.name(index), page.rows[index].level2 or "")


def _open_to(page: _Page, filing: Filing, below: int) -> Filing:
    """The row may as well belong to the label below it, and then to its first level."""
    after = page.rows[below]
    if (after.level1, after.level2) == (filing.level1, filing.level2):
        return filing
    filing = _with(filing, "level2", (after.level2,) if after.level2 else ())
    return filing if after.level1 == filing.level1 else _with(filing, "level1", (after.level1,) if after.level1 else ())


def _displaced(page: _Page, index: int) -> Filing:
    """On a page whose labels stand too low, every row above another label may be its own.

    A first level printed on the row, or further down before that label, holds the row in its block.
    """
    below = next_label(page.rows, index)
    filing = Filing(page.rows[index].level1, page.rows[index].level2)
    if below is None:
        return _below_every_label(page, filing)
    printed = {label.name for row in page.rows[index:below] if (label := row.entry.own1)}
    held = filing.level1 in printed and page.rows[below].level1 != filing.level1
    return filing if held else _open_to(page, filing, below)


def _below_every_label(page: _Page, filing: Filing) -> Filing:
    """The form may be cut off before the labels of these rows: a later second level, or those of the next first level.

    Below the last label of the tree nothing can follow.
    """
    firsts = list(page.vocabulary.taxonomy.levels)
    seconds = page.vocabulary.seconds(filing.level1)
    if filing.level1 not in firsts or filing.level2 not in seconds:
        return filing
    later = seconds[seconds.index(filing.level2) + 1 :]
    following = firsts[firsts.index(filing.level1) + 1 :][:1]
    others = (*later, *(second for first in following for second in page.vocabulary.seconds(first)))
    filing = _with(filing, "level2", others) if others else filing
    return _with(filing, "level1", following) if following else filing


def _fitting_first(page: _Page, index: int, levels: Sequence[str]) -> list[str]:
    return sorted(levels, key=lambda level2: not suggests(page.name(index), level2))
