"""自评: the official sheet as computed, lost points in words; what is still to be said is typed, then filed."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju.errors import RefusedError
from youju.stages.permissions import Deed
from youju.stages.self_evaluate import form
from youju.stages.status import Phase
from youju.web import drafts, jobs, remembering, results, search, sheet_page
from youju.web.access import Seen, project_or_404
from youju.work import answering
from youju.work.self_evaluating import filed_form, self_evaluate_projects
from youju.work.workspace import keep, today

Sent: TypeAlias = "UploadedFile[bytes]"
LONGEST_TEXT = 5_000
LARGEST_PROOF = 20_000_000
LONGEST_NAME = 200  # of a proof's file
NO_SUCH_CELL = ("自评表上没有这一格，没有保存。", "请刷新这一页再填。")
CHANGED = "您打开这一页以后，证据、目标或填报有了变化，没有填报。请核对下面重新算出的结果，再填报。"


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The sheet for everybody in scope, the answers for those who may file it."""
    seen = project_or_404(request, key)
    sheet = remembering.part("self_evaluation/sheet.html", (results.state_seen(seen), key), lambda: _sheet(seen))
    refusal = seen.refusal(Deed.SELF_EVALUATE)
    shown = {"seen": seen, "section": "self-evaluation", "sheet": sheet, "refusal": refusal, "filed": _filed(seen)}
    if refusal is None:
        shown |= _answers(seen)
    return render(request, "self_evaluation/page.html", shown)


def _sheet(seen: Seen) -> dict[str, object]:
    project = results.sheet_of(seen)
    return {
        "seen": seen,
        "total": project.sheet.total,
        "execution": project.sheet.execution,
        "open": [line for line in (*project.sheet.lines, project.sheet.execution) if line.open],
        "lost": sheet_page.lost_points(project.sheet),
        "page": sheet_page.page_of(form(project.sheet), seen.row.key),
        "scheme": project.sheet.scheme,
        "as_of": project.as_of,
    }


def _filed(seen: Seen) -> dict[str, object] | None:
    found = filed_form(seen.dossier)
    if found is None:
        return None
    document, act = found
    return {"act": act, "points": document.totals.points, "grade": document.totals.grade}


def _typed(seen: Seen) -> tuple[dict[str, str], int]:
    """What the person typed and has not filed, and how many acts there were then."""
    draft = drafts.draft_of(seen, drafts.ANSWERS)
    return (dict(draft.content), draft.base) if draft else ({}, len(seen.dossier.acts))


def _content(seen: Seen) -> dict[str, str]:
    """What was said when it was last filed, and over it what the person typed since."""
    return answering.content_of(results.sheet_of(seen), *_typed(seen))


def _answers(seen: Seen) -> dict[str, object]:
    content = _content(seen)
    done = answering.answered_sheet(results.sheet_of(seen), content, seen.person)
    return {
        "answered": done,
        "result": content.get(answering.RESULT, ""),
        "longest": LONGEST_TEXT,
        "has_draft": bool(content),
        "state": results.state_seen(seen),
        "unapproved": seen.phase is Phase.DECLARED,
    }


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps one typed answer, or a proof, in the draft."""
    seen = _filing(request, key)
    field = request.POST.get("field", "")
    sent = request.FILES.get("proof")
    said = _text(request, seen, field) if sent is None else _proof(sent, seen, field)
    typed = answering.carried(results.sheet_of(seen), *_typed(seen))
    drafts.put(seen, drafts.ANSWERS, typed | said, len(seen.dossier.acts))
    if not request.headers.get("HX-Request"):
        return redirect("project-self-evaluation", key)
    return render(request, "self_evaluation/answered.html", {"seen": seen, **_answers(seen), "saved": True})


def _text(request: HttpRequest, seen: Seen, field: str) -> dict[str, str]:
    if field != answering.RESULT and not answering.is_field(results.sheet_of(seen), field, answering.TYPED):
        raise RefusedError(*NO_SUCH_CELL)
    text = request.POST.get("text", "").strip()
    if len(text) > LONGEST_TEXT:
        raise RefusedError(f"写了 {len(text):,} 字，最多 {LONGEST_TEXT:,} 字，没有保存。", "请写短一些。")
    return {field: text}


def _proof(file: Sent, seen: Seen, field: str) -> dict[str, str]:
    """The digest of a proof that was sent and is kept, and what the file was called."""
    if not answering.is_field(results.sheet_of(seen), field, (answering.PROOF,)):
        raise RefusedError(*NO_SUCH_CELL)
    if not file.size:
        raise RefusedError(f"佐证“{file.name}”是空的，没有保存。", "请选择有内容的文件。")
    if file.size > LARGEST_PROOF:
        raise RefusedError(
            f"佐证“{file.name}”太大了，没有保存。", f"最多 {LARGEST_PROOF // 10**6} MB；请压缩或拆分后再传。"
        )
    return {field: keep(seen.workspace, file.read()), f"{field}-name": (file.name or "")[:LONGEST_NAME]}


@require_POST
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Files the sheet with the answers, if nothing is left open and it is the one that the person looked at."""
    seen = _filing(request, key)
    looked_at = request.POST.get("state")
    if looked_at is not None and looked_at != results.state_seen(seen):
        messages.error(request, CHANGED)
        return redirect("project-self-evaluation", key)
    reasons = answering.reasons_of(results.sheet_of(seen), _content(seen))
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
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = jobs.attachment(f"佐证-{digest[:12]}")
    return response


@require_POST
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The form as a Word file, written by a job."""
    seen = project_or_404(request, key)
    parameters = {"stream": seen.row.stream, "form": "self-evaluation"}
    job = jobs.start(seen.account, seen.row.unit, "export", f"{seen.row.name[:80]} · 自评表", parameters)
    return redirect("job", job.pk)


def _filing(request: HttpRequest, key: str) -> Seen:
    seen = project_or_404(request, key)
    seen.require(Deed.SELF_EVALUATE)
    return seen


addresses = [
    path("projects/<slug:key>/self-evaluation", show, name="project-self-evaluation"),
    path("projects/<slug:key>/self-evaluation/answer", answer, name="project-self-evaluation-answer"),
    path("projects/<slug:key>/self-evaluation/proofs/<slug:digest>", proof, name="project-proof"),
    path("projects/<slug:key>/self-evaluation/file", file, name="project-self-evaluation-file"),
    path("projects/<slug:key>/self-evaluation/export", export, name="project-self-evaluation-export"),
]
