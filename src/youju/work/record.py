"""The unit's record: checklists, measures, thresholds, calendar; each definition is an act that says who and when."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from youju import measures
from youju.errors import UnreadableError
from youju.model.dossier import Act, Data, Draft
from youju.model.measure import Checklist, Measure, Thresholds
from youju.model.organisation import Person
from youju.model.period import Calendar
from youju.notation.number import plain
from youju.notation.text import name_key
from youju.stages.permissions import Deed, Standing, alone, require
from youju.work.reading import file_bytes
from youju.work.workspace import RECORD, Workspace, now

DEFINED = "defined"
_EDGES = ("full", "attained", "partly", "floor")
CALENDAR = "calendar"
_TABLES = ("checklist", "measure", "threshold", CALENDAR)
_DAYS = ("holidays", "made_up")


@dataclass(frozen=True, slots=True)
class Record:
    """What the unit named itself; later definitions replace earlier ones of the same name."""

    checklists: tuple[Checklist, ...] = ()
    measures: tuple[Measure, ...] = ()
    thresholds: Mapping[str, Thresholds] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    def items(self, project: str, kind: str) -> tuple[str, ...]:
        """The items required of a project for a kind of register; empty when the unit named none."""
        for checklist in reversed(self.checklists):
            if name_key(checklist.project) == name_key(project) and checklist.kind == kind:
                return checklist.items
        return ()

    def measure(self, indicator: str) -> Measure | None:
        """The unit's own measure for an indicator name."""
        for measure in reversed(self.measures):
            if name_key(indicator) in {name_key(name) for name in (*measure.names, measure.label)}:
                return measure
        return None


def record_of(workspace: Workspace) -> Record:
    """The definitions in force."""
    checklists: list[Checklist] = []
    own: list[Measure] = []
    thresholds: dict[str, Thresholds] = {}
    calendar = Calendar()
    for act in workspace.store.acts(RECORD):
        if act.kind == DEFINED:
            checklists += [measures.checklist_from(item) for item in _tables(act.body, "checklist")]
            own += [measures.measure_from(item, workspace.pack.ledgers) for item in _tables(act.body, "measure")]
            thresholds |= dict(_threshold(item) for item in _tables(act.body, "threshold"))
            calendar = _calendar(act.body, calendar)
    return Record(tuple(checklists), tuple(own), thresholds, calendar)


def define(workspace: Workspace, path: Path, person: Person, standing: Standing | None = None) -> Act:
    """Appends the definitions of a TOML file to the unit's record.

    Raises UnreadableError with place and remedy, RefusedError when the person may not.
    """
    require(Deed.DEFINE, person, standing or alone(person))
    try:
        data = tomllib.loads(file_bytes(path).decode(), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UnreadableError(
            f"定义文件“{path.name}”不是正确的 TOML：{fault}。", "请按提示的行列修改。", {"path": str(path)}
        ) from None
    unknown = [key for key in data if key not in _TABLES]
    if unknown:
        raise UnreadableError(
            f"定义文件里有不认识的部分“{unknown[0]}”。", f"可用的部分：{'、'.join(_TABLES)}。", {"path": str(path)}
        )
    body = {key: _plain(value) for key, value in data.items()}
    _check_shape(body, path)
    for item in _tables(body, "checklist"):
        measures.checklist_from(item)
    for item in _tables(body, "measure"):
        measures.measure_from(item, workspace.pack.ledgers)
    for item in _tables(body, "threshold"):
        _threshold(item)
    _calendar(body, Calendar())
    return workspace.store.append(RECORD, Draft(DEFINED, person.name, person.role.value, now(), body))


def _check_shape(body: Mapping[str, Data], path: Path) -> None:
    """A file that defines nothing, or whose parts are not the tables they should be, is refused."""
    place: dict[str, object] = {"path": str(path)}
    if not any(body.values()):
        raise UnreadableError(f"定义文件“{path.name}”里没有定义。", f"可用的部分：{'、'.join(_TABLES)}。", place)
    for key in body:
        if key != CALENDAR and not _tables(body, key):
            raise UnreadableError(f"“{key}”应是一组表。", f"请写成 [[{key}]] 开头的表。", place)
    calendar = body.get(CALENDAR, {})
    if not isinstance(calendar, dict) or set(calendar) - set(_DAYS):
        raise UnreadableError("日历里有不认识的内容。", f"[calendar] 下可写：{'、'.join(_DAYS)}。", place)


def _plain(value: object) -> Data:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool | int | str):
        return value
    return plain(value) if isinstance(value, Decimal) else str(value)


def _tables(body: Mapping[str, Data], key: str) -> list[dict[str, Data]]:
    tables = body.get(key)
    return [item for item in tables if isinstance(item, dict)] if isinstance(tables, list) else []


def _threshold(item: Mapping[str, Data]) -> tuple[str, Thresholds]:
    remedy = '请写成 indicator = "…"、full = "1"、attained = "0.95"、partly = "0.8"，从大到小。'
    try:
        numbers = {key: Decimal(str(item[key])) for key in _EDGES if key in item}
        found = Thresholds(**numbers)
        indicator = name_key(str(item["indicator"]))
    except (KeyError, TypeError, ArithmeticError):
        raise UnreadableError("阈值定义不完整或不是数字。", remedy) from None
    edges = [edge for edge in (found.full, found.attained, found.partly, found.floor) if edge is not None]
    falling = all(edge.is_finite() for edge in edges) and all(a > b for a, b in pairwise(edges))
    if not falling or (found.attained is None) != (found.partly is None) or set(item) - {*_EDGES, "indicator"}:
        raise UnreadableError(f"“{item['indicator']}”的阈值不能用：要从大到小、写全、没有别的字段。", remedy)
    return indicator, found


def _calendar(body: Mapping[str, Data], before: Calendar) -> Calendar:
    table = body.get("calendar")
    if not isinstance(table, dict):
        return before
    return Calendar(_days(table.get("holidays")), _days(table.get("made_up")))


def _days(values: Data) -> frozenset[date]:
    try:
        return (
            frozenset(date.fromisoformat(str(value)) for value in values) if isinstance(values, list) else frozenset()
        )
    except ValueError:
        raise UnreadableError("日历里有不是日期的值。", '请写成 "2021-10-01"。') from None
