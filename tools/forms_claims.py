"""Every field that a document holds, with what was understood and how its text may be spelled in the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from youju.model.declaration import Declaration, Execution
from youju.model.indicator import Indicator
from youju.model.money import YUAN_PER_UNIT
from youju.model.place import Place
from youju.model.target import Target
from youju.notation.amount import format_amount
from youju.notation.number import plain
from youju.stages.echo import target_words
from youju.stages.fields import DOUBT_LABELS, HEAD_LABELS

MONEY_SCALES = tuple(YUAN_PER_UNIT.values())
RATE_SCALES = (Decimal(1), Decimal("0.01"))
PLAIN_SCALES = (Decimal(1),)
_HEAD = ("name", "code", "category", "nature", "department", "unit", "start", "end")
_FUNDS = ("total", "fiscal", "other", "annual", "appropriation", "carry_over", "annual_other")
_EXECUTION = {
    "initial": "年初预算数",
    "budget": "全年预算数",
    "spent": "全年执行数",
    "forecast": "预计执行数",
    "rate": "执行率",
    "weight": "执行率分值",
    "points": "执行率得分",
}
_OBJECTIVES = {
    "overall": "总目标",
    "overall_period": "实施期",
    "annual": "年度目标",
    "annual_result": "目标完成情况",
}
_MONITORING = {
    "progress": "完成进度",
    "forecast": "预计完成",
    "cause_text": "原因说明",
}
_TICKS = ("√", "✓", "✔", "☑", "■", "●")  # what a form may hold in place of the text of its column


@dataclass(frozen=True, slots=True)
class Claim:
    """One field read: its ``path``, the colour ``kind``, the value ``understood``, and where it says it stands.

    ``label`` names the field, without its row. ``spellings`` are texts to look for, the likeliest first; ``number``
    with the ``scales`` of a printed number stand for any way of writing it. ``row`` counts indicators from 0, nested
    ones after their head.
    """

    path: str
    kind: str
    label: str
    understood: str
    spellings: tuple[str, ...] = ()
    number: Decimal | None = None
    scales: tuple[Decimal, ...] = PLAIN_SCALES
    place: Place | None = None
    row: int | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """What may stand behind the number."""
        if self.scales is MONEY_SCALES:
            return ("", "万", "亿", *YUAN_PER_UNIT)
        return ("", "%") if self.scales is RATE_SCALES else ("", "分")

    @property
    def said(self) -> str:
        """The field with its row, and what was understood."""
        of = "" if self.row is None else f"第{self.row + 1}行 "
        return f"{of}{self.label}: {self.understood}"


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with the path it has in its document."""

    path: str
    indicator: Indicator


def rows_of(document: Declaration) -> tuple[Row, ...]:
    """The indicators in reading order, those under another one behind it."""
    return tuple(
        row
        for number, one in enumerate(document.indicators)
        for row in (
            Row(f"indicators.{number}", one),
            *(Row(f"indicators.{number}.children.{at}", child) for at, child in enumerate(one.children)),
        )
    )


def claims_of(document: Declaration) -> tuple[Claim, ...]:
    """Every field that is not blank, the head first and the rows in order."""
    rows = rows_of(document)
    return (
        *_head(document),
        *_money(document),
        *_objectives(document),
        *(claim for number, row in enumerate(rows) for claim in _row(number, row)),
        *_weights(document),
    )


def _head(document: Declaration) -> Iterator[Claim]:
    places, project = document.places, document.project
    if document.title:
        yield Claim("title", "head", "表名", document.title, (document.title,), place=places.get("title"))
    if document.year is not None:
        yield _numeric("year", "head", "年度", Decimal(document.year), PLAIN_SCALES, places)
    for name in _HEAD:
        path, value = f"project.{name}", getattr(project, name)
        place = places.get(path, places.get("project.period") if name in ("start", "end") else None)
        if value is not None:
            spellings = _days(value) if isinstance(value, date) else (value,)
            yield Claim(path, "head", HEAD_LABELS[path], str(value), spellings, place=place)


def _days(day: date) -> tuple[str, ...]:
    """The ways in which forms print a day, month or year, the longest first."""
    month, number = day.month, day.day
    written = [f"{day.year}年{month}月{number}日", f"{day.year}年{month:02}月{number:02}日", day.isoformat()]
    for mark in ".-/":
        written += [mark.join((str(day.year), str(month), str(number))), f"{day.year}{mark}{month:02}{mark}{number:02}"]
    written += [f"{day.year}年{month}月", f"{day.year}年{month:02}月"]
    for mark in ".-/":
        written += [f"{day.year}{mark}{month:02}", f"{day.year}{mark}{month}"]
    return (*written, f"{day.year}")


def _money(document: Declaration) -> Iterator[Claim]:
    funds, places = document.funds, document.places
    for name in _FUNDS:
        amount = getattr(funds, name)
        # A form with a block of execution has its funds in there: the same cells tell of both.
        if amount is not None and not (document.execution and f"funds.{name}" not in places):
            label = HEAD_LABELS[f"funds.{name}"]
            yield _numeric(f"funds.{name}", "money", label, amount, MONEY_SCALES, places)
    for origin, amount in funds.by_origin.items():
        yield _numeric(f"funds.by_origin.{origin}", "money", origin, amount, MONEY_SCALES, places)
    if document.execution:
        yield from _execution("execution", "", document.execution, places)
        for number, part in enumerate(document.execution.parts):
            yield from _execution(f"execution.parts.{number}", f"{part.label or ''} ", part, places)


def _execution(path: str, of: str, row: Execution, places: Mapping[str, Place]) -> Iterator[Claim]:
    for name, label in _EXECUTION.items():
        value: Decimal | None = getattr(row, name)
        if value is None:
            continue
        kind = name if name in ("weight", "points") else "money"
        scales = {"rate": RATE_SCALES, "weight": PLAIN_SCALES, "points": PLAIN_SCALES}.get(name, MONEY_SCALES)
        yield _numeric(f"{path}.{name}", kind, f"{of}{label}", value, scales, places)


def _numeric(  # noqa: PLR0913, PLR0917 (a claim has as many parts)
    path: str,
    kind: str,
    label: str,
    value: Decimal,
    scales: tuple[Decimal, ...],
    places: Mapping[str, Place],
) -> Claim:
    shown = f"{format_amount(value)} 元" if scales is MONEY_SCALES else plain(value)
    return Claim(path, kind, label, shown, number=value, scales=scales, place=places.get(path))


def _objectives(document: Declaration) -> Iterator[Claim]:
    for name, label in _OBJECTIVES.items():
        text, path = getattr(document.objectives, name), f"objectives.{name}"
        if text:
            spellings = (text, text.replace("-", "年-") + "年")
            yield Claim(path, "objective", label, text, spellings, place=document.places.get(path))


def _row(number: int, row: Row) -> Iterator[Claim]:
    one, path = row.indicator, row.path

    def text(field: str, kind: str, value: str | None, label: str, place: Place | None = None) -> Iterator[Claim]:
        if value:
            yield Claim(f"{path}.{field}", kind, label, value, (value,), place=place, row=number)

    yield from text("name", "name", one.name, DOUBT_LABELS["name"], one.place)
    for level in ("level1", "level2"):
        name = getattr(one, level)
        if name:
            spellings = (name, name.removesuffix("指标"))
            yield Claim(f"{path}.{level}", "level", DOUBT_LABELS[level], name, spellings, row=number)
    yield from _target(row, number, "target", one.target)
    yield from _target(row, number, "actual", one.actual)
    for field in ("weight", "points"):
        value = getattr(one, field)
        if value is not None:
            yield Claim(f"{path}.{field}", field, DOUBT_LABELS[field], plain(value), number=value, row=number)
    yield from text("reason", "reason", one.reason, "偏差原因")
    if one.monitoring:
        for field, label in _MONITORING.items():
            yield from text(f"monitoring.{field}", "reason", getattr(one.monitoring, field), label)
        yield from _ticked(f"{path}.monitoring.likely", "完成可能性", one.monitoring.likelihood, number)
        for cause in one.monitoring.causes:
            yield from _ticked(f"{path}.monitoring.cause", "原因", cause, number)


def _ticked(path: str, label: str, value: str | None, number: int) -> Iterator[Claim]:
    if value:
        yield Claim(path, "reason", label, value, (value, *_TICKS), row=number)


def _target(row: Row, number: int, field: str, value: Target | None) -> Iterator[Claim]:
    if value is None or not (value.raw or "").strip():
        return
    raw = value.raw or ""
    unit = getattr(value, "unit", None) or ""
    spellings = (raw, raw.strip().removesuffix(unit))  # the unit may stand in a column of its own
    place = None if row.indicator.name else row.indicator.place
    place = place if field == "target" else None
    understood = f"{raw.strip()} → {target_words(value)}"
    yield Claim(f"{row.path}.{field}", field, DOUBT_LABELS[field], understood, spellings, place=place, row=number)


def _weights(document: Declaration) -> Iterator[Claim]:
    for level, weight in document.level_weights.items():
        printed, bare = plain(weight), level.removesuffix("指标")
        spellings = tuple(
            f"{name}{form}"
            for name in (level, bare)
            for form in (f"({printed}分)", f"({printed})", f"{printed}分", printed)
        )
        yield Claim(f"level_weights.{level}", "weight", f"{level}分值", printed, spellings)
    for name, label in (("weight", "总分值"), ("points", "总得分")):
        value = getattr(document.totals, name)
        if value is not None:
            yield _numeric(f"totals.{name}", name, label, value, PLAIN_SCALES, document.places)
