"""What waits for whom: the index rows of a scope sorted into the acts that are due for a role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from youju.model.organisation import Role
from youju.stages.status import PHASE_NAMES, Phase
from youju.web.models import Account, Job, ProjectRow, Upload

MOST_DUE = 12


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: what, for which project, and the page where it is done."""

    title: str
    why: str
    row: ProjectRow | None
    address: str


def desk_of(account: Account, rows: Sequence[ProjectRow], year: int | None) -> dict[str, object]:
    """Everything the desk shows."""
    years = sorted({row.year for row in rows}, reverse=True)
    year = year if year in years else (years[0] if years else None)
    chosen = [row for row in rows if row.year == year]
    waiting = due(account, rows)
    phases = Counter(row.phase for row in chosen)
    return {
        "due": waiting[:MOST_DUE],
        "due_total": len(waiting),
        "years": years,
        "year": year,
        "phases": [(phase.value, PHASE_NAMES[phase], phases[phase.value]) for phase in Phase],
        "count": len(chosen),
        "money": sum((row.money or Decimal(0) for row in chosen), Decimal(0)),
        "jobs": Job.objects.filter(account=account)[:5],
        "uploads": Upload.objects.filter(account=account, purpose="form").only("id", "name", "created_at")[:5],
        "may_declare": account.role in (Role.CLERK.value, Role.HEAD.value),
        "role": account.role,
        "first": next((row for row in rows if row.phase == Phase.SELF_EVALUATED.value), None),
    }


def due(account: Account, rows: Sequence[ProjectRow]) -> list[Due]:
    """The acts that wait for the account's role, the most urgent first."""
    role = Role(account.role)
    if role in {Role.CLERK, Role.HEAD}:
        return [found for row in rows if (found := _of_the_unit(row)) is not None]
    if role in {Role.DEPARTMENT, Role.FINANCE}:
        return [
            _due(gettext("审核"), gettext("已提交，等待审核"), row, "project-review")
            for row in rows
            if row.phase == Phase.SUBMITTED.value
        ]
    return []


def _due(title: str, why: str, row: ProjectRow, page: str) -> Due:
    return Due(title, why, row, reverse(page, args=[row.key]))


def _of_the_unit(row: ProjectRow) -> Due | None:
    if row.phase == Phase.RETURNED.value:
        return _due(gettext("修改"), gettext("已退回，按意见修改后重新提交"), row, "project-targets")
    if row.phase == Phase.DECLARED.value and row.doubts:
        return _due(gettext("确认"), gettext("有读表疑问等待确认"), row, "project-targets")
    if row.phase == Phase.DECLARED.value:
        return _due(gettext("提交"), gettext("已申报，还没有提交审核"), row, "project-targets")
    if row.phase == Phase.APPROVED.value:
        return _due(gettext("自评"), gettext("目标已批准，可以登记证据并自评"), row, "project-self-evaluation")
    return None
