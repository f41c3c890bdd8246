"""审核: the declared form read-only, findings grouped, comments pinned to cells; return with reasons, or approve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET, require_POST

from youju.errors import RefusedError
from youju.model.finding import FindingType
from youju.stages.permissions import Deed
from youju.stages.status import Phase
from youju.web import drafts, official_form, remembering, results, search
from youju.web.access import Seen, project_or_404
from youju.work import comparing, drafting, reviewing
from youju.work.declaring import current
from youju.work.placing import comment_on

LONGEST_TEXT = 5_000
KEPT = {"reason": Deed.RETURN, "remark": Deed.APPROVE}  # what is being written on the page, and for what
TYPES = {
    FindingType.COMPLETENESS: gettext_noop("完整性"),
    FindingType.COMPLIANCE: gettext_noop("合规性"),
    FindingType.MEASURABILITY: gettext_noop("可衡量性"),
    FindingType.RELEVANCE: gettext_noop("相关性"),
    FindingType.MISMATCH: gettext_noop("一致性"),
}


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The form with everything said of it, and what this person may do now."""
    seen = project_or_404(request, key)
    refusals = [seen.refusal(deed) for deed in (Deed.COMMENT, Deed.RETURN, Deed.APPROVE)]
    if not all(refusals):
        return render(request, "review/page.html", {**_shown(seen), "kept": _kept(seen)})
    state = (results.state_seen(seen), repr(refusals))

    def shown() -> dict[str, object]:
        body = remembering.part("review/body.html", state, lambda: _shown(seen))
        return {"seen": seen, "section": "review", "body": body}

    return remembering.page(request, "review/page.html", (seen.row.unit.name, *state), shown)


def _shown(seen: Seen) -> dict[str, object]:
    view = drafting.form_view(seen.workspace, current(seen.dossier))
    page = official_form.page_of(view, seen.dossier, may_type=False)
    refusal = seen.refusal(Deed.COMMENT)
    return {
        "seen": seen,
        "section": "review",
        "view": view,
        "page": page,
        "groups": _groups(page),
        "comparison": comparing.with_the_version_reviewed(seen.dossier),
        "approvable": reviewing.approvable(seen.dossier, [one for found in view.findings.values() for one in found]),
        "refusal": refusal,
        "commenting": refusal is None,
        "return_refusal": seen.refusal(Deed.RETURN),
        "approve_refusal": seen.refusal(Deed.APPROVE),
        "longest": LONGEST_TEXT,
    }


def _groups(page: official_form.FormPage) -> list[tuple[str, list[tuple[str, object]]]]:
    """The findings by the five types of the rule book, each with the cell it stands at."""
    said = [page.whole, *(one for line in page.lines for one in line.said)]
    found = [(one.slug, finding) for one in said for finding in one.findings]
    groups = [
        (name, [(slug, finding) for slug, finding in found if finding.type is kind]) for kind, name in TYPES.items()
    ]
    return [(name, list(group)) for name, group in groups if group]


@require_POST
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """A remark pinned to a cell."""
    seen = project_or_404(request, key)
    text = _text(request, "text")
    field = request.POST.get("field", "")
    cell = comment_on(current(seen.dossier), field, text)
    reviewing.comment(seen.workspace, seen.dossier, cell, seen.person, seen.standing)
    return _done(request, seen, gettext("意见已记下。"), f"#cell-{official_form.slug(field)}")


@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps a reason or a remark that is being written, so that a comment saved meanwhile does not cost it."""
    seen = project_or_404(request, key)
    if not _kept(seen):
        drafts.drop(seen, drafts.REVIEW)
    for name, deed in KEPT.items():
        if name in request.POST:
            seen.require(deed)
            drafts.save(seen, drafts.REVIEW, name, _text(request, name))
    return render(request, "review/kept.html")


@require_POST
def return_(request: HttpRequest, key: str) -> HttpResponse:
    """The form back to its unit, with the reason."""
    seen = project_or_404(request, key)
    reviewing.return_(seen.workspace, seen.dossier, (), _text(request, "reason"), seen.person, seen.standing)
    drafts.drop(seen, drafts.REVIEW)
    return _done(request, seen, gettext("已退回，单位修改后会重新提交。"))


@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    """The submitted version approved; of a page that was left open, only the version that stood on it."""
    seen = project_or_404(request, key)
    text, version = _text(request, "remark") or None, request.POST.get("version") or None
    reviewing.approve(seen.workspace, seen.dossier, seen.person, text, seen.standing, version=version)
    drafts.drop(seen, drafts.REVIEW)
    return _done(request, seen, gettext("已批准，目标已锁定。"))


def _kept(seen: Seen) -> dict[str, str]:
    """What is being written in this round of review; what was left from an earlier one is not meant any more."""
    draft, submitted = drafts.draft_of(seen, drafts.REVIEW), seen.dossier.latest(Phase.SUBMITTED)
    begun = 0 if submitted is None else submitted.sequence
    return draft.content if draft is not None and draft.base >= begun else {}


def _text(request: HttpRequest, name: str) -> str:
    text = request.POST.get(name, "").strip()
    if len(text) > LONGEST_TEXT:
        raise RefusedError(f"写了 {len(text):,} 字，最多 {LONGEST_TEXT:,} 字，没有保存。", "请返回上一页写短一些。")
    return text


def _done(request: HttpRequest, seen: Seen, said: str, place: str = "") -> HttpResponse:
    search.refresh(seen.row.unit, seen.workspace, seen.row.stream)
    messages.success(request, said)
    return redirect(f"{reverse('project-review', args=[seen.row.key])}{place}")


addresses = [
    path("projects/<slug:key>/review", show, name="project-review"),
    path("projects/<slug:key>/review/comment", comment, name="project-review-comment"),
    path("projects/<slug:key>/review/keep", keep, name="project-review-keep"),
    path("projects/<slug:key>/review/return", return_, name="project-review-return"),
    path("projects/<slug:key>/review/approve", approve, name="project-review-approve"),
]
