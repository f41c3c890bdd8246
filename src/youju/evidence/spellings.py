"""How values are spelt in dumps: the words for yes and no, and in words what the cells of a column may hold."""

from __future__ import annotations

from collections.abc import Iterator

from youju.model.ledger import Column, ColumnType
from youju.notation.number import plain

CREDIT_CODE_CHECK = "GB 32100"
CREDIT_CODE_LENGTH = 18
_YES = ("是", "√", "✓", "✔", "true", "yes", "y", "1")
_NO = ("否", "×", "✗", "✘", "false", "no", "n", "0")
# Taken as yes and no only where the column itself speaks of them: of a column "是否错投" 合格 would mean the opposite.
_VERDICTS = {
    "合格": ("不合格", "未合格"),
    "通过": ("未通过", "不通过"),
    "达标": ("未达标", "不达标"),
    "知晓": ("不知晓", "未知晓"),
    "匹配": ("不匹配", "未匹配"),
}
_EXAMPLES = {
    ColumnType.DATE: "日期，如 2021-03-05、2021年3月5日",
    ColumnType.TIMESTAMP: "时间，如 2021-03-05 09:12",
    ColumnType.MONTH: "月份，如 2021-03、2021年3月",
    ColumnType.MONEY: "金额，如 15000、15,000.00、1.5万元",
    ColumnType.FILE: "文件名",
    ColumnType.TEXT: "文字",
}


def truths(column: Column, header: str) -> dict[str, bool]:
    """The words for yes and no in a column of truths; ``header`` is its name as printed in the dump."""
    found = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    for yes, no in _verdicts(column, header):
        found |= {yes: True} | dict.fromkeys(no, False)
    return found


def truths_in_words(column: Column, header: str) -> str:
    """The usual pairs of words for yes and no in the column."""
    pairs = ["是/否", *(f"{yes}/{no[0]}" for yes, no in _verdicts(column, header)), "√/×"]
    return f"{'、'.join(pairs)} 或 1/0"


def _verdicts(column: Column, header: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = (header, column.label, *column.synonyms)
    return ((yes, no) for yes, no in _VERDICTS.items() if any(yes in name for name in names))


def accepted(column: Column) -> str:
    """What a cell of the column may hold, in words with examples."""
    if column.type is ColumnType.CHOICE:
        return "、".join(column.values)
    if column.type is ColumnType.BOOLEAN:
        return truths_in_words(column, column.label)
    if column.check == CREDIT_CODE_CHECK:
        return f"{CREDIT_CODE_LENGTH}位统一社会信用代码"
    if column.type in (ColumnType.INTEGER, ColumnType.DECIMAL):
        return _bounds(column) + ("整数" if column.type is ColumnType.INTEGER else "数，可带小数")
    return _EXAMPLES[column.type]


def _bounds(column: Column) -> str:
    if column.minimum is not None and column.maximum is not None:
        return f"{plain(column.minimum)}–{plain(column.maximum)} 的"
    if column.minimum is not None:
        return f"不小于 {plain(column.minimum)} 的"
    return "" if column.maximum is None else f"不大于 {plain(column.maximum)} 的"
