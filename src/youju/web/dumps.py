"""Dumps that people upload: kept until they are imported; afterwards only the rows given back stay, to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext

from youju.errors import RefusedError, UnreadableError
from youju.model.ledger import Ledger, Reject
from youju.web import jobs, uploads
from youju.web.models import Account, Job, Organisation, Upload
from youju.work.returned import Returned, ReturnedRow

KIND = "imports"  # kind of job
LARGEST = 200_000_000
MOST_FILES = 50
RECENT = 10
Sent: TypeAlias = "UploadedFile[bytes]"


def send(account: Account, unit: Organisation, ledger: Ledger, files: Sequence[Sent], *, preview: bool = False) -> Job:
    """Keeps the files and puts their import in the queue, or first a ``preview`` of it.

    Raises UnreadableError, RefusedError for what is no dump.
    """
    _require(files)
    with transaction.atomic():
        kept = [
            uploads.keep(account, unit, uploads.DUMP, file.name or "", file.read(), ledger.code).pk for file in files
        ]
        names = "、".join(file.name or "" for file in files)
        title = f"{'预览' if preview else '导入'}“{ledger.label}”：{names}"
        parameters = {"ledger": ledger.code, "uploads": kept, "preview": preview}
        return jobs.start(account, unit, KIND, _shortened(title), parameters)


def is_preview(job: Job) -> bool:
    """Whether the job only tells what an import would do."""
    return bool(job.parameters.get("preview"))


def go_on(account: Account, ledger: Ledger, preview: Job) -> Job:
    """Imports what was previewed. Raises RefusedError when that was done or given up before."""
    with transaction.atomic():
        kept = _settled(preview)
        names = "、".join(upload.name for upload in kept)
        parameters = {"ledger": ledger.code, "uploads": [upload.pk for upload in kept]}
        job = jobs.start(account, preview.unit, KIND, _shortened(f"导入“{ledger.label}”：{names}"), parameters)
        _settle(preview, job.pk)
        return job


def give_up(preview: Job) -> None:
    """Forgets the files that were previewed. Raises RefusedError when they were imported or given up before."""
    with transaction.atomic():
        for upload in _settled(preview):
            uploads.drop(upload)
        _settle(preview, 0)


def _settled(preview: Job) -> list[Upload]:
    """The dumps of a preview that nobody answered yet."""
    held = Job.objects.select_for_update().get(pk=preview.pk)
    if "settled" in held.result or held.state != jobs.DONE:
        raise RefusedError("这次预览已经有人处理过了。", "请在“最近的导入”里查看结果。")
    return of_job(preview)


def _settle(preview: Job, job: int) -> None:
    """Notes what became of a preview: the number of the import, 0 when it was given up."""
    preview.result = {**preview.result, "settled": job}
    preview.save(update_fields=["result"])


def _require(files: Sequence[Sent]) -> None:
    if not files:
        raise UnreadableError("没有选择文件。", "请选择业务系统导出的文件，再点“导入”。")
    if len(files) > MOST_FILES:
        raise RefusedError(f"一次选了{len(files)}个文件。", f"每次最多{MOST_FILES}个，请分几次导入。")
    size = sum(file.size or 0 for file in files)
    if size > LARGEST:
        raise RefusedError(
            f"选的文件共 {size // 1_000_000} MB，超过网页一次能收的 {LARGEST // 1_000_000} MB。",
            "请按月份拆成几个文件，分几次导入；或由服务器管理人员用 youju ledger import 导入。",
        )


def _shortened(title: str) -> str:
    longest = 200
    return title if len(title) <= longest else f"{title[:longest]}…"


def of_job(job: Job) -> list[Upload]:
    """The dumps that the job is to import, in the order in which they were chosen."""
    wanted = [int(number) for number in job.parameters["uploads"]]
    found = Upload.objects.filter(unit=job.unit, purpose=uploads.DUMP).defer("data").in_bulk(wanted)
    return [found[number] for number in wanted if number in found]


def job_of(unit: Organisation, ledger: Ledger, number: int) -> Job:
    """The import of that number into that ledger of the unit."""
    job = Job.objects.filter(pk=number, unit=unit, kind=KIND, parameters__ledger=ledger.code).first()
    if job is None:
        raise Http404(gettext("没有这次导入。"))
    return job


def recent(unit: Organisation, ledger: Ledger) -> list[Job]:
    """The latest imports into the ledger, whoever in the unit started them."""
    found = Job.objects.filter(unit=unit, kind=KIND, parameters__ledger=ledger.code).select_related("account")
    return list(found.order_by("-pk")[:RECENT])


def in_report(job: Job, number: int) -> Upload:
    """The dump of that number, if this job imported it."""
    for upload in of_job(job):
        if upload.pk == number:
            return upload
    raise Http404(gettext("没有这份文件，可能已经申报或移除。"))


@dataclass(frozen=True, slots=True)
class Unmended:
    """Rows of a dump that were given back and wait: how many, and the import whose report shows them."""

    ledger: Ledger
    name: str
    rows: int
    job: int


def unmended(unit: Organisation, ledgers: Iterable[Ledger]) -> list[Unmended]:
    """The rows of these ledgers that were given back and neither mended nor given up, dump by dump."""
    by_code = {ledger.code: ledger for ledger in ledgers}
    waiting = Upload.objects.filter(unit=unit, purpose=uploads.DUMP, ledger__in=by_code, answers__left__gt=0)
    found = {pk: rest for pk, *rest in waiting.values_list("pk", "ledger", "name", "answers__left")}
    if not found:
        return []
    imports = Job.objects.filter(unit=unit, kind=KIND, parameters__ledger__in=list(by_code)).order_by("pk")
    return [
        Unmended(by_code[code], name, rows, job)
        for job, parameters in imports.values_list("pk", "parameters")
        if not parameters.get("preview")
        for code, name, rows in (found[number] for number in parameters["uploads"] if number in found)
    ]


def reports_by_batch(unit: Organisation, ledger: Ledger) -> dict[str, int]:
    """The number of the import that made each batch; a batch that came otherwise is not there."""
    ended = Job.objects.filter(unit=unit, kind=KIND, parameters__ledger=ledger.code, state=jobs.DONE)
    return {
        str(report["batch"]): job
        for job, result in ended.values_list("pk", "result")
        for report in result.get("reports", ())
        if report["batch"]
    }


@dataclass(frozen=True, slots=True)
class Mended:
    """One time that rows were mended: who, when, and what came of it."""

    by: str
    at: str
    added: int
    corrected: int
    unchanged: int
    dropped: int
    left: int


def keep_returned(upload: Upload, returned: Returned) -> None:
    """After the import: the file itself is in the ledger's sources, here stay the rows that were given back."""
    upload.data = b""
    _put(upload, returned, upload.answers.get("mended", []))


def keep_foreseen(upload: Upload, returned: Returned) -> None:
    """After a preview: the file stays, and beside it the rows that its import would give back."""
    _put(upload, returned, [], left=0)  # nothing waits to be mended: nothing was imported


def note_mended(upload: Upload, left: Returned, mended: Mended) -> None:
    """After mending: only what is still wrong remains."""
    entry = {name: getattr(mended, name) for name in Mended.__slots__}
    _put(upload, left, [*upload.answers.get("mended", []), entry])


def keep_typed(upload: Upload, rows: Returned) -> None:
    """What was typed into the rows, kept before it is imported, so that nothing is lost when that fails."""
    _put(upload, rows, upload.answers.get("mended", []))


def _put(upload: Upload, returned: Returned, mended: list[Mapping[str, object]], *, left: int | None = None) -> None:
    rows = [
        {
            "row": row.reject.row,
            "column": row.reject.column,
            "value": row.reject.value,
            "reason": row.reject.reason,
            "also": [[fault.column, fault.value, fault.reason] for fault in row.reject.also],
            "cells": list(row.cells),
        }
        for row in returned.rows
    ]
    upload.answers = {
        "header": list(returned.header),
        "rows": rows,
        "left": len(rows) if left is None else left,
        "mended": mended,
    }
    upload.save(update_fields=["answers", "data"])


def returned_of(upload: Upload) -> Returned:
    """The rows of the dump that are still to be mended."""
    return Returned(tuple(upload.answers.get("header", ())), tuple(map(_row, _rows(upload.answers.get("rows", ())))))


def _rows(kept: object) -> Iterable[Mapping[str, object]]:
    return kept if isinstance(kept, list) else ()


def _lists(kept: object) -> Iterable[Iterable[object]]:
    return kept if isinstance(kept, list) else ()


def _row(kept: Mapping[str, object]) -> ReturnedRow:
    cells, number = kept["cells"], int(str(kept["row"]))
    also = tuple(
        Reject(number, str(column), str(value), str(reason)) for column, value, reason in _lists(kept.get("also"))
    )
    reject = Reject(number, str(kept["column"]), str(kept["value"]), str(kept["reason"]), also)
    return ReturnedRow(reject, tuple(map(str, cells)) if isinstance(cells, list) else ())


def mended_of(upload: Upload) -> tuple[Mended, ...]:
    """Every time that rows of the dump were mended, in order."""
    return tuple(Mended(**entry) for entry in upload.answers.get("mended", ()))
