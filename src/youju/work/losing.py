"""Where a sheet's points went: what each row lost, and where a filed sheet differs from what is computed now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from youju.notation.text import name_key
from youju.stages.declare import DECLARED
from youju.stages.self_evaluate import SELF_EVALUATED, points_text
from youju.stages.sheet import Sheet
from youju.work.answering import filed_rows, lines_of
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


def difference(project: ProjectSheet, sheet: Sheet) -> Difference | None:
    """Where ``sheet``, the project's with answers put to it, differs from the latest filed one.

    None when nothing is filed, or every row has the points it was filed with.
    """
    act, declared = project.dossier.latest(SELF_EVALUATED), project.dossier.latest(DECLARED)
    if act is None:
        return None
    filed = {name_key(str(row.get("name") or "")): row.get("points") for row in filed_rows(act.body)}
    found = []
    for number, line in lines_of(sheet):
        before, now = filed.get(name_key(line.indicator.name or "")), points_text(line.score.points)
        if before != now:
            found.append(Moved(number, line.indicator.name or "", None if before is None else str(before), now))
    changed = declared is not None and act.body.get("declared") != declared.digest
    days = str(act.body.get("as_of") or ""), project.as_of.isoformat()
    return Difference(tuple(found), *days, changed) if found else None
