"""工作台: what waits for me, by role; the stages and the money of my scope; in the demo, the first steps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youju.web import desk
from youju.web.access import account_of, projects_seen


def show(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in person."""
    account = account_of(request)
    year = request.GET.get("year", "")
    rows = list(projects_seen(account).order_by("-year", "name"))
    return render(request, "desk.html", desk.desk_of(request, account, rows, int(year) if year.isdigit() else None))
