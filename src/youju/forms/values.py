"""Tells values from names by the kind of text: a sign, number and unit, a date, or a word that stands as a target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from youju.forms import words
from youju.forms.page import Piece
from youju.notation.bound import bounds, interval_of
from youju.notation.deadline import read_date
from youju.notation.text import flat
from youju.notation.unit import is_unit

LONGEST_NUMBER = 30
LONGEST_WORD = 4
_LEADS = ("", "约", "达到", "达", "不", "=", "%", "二", "共", "计")
_COMPARATOR = re.compile(r"[<>=≥≤≧≦⩾⩽﹦═]+|不[少低高大小]于|不超过|至[少多]|[大小等]于(?:等于)?")
_KINDS = ("定性", "定量")
_DIGITS = re.compile(r"\d[\d,.]*")


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a text is a number with what belongs to it (≥90%, 100人次, 2021年7月), not a name that holds digits."""
    if len(text) > LONGEST_NUMBER:
        return False
    written = flat(text)
    if not any(char.isdigit() for char in written):
        return False
    if interval_of(written) or read_date(written, None):
        return True
    found = bounds(written)
    if len(found) != 1:
        return False
    bound = found[0]
    return bound.before in _LEADS and not bound.after and (bound.unit is None or is_unit(bound.unit))


def is_date(text: str) -> bool:
    """Whether a text is a day, month or year and nothing else."""
    return len(text) <= LONGEST_NUMBER and read_date(flat(text), None) is not None


def is_plain_number(text: str) -> bool:
    """Whether a text is digits alone, without a sign or a unit."""
    return _DIGITS.fullmatch(flat(text)) is not None


def is_measured(text: str) -> bool:
    """Whether a text is a number with a sign or a unit: no bare number and no date."""
    return is_number(text) and not is_plain_number(text) and not is_date(text)


def is_sign(text: str) -> bool:
    """Whether a text is what the column of signs holds (≥, 不少于, 定性): its value must stand elsewhere."""
    return is_comparator(text) or flat(text) in _KINDS


def is_comparator(text: str) -> bool:
    """Whether a text is a comparison alone, which says nothing without its number; 定性 says a kind."""
    return _COMPARATOR.fullmatch(flat(text)) is not None


@lru_cache(maxsize=8192)
def is_word(text: str) -> bool:
    """Whether a text is a word that is known to stand as a target (及时, 健全)."""
    return flat(text) in words.value_words()


def is_value(text: str) -> bool:
    """Whether a text would be taken for a target wherever it stands."""
    return is_number(text) or is_word(text)


def may_be_value(text: str) -> bool:
    """Whether a text may be a value where one is expected; a short phrase (信息公开) may be a name as well."""
    written = flat(text)
    return is_value(text) or (len(written) <= LONGEST_WORD and written.endswith(words.value_endings()))


def value_at(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Where the value stands among the pieces after the labels: start and end of its cells, the first being the name.

    The last number wins, else the last known word, else the last cell; a sign, a number and a unit in cells of their
    own are one value. ``pieces`` has at least two.
    """
    last = len(pieces) - 1
    numbers = [index for index in range(1, last + 1) if is_number(pieces[index].text)]
    if numbers:
        return _with_neighbours(pieces, numbers[-1])
    known = [index for index in range(1, last + 1) if is_word(pieces[index].text)]
    value = known[-1] if known and not may_be_value(pieces[last].text) else last
    return value, value + 1


def _with_neighbours(pieces: Sequence[Piece], number: int) -> tuple[int, int]:
    start, end = number, number + 1
    if start > 1 and is_sign(pieces[start - 1].text):
        start -= 1
    if end < len(pieces) and is_unit(flat(pieces[end].text)):
        end += 1
    return start, end
