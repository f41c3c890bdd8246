"""Imports: the dumps that a person uploaded go into the ledger one after the other; the report stays with the job."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.urls import reverse

from youju.errors import YoujuError
from youju.model.ledger import ImportReport, Ledger
from youju.web import dumps, ledgers, uploads
from youju.web.jobs import Tick
from youju.web.ledgers import SeenLedger, SeenUnit
from youju.web.models import Job, Upload
from youju.work.ledgers import import_bytes, import_document, ledger_of, preview_files
from youju.work.mapping import with_remembered
from youju.work.returned import Returned, returned_rows


def run(job: Job, tick: Tick) -> Mapping[str, object]:
    """Imports or previews them all; raises the first failure only when no file at all could be used."""
    take = _foreseen if dumps.is_preview(job) else _imported
    seen = SeenUnit(job.account, job.unit)
    opened = SeenLedger(job.account, job.unit, ledger_of(seen.workspace, str(job.parameters["ledger"])))
    reports: list[dict[str, object]] = []
    failed: list[dict[str, object]] = []
    first: YoujuError | None = None
    for upload in dumps.of_job(job):
        try:
            report = take(opened, upload, tick)
        except YoujuError as fault:
            first = first or fault
            failed.append({"name": upload.name, "message": fault.message, "remedy": fault.remedy})
            uploads.drop(upload)
        else:
            reports.append(_document(opened, report) | {"upload": upload.pk})
    if first is not None and not reports:
        raise first
    if any(report["batch"] for report in reports):
        ledgers.changed(job.account, job.unit)
    return {"address": _address(job, opened.ledger), "reports": reports, "failed": failed}


def _imported(opened: SeenLedger, upload: Upload, tick: Tick) -> ImportReport:
    data = bytes(upload.data)
    report = import_bytes(
        opened.workspace,
        opened.ledger,
        upload.name,
        data,
        opened.person,
        standing=opened.standing,
        progress=tick,
    )
    dumps.keep_returned(upload, _returned(opened, report, data))
    return report


def _foreseen(opened: SeenLedger, upload: Upload, _tick: Tick) -> ImportReport:
    data = bytes(upload.data)
    with tempfile.TemporaryDirectory(prefix="youju-") as made:
        path = Path(made) / "dump"
        path.write_bytes(data)
        done = preview_files(opened.workspace, opened.ledger.code, [path], opened.person, opened.standing)
    report = replace(done.imports[0], file=upload.name)
    dumps.keep_foreseen(upload, _returned(opened, report, data))
    return report


def _returned(opened: SeenLedger, report: ImportReport, data: bytes) -> Returned:
    if not report.rejected:
        return Returned((), ())
    return returned_rows(with_remembered(opened.workspace, opened.ledger), report, data)


def _document(opened: SeenLedger, report: ImportReport) -> dict[str, object]:
    """The report in numbers; the rows that were given back stay with the dump, where they are mended."""
    return {**import_document(opened.workspace, report), "rejected": len(report.rejected)}


def _address(job: Job, ledger: Ledger) -> str:
    return reverse("ledger-report", args=[job.unit.code, ledger.code, job.pk])
