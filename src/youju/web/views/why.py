"""为什么: one number from its points to the rows that prove it, or to the closings or the gap."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from youju.stages.permissions import Deed
from youju.stages.self_evaluate import printed_actual
from youju.stages.sheet import Line
from youju.web import jobs, remembering, results
from youju.web.access import Seen, project_or_404
from youju.work import blanks, charting, explaining, listing, origins
from youju.work.charting import MonthValue
from youju.work.measuring import ProjectSheet

PAGE = 50
MOST_ROWS = 10_000


@require_GET
def show(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The page; what it shows changes only with acts and evidence, so it is rendered once for each state.

    The body is the same for everybody with the same rights, the frame is the person's.
    """
    seen = project_or_404(request, key)
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1  # noqa: PLR2004 (no ledger has so many pages)
    personal = seen.refusal(Deed.ENTER_EVIDENCE) is None
    state = ("why", results.state_seen(seen), str(number), str(page), str(personal))

    def shown() -> dict[str, object]:
        line, _ = explaining.line_of(results.sheet_of(seen), number)
        body = remembering.part("why/body.html", state, lambda: _body(seen, number, page, personal=personal))
        return {"seen": seen, "section": "self-evaluation", "line": line, "number": number, "body": body}

    return remembering.page(request, "why/page.html", (seen.row.unit.name, *state), shown)


def _body(seen: Seen, number: int, page: int, *, personal: bool) -> dict[str, object]:
    project, looked = results.sheet_of(seen), results.looked(seen.workspace)
    found = explaining.path_of(looked, project, number, PAGE, (page - 1) * PAGE)
    line = found.said or found.line
    ledger = found.asked.question.ledger if found.asked.question else None
    listed = origins.with_origins(seen.workspace, ledger, listing.listed(found.page, ledger, personal=personal))
    # All pages of the rows stand under the same months.
    months = results.remembered(seen, ("months", number), lambda: charting.monthly(looked, project, number))
    return {
        "seen": seen,
        "number": number,
        "before": _named_line(project, number - 1) if number else None,
        "after": _named_line(project, number + 1) if number < len(project.sheet.lines) else None,
        "path": found,
        "shown": line,
        "actual": printed_actual(line).raw,
        "why": explaining.why_document(found),
        "opens": personal or not listing.holds_personal(ledger),
        "rows": listed,
        "left_out": blanks.left_out_words(blanks.left_out(looked, [found.asked])[0]),
        "digests": list(dict.fromkeys(one.sha256 for one in listed)),
        "most": MOST_ROWS,
        "page": page,
        "pages": -(-found.page.total // PAGE),
        "unit": seen.row.unit.code,
        **_months(months, found.line),
    }


def _months(months: Sequence[MonthValue], line: Line) -> dict[str, object]:
    shown = charting.shown(months, line.measurement.kind)
    chart = {
        "months": [month.month for month in shown],
        "values": [month.number for month in shown],
        "unit": shown[0].unit if shown else "",
        "name": line.indicator.name,
    }
    return {"months": shown, "divided": any(month.denominator is not None for month in months), "chart": chart}


def _named_line(project: ProjectSheet, number: int) -> tuple[int, str | None]:
    return number, explaining.line_of(project, number)[0].indicator.name


@require_GET
def rows(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The rows as a file, as many as a spreadsheet is pleasant with; formulas in them are plain text."""
    seen = project_or_404(request, key)
    project, looked = results.sheet_of(seen), results.looked(seen.workspace)
    found = explaining.path_of(looked, project, number, MOST_ROWS)
    ledger = found.asked.question.ledger if found.asked.question else None
    personal = seen.refusal(Deed.ENTER_EVIDENCE) is None
    listed = origins.with_origins(seen.workspace, ledger, listing.listed(found.page, ledger, personal=personal))
    response = HttpResponse(listing.rows_csv(listed), content_type="text/csv; charset=utf-8")
    name = found.line.indicator.name or "指标"
    response.headers["Content-Disposition"] = jobs.attachment(f"{name[:60]}-台账的行.csv")
    return response


addresses = [
    path("projects/<slug:key>/why/<int:number>", show, name="project-why"),
    path("projects/<slug:key>/why/<int:number>/rows", rows, name="project-why-rows"),
]
