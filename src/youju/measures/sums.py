"""Figures that need no division: rows, distinct values, sums, and the state on the last day."""

from __future__ import annotations

from fractions import Fraction

from youju.measures.contract import Aggregate, Answer, Function
from youju.measures.figure import ROWS, Figure, Found, Phrase, Recipe, exact, whole
from youju.measures.parts import Parts, Shape, columns, fits_columns, fits_linear, linear, present, terms
from youju.measures.units import linear_unit
from youju.measures.wording import labels, quantity
from youju.measures.wording import linear as linear_in_words
from youju.model.ledger import Ledger


def _count(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:  # noqa: ARG001 (one signature for all recipes)
    def finish(answer: Answer) -> Found:
        value = exact(answer["value"])
        return Found(value, whole(answer["value"]), unit=unit, working=f"计数 {quantity(value, unit)}")

    return Figure(
        aggregates=(Aggregate("value", Function.COUNT),),
        finish=finish,
        name="记录数",
        method="符合条件的记录逐条计数",
        counts="value",
        numerator=Phrase("记录数"),
    )


def _count_distinct(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:
    distinct = columns(parts, "columns")
    what = labels(distinct, ledger)

    def finish(answer: Answer) -> Found:
        value = exact(answer["value"])
        return Found(value, whole(answer[ROWS]), unit=unit, working=f"去重计数 {quantity(value, unit)}")

    return Figure(
        aggregates=(
            Aggregate("value", Function.COUNT_DISTINCT, distinct=distinct),
            Aggregate(ROWS, Function.COUNT),
        ),
        finish=finish,
        name=f"不同的{what}数",
        method=f"按{what}去重计数（未填的不计）",
        counts="value",
        where=present(*distinct),
        numerator=Phrase(f"不同的{what}数"),
    )


def _total(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:
    value = linear(parts, "value")
    what = linear_in_words(value, ledger)

    def finish(answer: Answer) -> Found:
        found = exact(answer["value"])
        return Found(found, whole(answer[ROWS]), unit=unit, working=f"合计 {quantity(found, unit)}")

    return Figure(
        aggregates=(Aggregate("value", Function.SUM, value=value), Aggregate(ROWS, Function.COUNT)),
        finish=finish,
        name=f"{what}合计",
        method=f"{what}逐条相加",
        counts="value",
        where=present(*terms(value)),
        numerator=Phrase(f"{what}合计"),
    )


def _latest(parts: Parts, ledger: Ledger, unit: str | None) -> Figure:
    value = linear(parts, "value")
    what = linear_in_words(value, ledger)

    def finish(answer: Answer) -> Found:
        if answer["value"] is None:
            return Found(None, 0, unit=unit)
        found = Fraction(answer["value"])
        return Found(found, whole(answer[ROWS]), unit=unit, working=f"最近一天 {quantity(found, unit)}")

    return Figure(
        aggregates=(Aggregate("value", Function.SUM_AT_LAST, value=value), Aggregate(ROWS, Function.COUNT)),
        finish=finish,
        name=f"最近一天的{what}",
        method=f"取期内最近一天有记录的{what}（同一天有几条的相加）",
        counts="value",
        where=present(*terms(value)),
        numerator=Phrase(f"最近一天的{what}"),
    )


def _unit_of_value(parts: Parts, ledger: Ledger) -> str | None:
    return linear_unit(linear(parts, "value"), ledger)


COUNT = Recipe(Shape(), _count)
COUNT_DISTINCT = Recipe(Shape({"columns": fits_columns}), _count_distinct)
TOTAL = Recipe(Shape({"value": fits_linear}), _total, _unit_of_value)
LATEST = Recipe(Shape({"value": fits_linear}), _latest, _unit_of_value)
