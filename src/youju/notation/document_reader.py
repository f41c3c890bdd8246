"""Reads documents back from the plain shape that ``document`` writes; what a reader of ours did not write is absent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from youju.model.declaration import (
    Declaration,
    Execution,
    Funds,
    Kind,
    Note,
    Objectives,
    Project,
    Source,
    Totals,
)
from youju.model.dossier import Data
from youju.model.finding import Severity
from youju.model.indicator import Indicator, Monitoring
from youju.model.place import Place
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Span, Target

T = TypeVar("T")
Json = Mapping[str, Data]


class _Reader:
    """Typed access to a JSON object that we wrote ourselves; a missing key reads as null."""

    def __init__(self, data: Json) -> None:
        self._data = data

    def text(self, key: str) -> str | None:
        value = self._data.get(key)
        return None if value is None else str(value)

    def number(self, key: str) -> Decimal | None:
        value = self._data.get(key)
        return None if value is None else Decimal(str(value))

    def day(self, key: str) -> date | None:
        value = self._data.get(key)
        return None if value is None else date.fromisoformat(str(value))

    def whole(self, key: str) -> int | None:
        value = self._data.get(key)
        return value if isinstance(value, int) else None

    def inner(self, key: str) -> Json:
        value = self._data.get(key)
        return value if isinstance(value, dict) else {}

    def each(self, key: str, read: Callable[[Json], T]) -> tuple[T, ...]:
        value = self._data.get(key)
        return tuple(read(item) for item in value if isinstance(item, dict)) if isinstance(value, list) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    def choices(self, key: str) -> dict[str, tuple[str, ...]]:
        inner = _Reader(self.inner(key))
        return {field: inner.texts(field) for field in self.inner(key)}

    def numbers(self, key: str) -> dict[str, Decimal]:
        return {field: Decimal(str(value)) for field, value in self.inner(key).items()}


def place_from(data: Json) -> Place:
    """The place as written by ``place_document``."""
    read = _Reader(data)
    return Place(
        read.text("sheet"),
        read.whole("page"),
        read.whole("table"),
        read.whole("row"),
        read.whole("column"),
        read.whole("line"),
    )


def target_from(data: Json) -> Target:
    """The target as written by ``target_document``."""
    read = _Reader(data)
    raw = read.text("raw") or ""
    value, upper = read.text("value") or "", read.text("upper") or ""
    match read.text("kind"):
        case "quantity":
            sign = Comparator(read.text("comparator") or "=")
            return Quantity(raw, sign, Decimal(value), read.text("unit"), implied=bool(data.get("implied")))
        case "interval" if "-" in value[1:]:
            return Span(raw, date.fromisoformat(value), date.fromisoformat(upper))
        case "interval":
            return Interval(raw, Decimal(value), Decimal(upper), read.text("unit"))
        case "deadline":
            return Deadline(raw, date.fromisoformat(value))
        case "quality":
            return Quality(raw, read.text("word") or raw)
        case _:
            return NoTarget(read.text("raw"))


def indicator_from(data: Json) -> Indicator:
    """The indicator as written by ``indicator_document``."""
    read = _Reader(data)
    return Indicator(
        level1=read.text("level1"),
        level2=read.text("level2"),
        name=read.text("name"),
        target=target_from(read.inner("target")),
        actual=target_from(read.inner("actual")) if data.get("actual") is not None else None,
        weight=read.number("weight"),
        points=read.number("points"),
        reason=read.text("reason"),
        period=read.text("period"),
        children=read.each("children", indicator_from),
        monitoring=_monitoring_from(read.inner("monitoring")) if data.get("monitoring") is not None else None,
        place=place_from(read.inner("place")),
        doubts=read.texts("doubts"),
        alternatives=read.choices("alternatives"),
    )


def _monitoring_from(data: Json) -> Monitoring:
    read = _Reader(data)
    return Monitoring(
        read.text("progress"),
        read.text("forecast"),
        read.texts("causes"),
        read.text("cause_text"),
        read.text("likelihood"),
    )


def _execution_from(data: Json) -> Execution:
    read = _Reader(data)
    return Execution(
        label=read.text("label"),
        initial=read.number("initial"),
        budget=read.number("budget"),
        spent=read.number("spent"),
        forecast=read.number("forecast"),
        rate=read.number("rate"),
        weight=read.number("weight"),
        points=read.number("points"),
        parts=read.each("parts", _execution_from),
    )


def _project_from(data: Json) -> Project:
    read = _Reader(data)
    return Project(
        name=read.text("name"),
        code=read.text("code"),
        category=read.text("category"),
        nature=read.text("nature"),
        department=read.text("department"),
        unit=read.text("unit"),
        start=read.day("start"),
        end=read.day("end"),
    )


def _funds_from(data: Json) -> Funds:
    read = _Reader(data)
    return Funds(
        printed_unit=read.text("printed_unit"),
        unit_declared=bool(data.get("unit_declared")),
        total=read.number("total"),
        fiscal=read.number("fiscal"),
        other=read.number("other"),
        annual=read.number("annual"),
        appropriation=read.number("appropriation"),
        carry_over=read.number("carry_over"),
        annual_other=read.number("annual_other"),
        by_origin=read.numbers("by_origin"),
    )


def _source_from(data: Json) -> Source:
    read = _Reader(data)
    return Source(
        path=read.text("path") or "",
        sha256=read.text("sha256") or "",
        format=read.text("format") or "",
        part=read.whole("part") or 1,
    )


def _note_from(data: Json) -> Note:
    read = _Reader(data)
    severity = Severity(read.text("severity") or Severity.HINT)
    return Note(read.text("code") or "", severity, read.text("message") or "", place_from(read.inner("place")))


def declaration_from(data: Json) -> Declaration:
    """The document as written by ``document_of``."""
    read = _Reader(data)
    goals, totals = _Reader(read.inner("objectives")), _Reader(read.inner("totals"))
    places = _Reader(read.inner("places"))
    return Declaration(
        kind=Kind(read.text("kind") or Kind.UNKNOWN),
        layout=read.text("layout") or "unknown",
        project=_project_from(read.inner("project")),
        source=_source_from(read.inner("source")) if data.get("source") is not None else None,
        title=read.text("title"),
        year=read.whole("year"),
        funds=_funds_from(read.inner("funds")),
        execution=_execution_from(read.inner("execution")) if data.get("execution") is not None else None,
        objectives=Objectives(*(goals.text(k) for k in ("overall", "overall_period", "annual", "annual_result"))),
        indicators=read.each("indicators", indicator_from),
        level_weights=read.numbers("level_weights"),
        totals=Totals(totals.number("weight"), totals.number("points"), totals.text("grade")),
        notes=read.each("notes", _note_from),
        places={field: place_from(places.inner(field)) for field in read.inner("places")},
        doubts=read.texts("doubts"),
        alternatives=read.choices("alternatives"),
    )
