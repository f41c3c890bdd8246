"""Export: an official form of one project as a file to download."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from youju.model.dossier import Dossier
from youju.web import units
from youju.web.jobs import Tick, keep_product
from youju.web.models import Job
from youju.work.filling import fill
from youju.work.workspace import today

NAMES = {"self-evaluation": "自评表", "declaration": "申报表"}


def run(job: Job, tick: Tick) -> Mapping[str, object]:
    """Writes the form as Word file and keeps it with the job."""
    tick(0, 1)
    workspace = units.workspace_of(job.unit)
    stream, form = str(job.parameters["stream"]), str(job.parameters["form"])
    name = f"{stream.partition('/')[2][:80]}-{NAMES[form]}.docx"
    with tempfile.TemporaryDirectory(prefix="youju-export-") as folder:
        written = fill(
            workspace, Dossier(stream, workspace.store.acts(stream)), form, Path(folder) / "form.docx", today()
        )
        keep_product(job, name, written.read_bytes())
    tick(1, 1)
    return {"file": name}
