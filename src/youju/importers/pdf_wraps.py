"""Lines of a cell to its text: a line that had no room for what follows was wrapped, any other was ended by its author.

A page shows both alike; the room that was left says which it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from youju.importers.pdf_letters import Letter, line_text

PADDING = 0.7  # of the letters' height: more between a cell's side and its text is no padding but a centred text
TOLERANCE = 0.25  # of the letters' height
_CLOSING = frozenset("，。、；：！？）》”’】」』,.;:!?)]}%％")  # may not begin a line
_OPENING = frozenset("（《“‘【「『([{")  # may not end one


def cell_text(lines: Sequence[Sequence[Letter]], left: float, right: float) -> str:
    """The text of a cell between its two sides: wrapped lines run on, the others stay lines."""
    if not lines:
        return ""
    written = [[letter for letter in line if letter.text != " "] for line in lines]
    room = _room(written, left, right)
    text = line_text(lines[0])
    for (above, below), line in zip(pairwise(written), lines[1:], strict=True):
        wrapped = above[-1].right - above[0].left + _first_word(below) > room - TOLERANCE * below[0].height
        text = run_on(text, line_text(line)) if wrapped else f"{text}\n{line_text(line)}"
    return text


def run_on(above: str, below: str) -> str:
    """Two lines as one: a blank between Latin words, nothing between or beside Chinese characters."""
    latin = all(character.isascii() and character.isalpha() for character in (above[-1:], below[:1]))
    return f"{above}{' ' if latin else ''}{below}"


def _room(lines: Sequence[Sequence[Letter]], left: float, right: float) -> float:
    """How wide a line of the cell may be: its width less what its text keeps from the sides."""
    kept = min(line[0].left - left for line in lines)
    padding = max(0.0, min(kept, PADDING * lines[0][0].height))
    return right - left - 2 * padding


def _first_word(line: Sequence[Letter]) -> float:
    """How wide the first piece of a line is that could not be parted: a character with the marks around it, a word."""
    opening = len(list(takewhile(lambda letter: letter.text in _OPENING, line[:-1])))
    if opening:
        return line[opening].left - line[0].left + _first_word(line[opening:])
    first, rest = line[0], line[1:]
    if first.text.isascii() and first.text.isalnum():
        tail = list(takewhile(lambda letter: letter.text.isascii(), rest))
    else:
        tail = list(takewhile(lambda letter: letter.text in _CLOSING, rest))
    return (tail[-1] if tail else first).right - first.left
