"""读表: files dropped here are read at once, doubts are answered beside the document, and only then declared."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET, require_POST

from youju import importers
from youju.errors import NotFoundError, RefusedError
from youju.stages.permissions import Deed, Standing, decide_on, require
from youju.web import accounts, search, units, uploads
from youju.web.access import account_of
from youju.web.intake_page import file_of, forms_of, looked, read_of
from youju.web.models import Upload
from youju.work import intake
from youju.work.declaring import Declared
from youju.work.intake import Intake
from youju.work.reading import LARGEST_FORM

LONGEST_NAME = 60  # of a project in a message
MEGABYTE = 1_000_000
PASTED = "粘贴的表格.txt"
OWN = "own"
# How people call the formats, and the endings of their files; pairs in the order of the page.
FORMATS = {
    "docx": ("Word", ".docx"),
    "doc": ("Word", ".doc"),
    "xlsx": ("Excel", ".xlsx,.xlsm"),
    "xls": ("Excel", ".xls"),
    "pdf": ("PDF", ".pdf"),
    "html": (gettext_noop("网页"), ".html,.htm"),
    "csv": ("CSV", ".csv"),
    "text": (gettext_noop("纯文本（txt）"), ".txt"),
}
UNUSABLE = 422


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The drop zone and the files that wait."""
    account = account_of(request)
    shown = {
        "refusal": decide_on(Deed.DECLARE, accounts.person_of(account), Standing.OWN),
        "files": [file_of(account, upload) for upload in uploads.waiting(account, uploads.FORM)],
        **_formats(),
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
    if len(kept) == 1 and not file_of(account, kept[0]).fault:
        return redirect("intake-look", kept[0].pk)
    return redirect("intake")


@require_GET
def look(request: HttpRequest, number: int) -> HttpResponse:
    """The document as it came, beside what was read of it."""
    account = account_of(request)
    upload = uploads.find(account, uploads.FORM, number)
    return render(request, "intake/look.html", looked(account, upload, request.GET.get("part", "")))


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps an answer to a doubt, or takes one back; an answer that does not fit is refused with a sentence."""
    account = account_of(request)
    upload = uploads.find(account, uploads.FORM, number)
    key, choice = request.POST.get("key", ""), request.POST.get("choice", "")
    value = request.POST.get("text", "") if choice == OWN else choice
    read = read_of(upload)
    forms = intake.filled(read, upload.answers)
    if key not in {intake.key_of(document, doubt) for document in forms for doubt in intake.doubts(document)}:
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
    shown = looked(account, upload, part)
    asked = next(question for question in shown["form"].questions if question.key == key)
    return render(request, "intake/answered.html", {**shown, "question": asked, "fault": fault, "typed": value})


@require_POST
def fill(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps the name or year that the form does not say, or takes it back; what cannot stand there is refused."""
    account = account_of(request)
    upload = uploads.find(account, uploads.FORM, number)
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    read = read_of(upload)
    lacking = {intake.blank_key(one, field) for one in read.documents for field in intake.blanks(one)}
    if key not in lacking:
        raise NotFoundError("表上没有这一处空缺。", "请刷新页面后再填。")
    part = key.partition("/")[0]
    try:
        _settle(upload, read, key, text.strip() or None)
    except RefusedError as refused:
        fault = {"key": key, "text": text, "said": f"{refused.message}{refused.remedy}"}
        return render(
            request, "intake/look.html", {**looked(account, upload, part), "blank_fault": fault}, status=UNUSABLE
        )
    return redirect(f"{reverse('intake-look', args=[number])}?part={part}")


@require_POST
def declare(request: HttpRequest, number: int) -> HttpResponse:
    """Declares the chosen forms and leads to their targets."""
    account = account_of(request)
    person, unit = accounts.person_of(account), account.organisation
    require(Deed.DECLARE, person, Standing.OWN)
    upload = uploads.find(account, uploads.FORM, number)
    read = read_of(upload)
    only = {int(part) for part in request.POST.getlist("part") if part.isdecimal()}
    if len(only) > 1 and request.POST.get("sure") != "yes":
        chosen = [form for form in forms_of(account, upload, read) if form.part in only and form.declarable]
        return render(request, "intake/sure.html", {"upload": upload, "chosen": chosen})
    workspace = units.opened(unit, person)
    declared = intake.declare_intake(workspace, read, upload.answers, person, only, Standing.OWN)
    rows = [search.refresh(unit, workspace, one.stream) for one in declared]
    for one, row in zip(declared, rows, strict=True):
        messages.success(request, _said(one, row.key))
    if not any(form.declarable for form in forms_of(account, upload, read)):
        uploads.drop(upload)
    return redirect("project-targets", rows[0].key) if len(rows) == 1 else redirect("projects")


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Removes a file that waits."""
    upload = uploads.find(account_of(request), uploads.FORM, number)
    uploads.drop(upload)
    messages.info(request, gettext("已移除“{name}”，没有申报。").format(name=upload.name))
    return redirect("intake")


def _settle(upload: Upload, read: Intake, key: str, value: str | None) -> None:
    """Keeps the answer if the forms can be settled with it."""
    others = {kept: said for kept, said in upload.answers.items() if kept != key}
    intake.answered(read, others if value is None else {**others, key: value})
    uploads.answer(upload, {key: value})


def _formats() -> dict[str, object]:
    """What kinds of files are read, by name, and the endings to offer when files are chosen."""
    read = {form.code for form in importers.known_formats() if form.grid}
    known = [FORMATS[code] for code in FORMATS if code in read]
    return {"formats": list(dict.fromkeys(name for name, _ in known)), "accept": ",".join(end for _, end in known)}


def _said(declared: Declared, key: str) -> SafeString:
    name = Truncator(declared.declaration.project.name or "").chars(LONGEST_NAME)
    same = declared.act is None
    said = gettext("{name} 与已申报的一版相同，没有变化。") if same else gettext("已申报 {name}。")
    link = format_html('<a lang="zh-Hans" href="{}">{}</a>', reverse("project-targets", args=[key]), name)
    return format_html(said, name=link)


addresses = [
    path("intake", show, name="intake"),
    path("intake/files", upload, name="intake-upload"),
    path("intake/<int:number>", look, name="intake-look"),
    path("intake/<int:number>/answer", answer, name="intake-answer"),
    path("intake/<int:number>/fill", fill, name="intake-fill"),
    path("intake/<int:number>/declare", declare, name="intake-declare"),
    path("intake/<int:number>/discard", discard, name="intake-discard"),
]
