"""Letters on a page to lines and texts: what stands beside each other, what stands below, where a blank is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

UNREADABLE = "\ufffd"
LATIN_GAP = 0.2  # of the letters' height: more between two Latin letters is a blank
MIXED_GAP = 0.28  # of the letters' height: more beside one Latin letter is a blank, less is typographic spacing
COLUMN_GAP = 0.8  # of the letters' height: more between letters without a written blank parts two texts
WIDE_GAP = 1.6  # of the letters' height: more between any letters parts two texts
SAME_LINE = 0.45  # of the height: letters whose middles differ by less stand on one line
SECOND_BLANK = 0.4  # of the letters' height: more behind a written blank was several blanks, which PDFium gives as one
EDGE = 0.15  # of the letters' height: letters of one text stand nearer, and overlap less
SAME_START = 0.6  # points: texts of one column that are set to its left begin so near each other
FEWEST_SPACED = 2  # more single letters than this, all far apart, are a title that was spaced out
TWICE = 0.25  # of the width: the same letter again so near is printed twice to look bold
_UP, _DOWN = 1, 3  # quarter turns of text written up or down the side of a page
_SURROGATES = range(0xD800, 0xE000)
_FOLDED = (range(0x2F00, 0x2FE0), range(0xF900, 0xFB07))  # radicals and compatibility forms that fonts give for words
_RADICALS = dict(
    zip(
        map(ord, "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰"),
        "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)


class Letter(NamedTuple):
    """A letter and its box, in points from the top left corner; a tuple, for a file has hundreds of thousands.

    ``turns``: quarter turns, counter-clockwise, from the direction of the page's text.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    turns: int = 0

    @property
    def middle_x(self) -> float:
        """Half way between its left and right."""
        return (self.left + self.right) / 2

    @property
    def middle_y(self) -> float:
        """Half way between its top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Its size, in points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one line that belong together, as a text and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How high its line is, in points."""
        return self.bottom - self.top


@lru_cache(maxsize=1 << 16)
def readable(code: int) -> str:
    """The character of a code point; empty for controls, ``UNREADABLE`` for what stands for no character."""
    if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or code in _SURROGATES:
        return UNREADABLE
    if code in _RADICALS:
        return _RADICALS[code]
    character = chr(code)
    if any(code in folded for folded in _FOLDED):
        return unicodedata.normalize("NFKC", character)
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else character


def lines_of(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters by line from top to bottom, in each line from left to right, doubled ones once."""
    lines: list[list[Letter]] = []
    middle = height = 0.0
    for letter in sorted(letters, key=lambda letter: letter.middle_y):
        if lines and letter.middle_y - middle < SAME_LINE * max(height, letter.height):
            lines[-1].append(letter)
            height = max(height, letter.height)
        else:
            lines.append([letter])
            middle, height = letter.middle_y, letter.height
    return [_once(sorted(line, key=lambda letter: letter.left)) for line in lines]


def _once(line: Sequence[Letter]) -> list[Letter]:
    """The letters of a line without those printed a second time at nearly the same place."""
    kept: list[Letter] = []
    for letter in line:
        near = letter.left - TWICE * (letter.right - letter.left)
        for before in kept[-2:]:
            if before.text == letter.text and before.left > near:
                break
        else:
            kept.append(letter)
    return kept


def written_lines(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The lines of a cell as they are read, also where its text is written up or down its side; blank ones left out."""
    return [line for line in lines_of(_upright(letters)) if any(letter.text != " " for letter in line)]


def _upright(letters: Sequence[Letter]) -> Sequence[Letter]:
    directions = [letter.turns for letter in letters]
    turns = max(set(directions), key=directions.count, default=0)
    if turns == _UP:
        return [Letter(each.text, -each.bottom, each.left, -each.top, each.right) for each in letters]
    if turns == _DOWN:
        return [Letter(each.text, each.top, -each.right, each.bottom, -each.left) for each in letters]
    return letters


def line_text(line: Sequence[Letter]) -> str:
    """The letters of a line as text: a blank where one is written, between Latin words and at wide gaps."""
    parts = [line[0].text]
    for before, letter in pairwise(line):
        latin = before.text.isascii() + letter.text.isascii()
        narrow = (COLUMN_GAP, MIXED_GAP, LATIN_GAP)[latin]
        if letter.left - before.right > narrow * min(before.height, letter.height):
            parts.append(" ")
        parts.append(letter.text)
    return " ".join("".join(parts).split())


def runs_of(line: Sequence[Letter], starts: Collection[int] = frozenset()) -> list[Run]:
    """A line cut at its gaps: at wide ones, and at narrower ones that no blank was written in, as between columns.

    ``starts``: the ``stops`` where columns begin; there a text is cut off that had no room, and the next begins.
    """
    runs: list[list[Letter]] = []
    right = height = 0.0
    blank: Letter | None = None
    for letter in line:
        if letter.text == " ":
            blank = letter
            continue
        size = max(height, letter.height)
        gap, beyond = letter.left - right, letter.left - (blank or letter).right
        wide = not runs or gap > (WIDE_GAP if blank else COLUMN_GAP) * size or beyond > SECOND_BLANK * size
        at_start = not blank and abs(gap) > EDGE * size and stop(letter.left) in starts
        if wide or at_start:
            runs.append([letter])
        else:
            runs[-1].extend([blank, letter] if blank else [letter])
        right, height, blank = letter.right if at_start else max(right, letter.right), letter.height, None
    if len(runs) > FEWEST_SPACED and all(len(run) == 1 for run in runs):
        return [_run([letter for run in runs for letter in run])]
    return [_run(run) for run in runs]


def stop(x: float) -> int:
    """The number of a stop, as a typewriter has them: texts of one column begin at it or beside it."""
    return round(x / SAME_START)


def stops(xs: Iterable[float]) -> frozenset[int]:
    """The stops at some places and beside them."""
    return frozenset(near for x in xs for near in range(stop(x) - 1, stop(x) + 2))


def edges_of(line: Sequence[Letter], *, chinese: bool = False) -> list[float]:
    """Where texts may begin in a line: its first letter, and letters beside a gap or an overlap without a blank.

    None but the first in a line whose letters all stand apart. ``chinese``: only between Chinese characters, which
    have no gaps but those.
    """
    letters = [letter for letter in line if letter.text != " "]
    blank_before = {id(after) for before, after in pairwise(line) if before.text == " "}
    found = [
        letter.left
        for before, letter in pairwise(letters)
        if id(letter) not in blank_before and abs(letter.left - before.right) > EDGE * before.height
        if not (chinese and (before.text.isascii() or letter.text.isascii()))
    ]
    first = [letter.left for letter in letters[:1]]
    return first if len(found) * 2 > len(letters) else first + found


def _run(letters: Sequence[Letter]) -> Run:
    return Run(
        line_text(letters),
        letters[0].left,
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
    )
