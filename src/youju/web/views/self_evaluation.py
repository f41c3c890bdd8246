"""自评: the official sheet as computed, lost points in words; what is still to be said is typed, then filed."""

from __future__ import annotations

from django.contrib import messages
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

LONGEST_TEXT = 5_000
LARGEST_PROOF = 20_000_000


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


def _content(seen: Seen) -> dict[str, str]:
    """What was said when it was last filed, and over it what the person typed since."""
    draft = drafts.draft_of(seen, drafts.ANSWERS)
    return answering.filed_content(seen.dossier) | (dict(draft.content) if draft else {})


def _answers(seen: Seen) -> dict[str, object]:
    content = _content(seen)
    done = answering.answered_sheet(results.sheet_of(seen), content, seen.person)
    return {
        "answered": done,
        "result": content.get(answering.RESULT, ""),
        "longest": LONGEST_TEXT,
        "has_draft": bool(content),
        "unapproved": seen.phase is Phase.DECLARED,
    }


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps one typed answer, or a proof, in the draft."""
    seen = _filing(request, key)
    field = request.POST.get("field", "")
    proof = request.FILES.get("proof")
    if proof is not None:
        if (proof.size or 0) > LARGEST_PROOF:
            raise RefusedError(f"佐证“{proof.name}”太大了。", f"最多 {LARGEST_PROOF // 10**6} MB；请压缩或拆分后再传。")
        drafts.save(seen, drafts.ANSWERS, _known(field, answering.PROOF), keep(seen.workspace, proof.read()))
        drafts.save(seen, drafts.ANSWERS, f"{field}-name", (proof.name or "")[:200])
    else:
        text = request.POST.get("text", "").strip()
        if len(text) > LONGEST_TEXT:
            raise RefusedError(f"写了 {len(text):,} 字，最多 {LONGEST_TEXT:,} 字，没有保存。", "请写短一些。")
        drafts.save(seen, drafts.ANSWERS, _known(field), text)
    if not request.headers.get("HX-Request"):
        return redirect("project-self-evaluation", key)
    return render(request, "self_evaluation/answers.html", {"seen": seen, **_answers(seen), "saved": True})


def _known(field: str, only: str | None = None) -> str:
    """The field, if it is one of the sheet's."""
    number, _, name = field.partition(".")
    known = field == answering.RESULT or (number.isascii() and number.isdigit() and name in answering.FIELDS)
    if not known or (only is not None and name != only):
        raise RefusedError("自评表上没有这一格，没有保存。", "请刷新这一页再填。")
    return field


@require_POST
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Files the sheet with the answers, if nothing is left open."""
    seen = _filing(request, key)
    reasons = answering.reasons_of(results.sheet_of(seen), _content(seen))
    (done,) = self_evaluate_projects(seen.workspace, today(), reasons, seen.person, [seen.dossier], seen.standing)
    if done.act is None:
        messages.error(request, gettext("还有 {n} 项没有说明，没有填报。").format(n=len(done.missing)))
    else:
        drafts.drop(seen, drafts.ANSWERS)
        search.refresh(seen.row.unit, seen.workspace, seen.row.stream)
        messages.success(request, gettext("已填报自评，得分 {points}。").format(points=done.sheet.total.points))
    return redirect("project-self-evaluation", key)


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
    path("projects/<slug:key>/self-evaluation/file", file, name="project-self-evaluation-file"),
    path("projects/<slug:key>/self-evaluation/export", export, name="project-self-evaluation-export"),
]
