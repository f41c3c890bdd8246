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
_TITLE = r"(?:[省市县区]级|中央|财政|部门|预算|项目|支出|专项|资金|转移支付|整体)*绩效[^。；，]{0,16}表[(（]?\s*20\d\d"
_NEXT = re.compile(f"(?:{_TITLE}|一\\*?级项目名称|项目名称)")
# Level labels by their characters: rotated text has these in another order.
_EQUAL = re.compile(r"(\d+\.\d+|\d+[%％])\1+")
_TURNED = {"".join(sorted(label)): label for label in ("产出指标", "效益指标")}
SHORTEST, LONGEST = 30, 400_000  # characters of a text that may be forms
LONGEST_VALUE = 40  # characters at the end of a text that may be its value


def is_run_on(texts: Sequence[str]) -> bool:
    """Whether some text holds the labels of the columns right behind one another, and more than them."""
    if sum(map(len, texts)) > LONGEST:
        return False
    return any(len(text) > SHORTEST and _header().search(text) for text in texts)


@lru_cache(maxsize=1)
def _header() -> re.Pattern[str]:
    labels = _alternatives(words.spelled("columns"))
    return re.compile(rf"(?:{labels}{_BRACKET}){{{HEADERS},}}")


def _alternatives(labels: Sequence[str]) -> str:
    longest = sorted(set(labels), key=len, reverse=True)
    return "(?:" + "|".join(r"[\s*]?".join(map(re.escape, label)) for label in longest) + ")"


@lru_cache(maxsize=8)
def _labels(levels: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What cuts the head, the header and the table."""
    beside = [
        label
        for section in ("head", "funds", "objectives")
        for label in words.spelled(section)
        if len(label) > len("资金")  # which stands in many a name
    ]
    sources = [label for label in words.spelled("sources") if len(label) > len("总额")]
    sources += [label for label in words.spelled("origins") if len(label) > len("中央资")]
    head = re.compile(_alternatives((*beside, *words.spelled("execution"), *sources)) + _BRACKET + "[:：]?")
    rules = [label for label in words.spelled("beside") if len(label) > len("原因")]
    column = re.compile(_alternatives((*words.spelled("columns"), *rules)) + _BRACKET)
    level = re.compile(_alternatives(levels) + _BRACKET)
    return head, column, level


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    """What ends a table: a total with its number, a note, a label of the lines below it."""
    notes = [label for label in words.footers() if len(label) > len("年月日")]
    return re.compile(f"(?:{'|'.join(words.totals())})(?=\\d)|(?:备注|注|说明)[:：]|{_alternatives(notes)}")


def cells_of(text: str, levels: tuple[str, ...]) -> Iterator[str]:
    """The cells of a text in reading order; ``levels``: the level labels that may stand in it."""
    head, column, level = _labels(levels)
    at = 0
    while header := _header().search(text, at):
        yield from _cut(text[at : header.start()], head)
        body = _body(text, header.end(), column, level)
        yield from (match.group().strip() for match in column.finditer(text, header.start(), body))
        following = _NEXT.search(text, body)
        at = following.start() if following else len(text)
        closing = _closing().search(text, body, at)
        end = closing.start() if closing else at
        yield from _rows(_turned_back(text[body:end]), level)
        yield from _cut(text[end:at], _closing())
    yield from _cut(text[at:], head)


def _body(text: str, end: int, column: re.Pattern[str], level: re.Pattern[str]) -> int:
    """Where the rows begin: behind any further columns, before the first level label."""
    first = level.search(text, end)
    return first.start() if first and column.search(text, end, first.start()) else end


def _turned_back(text: str) -> str:
    """The text with the level labels whose characters a rotated cell put in another order."""
    found: list[str] = []
    at = 0
    while at < len(text):
        four = text[at : at + 4]
        label = None if "指标" in four else _TURNED.get("".join(sorted(four)))
        found.append(label or text[at])
        at += 4 if label else 1
    return "".join(found)


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
        yield from _cells_of_row(part)


def _cells_of_row(text: str) -> Iterator[str]:
    """Names and values of the texts between two labels: equal numbers behind one another are numbers of their own."""
    written = clean(text).replace("\n", "")
    equal = _EQUAL.search(written)
    if equal is None:
        yield from _name_and_value(written)
        return
    yield from _written(written[: equal.start()])
    yield from [equal[1]] * (len(equal[0]) // len(equal[1]))
    yield from _cells_of_row(written[equal.end() :])


def _name_and_value(written: str) -> Iterator[str]:
    """A name with its value: the longest number at its end, else a known word; else the text is one cell."""
    if not written or is_number(written):
        yield from _written(written)
        return
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
