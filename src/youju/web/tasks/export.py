"""Export: an official form of one project as a file to download."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from youju.model.dossier import Dossier
from youju.web import accounts, units
from youju.web.jobs import Tick, keep_product
from youju.web.models import Job
from youju.work.filling import Typed, fill
from youju.work.workspace import today

NAMES = {"self-evaluation": "自评表", "declaration": "申报表"}


def run(job: Job, tick: Tick) -> Mapping[str, object]:
    """Writes the form as Word file and keeps it with the job."""
    tick(0, 1)
    workspace = units.workspace_of(job.unit)
    stream, form = str(job.parameters["stream"]), str(job.parameters["form"])
    name = f"{stream.partition('/')[2][:80]}-{NAMES[form]}.docx"
    with tempfile.TemporaryDirectory(prefix="youju-export-") as folder:
        to, dossier = Path(folder) / "form.docx", Dossier(stream, workspace.store.acts(stream))
        written = fill(workspace, dossier, form, to, today(), _typed(job))
        keep_product(job, name, written.read_bytes())
    tick(1, 1)
    return {"file": name}


def _typed(job: Job) -> Typed | None:
    """What the person had typed when they asked for the form; None where there was nothing."""
    typed = job.parameters.get("typed")
    if not typed:
        return None
    return Typed(typed, int(job.parameters["base"]), accounts.person_of(job.account))
