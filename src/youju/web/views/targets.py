"""目标: the official form edited in place; every cell is saved as it is typed, and declared as the next version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju.errors import ConflictError, RefusedError
from youju.stages.edit import ADD, typed
from youju.stages.fields import row_path
from youju.stages.permissions import Deed
from youju.web import drafts, official_form, remembering, results, search
from youju.web.access import Seen, project_or_404
from youju.web.models import Draft
from youju.web.official_form import FormPage
from youju.work import drafting, reviewing
from youju.work.drafting import ConflictView, DraftView
from youju.work.merging import Apart, Side

LONGEST_TEXT = 20_000
EVENLY, BLANK, BY_HAND = "evenly", "blank", "by-hand"
UNUSABLE = 422


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The form: typed into by those who may, read by everybody else."""
    seen = project_or_404(request, key)
    refusal = seen.refusal(Deed.EDIT)
    if refusal is None:
        draft = _draft(seen)
        view = _view(seen, draft, weighing=request.GET.get("weights") == BY_HAND)
        return render(request, "targets/page.html", _shown(seen, draft, view))
    state = (results.state_seen(seen), repr(refusal), repr(seen.refusal(Deed.SUBMIT)))

    def shown() -> dict[str, object]:
        form = remembering.part("targets/form.html", state, lambda: _shown(seen, None))
        return {"seen": seen, "section": "targets", "refusal": refusal, "form": form}

    return remembering.page(request, "targets/page.html", (seen.row.unit.name, *state), shown)


@require_POST
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps one typed text in the draft and says what was understood; nothing is declared."""
    seen = _editing(request, key)
    field, text = request.POST.get("field", ""), typed(request.POST.get("text", ""))
    if len(text) > LONGEST_TEXT:
        raise RefusedError(f"这一格写了 {len(text):,} 字，最多 {LONGEST_TEXT:,} 字，没有保存。", "请写短一些。")
    before = _draft(seen)
    was = _view(seen, before)
    edits = drafting.typed_in(seen.dossier, before.content if before else {}, field, text, _base(before))
    return _answer(request, seen, _keep(seen, edits, before), was, field)


@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """A new row at the end of the chosen group."""
    seen = _editing(request, key)
    draft = _draft(seen)
    was = _view(seen, draft)
    number = was.next_row
    edits = {row_path(number): f"{ADD}{typed(request.POST.get('levels', ''))}"}
    drafting.preview(seen.workspace, seen.dossier, {**(draft.content if draft else {}), **edits}, _base(draft))
    for field, text in edits.items():
        draft = drafts.save(seen, drafts.TARGETS, field, text)
    return _answer(request, seen, draft, was, row_path(number, "name"), whole=True)


@require_POST
def weigh(request: HttpRequest, key: str) -> HttpResponse:
    """Weights divided evenly by the scheme, or all blank as on the official form."""
    seen = _editing(request, key)
    draft = _draft(seen)
    was, edits = _view(seen, draft), draft.content if draft else {}
    if request.POST.get("how") == BY_HAND:
        if not request.headers.get("HX-Request"):
            return redirect(f"{reverse('project-targets', args=[key])}?weights={BY_HAND}")
        shown = _shown(seen, draft, _view(seen, draft, weighing=True))
        first = row_path(was.rows[0], drafting.WEIGHT) if was.rows else ""
        return render(request, "targets/form.html", {**shown, "focus": official_form.slug(first)})
    if request.POST.get("how") == BLANK:
        content = drafting.without_weights(seen.dossier, edits, _base(draft))
    else:
        content = drafting.distribute(seen.workspace, seen.dossier, edits, _base(draft))
    return _answer(request, seen, _keep(seen, content, draft), was, "", whole=True)


@require_POST
def declare(request: HttpRequest, key: str) -> HttpResponse:
    """The draft as the next version; of two people the second sees both versions."""
    seen = _editing(request, key)
    draft = _draft(seen)
    if draft is None:
        messages.info(request, gettext("没有修改，没有存入新的一版。"))
        return _go(request, seen)
    try:
        declared = drafting.declare_draft(
            seen.workspace, seen.dossier, draft.content, seen.person, draft.base, seen.standing
        )
    except ConflictError:
        return _go(request, seen, "project-targets-conflict")
    except RefusedError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
        return _go(request, seen)
    drafts.drop(seen, drafts.TARGETS)
    search.refresh(seen.row.unit, seen.workspace, seen.row.stream)
    if declared.act is None:
        messages.info(request, gettext("没有修改，没有存入新的一版。"))
    else:
        messages.success(request, gettext("已存为新的一版，记录第 {number} 号。").format(number=declared.act.sequence))
    return _go(request, seen)


@require_GET
def conflict(request: HttpRequest, key: str) -> HttpResponse:
    """Both versions side by side; the draft is kept until the person decides."""
    seen = project_or_404(request, key)
    draft = _draft(seen)
    if draft is None or not _view(seen, draft).overtaken:
        return redirect("project-targets", key)
    both = drafting.conflict_view(seen.workspace, seen.dossier, draft.content, draft.base)
    return _both(request, seen, both, {})


def _both(request: HttpRequest, seen: Seen, both: ConflictView, chosen: Mapping[str, Side]) -> HttpResponse:
    """The fields with what was chosen so far; what only one of us changed is chosen, what both changed is not."""
    undecided = both.undecided(chosen) if request.method == "POST" else ()
    shown = {
        "seen": seen,
        "section": "targets",
        "both": both,
        "lines": [
            (one, chosen.get(one.field) or (Side.MINE if one.apart is Apart.MINE else None)) for one in both.fields
        ],
        "apart": len(both.undecided({})),
        "undecided": undecided,
    }
    return render(request, "targets/conflict.html", shown, status=UNUSABLE if undecided else 200)


@require_POST
def resolve(request: HttpRequest, key: str) -> HttpResponse:
    """Mine upon theirs as chosen field by field, to be looked at once more and declared; or mine given up."""
    seen = _editing(request, key)
    draft, keep = _draft(seen), request.POST.get("keep")
    if draft is None or keep == Side.THEIRS:
        drafts.drop(seen, drafts.TARGETS)
        messages.info(request, gettext("已放弃您的修改，这是最新的一版。"))
        return redirect("project-targets", key)
    both = drafting.conflict_view(seen.workspace, seen.dossier, draft.content, draft.base)
    chosen = {one.field: Side.MINE for one in both.undecided({})} if keep == Side.MINE else _chosen(request, both)
    if request.POST.get("sequence", str(both.sequence)) != str(both.sequence):
        messages.error(request, gettext("对方又申报了新的一版，请对照这一版重新选。"))
        return redirect("project-targets-conflict", key)
    if both.undecided(chosen):
        return _both(request, seen, both, chosen)
    edits = drafting.merge_draft(seen.workspace, seen.dossier, draft.content, draft.base, chosen)
    drafts.put(seen, drafts.TARGETS, edits, both.sequence)
    messages.info(request, gettext("您的修改已放到最新的一版上，请核对后保存为新版本。"))
    return redirect("project-targets", key)


def _chosen(request: HttpRequest, both: ConflictView) -> dict[str, Side]:
    """The fields of which the person said whose text it is to be."""
    said = {one.field: request.POST.get(f"choice.{one.field}", "") for one in both.fields}
    return {field: Side(side) for field, side in said.items() if side in set(Side)}


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Gives up the draft."""
    seen = project_or_404(request, key)
    drafts.drop(seen, drafts.TARGETS)
    messages.info(request, gettext("已放弃草稿，这是已申报的一版。"))
    return _go(request, seen)


@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Puts the declared version before the reviewer."""
    seen = project_or_404(request, key)
    if _draft(seen) is not None:
        messages.error(request, gettext("还有没有保存为新版本的修改。请先保存为新版本，或放弃草稿，再提交审核。"))
        return _go(request, seen)
    try:
        reviewing.submit(seen.workspace, seen.dossier, seen.person, request.POST.get("text"), seen.standing)
    except RefusedError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
    else:
        search.refresh(seen.row.unit, seen.workspace, seen.row.stream)
        messages.success(request, gettext("已提交审核。审核期间目标不能修改。"))
    return _go(request, seen)


def _editing(request: HttpRequest, key: str) -> Seen:
    seen = project_or_404(request, key)
    seen.require(Deed.EDIT)
    return seen


def _keep(seen: Seen, edits: dict[str, str], draft: Draft | None) -> Draft:
    """The texts as the draft of this person, begun where it was begun."""
    return drafts.put(seen, drafts.TARGETS, edits, draft.base if draft else len(seen.dossier.acts))


def _draft(seen: Seen) -> Draft | None:
    """The draft of those who may declare it; a draft without any text is none."""
    if seen.refusal(Deed.EDIT) is not None:
        return None
    draft = drafts.draft_of(seen, drafts.TARGETS)
    return draft if draft is not None and draft.content else None


def _base(draft: Draft | None) -> int | None:
    return draft.base if draft else None


def _view(seen: Seen, draft: Draft | None, *, weighing: bool = False) -> DraftView:
    edits: Mapping[str, str] = draft.content if draft else {}
    return drafting.preview(seen.workspace, seen.dossier, edits, _base(draft), weighing=weighing)


def _page(seen: Seen, view: DraftView) -> FormPage:
    return official_form.page_of(view, seen.dossier, may_type=seen.refusal(Deed.EDIT) is None)


def _shown(seen: Seen, draft: Draft | None, view: DraftView | None = None) -> dict[str, object]:
    view = view or _view(seen, draft)
    return {
        "seen": seen,
        "section": "targets",
        "view": view,
        "page": _page(seen, view),
        "known_levels": [f"{first}/{second}" for first, seconds in view.levels.items() for second in seconds],
        "refusal": seen.refusal(Deed.EDIT),
        "submit_refusal": seen.refusal(Deed.SUBMIT),
        "saved_at": _saved_at(draft),
        "has_draft": draft is not None,
    }


def _saved_at(draft: Draft | None) -> datetime | None:
    return draft.saved_at if draft else None


def _answer(  # noqa: PLR0913 (what was there before, and where the person stands now)
    request: HttpRequest, seen: Seen, draft: Draft | None, was: DraftView, field: str, *, whole: bool = False
) -> HttpResponse:
    """The whole form after a change of its rows, else only what the typed text changed around it."""
    if not request.headers.get("HX-Request"):
        return redirect("project-targets", seen.row.key)
    view = _view(seen, draft)
    shown = {**_shown(seen, draft, view), "field": field, "focus": official_form.slug(field)}
    if whole or request.headers.get("HX-Target") == "form":
        return render(request, "targets/form.html", shown)
    changed = official_form.changed(_page(seen, was), _page(seen, view))
    return render(request, "targets/answered.html", {**shown, "changed": changed, "echo": view.echoes.get(field)})


def _go(request: HttpRequest, seen: Seen, page: str = "project-targets") -> HttpResponse:
    """To a page, also from a request inside one (which waited for the cells still being saved)."""
    address = reverse(page, args=[seen.row.key])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


addresses = [
    path("projects/<slug:key>/targets", show, name="project-targets"),
    path("projects/<slug:key>/targets/edit", edit, name="project-targets-edit"),
    path("projects/<slug:key>/targets/add", add, name="project-targets-add"),
    path("projects/<slug:key>/targets/weights", weigh, name="project-targets-weigh"),
    path("projects/<slug:key>/targets/declare", declare, name="project-targets-declare"),
    path("projects/<slug:key>/targets/conflict", conflict, name="project-targets-conflict"),
    path("projects/<slug:key>/targets/resolve", resolve, name="project-targets-resolve"),
    path("projects/<slug:key>/targets/discard", discard, name="project-targets-discard"),
    path("projects/<slug:key>/targets/submit", submit, name="project-targets-submit"),
]
