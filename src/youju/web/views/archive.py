"""档案: every act of the dossier with who, when and its digest; any version can be opened and compared."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_GET

from youju.stages.status import Phase
from youju.web import official_form, remembering
from youju.web.access import project_or_404
from youju.work import comparing, drafting, timeline

# The names of acts as the core gives them: the page shows them in its own language.
NAMES = (
    *(gettext_noop("申报"), gettext_noop("修改目标"), gettext_noop("提交审核"), gettext_noop("审核意见")),
    *(gettext_noop("退回"), gettext_noop("批准"), gettext_noop("填报自评")),
)


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The timeline, the latest act first; reading it has checked the whole chain."""
    seen = project_or_404(request, key)
    acts = seen.dossier.acts

    def shown() -> dict[str, object]:
        return {"seen": seen, "section": "archive", "moments": timeline.moments(seen.dossier)}

    return remembering.page(request, "archive/page.html", (seen.row.unit.name, acts[-1].digest), shown)


@require_GET
def version(request: HttpRequest, key: str, sequence: int) -> HttpResponse:
    """One declared version, or one filed self-evaluation, as it was."""
    seen = project_or_404(request, key)
    act = timeline.act_of(seen.dossier, sequence)
    shown: dict[str, object] = {"seen": seen, "section": "archive", "act": act}
    if act.kind == Phase.DECLARED.value:
        view = drafting.form_view(seen.workspace, timeline.form_of(act))
        shown |= {
            "page": official_form.page_of(view, timeline.until(seen.dossier, sequence), may_type=False),
            "comparison": comparing.with_the_version_before(seen.dossier, sequence),
        }
    elif act.kind == Phase.SELF_EVALUATED.value:
        shown |= {"sheet": timeline.form_of(act)}
    else:
        raise Http404(gettext("这条记录没有可以打开的表。"))
    return render(request, "archive/version.html", shown)


addresses = [
    path("projects/<slug:key>/archive", show, name="project-archive"),
    path("projects/<slug:key>/archive/<int:sequence>", version, name="project-version"),
]
