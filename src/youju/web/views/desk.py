"""工作台: what waits for me, by role; the stages and the money of my scope; in the demo, the first steps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from youju.web import desk, jobs, remembering, units
from youju.web.access import account_of, projects_seen
from youju.work.demonstrating import next_year


def show(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in person."""
    account = account_of(request)
    year = request.GET.get("year", "")
    chosen = int(year) if year.isdigit() else None
    shown = desk.desk_of(account, projects_seen(account), chosen)
    return remembering.page(request, "desk.html", (repr(shown),), lambda: shown)


def sample(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """A file of forms to try reading with, in the demo only."""
    if not units.is_demo():
        raise Http404(gettext("没有这一页。"))
    name, data = next_year()
    response = HttpResponse(data, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = jobs.attachment(name)
    return response
