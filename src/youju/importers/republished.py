"""Undoes what sites do to forms they publish again: traditional characters, pinyin behind them, UTF-8 read as GBK.

Only what can be undone with certainty is undone, and a note says so; what was lost stays lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import cast

from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.grid import Grid, Paragraph, Table

# 績(jī)效: the sound of a rare character behind it, in Latin letters with their tones.
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}\)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MISREAD = re.compile(r"[锟斤拷鐨勭殑绋瀹璇缁妫鏌椤圭洰閮ㄩ棬]")
FEWEST, FEWEST_MISREAD = 5, 3
SHARE = 20  # one character of so many is written otherwise in simplified script, or the text is simplified already
NOTE = "republished"


def restored(grid: Grid) -> Grid:
    """The grid with its texts as they were before; with a note for everything undone."""
    found = grid
    for undo, is_so, said in (
        (_decoded, _is_misread, "文字曾被按错误的编码保存，已还原。"),
        (_without_pinyin, _has_pinyin, "原文是转载页，字后带有拼音，已去掉。"),
        (_simplified, _is_traditional, "原文是繁体字，已转换为简体字。"),
    ):
        whole = "".join(_texts(found))
        if is_so(whole):
            found = _with_texts(found, undo)
            found = replace(found, notes=(*found.notes, Note(NOTE, Severity.HINT, said)))
    return found


def _texts(grid: Grid) -> Iterator[str]:
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)


def _with_texts(grid: Grid, undo: Callable[[str], str]) -> Grid:
    return replace(grid, blocks=tuple(_block(block, undo) for block in grid.blocks))


def _block(block: Paragraph | Table, undo: Callable[[str], str]) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, text=undo(block.text))
    return replace(block, cells=tuple(replace(cell, text=undo(cell.text)) for cell in block.cells))


def _has_pinyin(text: str) -> bool:
    return len(_PINYIN.findall(text)) >= FEWEST


def _without_pinyin(text: str) -> str:
    return _PINYIN.sub("", text)


def _is_traditional(text: str) -> bool:
    """Whether many characters are written otherwise in simplified script."""
    written = "".join(_HAN.findall(text[:20_000]))
    other = _simplified(written)
    changed = sum(before != after for before, after in zip(written, other, strict=False))
    return changed >= FEWEST and changed * SHARE >= len(written)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415 (only where it is needed: the tables take time to load)

    return cast("Callable[[str], str]", OpenCC("t2s").convert)


def _simplified(text: str) -> str:
    return _converter()(text) if text else text


def _is_misread(text: str) -> bool:
    """Whether the text is UTF-8 that was read as GBK (椤圭洰 for 项目), and can be read aright again."""
    sample = text[:20_000]
    return len(_MISREAD.findall(sample)) >= FEWEST_MISREAD and _decoded(sample) != sample


def _decoded(text: str) -> str:
    try:
        return text.encode("gb18030").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
