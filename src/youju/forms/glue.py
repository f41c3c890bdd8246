"""Rows whose cells ran together, with one blank or none between them: cut at labels and where a value begins.

Only a text whose column labels stand glued in one line is treated so; in any other a cell is a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from youju.forms import words
from youju.forms.columns import PLAIN, TELLING
from youju.forms.levels import Vocabulary
from youju.forms.page import Line, piece
from youju.forms.run_on import LONGEST_VALUE, cells_of, is_run_on
from youju.forms.values import is_number, is_value, is_word
from youju.notation.text import label_key

COLUMNS_IN_A_LINE = 3
SHORTEST_HEADER = 9  # three labels of three characters
GUESSED = ("name", "target")
_BLOCK_LABELS = ("项目绩效目标", "绩效指标", "绩效目标", "项目资金")
_BRACKET = r"(?:[(（](?:[^()（）]{0,6}[元分%]|[A-Z/]{1,3}|\s*\d{4}\s*年[^()（）]*)[)）])?"
_NAME_ENDING = re.compile(r"(.+(?:率|性|度|数|量|情况|次))(.{1,4})")
MONEY = ("万", "万元", "元", "亿元")  # behind a number these belong to it
_PAGE_MARK = re.compile(r"^\d{1,2}、(?=\S)")
_FILE_NAME = re.compile(r".{1,80}\.(?:docx?|xlsx?|pdf|wps|et|rtf|html?)")
PROSE = 60  # characters of a text beside others that is no cell
LONGEST_BRACKETED = 40  # characters of a cell whose bracket may close behind a blank
_PROSE = re.compile("[。，；,;]")
_ENDS = re.compile(r"(?=[<>=≥≤≧≦＞＜＝\d约不至])")


@cache
def _label_pattern(levels: tuple[str, ...]) -> re.Pattern[str]:
    """Every label in its printed spellings, the longest first, with a bracket behind it."""
    longest = sorted({*words.spellings(), *levels}, key=len, reverse=True)
    labels = [re.escape(label).replace("：", "[:：]") for label in longest]
    blocks = [r"\s*".join(label) for label in _BLOCK_LABELS]
    return re.compile(f"(?:{'|'.join([*labels, *blocks])}){_BRACKET}")


def is_glued(lines: Sequence[Line]) -> bool:
    """Whether some line holds the column labels in one piece, and no sentence about them."""
    columns = words.labels("columns")
    keys = (line.first.key for line in lines if len(line.pieces) == 1)
    return any(
        len(key) >= SHORTEST_HEADER
        and not _PROSE.search(key)
        and len({column for label, column in columns.items() if label in key}) >= COLUMNS_IN_A_LINE
        for key in keys
    )


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Texts on lines of their own as one: such a text breaks anywhere; page marks and file names in it mean nothing."""
    run: list[Line] = []
    for line in (*lines, None):
        if line and (len(line.pieces) == 1 or any(len(piece.text) > PROSE for piece in line.pieces)):
            run += [] if _FILE_NAME.fullmatch(line.first.text) else [line]
            continue
        if run:
            text = "".join(_PAGE_MARK.sub("", " ".join(piece.text for piece in one.pieces)) for one in run)
            yield replace(run[0], pieces=(piece(text, 1, run[0].first.place),))
            run = []
        if line:
            yield line


def _cells(line: Line, levels: tuple[str, ...]) -> Iterator[Line]:
    """A line for each cell of a text that ran together."""
    if len(line.pieces) > 1:
        yield line
        return
    for text in cells_of(line.first.text, levels):
        yield replace(line, pieces=(piece(text, 1, line.first.place),), width=1)


def is_spaced(lines: Sequence[Line]) -> bool:
    """Whether some line prints labels of results or weights, or a whole form, with blanks between: these part cells."""
    columns = words.labels("columns")
    for line in lines:
        if len(line.pieces) > 1:
            continue
        keys = {label_key(text) for text in _words(line.first.text)}
        found = {columns[key] for key in keys if key in columns}
        whole = found - PLAIN or keys & words.labels("head").keys()
        if len(found) >= COLUMNS_IN_A_LINE and found & TELLING and whole:
            return True
    return False


def _words(text: str) -> list[str]:
    """The parts of a text between blanks; a bracket keeps its blanks."""
    found: list[str] = []
    for part in text.split():
        if found and part in MONEY and found[-1][-1].isdigit():
            found[-1] += part
        elif found and len(found[-1]) < LONGEST_BRACKETED and _opens_bracket(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def _opens_bracket(text: str) -> bool:
    return max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))


def _apart(line: Line) -> Iterator[Line]:
    """The line with a piece for each part between blanks; a whole form in one line gives a line for each cell."""
    parts = _words(line.first.text) if len(line.pieces) == 1 else []
    if len(parts) < 2:  # noqa: PLR2004 (one part is the line itself)
        yield line
        return
    pieces = tuple(piece(text, column, line.first.place) for column, text in enumerate(parts, start=1))
    keys = {written.key for written in pieces}
    columns = {words.labels("columns").get(key) for key in keys}
    if keys & words.labels("head").keys() and columns & TELLING:
        yield from (replace(line, pieces=(replace(written, column=1),), width=1) for written in pieces)
    else:
        yield replace(line, pieces=pieces, width=len(pieces))


def unglued(lines: Sequence[Line], vocabulary: Vocabulary | None = None) -> tuple[Line, ...]:
    """The lines with their cells apart; without a ``vocabulary`` only the labels of head and columns are cut."""
    texts = [line.first.text for line in lines if len(line.pieces) == 1]
    if vocabulary and is_run_on(texts):
        return tuple(part for line in _whole(lines) for part in _cells(line, tuple(sorted(vocabulary.exact))))
    if is_spaced(lines):
        return tuple(part for line in lines for part in _apart(line))
    if not is_glued(lines):
        return tuple(lines)
    levels = tuple(sorted(vocabulary.exact)) if vocabulary else ()
    pattern = _label_pattern(levels)
    found = []
    below = False
    for line in lines:
        if len(line.pieces) > 1:
            found.append(line)
            continue
        texts = list(_texts(line.first.text, pattern))
        guessed = len(texts) == 1
        if below and vocabulary:
            texts, guessed = _row(texts)
        found.append(_line(line, texts, GUESSED if guessed else ()))
        below = below or sum(label_key(text) in words.labels("columns") for text in texts) >= COLUMNS_IN_A_LINE
    return tuple(found)


def _line(line: Line, texts: Sequence[str], guessed: tuple[str, ...]) -> Line:
    pieces = tuple(piece(text, column, line.first.place) for column, text in enumerate(texts, start=1))
    return replace(line, pieces=pieces, open=guessed)


def _texts(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Labels and what stands between them; a text that begins with none is prose or a row and stays whole."""
    if not pattern.match(text):
        yield text
        return
    end, last = 0, ""
    for match in pattern.finditer(text):
        between = text[end : match.start()].strip()
        if between and last not in words.all_labels():
            break
        if between:
            yield between
        yield match.group()
        end, last = match.end(), label_key(match.group())
    rest = text[end:].strip()
    if rest:
        yield rest


def _row(texts: Sequence[str]) -> tuple[list[str], bool]:
    """A row's name and value apart, and whether nothing but the kind of text parts them."""
    *labels, last = texts
    cut, guessed = _name_and_value(last)
    return [*labels, *cut], guessed


def _name_and_value(text: str) -> tuple[list[str], bool]:
    """The longest number at the end, else the word after a blank, else a known word, else what follows 率, 性, 度."""
    first = max(1, len(text) - LONGEST_VALUE)
    for match in _ENDS.finditer(text, first):
        name, value = text[: match.start()].strip(), text[match.start() :]
        if name and is_number(value):
            return [name, value], value[0].isdigit() and not text[match.start() - 1].isspace()
    head, _, tail = text.rpartition(" ")
    if head and (is_value(tail) or " " not in head):
        return [head, tail], False
    for start in range(first, len(text)):
        if is_word(text[start:]):
            return [text[:start], text[start:]], True
    ending = _NAME_ENDING.fullmatch(text)
    return list(ending.groups()) if ending else [text], True
