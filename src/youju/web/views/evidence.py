"""证据: the indicators of a project beside their ledgers, and the year of each ledger month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import path

from youju.model.ledger import Completeness, Ledger
from youju.model.period import Period, year
from youju.stages.permissions import Deed, Refusal
from youju.web import remembering, results
from youju.web.access import Seen, project_or_404
from youju.work.closings import ClosingAct, closings
from youju.work.explaining import line_of
from youju.work.measuring import View
from youju.work.overseeing import IndicatorEvidence, Strip, evidence_of, strips
from youju.work.workspace import today


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with its evidence; ``reason`` says why there is no value, or what to do."""

    found: IndicatorEvidence
    reason: str | None


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
    rows = [Row(one, line_of(project, one.number)[0].measurement.reason) for one in found]
    ledgers = {one.ledger.code: one.ledger for one in found if one.ledger is not None}
    years = _years(seen, tuple(ledgers.values()))
    return {
        "seen": seen,
        "rows": rows,
        "years": years,
        "unmeasured": sum(one.ledger is None for one in found),
        "empty": not any(one.last for one in found),
        "entering": entering,
        "code": seen.row.unit.code,
    }


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


def _complete(looked: View, ledger: str, come: Period | None) -> Completeness | None:
    return None if come is None else looked.completeness(ledger, come)


addresses = [path("projects/<slug:key>/evidence", show, name="project-evidence")]
