"""读表: files dropped here are read at once, doubts are answered beside the document, and only then declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju import importers
from youju.errors import NotFoundError, RefusedError, YoujuError
from youju.model.declaration import Declaration
from youju.model.finding import Finding, Severity
from youju.model.grid import Cell, Grid, Paragraph
from youju.stages.doubts import Doubt
from youju.stages.echo import target_words
from youju.stages.fields import HEAD_LABELS, row_field, row_path, text_of
from youju.stages.permissions import Deed, Standing, decide_on, require
from youju.web import accounts, search, units, uploads
from youju.web.access import account_of
from youju.web.models import Account, Upload
from youju.work import intake
from youju.work.declaring import Declared
from youju.work.intake import Foreseen, Intake, Outcome
from youju.work.linting import findings_of
from youju.work.placing import findings_by_cell
from youju.work.reading import LARGEST_FORM
from youju.work.workspace import Workspace

MOST_SHOWN = 1_000  # rows of one form on the page; all of them are declared
LONGEST_NAME = 60  # of a project in a message
MEGABYTE = 1_000_000
PASTED = "粘贴的表格.txt"
OWN = "own"
_ROW_DOUBTS = ("level1", "level2", "name", "target", "weight")


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt on the page. ``answer`` None: still open; ``fields`` are the cells it may be marked at."""

    key: str
    number: int
    doubt: Doubt
    answer: str | None
    fields: str
    fault: str = ""

    @property
    def choices(self) -> list[tuple[int, str]]:
        """What was read and what else it could be, numbered as on the keyboard."""
        read = [self.doubt.value] if self.doubt.value else []
        return list(enumerate(dict.fromkeys([*read, *self.doubt.alternatives]), start=1))


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form of a file: as answered so far, what is open, what the rules say, what declaring it would do."""

    part: int
    document: Declaration
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    foreseen: Foreseen
    key: str | None

    @property
    def open(self) -> int:
        """How many doubts nobody has answered."""
        return sum(question.answer is None for question in self.questions)

    @property
    def counted(self) -> dict[str, int]:
        """How many findings of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        names = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "hints": Severity.HINT}
        return {name: found[severity] for name, severity in names.items()}

    @property
    def declarable(self) -> bool:
        """Whether declaring it would add something."""
        return self.foreseen.outcome in (Outcome.NEW, Outcome.VERSION)


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that waits: its forms, or why it cannot be read."""

    upload: Upload
    forms: tuple[FormRead, ...] = ()
    fault: YoujuError | None = None


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The drop zone and the files that wait."""
    account = account_of(request)
    shown = {
        "refusal": decide_on(Deed.DECLARE, accounts.person_of(account), Standing.OWN),
        "files": [_file(account, upload) for upload in uploads.waiting(account, uploads.FORM)],
        "formats": [form.code for form in importers.known_formats() if form.grid],
        "largest": LARGEST_FORM // MEGABYTE,
    }
    return render(request, "intake/list.html", shown)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keeps the files; a single one that can be read is shown at once."""
    account = account_of(request)
    require(Deed.DECLARE, accounts.person_of(account), Standing.OWN)
    given = [(file.name or "", file) for file in request.FILES.getlist("files")]
    kept: list[Upload] = []
    for name, file in given:
        if file.size is not None and file.size > LARGEST_FORM:
            messages.error(request, gettext("“{name}”太大，没有读入；请拆成较小的文件。").format(name=name))
        else:
            kept.append(uploads.keep(account, account.organisation, uploads.FORM, name, file.read()))
    pasted = request.POST.get("pasted", "")
    if pasted.strip():
        kept.append(uploads.keep(account, account.organisation, uploads.FORM, PASTED, pasted.encode()))
    if not given and not kept:
        messages.error(request, gettext("没有选择文件，也没有粘贴文字。"))
    if len(kept) == 1 and not _file(account, kept[0]).fault:
        return redirect("intake-look", kept[0].pk)
    return redirect("intake")


@require_GET
def look(request: HttpRequest, number: int) -> HttpResponse:
    """The document as it came, beside what was read of it."""
    account = account_of(request)
    upload = uploads.find(account, uploads.FORM, number)
    return render(request, "intake/look.html", _looked(account, upload, request.GET.get("part", "")))


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps an answer to a doubt, or takes one back; an answer that does not fit is refused with a sentence."""
    account = account_of(request)
    upload = uploads.find(account, uploads.FORM, number)
    key, choice = request.POST.get("key", ""), request.POST.get("choice", "")
    value = request.POST.get("text", "") if choice == OWN else choice
    read = _read(bytes(upload.data), upload.name)
    if key not in {intake.key_of(document, doubt) for document in read.documents for doubt in intake.doubts(document)}:
        raise NotFoundError("没有这一处疑问。", "请刷新页面后再答复。")
    fault = ""
    try:
        _settle(upload, read, key, value.strip() or None)
    except RefusedError as refused:
        fault = f"{refused.message}{refused.remedy}"
    part = key.partition("/")[0]
    if not request.headers.get("HX-Request"):
        if fault:
            messages.error(request, fault)
        return redirect(f"{request.path.rsplit('/', 1)[0]}?part={part}")
    shown = _looked(account, upload, part)
    asked = next(question for question in shown["form"].questions if question.key == key)
    return render(request, "intake/answered.html", {**shown, "question": asked, "fault": fault, "typed": value})


@require_POST
def declare(request: HttpRequest, number: int) -> HttpResponse:
    """Declares the chosen forms and leads to their targets."""
    account = account_of(request)
    person, unit = accounts.person_of(account), account.organisation
    require(Deed.DECLARE, person, Standing.OWN)
    upload = uploads.find(account, uploads.FORM, number)
    read = _read(bytes(upload.data), upload.name)
    only = {int(part) for part in request.POST.getlist("part") if part.isdecimal()}
    workspace = units.opened(unit, person)
    declared = intake.declare_intake(workspace, read, upload.answers, person, only, Standing.OWN)
    rows = [search.refresh(unit, workspace, one.stream) for one in declared]
    for one in declared:
        messages.success(request, _said(one))
    if not any(form.declarable for form in _forms(account, upload, read)):
        uploads.drop(upload)
    return redirect("project-targets", rows[0].key) if len(rows) == 1 else redirect("projects")


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Removes a file that waits."""
    upload = uploads.find(account_of(request), uploads.FORM, number)
    uploads.drop(upload)
    messages.info(request, gettext("已移除“{name}”，没有申报。").format(name=upload.name))
    return redirect("intake")


@lru_cache(maxsize=16)
def _read(data: bytes, name: str) -> Intake:
    """The same bytes are read once: a page is shown again after every answer."""
    return intake.look(data, name)


def _file(account: Account, upload: Upload) -> FileRead:
    try:
        return FileRead(upload, _forms(account, upload, _read(bytes(upload.data), upload.name)))
    except YoujuError as fault:
        return FileRead(upload, fault=fault)


def _forms(account: Account, upload: Upload, read: Intake) -> tuple[FormRead, ...]:
    unit, person = account.organisation, accounts.person_of(account)
    workspace = units.workspace_of(unit) if units.exists(unit.code) else None
    found = []
    both = zip(read.documents, intake.answered(read, upload.answers), strict=True)
    for part, (document, settled) in enumerate(both, start=1):
        foreseen = intake.foresee(workspace, document, upload.answers, person, Standing.OWN)
        known = foreseen.stream is not None and foreseen.outcome is not Outcome.NEW
        key = search.key_of(unit.code, foreseen.stream) if known and foreseen.stream else None
        questions = tuple(_questions(document, upload.answers))
        found.append(FormRead(part, settled, questions, _findings(workspace, settled), foreseen, key))
    return tuple(found)


def _findings(workspace: Workspace | None, document: Declaration) -> tuple[Finding, ...]:
    if workspace is None:
        return findings_of(document)
    return tuple(one for placed in findings_by_cell(workspace, document, ()).values() for one in placed)


def _questions(document: Declaration, answers: dict[str, str]) -> Iterator[Question]:
    for number, doubt in enumerate(intake.doubts(document), start=1):
        key, field = intake.key_of(document, doubt), row_field(doubt.path)
        fields = doubt.path if field is None else f"{doubt.path} {row_path(field.row, 'name')}"
        yield Question(key, number, doubt, answers.get(key), fields)


def _settle(upload: Upload, read: Intake, key: str, value: str | None) -> None:
    """Keeps the answer if the forms can be settled with it."""
    others = {kept: said for kept, said in upload.answers.items() if kept != key}
    intake.answered(read, others if value is None else {**others, key: value})
    uploads.answer(upload, {key: value})


def _looked(account: Account, upload: Upload, asked: str) -> dict[str, Any]:
    """What the page of one file shows; ``asked`` is the form to open, else the first that leaves something open."""
    read = _read(bytes(upload.data), upload.name)
    forms = _forms(account, upload, read)
    chosen = next((form for form in forms if str(form.part) == asked), None)
    form = chosen or next((form for form in forms if form.open), forms[0])
    open_fields = " ".join(question.fields for question in form.questions if question.answer is None).split()
    grid = intake.lit(read)[form.part - 1]
    return {
        "upload": upload,
        "forms": forms,
        "form": form,
        "blocks": list(_blocks(grid)),
        "doubtful": set(open_fields),
        "head": [(field, label, text_of(form.document, field)) for field, label in HEAD_LABELS.items()],
        "rows": _rows(form.document),
        "left_over": max(len(form.document.indicators) - MOST_SHOWN, 0),
        "any_declarable": any(one.declarable for one in forms),
    }


def _blocks(grid: Grid) -> Iterator[tuple[str, object]]:
    """Paragraphs as texts and tables as rows, as far as a page can hold them."""
    left = MOST_SHOWN
    for block in grid.blocks:
        if left <= 0:
            return
        if isinstance(block, Paragraph):
            left -= 1
            yield "text", block.text
        else:
            rows: Sequence[Sequence[Cell]] = block.rows()[:left]
            left -= len(rows)
            yield "table", rows


def _rows(document: Declaration) -> list[dict[str, object]]:
    return [
        {
            "number": number + 1,
            "fields": {name: row_path(number, name) for name in _ROW_DOUBTS},
            "texts": {name: text_of(document, row_path(number, name)) for name in _ROW_DOUBTS},
            "words": target_words(row.target),
        }
        for number, row in enumerate(document.indicators[:MOST_SHOWN])
    ]


def _said(declared: Declared) -> str:
    name = Truncator(declared.declaration.project.name or "").chars(LONGEST_NAME)
    if declared.act is None:
        return gettext("“{name}”与已申报的一版相同，没有变化。").format(name=name)
    return gettext("已申报“{name}”，记录第 {number} 号。").format(name=name, number=declared.act.sequence)


addresses = [
    path("intake", show, name="intake"),
    path("intake/files", upload, name="intake-upload"),
    path("intake/<int:number>", look, name="intake-look"),
    path("intake/<int:number>/answer", answer, name="intake-answer"),
    path("intake/<int:number>/declare", declare, name="intake-declare"),
    path("intake/<int:number>/discard", discard, name="intake-discard"),
]
