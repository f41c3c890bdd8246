"""Measures in Chinese: which rows are counted, what a gap is, how a line of arithmetic reads in the proof."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from youju.model.ledger import Column, ColumnType, Completeness, Ledger
from youju.model.measure import Condition, Linear, Moment, Predicate
from youju.model.period import Period
from youju.notation.number import plain, rounded

_PLACES = 4
_NAMED_GAPS = 3
_YES_NO = {"true": "是", "false": "否"}


def number(value: Fraction) -> str:
    """At most four decimals, for reading; the value itself stays exact."""
    return plain(rounded(value, _PLACES))


def equals(value: Fraction, unit: str | None) -> str:
    """``= 22 分钟``, or ``≈ 22.3333 分钟`` where four decimals do not say it all."""
    shown = rounded(value, _PLACES)
    sign = "=" if Fraction(shown) == value else "≈"
    return f"{sign} {quantity(value, unit)}"


def quantity(value: Fraction, unit: str | None) -> str:
    """A number with its unit: ``29100 家``."""
    return f"{number(value)} {unit}" if unit else number(value)


def rate(value: Fraction) -> str:
    """A fraction as forms print it: 98.00%."""
    return f"{rounded(value * 100, 2)}%"


def division(numerator: Fraction, denominator: Fraction) -> str:
    """``4900 ÷ 5000 = 98.00%``; without a result where the denominator is 0."""
    line = f"{number(numerator)} ÷ {number(denominator)}"
    return f"{line} = {rate(numerator / denominator)}" if denominator else line


def span(period: Period) -> str:
    """``2021-08-02 至 2021-08-13 之间``, or one day."""
    if period.start == period.end:
        return f"{period.start} 当天"
    return f"{period.start} 至 {period.end} 之间"


def gaps(completeness: Completeness) -> str:
    """The spans nobody closed, the first three by their dates."""
    found = completeness.gaps
    shown = "、".join(span(gap) for gap in found[:_NAMED_GAPS])
    return f"{shown}等 {len(found)} 段" if len(found) > _NAMED_GAPS else shown


def labels(codes: Iterable[str], ledger: Ledger) -> str:
    """Labels of columns, joined."""
    return "、".join(ledger.column(code).label for code in codes)


def linear(value: Linear, ledger: Ledger) -> str:
    """``应运行分钟 − 中断分钟``."""
    text = ""
    for coefficient, code in value.terms:
        sign = " − " if coefficient < 0 else " + "
        factor = f"{abs(coefficient)} × " if abs(coefficient) != 1 else ""
        text += f"{sign}{factor}{ledger.column(code).label}"
    return text.removeprefix(" + ").strip()


def moment(value: Moment, ledger: Ledger) -> str:
    """``报修时间后 30 分钟``."""
    label = ledger.column(value.column).label
    return f"{label}后 {value.plus_minutes} 分钟" if value.plus_minutes else label


def _value(column: Column, text: str) -> str:
    return f"“{_YES_NO[text] if column.type is ColumnType.BOOLEAN else text}”"


def condition(test: Condition, ledger: Ledger) -> str:
    """One condition: ``是否免费为“是”``."""
    column = ledger.column(test.column)
    values = "或".join(_value(column, text) for text in test.values)
    is_moment = column.type in (ColumnType.DATE, ColumnType.TIMESTAMP, ColumnType.MONTH)
    return {
        Predicate.IS: f"{column.label}为{values}",
        Predicate.IN: f"{column.label}为{values}",
        Predicate.NAMED: f"{column.label}为{values}",
        Predicate.FILLED: f"{column.label}已填且不晚于期末" if is_moment else f"{column.label}已填",
        Predicate.PRESENT: f"{column.label}已填",
        Predicate.ABOVE: f"{column.label}大于{''.join(test.values)}",
        Predicate.AT_LEAST: f"{column.label}不低于{''.join(test.values)}",
        Predicate.IN_FORCE: f"期末仍有效（{column.label}不晚于期末，{labels(_end(test), ledger)}为空或不早于期末）",
    }[test.test]


def _end(test: Condition) -> tuple[str, ...]:
    return test.values if test.test is Predicate.IN_FORCE else ()


def rows(ledger: Ledger, tests: Iterable[Condition], place: Moment | None, period: Period) -> str:
    """The rows a number speaks of: ``刻章服务台账中下单时间在 … 之间、是否验收合格为“是”的``."""
    said = [condition(test, ledger) for test in tests]
    if place is not None:
        said.insert(0, f"{moment(place, ledger)}在 {span(period)}")
    return f"{ledger.label}中{'、'.join(said)}的"
