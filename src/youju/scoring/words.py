"""Reads a printed or typed word against the target word: which official band it names, and what share that gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from youju.notation.text import flat
from youju.scoring import settings
from youju.scoring.contract import Scheme

FULL, FIRST, SECOND, THIRD = range(4)
_ENDING = r"(?:预期)?(?:\(?年度\)?)?(?:绩效)?(?:指标|目标)?"
_FULL = re.compile(rf"达成{_ENDING}|完成|是")
_FIRST = re.compile(rf"基本达成{_ENDING}|基本完成")
_SECOND = re.compile(r"部分达成.*|部分完成")
_THIRD = re.compile(r"(?:未|尚未|没有)达成.*|(?:未|尚未|没有)完成")
_NOT_DONE = re.compile(r"(?:未|尚未|没有|没).*")
_PUNCTUATION = "。；;，,.、!！?？“”\"'"
_TRAILING = re.compile(r"(?<=..)[性率度]$")
_PREFIXES = {FIRST: ("基本", "较"), SECOND: ("部分",), THIRD: ("不", "未", "尚未", "没有")}
_YES = "是"
_NO = "否"


@dataclass(frozen=True, slots=True)
class WordBand:
    """``share`` when nothing more is given; a person may choose within ``lowest`` … ``highest`` with a description.

    ``open_end``: the highest itself belongs to the band above.
    """

    number: int
    share: Fraction
    lowest: Fraction
    highest: Fraction
    open_end: bool


def _trimmed(text: str) -> str:
    return flat(text).strip(_PUNCTUATION)


def says_not_done(text: str) -> bool:
    """Whether a word says that something is not finished (未完成, 尚未验收)."""
    return _NOT_DONE.fullmatch(_trimmed(text)) is not None


def _number(said: str, word: str) -> int | None:
    words = {word, _TRAILING.sub("", word)}
    spoken = {said, _TRAILING.sub("", said)}
    if spoken & words or _FULL.fullmatch(said):
        return FULL
    for number, pattern in ((FIRST, _FIRST), (SECOND, _SECOND), (THIRD, _THIRD)):
        prefixed = {f"{prefix}{base}" for prefix in _PREFIXES[number] for base in words}
        if spoken & prefixed or pattern.fullmatch(said):
            return number
    return THIRD if word == _YES and said == _NO else None


def _named(said: str, scheme: Scheme) -> int | None:
    """The number of the band that the scheme prints under this name, with or without 目标 (部分实现目标)."""
    names = [str(name).replace("目标", "") for name in settings.items(scheme, "word.bands")]
    short = said.replace("目标", "")
    return names.index(short) + FIRST if short in names else None


def band_of(said: str, word: str, scheme: Scheme) -> WordBand | None:
    """The band that ``said`` names against the target ``word`` (rule book §10.4.1); None when a person must decide."""
    spoken = _trimmed(said)
    number = _number(spoken, _trimmed(word))
    if number is None:
        number = _named(spoken, scheme)
    if number is None:
        return None
    upper, lower = (Fraction(str(edge)) for edge in settings.items(scheme, "word.edges"))
    lowest, highest = ((upper, Fraction(1)), (upper, Fraction(1)), (lower, upper), (Fraction(0), lower))[number]
    share = Fraction(str(settings.items(scheme, "word.shares")[number]))
    return WordBand(number, share, lowest, highest, open_end=number != FULL)
