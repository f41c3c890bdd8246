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


def cell_text(lines: Sequence[Sequence[Letter]], left: float, right: float) -> str:
    """The text of a cell between its two sides: wrapped lines run on, the others stay lines."""
    if not lines:
        return ""
    written = [[letter for letter in line if letter.text != " "] for line in lines]
    room = _room(written, left, right)
    text = line_text(lines[0])
    for (above, below), line in zip(pairwise(written), lines[1:], strict=True):
        wrapped = above[-1].right - above[0].left + _first_word(below) > room - TOLERANCE * below[0].height
        text += (_between(above[-1], below[0]) if wrapped else "\n") + line_text(line)
    return text


def _room(lines: Sequence[Sequence[Letter]], left: float, right: float) -> float:
    """How wide a line of the cell may be: its width less what its text keeps from the sides."""
    kept = min(line[0].left - left for line in lines)
    padding = max(0.0, min(kept, PADDING * lines[0][0].height))
    return right - left - 2 * padding


def _first_word(line: Sequence[Letter]) -> float:
    """How wide the first piece of a line is that could not be parted: a character with the marks behind it, a word."""
    first, rest = line[0], line[1:]
    if first.text.isascii() and first.text.isalnum():
        tail = list(takewhile(lambda letter: letter.text.isascii(), rest))
    else:
        tail = list(takewhile(lambda letter: letter.text in _CLOSING, rest))
    return (tail[-1] if tail else first).right - first.left


def _between(above: Letter, below: Letter) -> str:
    """A blank between Latin words, nothing between or beside Chinese characters."""
    return (
        " " if above.text.isascii() and below.text.isascii() and above.text.isalpha() and below.text.isalpha() else ""
    )
