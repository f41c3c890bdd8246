"""What waits for whom: the index rows of a scope sorted into the acts that are due for a role."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from youju.model.organisation import Role
from youju.stages.status import PHASE_NAMES, Phase
from youju.web.models import Account, Job, ProjectRow, Upload

MOST_DUE = 12
UNIT = frozenset({Role.CLERK, Role.HEAD})
_WAITING = {  # the stages in which a project waits for a role, the most urgent first
    **dict.fromkeys(UNIT, (Phase.RETURNED, Phase.DECLARED, Phase.APPROVED)),
    **dict.fromkeys((Role.DEPARTMENT, Role.FINANCE), (Phase.SUBMITTED,)),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: what, why, for which project, and the page where it is done."""

    title: str
    why: str
    phase: str
    name: str
    year: int
    unit: str
    errors: int
    doubts: int
    address: str


def desk_of(account: Account, rows: QuerySet[ProjectRow], year: int | None) -> dict[str, object]:
    """Everything the desk shows, in plain values: two desks with the same values look the same."""
    counted = list(rows.order_by().values("year", "phase").annotate(n=Count("id"), money=Sum("money")))
    years = sorted({one["year"] for one in counted}, reverse=True)
    year = year if year in years else (years[0] if years else None)
    chosen = [one for one in counted if one["year"] == year]
    phases = Counter({one["phase"]: one["n"] for one in chosen})
    role = Role(account.role)
    waits = [phase.value for phase in _WAITING.get(role, ())]
    found = rows.filter(phase__in=waits).order_by("-year", "name")[:MOST_DUE] if waits else ()
    done = any(one["phase"] == Phase.SELF_EVALUATED for one in counted)
    return {
        "due": sorted((_due(role, row) for row in found), key=lambda one: waits.index(one.phase)),
        "due_total": sum(one["n"] for one in counted if one["phase"] in waits),
        "years": years,
        "year": year,
        "phases": [(phase.value, PHASE_NAMES[phase], phases[phase.value]) for phase in Phase],
        "count": sum(phases.values()),
        "money": sum((one["money"] or Decimal(0) for one in chosen), Decimal(0)),
        "jobs": list(Job.objects.filter(account=account).values("pk", "title", "state")[:5]),
        "uploads": _uploads(account) if role in UNIT else [],
        "may_declare": role in UNIT,
        "several_units": role not in UNIT,
        "first": rows.filter(phase=Phase.SELF_EVALUATED.value).values_list("key", flat=True).first() if done else None,
    }


def _uploads(account: Account) -> list[tuple[int, str, datetime]]:
    waiting = Upload.objects.filter(account=account, purpose="form")
    return list(waiting.values_list("pk", "name", "created_at")[:5])


def _due(role: Role, row: ProjectRow) -> Due:
    title, why, page = _words(role, row)
    address = reverse(page, args=[row.key])
    return Due(title, why, row.phase, row.name, row.year, row.unit.name, row.errors, row.doubts, address)


def _words(role: Role, row: ProjectRow) -> tuple[str, str, str]:
    if role not in UNIT:
        return gettext("审核"), gettext("已提交，等待审核"), "project-review"
    if row.phase == Phase.RETURNED.value:
        return gettext("修改"), gettext("已退回，按意见修改后重新提交"), "project-targets"
    if row.phase == Phase.APPROVED.value:
        return gettext("自评"), gettext("目标已批准，可以登记证据并自评"), "project-self-evaluation"
    if row.doubts:
        return gettext("确认"), gettext("有读表疑问等待确认"), "project-targets"
    return gettext("提交"), gettext("已申报，还没有提交审核"), "project-targets"
