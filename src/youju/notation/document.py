"""One plain shape of a document for files, API and database: nouns to JSON values (``document_reader`` reads back)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal

from youju.model.declaration import (
    Declaration,
    Execution,
    Funds,
    Project,
)
from youju.model.dossier import Data
from youju.model.indicator import Indicator, Monitoring
from youju.model.place import Place
from youju.model.target import Deadline, Interval, Quality, Quantity, Span, Target
from youju.notation.number import plain


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def place_document(place: Place) -> dict[str, Data]:
    """The place with all its coordinates, null where the format has none."""
    return {item.name: getattr(place, item.name) for item in fields(Place)}


def target_document(target: Target) -> dict[str, Data]:
    """The target under its ``kind``: quantity, interval, deadline, quality or none."""
    shape: dict[str, Data] = {
        "raw": target.raw,
        "kind": "none",
        "comparator": None,
        "implied": False,
        "value": None,
        "upper": None,
        "unit": None,
    }
    match target:
        case Quantity():
            shape |= {"kind": "quantity", "comparator": target.comparator.value, "implied": target.implied}
            shape |= {"value": plain(target.value), "unit": target.unit}
        case Interval():
            shape |= {"kind": "interval", "value": plain(target.lower), "upper": plain(target.upper)}
            shape |= {"unit": target.unit}
        case Span():
            shape |= {"kind": "interval", "value": target.start.isoformat(), "upper": target.end.isoformat()}
        case Deadline():
            shape |= {"kind": "deadline", "comparator": "<=", "value": target.day.isoformat()}
        case Quality():
            shape |= {"kind": "quality", "word": target.word}
    return shape


def indicator_document(indicator: Indicator) -> dict[str, Data]:
    """One indicator; ``certain`` is derived from its doubts."""
    monitoring = indicator.monitoring
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "target": target_document(indicator.target),
        "actual": None if indicator.actual is None else target_document(indicator.actual),
        "weight": _number(indicator.weight),
        "points": _number(indicator.points),
        "reason": indicator.reason,
        "period": indicator.period,
        "children": [indicator_document(child) for child in indicator.children],
        "monitoring": None if monitoring is None else _monitoring_document(monitoring),
        "place": place_document(indicator.place),
        "certain": indicator.certain,
        "doubts": list(indicator.doubts),
        "alternatives": _lists(indicator.alternatives),
    }


def _monitoring_document(monitoring: Monitoring) -> dict[str, Data]:
    return {
        "progress": monitoring.progress,
        "forecast": monitoring.forecast,
        "causes": list(monitoring.causes),
        "cause_text": monitoring.cause_text,
        "likelihood": monitoring.likelihood,
    }


def _lists(alternatives: Mapping[str, Sequence[str]]) -> dict[str, Data]:
    return {field: list(values) for field, values in alternatives.items()}


def _execution_document(row: Execution, *, total: bool) -> dict[str, Data]:
    shape: dict[str, Data] = {} if total else {"label": row.label}
    shape |= {"initial": _number(row.initial), "budget": _number(row.budget), "spent": _number(row.spent)}
    shape |= {"rate": _number(row.rate)}
    if total:
        shape |= {"weight": _number(row.weight), "points": _number(row.points), "forecast": _number(row.forecast)}
        shape |= {"parts": [_execution_document(part, total=False) for part in row.parts]}
    return shape


def _project_document(project: Project) -> dict[str, Data]:
    return {
        "name": project.name,
        "code": project.code,
        "category": project.category,
        "nature": project.nature,
        "department": project.department,
        "unit": project.unit,
        "start": _day(project.start),
        "end": _day(project.end),
    }


def _funds_document(funds: Funds) -> dict[str, Data]:
    return {
        "printed_unit": funds.printed_unit,
        "unit_declared": funds.unit_declared,
        **{name: _number(getattr(funds, name)) for name in _MONEY},
        "by_origin": {origin: plain(amount) for origin, amount in funds.by_origin.items()},
    }


_MONEY = ("total", "fiscal", "other", "annual", "appropriation", "carry_over", "annual_other")


def document_of(declaration: Declaration) -> dict[str, Data]:
    """The whole document in the shape that ``read --json`` prints and acts keep."""
    source = declaration.source
    objectives = declaration.objectives
    totals = declaration.totals
    execution = declaration.execution
    return {
        "source": None
        if source is None
        else {"path": source.path, "sha256": source.sha256, "format": source.format, "part": source.part},
        "kind": declaration.kind.value,
        "layout": declaration.layout,
        "title": declaration.title,
        "year": declaration.year,
        "project": _project_document(declaration.project),
        "funds": _funds_document(declaration.funds),
        "execution": None if execution is None else _execution_document(execution, total=True),
        "objectives": {
            "overall": objectives.overall,
            "overall_period": objectives.overall_period,
            "annual": objectives.annual,
            "annual_result": objectives.annual_result,
        },
        "indicators": [indicator_document(indicator) for indicator in declaration.indicators],
        "level_weights": {level: plain(weight) for level, weight in declaration.level_weights.items()},
        "totals": {"weight": _number(totals.weight), "points": _number(totals.points), "grade": totals.grade},
        "notes": [
            {"code": n.code, "severity": n.severity.value, "place": place_document(n.place), "message": n.message}
            for n in declaration.notes
        ],
        "places": {field: place_document(place) for field, place in declaration.places.items()},
        "doubts": list(declaration.doubts),
        "alternatives": _lists(declaration.alternatives),
    }
