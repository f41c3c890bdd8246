"""The index of projects: derived from acts and sheets, asked by the pages, rebuilt at any time."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from django.db import transaction

from youju.model.dossier import Dossier
from youju.model.finding import Severity
from youju.notation.number import percent
from youju.stages.sheet import Sheet
from youju.stages.status import Phase, phase_of
from youju.web import units
from youju.web.models import Organisation, ProjectRow
from youju.work import declaring, linting
from youju.work.measuring import measured_names, view
from youju.work.workspace import RECORD, Workspace, today


def key_of(unit: str, stream: str) -> str:
    """The short name of a project in addresses: the same after every rebuilding."""
    return hashlib.sha256(f"{unit}/{stream}".encode()).hexdigest()[:12]


def refresh(unit: Organisation, workspace: Workspace, stream: str) -> ProjectRow:
    """Brings the index entry of one dossier up to its acts."""
    dossier = Dossier(stream, workspace.store.acts(stream))
    declaration = declaring.current(dossier)
    measured = measured_names(view(workspace, today()), declaration)
    counted = linting.findings_of(declaration, measured, workspace.jurisdiction)
    severities = [finding.severity for finding in counted]
    last = dossier.acts[-1]
    row, _ = ProjectRow.objects.update_or_create(
        unit=unit,
        stream=stream,
        defaults={
            "key": key_of(unit.code, stream),
            "year": int(stream.partition("/")[0]),
            "name": declaration.project.name or stream.partition("/")[2],
            "category": declaration.project.category or declaration.project.nature or "",
            "money": declaration.funds.annual,
            "phase": (phase_of(dossier) or Phase.DECLARED).value,
            "indicators": len(declaration.indicators),
            "doubts": sum(len(one.doubts) for one in declaration.indicators) + len(declaration.doubts),
            "errors": severities.count(Severity.ERROR),
            "warnings": severities.count(Severity.WARNING),
            "hints": severities.count(Severity.HINT),
            "acts": len(dossier.acts),
            "last_at": last.at,
            "last_by": last.by,
        },
    )
    return row


def note_sheet(row: ProjectRow, sheet: Sheet, state: str) -> None:
    """Keeps the headline of a computed sheet beside the project."""
    rate = sheet.execution.measurement.value
    total = sheet.total
    ProjectRow.objects.filter(pk=row.pk).update(
        state=state,
        points=total.points,
        open_weight=Decimal(total.open_weight),
        provisional=total.provisional,
        grade=total.grade or "",
        execution="" if rate is None else percent(rate),
    )


@transaction.atomic
def rebuild() -> int:
    """Throws the index away and builds it from the acts of every unit; how many projects there are."""
    ProjectRow.objects.exclude(drafts__isnull=False).delete()
    count = 0
    for unit in Organisation.objects.all():
        if not units.exists(unit.code):
            continue
        workspace = units.workspace_of(unit)
        for stream in workspace.store.streams():
            if stream != RECORD:
                refresh(unit, workspace, stream)
                count += 1
    return count
