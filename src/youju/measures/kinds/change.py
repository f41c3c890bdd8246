"""This period (up to as-of) against the whole base year, signed so that better is positive.

``of`` is the figure compared, written like a measure: ``{ kind = "mean", value = "score" }``. ``better`` higher or
lower; ``compare`` relative (default) or absolute. The base year's closing does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from youju.measures.contract import Answer, Kind, Question, Request
from youju.measures.figure import Figure, Found, Phrase, Recipe, base_of, proof, request, said
from youju.measures.parts import Parts, Shape, column, one_of
from youju.measures.quotients import MEAN, MEAN_DURATION, RATIO, SHARE
from youju.measures.states import dated
from youju.measures.sums import COUNT, COUNT_DISTINCT, LATEST, TOTAL
from youju.measures.units import is_time
from youju.measures.wording import number, quantity, rate
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Better, Measure, Part
from youju.model.measurement import Measurement
from youju.model.target import Target

RELATIVE, ABSOLUTE = "relative", "absolute"
_INNER: Mapping[str, Recipe] = {
    "count": COUNT,
    "count_distinct": COUNT_DISTINCT,
    "total": TOTAL,
    "latest": LATEST,
    "mean": MEAN,
    "mean_duration": MEAN_DURATION,
    "ratio": RATIO,
    "share": SHARE,
}
_OF_ITSELF = ("kind", "unit")


def _of(parts: Parts) -> Mapping[str, Part]:
    inner = parts.get("of")
    return inner if isinstance(inner, Mapping) else {}


def _figure(question: Question) -> Figure:
    inner = _of(question.measure.parts)
    recipe = _INNER[column(inner, "kind")]
    unit = column(inner, "unit") or recipe.unit(inner, question.ledger)
    return recipe.build(inner, question.ledger, unit)


def _ask(question: Question) -> tuple[Request, ...]:
    figure = _figure(question)
    now = request(question, figure.aggregates, figure.where)
    return now, base_of(now, question)


def _value_of(found: Found) -> Fraction | None:
    """No rows are no value here, not even for a count: what did not happen in either year has not changed."""
    return found.value if found.n else None


def _compared(question: Question, now: Found, base: Found) -> Found:
    parts, figure = question.measure.parts, _figure(question)
    was, is_now = _value_of(base), _value_of(now)
    relative = column(parts, "compare", RELATIVE) == RELATIVE
    lower = column(parts, "better") == Better.LOWER
    empty = Found(None, now.n, numerator=is_now, denominator=was)
    if is_now is None:
        return empty
    if was is None or (relative and was == 0):
        what = "没有可比的记录" if was is None else f"{figure.name}为 0，不能作分母"
        lacking = f"{question.ledger.label}在基期（{question.base.start} 至 {question.base.end}）{what}"
        return replace(empty, lacking=lacking)
    better = was - is_now if lower else is_now - was
    step = f"{number(was)} − {number(is_now)}" if lower else f"{number(is_now)} − {number(was)}"
    value = better / abs(was) if relative else better
    sign = "+" if value > 0 else ""
    working = f"（{step}）÷ {number(abs(was))} = {sign}{rate(value)}"
    if not relative:
        working = f"{step} = {sign}{quantity(value, now.unit)}"
    return Found(value, now.n, is_now, was, unit=None if relative else now.unit, working=working)


def _finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    figure = _figure(question)
    found = _compared(question, figure.finish(answers["now"]), figure.finish(answers["base"]))
    return dated(question, found, completeness, target)


def _words(question: Question) -> Mapping[str, str]:
    figure, parts = _figure(question), question.measure.parts
    lower = column(parts, "better") == Better.LOWER
    step = "基期值 − 本期值" if lower else "本期值 − 基期值"
    how = f"（{step}）÷ 基期值" if column(parts, "compare", RELATIVE) == RELATIVE else step
    return {
        "numerator": f"本期值：{said(question, figure, Phrase(figure.name), question.period)}",
        "denominator": f"基期值：{said(question, figure, Phrase(figure.name), question.base)}",
        "method": f"{how}，{'下降' if lower else '上升'}为好；{figure.name}：{figure.method}",
    }


def _counting(question: Question) -> tuple[tuple[Request, str], ...]:
    now, base = _ask(question)
    return (proof(now), "value"), (proof(base), "base")


def _fits_figure(part: Part, ledger: Ledger) -> Iterator[str]:
    inner = part if isinstance(part, Mapping) else {}
    kind = column(inner, "kind")
    if kind not in _INNER:
        yield f"kind 只能写 {'、'.join(_INNER)}"
        return
    rest = {key: value for key, value in inner.items() if key not in _OF_ITSELF}
    yield from _INNER[kind].shape.faults(rest, ledger)
    if kind == "mean_duration" and not is_time(column(inner, "unit") or None):
        yield "缺少时间单位 unit（秒、分钟、小时、天）"


_SHAPE = Shape(
    {"of": _fits_figure, "better": one_of(*Better)},
    {"compare": one_of(RELATIVE, ABSOLUTE)},
)


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    return _SHAPE.faults(measure.parts, ledger)


KIND = Kind(
    code="change",
    label="变化",
    summary="本期与上年全年相比的变化，向好为正",
    ask=_ask,
    finish=_finish,
    words=_words,
    counting=_counting,
    check=_check,
)
