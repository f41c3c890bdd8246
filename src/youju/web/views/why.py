"""为什么: one number from its points to the rows that prove it, or to the closings or the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from youju.engines.contract import RowPage
from youju.engines.paging import MASKED
from youju.model.ledger import EvidenceRow, Ledger
from youju.stages.permissions import Deed
from youju.stages.sheet import Line
from youju.web import jobs, remembering, results
from youju.web.access import Seen, project_or_404
from youju.work import charting, explaining
from youju.work.charting import MonthValue
from youju.work.measuring import ProjectSheet
from youju.work.returned import written

PAGE = 50
MOST_ROWS = 10_000
HEADER = ("来源文件", "工作表", "行", "原始文件摘要")


@require_GET
def show(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The page; what it shows changes only with acts and evidence, so it is rendered once for each state."""
    seen = project_or_404(request, key)
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1  # noqa: PLR2004 (no ledger has so many pages)
    line, _ = explaining.line_of(results.sheet_of(seen), number)
    personal = seen.refusal(Deed.ENTER_EVIDENCE) is None
    state = ("why", results.state_seen(seen), str(number), str(page), str(personal))
    body = remembering.part("why/body.html", state, lambda: _body(seen, number, page, personal=personal))
    shown = {"seen": seen, "section": "self-evaluation", "line": line, "number": number, "body": body}
    return render(request, "why/page.html", shown)


def _body(seen: Seen, number: int, page: int, *, personal: bool) -> dict[str, object]:
    project, looked = results.sheet_of(seen), results.looked(seen.workspace)
    found = explaining.path_of(looked, project, number, PAGE, (page - 1) * PAGE)
    ledger = found.asked.question.ledger if found.asked.question else None
    listed = _rows(found.page, ledger, personal=personal)
    # All pages of the rows stand under the same months.
    months = results.remembered(seen, ("months", number), lambda: charting.monthly(looked, project, number))
    return {
        "seen": seen,
        "number": number,
        "before": _named_line(project, number - 1) if number else None,
        "after": _named_line(project, number + 1) if number < len(project.sheet.lines) else None,
        "path": found,
        "why": explaining.why_document(found),
        "opens": personal or ledger is None or not any(column.personal for column in ledger.columns),
        "rows": listed,
        "digests": list(dict.fromkeys(one["sha256"] for one in listed)),
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


def _rows(page: RowPage, ledger: Ledger | None, *, personal: bool) -> list[dict[str, object]]:
    if ledger is None:
        return []
    return [
        {
            "row": row,
            "counts": explaining.COUNTS[row.counts],
            "key": _named(ledger, row.key, personal=personal),
            "values": _named(ledger, row.values, personal=personal),
            "sha256": row.blob.rpartition("/")[2],
        }
        for row in page.rows
    ]


def _named(ledger: Ledger, values: Mapping[str, str], *, personal: bool) -> list[tuple[str, str]]:
    """Values under the labels of their columns; what is personal stands there for the unit's own people only."""
    columns = [(ledger.column(code), value) for code, value in values.items()]
    return [(column.label, value if personal or not column.personal else MASKED) for column, value in columns]


@require_GET
def rows(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The rows as a file, as many as a spreadsheet is pleasant with; formulas in them are plain text."""
    seen = project_or_404(request, key)
    project, looked = results.sheet_of(seen), results.looked(seen.workspace)
    found = explaining.path_of(looked, project, number, MOST_ROWS)
    question, personal = found.asked.question, seen.refusal(Deed.ENTER_EVIDENCE) is None
    listed = _rows(found.page, question.ledger if question else None, personal=personal)
    labels = [label for label, _ in _pairs(listed[0])] if listed else []
    lines = [(str(one["counts"]), _cells(one)) for one in listed]
    data = written("计入", (*HEADER, *labels), lines)
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    name = found.line.indicator.name or "指标"
    response.headers["Content-Disposition"] = jobs.attachment(f"{name[:60]}-台账的行.csv")
    return response


def _pairs(one: Mapping[str, object]) -> list[tuple[str, str]]:
    key, values = one["key"], one["values"]
    return [*key, *values] if isinstance(key, list) and isinstance(values, list) else []


def _cells(one: Mapping[str, object]) -> list[str]:
    row = one["row"]
    if not isinstance(row, EvidenceRow):
        return []
    return [row.name, row.sheet or "", str(row.row), str(one["sha256"]), *(value for _, value in _pairs(one))]


addresses = [
    path("projects/<slug:key>/why/<int:number>", show, name="project-why"),
    path("projects/<slug:key>/why/<int:number>/rows", rows, name="project-why-rows"),
]
