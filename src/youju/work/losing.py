"""Where a sheet's points went: what each row lost, and where a filed sheet differs from what is computed now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from youju.model.dossier import Data
from youju.stages.declare import DECLARED
from youju.stages.self_evaluate import SELF_EVALUATED, points_text, row_document
from youju.stages.sheet import Line, Sheet
from youju.work.answering import filed_at, filed_rows, lines_of
from youju.work.measuring import ProjectSheet


@dataclass(frozen=True, slots=True)
class Lost:
    """Points that a row lost, with the working in words."""

    number: int
    name: str
    points: Decimal
    working: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A row whose points are not those that were filed; None: no verdict, or the row was not there."""

    number: int
    name: str
    filed: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows that differ from the filed sheet, the days both were computed for, whether targets changed since."""

    rows: tuple[Moved, ...]
    filed_for: str
    now_for: str
    targets_changed: bool


def lost_points(sheet: Sheet) -> tuple[Lost, ...]:
    """The rows that lost points, worst first."""
    found = [
        Lost(number, line.indicator.name or "", line.score.weight - line.score.points, line.score.working)
        for number, line in lines_of(sheet)
        if line.score.points is not None and line.score.points < line.score.weight
    ]
    return tuple(sorted(found, key=lambda one: -one.points))


def open_rows(sheet: Sheet) -> tuple[tuple[str, tuple[tuple[int, Line], ...]], ...]:
    """The rows without a verdict, each with its number, under why they have none: of several rows said once."""
    found: dict[str, list[tuple[int, Line]]] = {}
    for number, line in lines_of(sheet):
        if line.open:
            found.setdefault(line.measurement.reason or line.score.working, []).append((number, line))
    return tuple((why, tuple(rows)) for why, rows in found.items())


def unchanged(project: ProjectSheet, sheet: Sheet, result: str | None) -> bool:
    """Whether filing ``sheet``, the project's with answers put to it, would say again what was filed last.

    The day it is computed for and who states an actual may be others.
    """
    act, declared = project.dossier.latest(SELF_EVALUATED), project.dossier.latest(DECLARED)
    if act is None or declared is None or act.body.get("declared") != declared.digest:
        return False
    if (act.body.get("annual_result") or None) != (result or None):
        return False
    now = [row_document(line) for line in (sheet.execution, *sheet.lines)]
    return [_said(row) for row in now] == [_said(row) for row in filed_rows(act.body)]


def _said(row: Mapping[str, Data]) -> dict[str, Data]:
    stated = row.get("stated")
    kept = {name: stated.get(name) for name in ("text", "reason", "proof")} if isinstance(stated, dict) else None
    return {**row, "stated": kept}


def difference(project: ProjectSheet, sheet: Sheet) -> Difference | None:
    """Where ``sheet``, the project's with answers put to it, differs from the latest filed one.

    None when nothing is filed, or every row has the points it was filed with.
    """
    act, declared = project.dossier.latest(SELF_EVALUATED), project.dossier.latest(DECLARED)
    if act is None:
        return None
    filed, found = filed_at(project), []
    for number, line in lines_of(sheet):
        before, now = filed.get(number, {}).get("points"), points_text(line.score.points)
        if before != now:
            found.append(Moved(number, line.indicator.name or "", None if before is None else str(before), now))
    changed = declared is not None and act.body.get("declared") != declared.digest
    days = str(act.body.get("as_of") or ""), project.as_of.isoformat()
    return Difference(tuple(found), *days, changed) if found else None
