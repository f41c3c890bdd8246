"""Recompute: every project of a unit measured and scored together, so that the pages find their sheets ready."""

from __future__ import annotations

from collections.abc import Mapping

from youju.web import results, search, units
from youju.web.jobs import Tick
from youju.web.models import Job, ProjectRow
from youju.work.declaring import dossiers
from youju.work.measuring import measure_projects


def run(job: Job, tick: Tick) -> Mapping[str, object]:
    """Measures all dossiers of the unit, one ledger a scan."""
    workspace = units.workspace_of(job.unit)
    everything = dossiers(workspace)
    tick(0, len(everything))
    sheets = measure_projects(results.looked(workspace), everything)
    states = results.keep(job.unit.code, workspace, sheets)
    rows = {row.stream: row for row in ProjectRow.objects.filter(unit=job.unit)}
    for number, sheet in enumerate(sheets, start=1):
        row = rows.get(sheet.dossier.stream)
        if row is not None:
            search.note_sheet(row, sheet.sheet, states[sheet.dossier.stream])
        tick(number, len(sheets))
    return {"projects": len(sheets)}
