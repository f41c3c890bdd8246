"""The parts of a measure: which ones a kind takes, whether they fit the ledger, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from youju.errors import UnreadableError
from youju.model.ledger import Column, ColumnType, Ledger
from youju.model.measure import Condition, Linear, Part, Predicate
from youju.notation.definition import conditions_from, linear_from, number_from, texts_from

NUMERIC = (ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY)
DATED = (ColumnType.DATE, ColumnType.TIMESTAMP, ColumnType.MONTH)
_FREE = (ColumnType.TEXT, ColumnType.FILE)

Parts: TypeAlias = Mapping[str, Part]
Fit: TypeAlias = Callable[[Part, Ledger], Iterator[str]]


def conditions(parts: Parts, key: str) -> tuple[Condition, ...]:
    """The conditions under ``key``, none when it is not there."""
    return conditions_from(parts.get(key, ()), {"field": key})


def columns(parts: Parts, key: str) -> tuple[str, ...]:
    """The column codes under ``key``, none when it is not there."""
    return texts_from(parts.get(key, ()), {"field": key})


def linear(parts: Parts, key: str) -> Linear:
    """The sum of columns under ``key``."""
    return linear_from(parts[key], {"field": key})


def column(parts: Parts, key: str, default: str = "") -> str:
    """The one column code, or word, under ``key``."""
    return str(parts.get(key, default))


def whole(parts: Parts, key: str, default: int = 0) -> int:
    """The whole number under ``key``."""
    return int(str(parts.get(key, default)))


def present(*codes: str) -> tuple[Condition, ...]:
    """Conditions that these columns are filled in."""
    return tuple(Condition(code, Predicate.PRESENT) for code in codes)


def terms(value: Linear) -> tuple[str, ...]:
    """The columns of a sum, in order."""
    return tuple(code for _, code in value.terms)


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts a kind must have and may have, each with the test that it fits a ledger."""

    required: Mapping[str, Fit] = field(default_factory=dict)
    optional: Mapping[str, Fit] = field(default_factory=dict)

    def faults(self, parts: Parts, ledger: Ledger) -> tuple[str, ...]:
        """What is missing, unknown or does not fit, in Chinese."""
        found = [f"缺少“{key}”" for key in self.required if key not in parts]
        known = {**self.required, **self.optional}
        for key, part in parts.items():
            if key in known:
                found += [f"“{key}”：{fault}" for fault in known[key](part, ledger)]
            else:
                found.append(f"不认识的参数“{key}”（可以写：{'、'.join(known) or '无'}）")
        return tuple(found)


def _column_faults(code: str, types: tuple[ColumnType, ...], what: str, ledger: Ledger) -> Iterator[str]:
    if not ledger.has(code):
        yield f"{ledger.label}没有“{code}”列"
    elif types and ledger.column(code).type not in types:
        yield f"“{ledger.column(code).label}”（{code}）不是{what}"


def fits_moment(part: Part, ledger: Ledger) -> Iterator[str]:
    """One column with dates or times."""
    yield from _column_faults(str(part), DATED, "日期或时间列", ledger)


def fits_number(part: Part, ledger: Ledger) -> Iterator[str]:
    """One column with numbers."""
    yield from _column_faults(str(part), NUMERIC, "数字列", ledger)


def fits_columns(part: Part, ledger: Ledger) -> Iterator[str]:
    """One or more columns of any type."""
    try:
        codes = texts_from(part, {})
    except UnreadableError as error:
        yield error.message
        return
    if not codes:
        yield "一列也没有写"
    for code in codes:
        yield from _column_faults(code, (), "", ledger)


def fits_linear(part: Part, ledger: Ledger) -> Iterator[str]:
    """A sum of columns with numbers."""
    try:
        value = linear_from(part, {})
    except UnreadableError as error:
        yield error.message
        return
    for code in terms(value):
        yield from _column_faults(code, NUMERIC, "数字列", ledger)


def fits_conditions(part: Part, ledger: Ledger) -> Iterator[str]:
    """A list of conditions, not empty."""
    try:
        found = conditions_from(part, {})
    except UnreadableError as error:
        yield f"{error.message}{error.remedy}"
        return
    if not found:
        yield "一个条件也没有写"
    for condition in found:
        yield from condition_faults(condition, ledger)


def fits_whole(part: Part, ledger: Ledger) -> Iterator[str]:  # noqa: ARG001 (one signature for all tests of parts)
    """A whole number above 0."""
    if isinstance(part, bool) or not isinstance(part, int) or part < 1:
        yield "应当是大于 0 的整数"


def fits_text(part: Part, ledger: Ledger) -> Iterator[str]:  # noqa: ARG001 (as above)
    """A text that is not blank."""
    if not isinstance(part, str) or not part.strip():
        yield "应当是不空的文字"


def one_of(*words: str) -> Fit:
    """A test that the part is one of the words."""

    def fits(part: Part, ledger: Ledger) -> Iterator[str]:  # noqa: ARG001 (as above)
        if part not in words:
            yield f"只能写 {'、'.join(words)}"

    return fits


def _value_fits(column: Column, value: str) -> bool:
    """Whether a column of that type could ever hold the value."""
    if column.type is ColumnType.CHOICE:
        return value in column.values
    if column.type is ColumnType.BOOLEAN:
        return value in ("true", "false")
    if column.type in NUMERIC:
        try:
            number_from(value, {})
        except UnreadableError:
            return False
        return not value.endswith("%")
    return column.type in _FREE


def _allowed(column: Column) -> str:
    if column.type is ColumnType.BOOLEAN:
        return "true、false"
    if column.type in DATED:
        return "日期列只能用 filled、present、in_force"
    return "、".join(column.values) or "数字"


def condition_faults(condition: Condition, ledger: Ledger) -> Iterator[str]:
    """Why a condition could never hold in this ledger: no such column, a value or predicate that does not fit it."""
    if not ledger.has(condition.column):
        yield f"{ledger.label}没有“{condition.column}”列"
        return
    column = ledger.column(condition.column)
    if condition.test in (Predicate.IS, Predicate.IN):
        for value in condition.values:
            if not _value_fits(column, value):
                yield f"“{column.label}”不会是“{value}”（可以是：{_allowed(column)}）"
    elif condition.test in (Predicate.ABOVE, Predicate.AT_LEAST):
        yield from _column_faults(column.code, NUMERIC, "数字列", ledger)
    elif condition.test is Predicate.NAMED:
        yield from _column_faults(column.code, (*_FREE, ColumnType.CHOICE), "文字列", ledger)
    elif condition.test is Predicate.IN_FORCE:
        for code in (column.code, *condition.values):
            yield from _column_faults(code, DATED, "日期或时间列", ledger)
