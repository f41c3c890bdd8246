"""Settle doubts: a person says which reading of a doubtful cell is right; what was filed stays in the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from youju.errors import RefusedError
from youju.model.declaration import Declaration
from youju.model.indicator import Indicator
from youju.model.target import Quantity
from youju.notation.amount import parse_amount
from youju.notation.date import parse_date
from youju.notation.target import parse_actual, parse_target
from youju.notation.text import name_key


@dataclass(frozen=True, slots=True)
class Settlement:
    """A person's answer to a doubt. ``indicator`` None: the doubt is about head, funds or objectives."""

    project: str
    indicator: str | None
    field: str
    value: str


def settle(declaration: Declaration, settlements: Sequence[Settlement]) -> Declaration:
    """The document with its answered doubts settled; answers for other projects are left alone.

    Raises RefusedError when an answer names an indicator, or a doubt, that the form does not have.
    """
    for answer in settlements:
        if name_key(answer.project) == name_key(declaration.project.name or ""):
            declaration = (
                _settled_head(declaration, answer) if answer.indicator is None else _settled(declaration, answer)
            )
    return declaration


def _settled(declaration: Declaration, answer: Settlement) -> Declaration:
    wanted = name_key(answer.indicator or "")
    rows = [number for number, row in enumerate(declaration.indicators) if name_key(row.name or "") == wanted]
    if not rows:
        raise RefusedError(f"“{answer.project}”没有名为“{answer.indicator}”的指标。", "请核对答复中的指标名称。")
    doubtful = [number for number in rows if answer.field in declaration.indicators[number].doubts]
    if not doubtful:
        doubts = "、".join(doubt for number in rows for doubt in declaration.indicators[number].doubts)
        raise RefusedError(
            f"指标“{answer.indicator}”的“{answer.field}”没有待确认的疑问。", f"可答复的字段：{doubts or '无'}。"
        )
    indicators = list(declaration.indicators)
    row = indicators[doubtful[0]]
    _check_level(row, answer)
    indicators[doubtful[0]] = replace(
        _with_value(row, answer, declaration.year), doubts=tuple(doubt for doubt in row.doubts if doubt != answer.field)
    )
    return replace(declaration, indicators=tuple(indicators))


def _check_level(row: Indicator, answer: Settlement) -> None:
    """A level is one of those read or offered, or at least named as levels are (…指标)."""
    offered = {getattr(row, answer.field, None), *row.alternatives.get(answer.field, ())}
    if answer.field in ("level1", "level2") and answer.value not in offered and not answer.value.endswith("指标"):
        raise RefusedError(
            f"“{answer.value}”不是指标的级别名称。",
            f"可填：{'、'.join(sorted(str(name) for name in offered if name))}。",
        )


def _with_value(row: Indicator, answer: Settlement, year: int | None) -> Indicator:
    value: object = answer.value
    field = answer.field
    if field in ("target", "comparator"):
        field, value = "target", parse_target(answer.value, row.name, year).target
    elif field == "unit" and isinstance(row.target, Quantity):
        field, value = "target", replace(row.target, unit=answer.value)
    elif field == "actual":
        value = parse_actual(answer.value, row.target).target
    elif field in ("weight", "points"):
        value = _decimal(answer)
    elif field not in ("level1", "level2", "name", "reason"):
        raise RefusedError(
            f"“{answer.indicator}”的“{field}”不能单独答复，因为目标值不是数字。", "请答复 target，写出完整的目标值。"
        )
    change: dict[str, Any] = {field: value}
    return replace(row, **change)


def _decimal(answer: Settlement) -> Decimal:
    try:
        return Decimal(answer.value)
    except InvalidOperation:
        raise RefusedError(
            f"对“{answer.indicator}”的“{answer.field}”的答复“{answer.value}”不是数字。", "请写成 6.25 这样的数字。"
        ) from None


def _settled_head(declaration: Declaration, answer: Settlement) -> Declaration:
    if answer.field not in declaration.doubts:
        raise RefusedError(
            f"“{answer.project}”表头的“{answer.field}”没有待确认的疑问。",
            f"可答复的字段：{'、'.join(declaration.doubts) or '无'}。",
        )
    doubts = tuple(doubt for doubt in declaration.doubts if doubt != answer.field)
    block, _, field = answer.field.partition(".")
    if field:
        value = _READ.get(block, str)(answer.value)
        if answer.field in ("project.start", "project.end"):
            value = parse_date(answer.value)
        declaration = replace(declaration, **{block: replace(getattr(declaration, block), **{field: value})})
    return replace(declaration, doubts=doubts)


def _yuan(text: str) -> Decimal | None:
    amount = parse_amount(text, "元").amount
    return None if amount is None else amount.yuan


_READ: Mapping[str, Callable[[str], object]] = {"funds": _yuan}
