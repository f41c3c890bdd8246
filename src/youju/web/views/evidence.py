"""证据: the indicators of a project beside their ledgers, and the year of each ledger month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext

from youju.errors import RefusedError, UnreadableError
from youju.model.ledger import Completeness, Ledger
from youju.model.period import Period, year
from youju.stages.permissions import Deed, Refusal
from youju.web import remembering, results
from youju.web.access import Seen, project_or_404
from youju.web.dumps import unmended
from youju.web.ledgers import changed
from youju.work.blanks import LeftOut, left_out, left_out_words
from youju.work.closings import ClosingAct, closings, span_between
from youju.work.explaining import line_of
from youju.work.ledgers import Closed, Planned, close_each, planned
from youju.work.measuring import ProjectSheet, View
from youju.work.overseeing import (
    IndicatorEvidence,
    Strip,
    evidence_of,
    holidays_named,
    ledgers_of,
    printed_value,
    strips,
)
from youju.work.workspace import today

UNUSABLE = 422


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with its evidence; ``value`` as the form prints it, None without one.

    ``reason`` says why there is no value, or what to do; ``blank`` which rows do not count for want of a cell.
    """

    found: IndicatorEvidence
    value: str | None
    provisional: bool
    reason: str | None
    blank: str


@dataclass(frozen=True, slots=True)
class Year:
    """The year of one ledger, and what is closed and open of it up to today; None before the year has begun.

    ``last``: the latest closing or reopening that concerns the year.
    """

    strip: Strip
    complete: Completeness | None
    last: ClosingAct | None


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The page."""
    seen = project_or_404(request, key)
    entering = seen.refusal(Deed.ENTER_EVIDENCE)
    state = ("evidence", results.state_seen(seen), repr(entering))

    def shown() -> dict[str, object]:
        body = remembering.part("evidence/body.html", state, lambda: _body(seen, entering))
        return {"seen": seen, "section": "evidence", "code": seen.row.unit.code, "body": body}

    return remembering.page(request, "evidence/project.html", (seen.row.unit.name, *state), shown)


def _body(seen: Seen, entering: Refusal | None) -> dict[str, object]:
    project = results.sheet_of(seen)
    found = evidence_of(seen.workspace, project)
    blanks = left_out(results.looked(seen.workspace), (*project.asked, project.execution))
    rows = [_row(project, one, blank) for one, blank in zip(found, blanks, strict=True)]
    years = _years(seen, ledgers_of(project))
    return {
        "seen": seen,
        "rows": rows,
        "years": years,
        "unmeasured": sum(one.ledger is None for one in found),
        "empty": not any(one.last for one in found),
        "entering": entering,
        "code": seen.row.unit.code,
        "holidays_named": holidays_named(seen.workspace, seen.row.year),
        "closes": any(one.strip.closes for one in years),
    }


def _row(project: ProjectSheet, found: IndicatorEvidence, blank: Sequence[LeftOut]) -> Row:
    line, _ = line_of(project, found.number)
    measured = line.measurement
    return Row(found, printed_value(line), measured.provisional, measured.reason, left_out_words(blank))


def _years(seen: Seen, ledgers: Sequence[Ledger]) -> list[Year]:
    whole = year(seen.row.year)
    looked, come = results.looked(seen.workspace), whole.until(today())
    return [
        Year(
            strip,
            _complete(looked, strip.ledger.code, come),
            next(iter(closings(seen.workspace, strip.ledger, whole)), None),
        )
        for strip in strips(seen.workspace, ledgers, seen.row.year)
    ]


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Closes a span of all ledgers of the project: what would be closed is listed first, each is an act of its own."""
    seen = project_or_404(request, key)
    seen.require(Deed.CLOSE_LEDGER)
    asked = request.POST if request.method == "POST" else request.GET
    whole = year(seen.row.year).until(today())
    first = asked.get("from", f"{whole.start}" if whole else "").strip()
    last = asked.get("to", f"{whole.end}" if whole else "").strip()
    ledgers = ledgers_of(results.sheet_of(seen))
    plan: tuple[Planned, ...] = ()
    fault: RefusedError | UnreadableError | None = None
    try:
        span = span_between(first, last)
        plan = planned(seen.workspace, ledgers, span)
        if request.method == "POST":
            closed = close_each(seen.workspace, [one.code for one in ledgers], span, seen.person, seen.standing)
            return _closed(request, seen, closed)
    except (RefusedError, UnreadableError) as found:
        fault = found
    waiting = unmended(seen.row.unit, [one.ledger for one in plan])
    shown = {
        "seen": seen,
        "section": "evidence",
        "code": seen.row.unit.code,
        "first": first,
        "last": last,
        "plan": plan,
        "to_do": sum(one.to_do for one in plan),
        "fault": fault,
        "waiting": waiting,
        "today": today(),
        "year": seen.row.year,
        "holidays_named": holidays_named(seen.workspace, seen.row.year),
    }
    return render(request, "evidence/close.html", shown, status=UNUSABLE if fault else 200)


def _closed(request: HttpRequest, seen: Seen, closed: Sequence[Closed]) -> HttpResponse:
    if closed:
        changed(seen.account, seen.row.unit)
        named = "、".join(f"{one.label}（{one.period.start} 至 {one.period.end}）" for one in closed)
        said = gettext("已关账 {n} 本：{named}。")
        messages.success(request, said.format(n=len(closed), named=named))
    return redirect("project-evidence", seen.row.key)


def _complete(looked: View, ledger: str, come: Period | None) -> Completeness | None:
    return None if come is None else looked.completeness(ledger, come)


addresses = [
    path("projects/<slug:key>/evidence", show, name="project-evidence"),
    path("projects/<slug:key>/evidence/close", close, name="project-close"),
]
