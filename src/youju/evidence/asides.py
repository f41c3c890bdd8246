"""Rows of a dump that are no records: totals, remarks below the table, the header once more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from youju.evidence.cells import INVISIBLE
from youju.model.ledger import Ledger

TOTAL = "这一行是合计，不是一条记录，没有导入。"
REMARK = "这一行是表尾的说明，不是一条记录，没有导入。"
HEADER = "这一行重复了表头，不是一条记录，没有导入。"
TOTAL_ENDS = ("计", "计:", "计：")  # how a word for a total ends, which the keys of hardly any record do
_WORDS = ("合计", "小计", "总计", "共计", "累计")
_TOTAL = re.compile(rf".{{0,20}}(?:{'|'.join(_WORDS)})[:：]?")
_REMARK = re.compile(
    r"[\u4e00-\u9fff()（）]{1,12}[:：].*|.*。|共\d+[条行笔件项页].*|第\d+页.*|\W*以下(?:空白|无正文)\W*", re.DOTALL
)
_UNSURE = frozenset(("", "计", ":", "："))  # ends of a key that has to be looked at


def aside(
    ledger: Ledger, header: Sequence[str], positions: Mapping[str, int | None]
) -> Callable[[Sequence[str]], str | None]:
    """The function that says why a row is no record, None of a record; ``positions`` by column code.

    A row is a total when its first filled cell says so and its key or date is blank, or when its date or a part of its
    key is nothing but the word; a remark when every filled cell reads as one.
    """
    keys = [at for code in ledger.key if (at := positions[code]) is not None]
    needed = [at for code in dict.fromkeys((*ledger.key, ledger.date)) if (at := positions[code]) is not None]
    date = positions[ledger.date]
    names = [(at, _squeezed(header[at])) for at in positions.values() if at is not None]

    def why(cells: Sequence[str]) -> str | None:
        if date is not None and cells[date].lstrip()[:1].isdigit():  # most rows: a day, and a key that is no word
            for at in keys:
                if cells[at].rstrip()[-1:] in _UNSURE:
                    break
            else:
                return None
        texts = list(map(_squeezed, cells))
        filled = [text for text in texts if text]
        if not filled:
            return None  # typed by hand, and nothing in it: importers leave blank rows out
        lacking = not all(texts[at] for at in needed)
        if (lacking and _TOTAL.fullmatch(filled[0])) or any(texts[at].rstrip(":：") in _WORDS for at in needed):
            return TOTAL
        if all(map(_REMARK.fullmatch, filled)):
            return REMARK
        return HEADER if all(texts[at] == name for at, name in names) else None

    return why


def _squeezed(text: str) -> str:
    return "".join(text.translate(INVISIBLE).split())
