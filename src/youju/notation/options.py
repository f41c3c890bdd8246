"""Lists of options with a box each (1、常年性项目 □ 2、延续性项目 ☑): which one is ticked, whatever draws the boxes.

Boxes and ticks are drawn as □ ☑ ■ √, as 口 or 0 where a converter misread them, before or after their option.
"""

from __future__ import annotations

import re
from itertools import pairwise

from youju.notation.text import clean

EMPTY, FULL = "□口○◯▢☐", "■☑☒√✓✔●◉▣⊠"
_MARK = re.compile(f"[{EMPTY}{FULL}]")
_NUMBERING = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）]|\d{1,2}\s*[.、．,，])\s*")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_NAMED = re.compile(r"[\u4e00-\u9fff]")  # one character names an option (优, 良)


def chosen(text: str) -> tuple[str | None, bool]:
    """The ticked option and whether the text is a list of options at all; (None, True): none, or several, are ticked.

    ``持续性项目■ 新增性项目口`` → ``("持续性项目", True)``; ``经常性项目`` → ``(None, False)``.
    """
    written = clean(text).replace("\n", " ")
    parts = _parts(written)
    if parts is None:
        return None, False
    ticked = [option for option, full in parts if full]
    return (ticked[0] if len(ticked) == 1 else None), True


def _parts(text: str) -> list[tuple[str, bool]] | None:
    """Options with whether their box is ticked; None where the text has no boxes beside words."""
    marks: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if marks and not text[marks[-1][1] : mark.start()].strip():
            marks[-1] = (marks[-1][0], mark.end())  # a box and its tick side by side
        elif _is_box(text, mark):
            marks.append(mark.span())
    if not marks:
        return None
    texts = [text[end:start] for (_, end), (start, _) in pairwise([(0, 0), *marks, (len(text), 0)])]
    options = texts if _NAMED.search(texts[0]) else texts[1:]  # boxes behind their options, or in front of them
    full = [any(char in FULL for char in text[start:end]) for start, end in marks]
    found = [(_named(option), ticked) for option, ticked in zip(options, full, strict=False)]
    return [(option, ticked) for option, ticked in found if option] or None


def _is_box(text: str, mark: re.Match[str]) -> bool:
    """口 is a box only where it stands at the end of a word or text, not inside one (人口数)."""
    if mark.group() != "口":
        return True
    after = text[mark.end() : mark.end() + 1]
    return not after or not _WORD.match(after * 2)


def _named(option: str) -> str:
    return _NUMBERING.sub("", option).strip(" 、,，;；:：/")
