"""Texts in cells: characters a file may hold, labels broken between words, and how high a text stands in its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from youju.exporters.spans import column_shares, row_count
from youju.model.grid import Cell, Table

# Half-widths: a Chinese character takes two, a Latin one one.
WIDE, NARROW = 2, 1

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BRACKET = re.compile(r"(?P<stem>.+?)(?P<bracket>（[^（）]*）)")
_MONTHS = re.compile(r"(?P<months>1—[ \d]*月)(?P<rest>.+)")
_HEADS = ("指标", "目标")
_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)


def legal(text: str) -> str:
    """The text without the characters that XML forbids; every line break is a line feed, a tab is a blank."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def label_lines(label: str, capacity: int) -> list[str]:
    """A label broken for a narrow column of ``capacity`` full-width characters.

    A trailing bracket and the months of a period stand on their own line, 指标 and 目标 stay whole, and the rest breaks
    after an even number of characters, because most Chinese words have two: 年度/总体/目标, not 年度总/体目标.
    """
    capacity = max(capacity, 2)
    if len(label) <= capacity:
        return [label]
    if found := _BRACKET.fullmatch(label):
        return [*label_lines(found["stem"], capacity), found["bracket"]]
    if found := _MONTHS.fullmatch(label):
        return [found["months"], *label_lines(found["rest"], capacity)]
    if label.endswith(_HEADS) and len(label) - 2 <= capacity:
        return [label[:-2], label[-2:]]
    lines = -(-len(label) // capacity)
    even = 2 * -(-len(label) // (2 * lines))
    step = min(even, capacity - capacity % 2)
    return [label[:step], *label_lines(label[step:], capacity)]


def cell_lines(cell: Cell, capacity: int) -> str:
    """The legal text of a cell, a label's with line breaks for a column of ``capacity`` full-width characters."""
    text = legal(cell.text)
    return "\n".join(label_lines(text, capacity)) if cell.label and "\n" not in text else text


def units(text: str) -> int:
    """How wide a line of text is, in half-widths."""
    return sum(WIDE if east_asian_width(character) in "WFA" else NARROW for character in text)


def line_count(text: str, capacity: int) -> int:
    """Lines that the text takes in a column of ``capacity`` half-widths; Latin words stay whole if they can."""
    capacity = max(capacity, WIDE)
    lines = 0
    for written in text.split("\n"):
        lines += 1
        used = 0
        for word in _WORDS.findall(written):
            wide = units(word)
            if used + wide <= capacity:
                used += wide
            elif wide <= capacity:
                lines, used = lines + 1, wide
            else:
                # Longer than a line: it goes on over as many as it takes.
                rest = wide - (capacity - used)
                lines, used = lines + -(-rest // capacity), rest % capacity
    return lines


def row_lines(table: Table, capacities: Sequence[int], indent: int = 0) -> list[int]:
    """Lines of text that each row takes, at least one, where column ``i`` holds ``capacities[i]`` half-widths.

    ``indent``: what a text at a side of its column loses of them; those in the middle do not.
    A spanning cell that needs more than its rows have gives the rest to its last row.
    """
    lines = [1] * row_count(table)
    for cell in sorted(table.cells, key=lambda cell: cell.rows):
        capacity = sum(capacities[cell.column - 1 : cell.column - 1 + cell.columns])
        capacity -= indent if cell.align != "center" and not cell.label else 0
        needed = line_count(cell_lines(cell, capacity // WIDE), capacity)
        own = slice(cell.row - 1, cell.row - 1 + cell.rows)
        missing = needed - sum(lines[own])
        if missing > 0:
            lines[cell.row + cell.rows - 2] += missing
    return lines


def capacities(table: Table, width: int) -> list[int]:
    """Half-widths that each column holds of ``width`` in all."""
    shares = column_shares(table)
    return [width * share // sum(shares) for share in shares]
