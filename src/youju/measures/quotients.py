"""Figures that divide: means and shares. Engines give the two sums or counts, the division is done here, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Function
from youju.measures.figure import ROWS, Figure, Found, Phrase, Recipe, exact, whole
from youju.measures.parts import (
    Parts,
    Shape,
    column,
    columns,
    conditions,
    fits_columns,
    fits_conditions,
    fits_linear,
    fits_moment,
    linear,
    present,
    terms,
)
from youju.measures.units import SECOND, is_time, linear_unit
from youju.measures.wording import condition, division, equals, labels, quantity
from youju.measures.wording import linear as linear_in_words
from youju.model.ledger import Ledger
from youju.model.measure import Elapsed, Value
from youju.model.unit import convert


@dataclass(frozen=True, slots=True)
class _Averaged:
    """What a mean is taken of: the value, the columns it needs, and in words the sum and the mean of it."""

    value: Value
    filled: tuple[str, ...]
    what: str
    mean: str


def _average(of: _Averaged, unit: str | None, factor: Fraction = Fraction(1)) -> Figure:
    """Sum ÷ rows over the rows where the columns are filled; ``factor`` brings the sum into ``unit``."""

    def finish(answer: Answer) -> Found:
        rows = whole(answer[ROWS])
        if not rows:
            return Found(None, 0, unit=unit)
        total = exact(answer["sum"]) * factor
        mean = total / rows
        working = f"合计 {quantity(total, unit)} ÷ {rows} 条 {equals(mean, unit)}"
        return Found(mean, rows, unit=unit, working=working)

    return Figure(
        aggregates=(Aggregate("sum", Function.SUM, value=of.value), Aggregate(ROWS, Function.COUNT)),
        finish=finish,
        name=of.mean,
        method=f"{of.what}合计 ÷ 记录数（未填的不计）",
        counts="both",
        where=present(*of.filled),
        numerator=Phrase(f"{of.what}合计"),
        denominator=Phrase("记录数"),
    )


def _mean(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:
    value = linear(parts, "value")
    what = linear_in_words(value, ledger)
    return _average(_Averaged(value, terms(value), what, f"平均{what}"), unit)


def _mean_duration(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:
    start, end = column(parts, "start"), column(parts, "end")
    span = f"{labels((start,), ledger)}到{labels((end,), ledger)}的"
    factor = convert(Fraction(1), SECOND, unit) if is_time(unit) else None
    if factor is None:
        raise ValueError(f"{unit} does not measure time")
    return _average(_Averaged(Elapsed(start, end), (start, end), f"{span}时长", f"{span}平均时长"), unit, factor)


def quotient(answer: Answer, rows: int) -> Found:
    """Numerator ÷ denominator of an answer; no value where the denominator is 0."""
    numerator, denominator = exact(answer["numerator"]), exact(answer["denominator"])
    value = numerator / denominator if denominator else None
    return Found(value, rows, numerator, denominator, working=division(numerator, denominator))


def _ratio(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:  # noqa: ARG001 (a rate has no unit)
    numerator, denominator = linear(parts, "numerator"), linear(parts, "denominator")
    top, bottom = linear_in_words(numerator, ledger), linear_in_words(denominator, ledger)

    return Figure(
        aggregates=(
            Aggregate("numerator", Function.SUM, value=numerator),
            Aggregate("denominator", Function.SUM, value=denominator),
            Aggregate(ROWS, Function.COUNT),
        ),
        finish=lambda answer: quotient(answer, whole(answer[ROWS])),
        name=f"{top}与{bottom}之比",
        method=f"（{top}）合计 ÷（{bottom}）合计（分母未填的记录不计，分子未填的没有凭据）",
        counts="share",
        where=present(*terms(denominator)),
        numerator=Phrase(f"（{top}）合计"),
        denominator=Phrase(f"（{bottom}）合计"),
    )


def _share(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:  # noqa: ARG001 (a rate has no unit)
    distinct = columns(parts, "distinct")
    whole_of = conditions(parts, "denominator")
    part_of = (*whole_of, *conditions(parts, "numerator"))
    function = Function.COUNT_DISTINCT if distinct else Function.COUNT
    noun = f"不同的{labels(distinct, ledger)}数" if distinct else "记录数"
    met = "、".join(condition(test, ledger) for test in conditions(parts, "numerator"))

    return Figure(
        aggregates=(
            Aggregate("numerator", function, where=part_of, distinct=distinct),
            Aggregate("denominator", function, where=whole_of, distinct=distinct),
            Aggregate(ROWS, Function.COUNT, where=whole_of),
        ),
        finish=lambda answer: quotient(answer, whole(answer[ROWS])),
        name=f"{met}的占比",
        method="分子 ÷ 分母（分子只在分母的记录里数）",
        counts="share",
        where=present(*distinct),
        numerator=Phrase(noun, part_of),
        denominator=Phrase(noun, whole_of),
    )


def _unit_of_value(parts: Parts, ledger: Ledger) -> str | None:
    return linear_unit(linear(parts, "value"), ledger)


MEAN = Recipe(Shape({"value": fits_linear}), _mean, _unit_of_value)
MEAN_DURATION = Recipe(Shape({"start": fits_moment, "end": fits_moment}), _mean_duration)
RATIO = Recipe(Shape({"numerator": fits_linear, "denominator": fits_linear}), _ratio)
SHARE = Recipe(
    Shape({"numerator": fits_conditions}, {"denominator": fits_conditions, "distinct": fits_columns}),
    _share,
)
