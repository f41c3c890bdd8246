"""Joins what a converter cut: labels (可持续影 / 响指标), and rows that a line break in a label parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from youju.forms.levels import Vocabulary
from youju.forms.page import Line, Piece

MOST_PARTS = 4


def mended(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines with every cut label in one piece, at the place of its first part."""
    return _stacked(_rejoined(lines, vocabulary), vocabulary)


def _rejoined(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """Rows whose line ends in the middle of a label, made one line again with the columns they had."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above and not line.opens and above.breaks_off() and line.first.column == 1:
            label = _label(above.pieces[-1], line.first, vocabulary)
            if label:
                found[-1] = _one_line(above, label, line)
                continue
        found.append(line)
    return found


def _label(piece: Piece, rest: Piece, vocabulary: Vocabulary) -> Piece | None:
    """The label two pieces make; neither is one by itself, or the first is only the beginning of another word."""
    key = piece.key + rest.key
    cut = piece.key and rest.key and not (vocabulary.is_label(piece.key) and vocabulary.is_label(rest.key))
    if not (cut and vocabulary.is_label(key)):
        return None
    return replace(piece, text=piece.text + rest.text, key=key, bracket=rest.bracket)


def _one_line(above: Line, label: Piece, line: Line) -> Line:
    moved = [replace(piece, column=piece.column + label.column - 1) for piece in line.pieces[1:]]
    return replace(above, pieces=(*above.pieces[:-1], label, *moved), width=above.width + line.width - 1)


def _stacked(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Labels whose parts stand side by side, or first on lines below one another."""
    left = [list(line.pieces) for line in lines]
    for index, pieces in enumerate(left):
        position = 0
        while position < len(pieces):
            _join(left, index, position, vocabulary)
            position += 1
    return tuple(
        line if tuple(pieces) == line.pieces else replace(line, pieces=tuple(pieces))
        for line, pieces in zip(lines, left, strict=True)
        if pieces
    )


def _join(left: list[list[Piece]], index: int, position: int, vocabulary: Vocabulary) -> None:
    """Joins the piece there with the parts that make it a label, and takes those away."""
    piece = left[index][position]
    if not piece.key or vocabulary.is_label(piece.key) or not vocabulary.is_beginning(piece.key):
        return
    beside = left[index][position + 1 : position + MOST_PARTS]
    below = [pieces for pieces in left[index + 1 : index + MOST_PARTS] if pieces]
    for across, parts in ((False, beside), (True, [pieces[0] for pieces in below])):
        count = _parts(piece, parts, vocabulary)
        if not count:
            continue
        taken = parts[:count]
        text = piece.text + "".join(part.text for part in taken)
        key = piece.key + "".join(part.key for part in taken)
        left[index][position] = replace(piece, text=text, key=key, bracket=taken[-1].bracket)
        if across:
            for pieces in below[:count]:
                del pieces[0]
        else:
            del left[index][position + 1 : position + 1 + count]
        return


def _parts(piece: Piece, parts: Sequence[Piece], vocabulary: Vocabulary) -> int:
    """How many of the parts complete the piece to a label; 0 when they do not.

    A part that is a label by itself (效益指标) counts only right below the piece (社会).
    """
    key = piece.key
    for count, part in enumerate(parts, start=1):
        if not part.key or (vocabulary.is_label(part.key) and part.column != piece.column):
            return 0
        key += part.key
        if vocabulary.is_label(key):
            return count
    return 0
