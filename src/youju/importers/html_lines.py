"""Running text of a page as lines: blanks run together as a browser does, line wraps inside Chinese text closed."""

from __future__ import annotations

import re
from typing import Generic, TypeVar

T = TypeVar("T")

_BLANK = " \t\u00a0\u2002\u2003\u2009\u3000\u200b\ufeff"
_WIDE = (
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff]"
)
_WRAP = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Flow(Generic[T]):
    """What one cell or the page holds, in reading order: finished lines and things between them; a blank line is ""."""

    def __init__(self) -> None:
        self.pieces: list[str | T] = []
        self._line: list[str] = []

    def write(self, text: str) -> None:
        """Adds text to the open line."""
        self._line.append(text)

    def write_as_typed(self, text: str) -> None:
        """Adds text whose blanks and line ends stay as they are."""
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._line.append(first.replace(" ", "\u00a0"))
        for line in others:
            self.break_line()
            self._line.append(line.replace(" ", "\u00a0"))

    def end_block(self) -> None:
        """Ends the open line, if there is one: a block of nothing takes no line, a block of ``&nbsp;`` takes one."""
        if self._line:
            text = _BLANKS.sub(" ", _WRAP.sub("", "".join(self._line))).strip(" ")
            self._line.clear()
            if text:
                self.pieces.append(text.replace("\u00a0", " ").strip(_BLANK))

    def break_line(self) -> None:
        """Ends the open line, also an empty one."""
        before = len(self.pieces)
        self.end_block()
        if len(self.pieces) == before:
            self.pieces.append("")

    def take(self, pieces: list[str | T]) -> None:
        """Adds what another flow held."""
        self.end_block()
        if self.pieces:
            self.pieces.extend(pieces)
        else:
            self.pieces = pieces
