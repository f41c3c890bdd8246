"""Forms whose text ran together without any separator: cut at labels, and where a value begins.

The header says that it is so: three column labels stand right behind one another. Above it the labels of head, funds
and goals cut the text, below it the level labels do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from youju.forms import words
from youju.forms.values import is_number, is_word
from youju.notation.text import clean

HEADERS = 3
_BRACKET = r"(?:[(（][^()（）]{0,12}[)）])?"
_SECOND_BELOW = ("服务对象满意度",)  # a second level that forms print without 指标, right behind its first level
_ENDS = re.compile(r"(?=[<>=≥≤≧≦＞＜＝%\d约不至二])")
_NEXT = re.compile(r"(?:[^。；，]{0,24}绩效[^。；，]{0,16}表[(（]?\s*20\d\d|一\*?级项目名称|项目名称)")
SHORTEST = 30
LONGEST_VALUE = 40  # characters at the end of a text that may be its value


def is_run_on(texts: Sequence[str]) -> bool:
    """Whether some text holds the labels of the columns right behind one another, and more than them."""
    return any(len(text) > SHORTEST and _header().search(text) for text in texts)


@lru_cache(maxsize=1)
def _header() -> re.Pattern[str]:
    labels = _alternatives(words.spelled("columns"))
    return re.compile(rf"(?:{labels}{_BRACKET}){{{HEADERS},}}")


def _alternatives(labels: Sequence[str]) -> str:
    longest = sorted(set(labels), key=len, reverse=True)
    return "(?:" + "|".join(r"\s?".join(map(re.escape, label)) for label in longest) + ")"


@lru_cache(maxsize=8)
def _labels(levels: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What cuts the head, the header and the table."""
    beside = (
        *words.spelled("head"),
        *words.spelled("funds"),
        *words.spelled("objectives"),
        *words.spelled("execution"),
    )
    sources = [label for label in words.spelled("sources") if len(label) > len("总额")]
    head = re.compile(_alternatives((*beside, *sources)) + _BRACKET + "[:：]?")
    column = re.compile(_alternatives(words.spelled("columns")) + _BRACKET)
    level = re.compile(_alternatives(levels) + _BRACKET)
    return head, column, level


def cells_of(text: str, levels: tuple[str, ...]) -> Iterator[str]:
    """The cells of a text in reading order; ``levels``: the level labels that may stand in it."""
    head, column, level = _labels(levels)
    at = 0
    while header := _header().search(text, at):
        yield from _cut(text[at : header.start()], head)
        yield from (match.group().strip() for match in column.finditer(header.group()))
        following = _NEXT.search(text, header.end())
        at = following.start() if following else len(text)
        yield from _rows(text[header.end() : at], level)
    yield from _cut(text[at:], head)


def _cut(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    end = 0
    for match in pattern.finditer(text):
        yield from _written(text[end : match.start()])
        yield match.group()
        end = match.end()
    yield from _written(text[end:])


def _written(text: str) -> Iterator[str]:
    if text.strip(" :："):
        yield text.strip(" :：")


def _rows(text: str, level: re.Pattern[str]) -> Iterator[str]:
    """Level labels, and the texts between them as names and values."""
    for part in _cut(text, level):
        if level.fullmatch(part):
            yield part
            continue
        for second in _SECOND_BELOW:
            if part.startswith(second) and not is_number(part.removeprefix(second)):
                yield f"{second}指标"
                part = part.removeprefix(second)  # noqa: PLW2901 (what is left of it)
        yield from _name_and_value(part)


def _name_and_value(text: str) -> Iterator[str]:
    """A name with its value: the longest number at its end, else a known word; else the text is one cell."""
    written = clean(text).replace("\n", "")
    first = max(1, len(written) - LONGEST_VALUE)
    for match in _ENDS.finditer(written, first):
        if is_number(written[match.start() :]):
            yield written[: match.start()]
            yield written[match.start() :]
            return
    for start in range(first, len(written)):
        if is_word(written[start:]):
            yield written[:start]
            yield written[start:]
            return
    yield written
