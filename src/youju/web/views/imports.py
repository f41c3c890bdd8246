"""导入: dumps into a ledger as a job, its report, and the rows that were given back, mended in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from youju.errors import RefusedError, UnreadableError, YoujuError
from youju.evidence.intake import map_header
from youju.model.ledger import Ledger
from youju.stages.permissions import Deed
from youju.web import dumps, jobs, mending
from youju.web.ledgers import ADDRESS, ledger_or_404
from youju.web.models import Job, Upload
from youju.work.entering import template_csv
from youju.work.mapping import with_remembered
from youju.work.returned import Alike, ReturnedRow, alike, rejects_csv

ROWS_A_PAGE = 50
UNUSABLE = 422


def send(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Choose dumps and send them; what earlier imports did is found below."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.IMPORT_EVIDENCE)
    fault: YoujuError | None = None
    if request.method == "POST":
        try:
            files, preview = request.FILES.getlist("files"), "preview" in request.POST
            job = dumps.send(seen.account, seen.unit, seen.ledger, files, preview=preview)
        except (RefusedError, UnreadableError) as found:
            fault = found
        else:
            return redirect("ledger-report", code, name, job.pk)
    shown = {"seen": seen, "fault": fault, "recent": dumps.recent(seen.unit, seen.ledger)}
    return render(request, "ledger/import.html", shown, status=UNUSABLE if fault else 200)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to be mended: where it stands in the row, its column as printed, whether it is the wrong one."""

    at: int
    label: str
    value: str
    wrong: bool

    @property
    def several(self) -> bool:
        """Whether it has several lines, which an input of one line would lose."""
        return "\n" in self.value


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was given back, with all that is wrong with it; ``extra``: cells beyond the header."""

    number: int
    reasons: tuple[str, ...]
    cells: tuple[Cell, ...]
    extra: str


@dataclass(frozen=True, slots=True)
class File:
    """One dump of the report: what it did, the rows still to be mended by pages, how often some were mended.

    ``alike``: the reasons for which rows were given back, with the label of the column.
    """

    report: dict[str, object]
    upload: Upload
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    page: Page[ReturnedRow]
    mended: tuple[dumps.Mended, ...]
    alike: tuple[tuple[str, Alike], ...]


def report(request: HttpRequest, code: str, name: str, number: int) -> HttpResponse:
    """What the import did; while it still runs, how far it is."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.IMPORT_EVIDENCE)
    job = dumps.job_of(seen.unit, seen.ledger, number)
    ended = job.state in {jobs.DONE, jobs.FAILED}
    if request.headers.get("HX-Request"):
        response = render(request, "ledger/import_progress.html", {"seen": seen, "job": job})
        if ended:
            response.headers["HX-Refresh"] = "true"
        return response
    shown = {
        "seen": seen,
        "job": job,
        "ended": ended,
        "files": _files(job, with_remembered(seen.workspace, seen.ledger), request.GET.get("page")),
        "failed": job.result.get("failed", ()),
        "preview": dumps.is_preview(job),
        "settled": job.result.get("settled"),
    }
    return render(request, "ledger/report.html", shown)


@require_POST
def go_on(request: HttpRequest, code: str, name: str, number: int) -> HttpResponse:
    """Imports what was previewed, or gives it up."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.IMPORT_EVIDENCE)
    preview = dumps.job_of(seen.unit, seen.ledger, number)
    if "give-up" in request.POST:
        dumps.give_up(preview)
        messages.success(request, gettext("没有导入，上传的文件已移除。台账没有变化。"))
        return redirect("ledger-import", code, name)
    return redirect("ledger-report", code, name, dumps.go_on(seen.account, seen.ledger, preview).pk)


def _files(job: Job, ledger: Ledger, page: str | None) -> list[File]:
    kept = {upload.pk: upload for upload in dumps.of_job(job)}
    reports = job.result.get("reports", ())
    return [_file(report, kept[report["upload"]], ledger, page) for report in reports if report["upload"] in kept]


def _file(report: dict[str, object], upload: Upload, ledger: Ledger, number: str | None) -> File:
    returned = dumps.returned_of(upload)
    page = Paginator(returned.rows, ROWS_A_PAGE).get_page(number)
    read = map_header(ledger, returned.header).positions if returned.rows else {}
    places = sorted(place for place in read.values() if place is not None)
    lines = tuple(_line(row, returned.header, places, read) for row in page.object_list)
    labels = tuple(returned.header[place] for place in places)
    groups = tuple((ledger.column(group.column).label, group) for group in alike(returned))
    return File(report, upload, labels, lines, page, dumps.mended_of(upload), groups)


def _line(row: ReturnedRow, header: Sequence[str], places: Sequence[int], read: Mapping[str, int | None]) -> Line:
    wrong = {read.get(fault.column) for fault in row.reject.faults}
    cells = tuple(Cell(place, header[place], row.cells[place], place in wrong) for place in places)
    reasons = tuple(fault.reason for fault in row.reject.faults)
    return Line(row.reject.row, reasons, cells, "，".join(row.cells[len(header) :]).strip("，"))


def template(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """An empty dump with the names of the ledger's columns, to be filled in a spreadsheet."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.IMPORT_EVIDENCE)
    response = HttpResponse(template_csv(seen.ledger), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = jobs.attachment(f"模板-{seen.ledger.label}.csv")
    return response


def rejects(request: HttpRequest, code: str, name: str, number: int, upload: int) -> HttpResponse:
    """The rows still to be mended as a file, to be mended in a spreadsheet and imported again."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.IMPORT_EVIDENCE)
    kept = dumps.in_report(dumps.job_of(seen.unit, seen.ledger, number), upload)
    content = rejects_csv(dumps.returned_of(kept))
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = jobs.attachment(f"退回-{kept.name.rpartition('.')[0] or kept.name}.csv")
    return response


@require_POST
def mend(request: HttpRequest, code: str, name: str, number: int, upload: int) -> HttpResponse:
    """Imports the rows of the page again as they were mended; only what is still wrong remains."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.ENTER_EVIDENCE)
    kept = dumps.in_report(dumps.job_of(seen.unit, seen.ledger, number), upload)
    typed = mending.Typed(_cells(request), _rows(request, "drop"), _rows(request, "trim"))
    try:
        done = mending.mend(seen, kept, typed)
    except YoujuError as fault:
        kept_words = gettext("改过的内容还在下面。")
        messages.error(request, f"{fault.message}{fault.remedy}{kept_words}")
    else:
        _say(request, done)
    return redirect(f"{reverse('ledger-report', args=[code, name, number])}#file-{kept.pk}")


def _cells(request: HttpRequest) -> dict[int, dict[int, str]]:
    """The cells of the form by row and place; their names are cell-ROW-PLACE."""
    found: dict[int, dict[int, str]] = {}
    for field, value in request.POST.items():
        kind, *place = field.split("-")
        if kind == "cell" and len(place) == len(("row", "place")) and all(map(_is_number, place)):
            row, at = map(int, place)
            found.setdefault(row, {})[at] = str(value).replace("\r\n", "\n")
    return found


def _rows(request: HttpRequest, field: str) -> frozenset[int]:
    return frozenset(int(row) for row in request.POST.getlist(field) if _is_number(row))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("999999999")


def _say(request: HttpRequest, done: dumps.Mended) -> None:
    counts = {"added": done.added, "corrected": done.corrected, "unchanged": done.unchanged, "left": done.left}
    if done.left:
        said = gettext(
            "再次导入：新增 {added} 行，更正 {corrected} 行，未变 {unchanged} 行；还有 {left} 行有问题，留在下面。"
        )
        messages.warning(request, said.format(**counts))
    else:
        said = gettext("再次导入：新增 {added} 行，更正 {corrected} 行，未变 {unchanged} 行；没有剩下有问题的行。")
        messages.success(request, said.format(**counts))


addresses = [
    path(f"{ADDRESS}/import", send, name="ledger-import"),
    path(f"{ADDRESS}/template", template, name="ledger-template"),
    path(f"{ADDRESS}/imports/<int:number>", report, name="ledger-report"),
    path(f"{ADDRESS}/imports/<int:number>/go-on", go_on, name="ledger-go-on"),
    path(f"{ADDRESS}/imports/<int:number>/<int:upload>/rejects", rejects, name="ledger-rejects"),
    path(f"{ADDRESS}/imports/<int:number>/<int:upload>/mend", mend, name="ledger-mend"),
]
