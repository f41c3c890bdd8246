"""The echo of a typed text: what was understood, in words, beside the cell while it is being edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Generic, TypeVar

from youju.model.declaration import Declaration
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Span, Target
from youju.notation.amount import format_amount
from youju.notation.number import plain
from youju.notation.target import NOTES, ParsedTarget, parse_target
from youju.notation.text import clean
from youju.stages.edit import UnclearError, amount_of, day_of, typed, weight_of
from youju.stages.fields import row_field, text_of

T = TypeVar("T")
EMPTY = "空着"
_SIGNS = {
    Comparator.AT_LEAST: "至少",
    Comparator.AT_MOST: "不超过",
    Comparator.EQUAL: "等于",
    Comparator.ABOVE: "多于",
    Comparator.BELOW: "少于",
}
_IMPLIED = "（没有写符号，按“至少”计分）"
_MEASURED = "（要用阈值衡量）"
_TARGET_REMEDY = "请写成 ≥90%、=0次、80%-90%、2021-06-30前 或“及时”这样；写下的文字会照样保留。"
_AMOUNT_REMEDY = "请写成 3,596,500 或 359.65万元。"
_DAY_REMEDY = "请写成 2021-01-01。"
_WEIGHT_REMEDY = "请写成 6.25 这样的数字。"
_KINDS = {
    Quantity: "quantity",
    Interval: "interval",
    Span: "interval",
    Deadline: "deadline",
    Quality: "quality",
    NoTarget: "none",
}
# What the reader notes of a target that the words do not say already.
_WORTH_SAYING = ("unit_from_name", "percent_from_name", "text_beside_value", "duration_joined", "stray_number")


@dataclass(frozen=True, slots=True)
class Echo:
    """``kind``: quantity, interval, deadline, quality, none (as in documents), or amount, date, weight, text.

    ``problem`` None: understood. ``alternatives`` are whole texts for the cell that may have been meant instead.
    ``kept``: the text goes into the document even with a problem (a target); else the cell keeps what it held, and
    ``problem`` says what that is.
    """

    understood: str
    kind: str
    problem: str | None = None
    remedy: str | None = None
    alternatives: tuple[str, ...] = ()
    kept: bool = True


@dataclass(frozen=True, slots=True)
class _Cell(Generic[T]):
    """How the text of a cell that must be an amount, a date or a weight is read."""

    kind: str
    read: Callable[[str], T | None]
    words: Callable[[T], str]
    remedy: str


def echo_of(field: str, text: str, declaration: Declaration) -> Echo:
    """What is understood of ``text`` in the cell ``field``. For a target: by the name in its row and the form's year.

    ``declaration`` is the edited one, ``field`` a path in it.
    """
    row, held = row_field(field), partial(text_of, declaration, field)
    if row is not None and row.name == "target":
        return _target_echo(parse_target(typed(text), declaration.indicators[row.row].name, declaration.year))
    if row is not None and row.name == "weight":
        return _or_held(_Cell("weight", weight_of, lambda weight: f"{plain(weight)} 分", _WEIGHT_REMEDY), text, held)
    if field.startswith("funds."):
        return _or_held(_Cell("amount", amount_of, _amount_words, _AMOUNT_REMEDY), text, held)
    if field in ("project.start", "project.end"):
        return _or_held(_Cell("date", day_of, day_words, _DAY_REMEDY), text, held)
    return Echo(typed(text) or EMPTY, "text")


def target_words(target: Target) -> str:
    """A target in words: 至少 29000 家, 不超过 5 %, 2021年6月30日前, 词：及时（要用阈值衡量）."""
    match target:
        case Quantity():
            sign = "" if target.implied else f"{_SIGNS[target.comparator]} "
            return f"{sign}{_measured(target.value, target.unit)}{_IMPLIED if target.implied else ''}"
        case Interval():
            return f"{plain(target.lower)} 到 {_measured(target.upper, target.unit)}"
        case Span():
            return f"{day_words(target.start)}至{day_words(target.end)}"
        case Deadline():
            return f"{day_words(target.day)}前"
        case Quality():
            return f"词：{target.word}{_MEASURED}"
        case _:
            raw = clean(target.raw or "")
            return f"没有目标值：{raw}" if raw else EMPTY


def day_words(day: date) -> str:
    """2021年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _measured(value: Decimal, unit: str | None) -> str:
    printed = "个月" if unit == "月" else unit or ""  # 3 月 would be March
    return f"{plain(value)} {printed}".rstrip()


def _target_echo(parsed: ParsedTarget) -> Echo:
    target, kind = parsed.target, _KINDS[type(parsed.target)]
    others = _meant_instead(parsed)
    if isinstance(target, NoTarget) and (parsed.doubts or parsed.notes):
        why = next((NOTES[code] for code in parsed.notes), "")
        return Echo(target_words(target), kind, f"读不出目标值。{why}", _TARGET_REMEDY, others)
    said = [NOTES[code].rstrip("。") for code in parsed.notes if code in _WORTH_SAYING]
    return Echo("；".join([target_words(target), *said]), kind, alternatives=others)


def _meant_instead(parsed: ParsedTarget) -> tuple[str, ...]:
    """Other readings as whole texts; suspects of misread signs are left out, because nobody types those."""
    target, options = parsed.target, parsed.alternatives
    units: tuple[str, ...] = ()
    if isinstance(target, Quantity):
        number = clean(target.raw).removesuffix(target.unit or "")
        units = tuple(f"{number}{unit}" for unit in options.get("unit", ()))
    return (*options.get("target", ()), *units)


def _amount_words(yuan: Decimal) -> str:
    return f"{format_amount(yuan)} 元（{format_amount(yuan, '万元')} 万元）"


def _or_held(cell: _Cell[T], text: str, held: Callable[[], str]) -> Echo:
    try:
        value = cell.read(text)
    except UnclearError as fault:
        still = f"仍是“{held()}”" if held() else f"仍{EMPTY}"
        return Echo(f"“{typed(text)}”", cell.kind, f"{fault}，没有保存，{still}。", cell.remedy, kept=False)
    return Echo(EMPTY if value is None else cell.words(value), cell.kind)
