"""自评: the official sheet as computed, lost points in words; what is still to be said is typed, then filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET, require_POST

from youju.errors import ConflictError, RefusedError
from youju.stages.permissions import Deed, Refusal, Standing
from youju.stages.self_evaluate import form
from youju.stages.status import Phase
from youju.web import drafts, jobs, remembering, results, search, sheet_page
from youju.web.access import Seen, project_or_404
from youju.web.models import Draft
from youju.work import answering, losing
from youju.work.overseeing import evidence_of
from youju.work.self_evaluating import filed_form, self_evaluate_projects
from youju.work.workspace import keep, today

Sent: TypeAlias = "UploadedFile[bytes]"
PAGE = "self_evaluation/page.html"
LONGEST_TEXT = 5_000
LARGEST_PROOF = 20_000_000
LONGEST_NAME = 200  # of a proof's file
NOTHING_NEW = ("已填报，之后没有变化，没有再次填报。", "证据、目标或说明变了以后可以再次填报。")
NO_SUCH_CELL = ("自评表上没有这一格，没有保存。", "请刷新这一页再填。")
CHANGED = gettext_noop("您打开这一页以后，证据、目标或填报有了变化，没有填报。请核对下面重新算出的结果，再填报。")


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The sheet for everybody in scope, the answers for those who may file it."""
    seen = project_or_404(request, key)
    refusal = seen.refusal(Deed.SELF_EVALUATE)
    if refusal is not None:  # they type nothing: the page is as it was until an act or the evidence changes it
        state = (seen.row.unit.name, "self-evaluation", results.state_seen(seen), repr(refusal))
        return remembering.page(request, PAGE, state, lambda: _page(seen, refusal) | _sheet_as_filed(seen))
    own, others = drafts.drafts_of_all(seen, drafts.ANSWERS)
    typed, base = _said(seen, own)
    sheet = _sheet(seen, typed, base) if typed else _sheet_as_filed(seen)
    return render(request, PAGE, _page(seen, None) | sheet | _answers(seen, typed, base, others))


def _page(seen: Seen, refusal: Refusal | None) -> dict[str, object]:
    return {"seen": seen, "section": "self-evaluation", "refusal": refusal, "filed": _filed(seen)}


def _sheet_as_filed(seen: Seen) -> dict[str, object]:
    """The sheet where nothing was typed since it was filed: everybody sees the same."""
    state = (results.state_seen(seen), seen.row.key)
    return {"sheet": remembering.part("self_evaluation/sheet.html", state, lambda: _sheet(seen, {}, 0))}


def _sheet(seen: Seen, typed: dict[str, str], base: int) -> dict[str, object]:
    """The sheet with what was said when it was last filed, and with what was typed since."""
    project = results.sheet_of(seen)
    content = answering.content_of(project, typed, base)
    sheet = answering.answered_sheet(project, content, seen.person).sheet
    said = [n for n, line in answering.lines_of(sheet) if line.measurement.stated or line.conceded] if typed else []
    return {
        "seen": seen,
        "total": sheet.total,
        "execution": sheet.execution,
        "open": losing.open_rows(sheet),
        "lost": losing.lost_points(sheet),
        "page": sheet_page.page_of(form(sheet, content.get(answering.RESULT)), seen.row.key, said),
        "scheme": sheet.scheme,
        "as_of": project.as_of,
        "drafted": bool(typed),
        "proofs": [(line.indicator.name, line.measurement.stated) for _, line in answering.proven(project, sheet)],
        "difference": losing.difference(project, sheet),
    }


def _filed(seen: Seen) -> dict[str, object] | None:
    found = filed_form(seen.dossier)
    if found is None:
        return None
    document, act = found
    return {"act": act, "points": document.totals.points, "grade": document.totals.grade}


def _typed(seen: Seen) -> tuple[dict[str, str], int]:
    """What the person typed and has not filed, and how many acts there were then; nothing while they may not file."""
    if seen.refusal(Deed.SELF_EVALUATE):
        return {}, len(seen.dossier.acts)
    return _said(seen, drafts.draft_of(seen, drafts.ANSWERS))


def _said(seen: Seen, draft: Draft | None) -> tuple[dict[str, str], int]:
    return (dict(draft.content), draft.base) if draft else ({}, len(seen.dossier.acts))


def _answers(seen: Seen, typed: dict[str, str], base: int, others: Sequence[tuple[str, datetime]]) -> dict[str, object]:
    """The rows that want something said, and what is missing; filed answers count as long as nothing replaces them."""
    content = answering.content_of(results.sheet_of(seen), typed, base)
    done = answering.answered_sheet(results.sheet_of(seen), content, seen.person)
    return {
        "answered": done,
        "result": content.get(answering.RESULT, ""),
        "longest": LONGEST_TEXT,
        "has_draft": bool(typed),
        "state": results.state_seen(seen),
        "unapproved": seen.phase is Phase.DECLARED,
        "unchanged": losing.unchanged(results.sheet_of(seen), done.sheet, content.get(answering.RESULT)),
        "registered": results.remembered(seen, ("registered",), lambda: _registered(seen)),
        "others": others if seen.standing is Standing.OWN else [],
    }


def _registered(seen: Seen) -> bool:
    """Whether any ledger of the project has evidence; without any, that comes first."""
    return any(one.last for one in evidence_of(seen.workspace, results.sheet_of(seen)))


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps one typed answer, or a proof, in the draft."""
    seen = _filing(request, key)
    field = request.POST.get("field", "")
    sent = request.FILES.get("proof")
    return _saved(request, seen, _text(request, seen, field) if sent is None else _proof(sent, seen, field))


@require_POST
def remove_proof(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a proof out of the draft. The file is kept: a sheet that was filed may name it."""
    seen = _filing(request, key)
    field = _proof_field(seen, request.POST.get("field", ""))
    return _saved(request, seen, {field: "", f"{field}-name": ""})


def _saved(request: HttpRequest, seen: Seen, said: dict[str, str]) -> HttpResponse:
    """Puts what was said into the draft and shows what it changes."""
    typed = answering.carried(results.sheet_of(seen), *_typed(seen)) | said
    now = (typed, len(seen.dossier.acts))
    drafts.put(seen, drafts.ANSWERS, *now)
    if not request.headers.get("HX-Request"):
        return redirect("project-self-evaluation", seen.row.key)
    shown = {**_sheet(seen, *now), **_answers(seen, *now, drafts.drafts_of_all(seen, drafts.ANSWERS)[1]), "saved": True}
    return render(request, "self_evaluation/answered.html", shown)


def _text(request: HttpRequest, seen: Seen, field: str) -> dict[str, str]:
    if field != answering.RESULT and not answering.is_field(results.sheet_of(seen), field, answering.TYPED):
        raise RefusedError(*NO_SUCH_CELL)
    text = request.POST.get("text", "").strip()
    if len(text) > LONGEST_TEXT:
        raise RefusedError(f"写了 {len(text):,} 字，最多 {LONGEST_TEXT:,} 字，没有保存。", "请写短一些。")
    return {field: text}


def _proof(file: Sent, seen: Seen, field: str) -> dict[str, str]:
    """The digest of a proof that was sent and is kept, and what the file was called."""
    field = _proof_field(seen, field)
    if not file.size:
        raise RefusedError(f"佐证“{file.name}”是空的，没有保存。", "请选择有内容的文件。")
    if file.size > LARGEST_PROOF:
        raise RefusedError(
            f"佐证“{file.name}”太大了，没有保存。", f"最多 {LARGEST_PROOF // 10**6} MB；请压缩或拆分后再传。"
        )
    return {field: keep(seen.workspace, file.read()), f"{field}-name": (file.name or "")[:LONGEST_NAME]}


def _proof_field(seen: Seen, field: str) -> str:
    if not answering.is_field(results.sheet_of(seen), field, (answering.PROOF,)):
        raise RefusedError(*NO_SUCH_CELL)
    return field


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Gives up what was typed since the sheet was last filed."""
    seen = project_or_404(request, key)
    drafts.drop(seen, drafts.ANSWERS)
    messages.info(request, gettext("已放弃草稿。"))
    return redirect("project-self-evaluation", key)


@require_POST
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Files the sheet with the answers, if nothing is left open and it is the one that the person looked at."""
    seen = _filing(request, key)
    project = results.sheet_of(seen)
    content = answering.content_of(project, *_typed(seen))
    sheet = answering.answered_sheet(project, content, seen.person).sheet
    if losing.unchanged(project, sheet, content.get(answering.RESULT)):
        raise ConflictError(*NOTHING_NEW)
    looked_at = request.POST.get("state")
    if looked_at is not None and looked_at != results.state_seen(seen):
        messages.error(request, gettext(CHANGED))
        return redirect("project-self-evaluation", key)
    reasons = answering.reasons_of(project, content)
    (done,) = self_evaluate_projects(seen.workspace, today(), reasons, seen.person, [seen.dossier], seen.standing)
    if done.act is None:
        messages.error(request, gettext("还有 {n} 项没有说明，没有填报。").format(n=len(done.missing)))
    else:
        drafts.drop(seen, drafts.ANSWERS)
        search.refresh(seen.row.unit, seen.workspace, seen.row.stream)
        messages.success(request, gettext("已填报自评，得分 {points}。").format(points=done.sheet.total.points))
    return redirect("project-self-evaluation", key)


@require_GET
def proof(request: HttpRequest, key: str, digest: str) -> HttpResponse:
    """The file that proves a stated actual, for everybody who may see the project: nobody else could check it."""
    seen = project_or_404(request, key)
    data = answering.proof_bytes(seen.workspace, seen.dossier, digest)
    name = answering.proofs(seen.dossier)[digest] or f"佐证-{digest[:12]}"
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = jobs.attachment(name)
    return response


@require_POST
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The form as a Word file, written by a job; a draft holds what its person has typed by now."""
    seen = project_or_404(request, key)
    typed, base = _typed(seen)
    parameters = {
        "stream": seen.row.stream,
        "form": "self-evaluation",
        "typed": typed,
        "base": base,
        "sheet": reverse("project-self-evaluation", args=[key]),
    }
    job = jobs.start(seen.account, seen.row.unit, "export", f"{seen.row.name[:80]} · 自评表", parameters)
    return redirect("job", job.pk)


def _filing(request: HttpRequest, key: str) -> Seen:
    seen = project_or_404(request, key)
    seen.require(Deed.SELF_EVALUATE)
    return seen


addresses = [
    path("projects/<slug:key>/self-evaluation", show, name="project-self-evaluation"),
    path("projects/<slug:key>/self-evaluation/answer", answer, name="project-self-evaluation-answer"),
    path("projects/<slug:key>/self-evaluation/remove-proof", remove_proof, name="project-self-evaluation-remove-proof"),
    path("projects/<slug:key>/self-evaluation/proofs/<slug:digest>", proof, name="project-proof"),
    path("projects/<slug:key>/self-evaluation/discard", discard, name="project-self-evaluation-discard"),
    path("projects/<slug:key>/self-evaluation/file", file, name="project-self-evaluation-file"),
    path("projects/<slug:key>/self-evaluation/export", export, name="project-self-evaluation-export"),
]
