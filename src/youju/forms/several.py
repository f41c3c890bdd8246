"""Several indicators in one row of cells (1.… 2.… beside two targets): as many rows, where all the cells agree.

Where they do not agree the row stays one, its name is open, and a note counts the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from youju.forms.page import Piece
from youju.forms.page import piece as piece_of
from youju.forms.rows import Entry
from youju.forms.values import is_value, may_be_value
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.notation.text import flat, unwrap

MOST = 30  # indicators in one cell
SEVERAL = 2
PROSE = frozenset({"reason", "standard", "remark", "cause_text"})  # one text may speak of all
OPEN = ("name", "target")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(
    rf"[(（](?P<bracketed>\d{{1,2}})[)）]|(?:指标)?(?<![\d.])(?P<plain>\d{{1,2}})\s*[.．、)）:：](?!\d)|(?P<circled>[{_CIRCLED}])"
)
_SEMICOLON = re.compile("[；;]")
_END = re.compile(r"[\s；;。，,、]+$")
_LIKE_DECIMALS = re.compile(r"^\d{1,2}[.．]\d")  # 1.30个: the first of a list, or one and three tenths


@dataclass(frozen=True, slots=True)
class Items:
    """The texts that a cell lists; ``numbered``: it numbers them itself, from 1."""

    texts: tuple[str, ...]
    numbered: bool = False


def apart(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Note, ...]]:
    """The rows with those of several indicators parted, and a note on each such row."""
    found: list[Entry] = []
    notes: list[Note] = []
    for entry in entries:
        rows, note = _apart(entry)
        found += rows
        notes += [note] if note else []
    return tuple(found), tuple(notes)


def _apart(entry: Entry) -> tuple[tuple[Entry, ...], Note | None]:
    if entry.name is None or len(entry.value) > 1:
        return (entry,), None
    for names in _lists(entry.name):
        cells = _agreeing(entry, names)
        if cells is not None:
            return tuple(_rows(entry, entry.name, names, cells)), _parted_note(entry.name, names)
    numbered = _numbered(_text(entry.name))
    if numbered is None:
        return (entry,), None
    count = len(_fitting(entry.value[0], len(numbered.texts)).texts) if entry.value else 0
    line = replace(entry.line, open=tuple(dict.fromkeys((*entry.line.open, *OPEN))))
    said = f"一格里有{len(numbered.texts)}个指标名称，指标值有{count}个"
    message = f"“{unwrap(entry.name.text)}”{said}，没有拆开，请核对。"
    return (replace(entry, line=line),), Note("several_names", Severity.WARNING, message, entry.name.place)


def _parted_note(name: Piece, names: Items) -> Note:
    by = "编号" if names.numbered else "行或分号"
    message = f"“{names.texts[0]}”等{len(names.texts)}个指标写在一格里，按{by}拆成{len(names.texts)}行。"
    return Note("several_parted", Severity.HINT, message, name.place)


def _text(cell: Piece) -> str:
    """The cell as it was filed, with the number of its first item."""
    return piece_of(cell.raw, cell.column, cell.place).text


def _numbered(text: str) -> Items | None:
    """The items of a text that numbers them: from 1, one after the other."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if _number(mark) == len(marks) + 1:
            marks.append(mark)
    if not SEVERAL <= len(marks) <= MOST or text[: marks[0].start()].strip():
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    texts = tuple(_END.sub("", text[mark.end() : end]).strip() for mark, end in zip(marks, ends, strict=True))
    return Items(texts, numbered=True) if all(texts) else None


def _number(mark: re.Match[str]) -> int:
    circled = mark["circled"]
    return _CIRCLED.index(circled) + 1 if circled else int(mark["bracketed"] or mark["plain"])


def _lists(cell: Piece) -> Iterator[Items]:
    """What a cell may list: what it numbers, else its lines, else what semicolons part."""
    text = _text(cell)
    numbered = _numbered(text)
    if numbered:
        yield numbered
        return
    for parts in (text.split("\n"), _SEMICOLON.split(_END.sub("", text))):
        texts = tuple(_END.sub("", part).strip() for part in parts)
        if SEVERAL <= len(texts) <= MOST and all(texts):
            yield Items(texts)


def _fitting(cell: Piece, count: int) -> Items:
    """The items of a cell, of the ways to part it the one that gives ``count`` of them; else the whole text."""
    found = tuple(_lists(cell))
    return next((items for items in found if len(items.texts) == count), found[0] if found else Items((cell.text,)))


def _agreeing(entry: Entry, names: Items) -> dict[str, Items] | None:
    """The items of every written cell beside the names, where each has as many; else None.

    Names that no number marks are several only beside as many values.
    """
    if not entry.value:
        return None
    count = len(names.texts)
    cells = {"target": _fitting(entry.value[0], count)}
    for field, pieces in entry.more.items():
        items = _fitting(_joined(pieces), count)
        cells[field] = Items(items.texts * count) if field in PROSE and len(items.texts) != count else items
    values = all(map(is_value, cells["target"].texts)) and not any(map(is_value, names.texts))
    agree = all(len(items.texts) == count for items in cells.values())
    return cells if agree and (names.numbered or values) else None


def _joined(pieces: Sequence[Piece]) -> Piece:
    return replace(pieces[0], raw="\n".join(piece.raw for piece in pieces))


def _rows(entry: Entry, cell: Piece, names: Items, cells: dict[str, Items]) -> Iterator[Entry]:
    """A row for each item; the first keeps the labels."""
    line = replace(entry.line, open=tuple(dict.fromkeys((*entry.line.open, *_open(names, cells)))))
    for at, name in enumerate(names.texts):
        row = replace(
            entry,
            line=line,
            name=_part(cell, name),
            value=tuple(_part(piece, cells["target"].texts[at]) for piece in entry.value),
            more={field: (_part(pieces[0], cells[field].texts[at]),) for field, pieces in entry.more.items()},
        )
        yield row if at == 0 else replace(row, own1=None, own2=None, fronts=(), extra=(), opens=False)


def _open(names: Items, cells: dict[str, Items]) -> tuple[str, ...]:
    """What is open in rows that were parted: nothing where names are numbered and every part of a target is a value."""
    targets = cells["target"]
    told = targets.numbered or (_are_values(targets.texts) and not _may_be_numbers(targets.texts))
    return () if names.numbered and told else OPEN


def _are_values(texts: Iterable[str]) -> bool:
    return all(map(may_be_value, texts))


def _may_be_numbers(texts: Sequence[str]) -> bool:
    """Whether targets begin like a list of numbered numbers (1.30个, 2.12场)."""
    starts = [match.group() for text in texts if (match := _LIKE_DECIMALS.match(flat(text)))]
    return [start.split(".")[0] for start in starts] == [str(at) for at in range(1, len(texts) + 1)]


def _part(cell: Piece, text: str) -> Piece:
    return replace(piece_of(text, cell.column, cell.place), wide=cell.wide)
