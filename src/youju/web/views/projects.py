"""项目: the table of projects in scope, with its filters in the address; a project leads to the screen that is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from youju.model.organisation import Role
from youju.stages.status import PHASE_NAMES, Phase
from youju.web import remembering
from youju.web.access import account_of, project_or_404, projects_seen

PAGE = 30
_COLUMNS = (
    *("key", "name", "year", "money", "phase", "indicators", "errors", "warnings", "hints", "execution", "points"),
    *("provisional", "unit__name"),
)
_FINDINGS = {"errors": Q(errors__gt=0), "warnings": Q(warnings__gt=0), "doubts": Q(doubts__gt=0)}
_ALL = {"n": Count("id"), "sum": Sum("money")}
_SORTS = {"name": "name", "money": "-money", "points": "points", "last": "-last_at"}


def table(request: HttpRequest) -> HttpResponse:
    """Projects as a table; every filter is in the address, so that a view can be sent as a link."""
    account = account_of(request)
    everything = projects_seen(account)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "year", "phase", "unit", "findings", "sort")}
    wanted = _wanted(asked)
    rows = everything.filter(wanted).order_by(_SORTS.get(asked["sort"], "-year"), "name", "id")
    found = {"n": Count("id", filter=wanted), "sum": Sum("money", filter=wanted)} if wanted else _ALL
    by_year = list(everything.order_by().values("year").annotate(**found))  # all years, to choose from
    total = _total(by_year)
    paginator = Paginator(rows.values(*_COLUMNS), PAGE)
    paginator.count = total["n"]  # asked together with the sum
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    years = sorted((one["year"] for one in by_year), reverse=True)
    shown = {
        "page": page,
        "asked": asked,
        "filtered": any(asked.values()),
        "years": years,
        "phases": [(phase.value, PHASE_NAMES[phase]) for phase in Phase],
        "money": total["money"],
        "may_declare": account.role in (Role.CLERK.value, Role.HEAD.value),
        "several_units": account.role not in (Role.CLERK.value, Role.HEAD.value),
        "query": _query(request),
    }
    return remembering.page(request, "projects.html", (repr((page.object_list, total, years)),), lambda: shown)


def _total(by_year: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many projects of how much money there are in all years; no money where none has an amount."""
    amounts = [one["sum"] for one in by_year if one["sum"] is not None]
    return {"n": sum(one["n"] for one in by_year), "money": sum(amounts) if amounts else None}


def _wanted(asked: dict[str, str]) -> Q:
    """The filters of the address; empty where everything is wanted."""
    wanted = Q()
    if asked["q"]:
        wanted &= Q(name__icontains=asked["q"]) | Q(unit__name__icontains=asked["q"])
    if asked["year"].isdigit() and len(asked["year"]) <= 4:  # noqa: PLR2004 (a year)
        wanted &= Q(year=int(asked["year"]))
    if asked["phase"]:
        wanted &= Q(phase=asked["phase"])
    if asked["unit"]:
        wanted &= Q(unit__code=asked["unit"])
    if asked["findings"] in _FINDINGS:
        wanted &= _FINDINGS[asked["findings"]]
    return wanted


def _query(request: HttpRequest) -> str:
    """The filters of the address without the page, to go on from."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def project(request: HttpRequest, key: str) -> HttpResponse:
    """Leads to the screen where the project's next step is done."""
    seen = project_or_404(request, key)
    account = account_of(request)
    if seen.phase is Phase.SUBMITTED and account.role in (Role.DEPARTMENT.value, Role.FINANCE.value):
        return redirect("project-review", key)
    if seen.phase in (Phase.APPROVED, Phase.SELF_EVALUATED):
        return redirect("project-self-evaluation", key)
    return redirect("project-targets", key)
