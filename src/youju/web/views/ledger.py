"""台账: the ledgers of a unit, one of them by pages with its year and its batches, and the files that they came in."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext

from youju.engines.paging import Wanted
from youju.errors import RefusedError
from youju.model.ledger import Completeness, completeness
from youju.model.period import Period, year
from youju.notation.date import parse_date
from youju.stages.permissions import Deed, Standing, decide_on
from youju.web import accounts, dumps, jobs, units
from youju.web.access import account_of, units_seen
from youju.web.ledgers import ADDRESS, SeenLedger, SeenUnit, ledger_or_404, unit_of
from youju.web.views import attachments, entry, imports
from youju.work import attaching, browsing
from youju.work.closings import closings
from youju.work.ledgers import cut_of, declared_years, latest_year, status
from youju.work.listing import holds_personal
from youju.work.origins import origins_of
from youju.work.overseeing import holidays_named, strip
from youju.work.record import record_of
from youju.work.retracting import withdrawn
from youju.work.workspace import today

YEARS = range(1950, 2200)
MOST_BATCHES = 30


def choose(request: HttpRequest) -> HttpResponse:
    """Leads to the ledgers of the person's own unit; whoever oversees several chooses one."""
    account = account_of(request)
    if decide_on(Deed.ENTER_EVIDENCE, accounts.person_of(account), Standing.OWN) is None:
        return redirect("unit-ledgers", account.organisation.code)
    found = [unit for unit in units_seen(account) if units.exists(unit.code)]
    return render(request, "ledger/units.html", {"units": found})


def every(request: HttpRequest, code: str) -> HttpResponse:
    """The ledgers of a unit: rows, last import, how far each is closed."""
    seen = unit_of(request, code)
    if not units.exists(seen.unit.code):
        return render(request, "ledger/none.html", {"seen": seen})
    number = _year(request, seen)
    shown = {
        "seen": seen,
        "year": number,
        "years": _years(seen, number),
        "ledgers": [
            (found, next(iter(browsing.batches(seen.workspace, found.ledger)), None))
            for found in status(seen.workspace, number)
        ],
    }
    return render(request, "ledger/every.html", shown)


def _year(request: HttpRequest, seen: SeenUnit) -> int:
    written = request.GET.get("year", "")
    plausible = written.isascii() and written.isdigit() and len(written) == len("2021") and int(written) in YEARS
    return int(written) if plausible else latest_year(seen.workspace)


def _years(seen: SeenUnit, number: int) -> list[int]:
    return sorted({*declared_years(seen.workspace), number, today().year}, reverse=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they stand in the address."""

    q: str
    since: str
    until: str
    page: int

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.since or self.until)


def show(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One ledger: its year day by day, its rows by pages, its closings and its batches."""
    seen = ledger_or_404(request, code, name)
    asked, faults = _asked(request)
    wanted = Wanted(asked.q, parse_date(asked.since), parse_date(asked.until, "end"), personal=seen.personal)
    offset = (asked.page - 1) * browsing.ROWS_A_PAGE
    found = browsing.page(seen.workspace, seen.ledger, wanted, offset=offset)
    number = _year(request, seen)
    batches = browsing.batches(seen.workspace, seen.ledger)
    shown = {
        "seen": seen,
        "asked": asked,
        "faults": faults,
        "found": found,
        "page": Paginator(range(found.total), browsing.ROWS_A_PAGE).get_page(asked.page),
        "query": _query(request),
        "batches": batches,
        "listed": batches if request.GET.get("batches") == "all" else batches[:MOST_BATCHES],
        "year": number,
        "years": _years(seen, number),
        "strip": strip(seen.workspace, seen.ledger, number),
        "complete": complete_of(seen, year(number)),
        "closings": closings(seen.workspace, seen.ledger, year(number)),
        "days": range(1, 32),
        "holidays_named": holidays_named(seen.workspace, number),
        "waiting": dumps.unmended(seen.unit, [seen.ledger]) if seen.personal else [],
        "reports": dumps.reports_by_batch(seen.unit, seen.ledger) if seen.personal else {},
    }
    return render(request, "ledger/ledger.html", shown)


def _asked(request: HttpRequest) -> tuple[Asked, list[str]]:
    """The filters; a day that cannot be read is left out and said."""
    q, since, until, page = (request.GET.get(name, "").strip() for name in ("q", "from", "to", "page"))
    faults = []
    kept = []
    for written in (since, until):
        day = _day(written)
        if written and not day:
            faults.append(gettext("“{written}”不是日期，没有按它筛选；请写成 2021-03-05。").format(written=written))
        kept.append(day)
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= len("999999") else 1
    return Asked(q, kept[0], kept[1], max(number, 1)), faults


def _day(written: str) -> str:
    try:
        day = parse_date(written)
    except ValueError:
        return ""
    return day.isoformat() if day and day.year in YEARS else ""


def complete_of(seen: SeenLedger, period: Period) -> Completeness | None:
    """What is closed and open of the period up to today; None before it has begun."""
    come = period.until(today())
    if come is None:
        return None
    return completeness(cut_of(seen.workspace, seen.ledger), come, record_of(seen.workspace).calendar)


def _query(request: HttpRequest) -> str:
    """The filters of the address without the page, to go on from."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def row(request: HttpRequest, code: str, name: str, batch: str, number: int) -> HttpResponse:
    """All that was ever said under the key of one row."""
    seen = ledger_or_404(request, code, name)
    found = browsing.history_of(seen.workspace, seen.ledger, batch, number, personal=seen.personal)
    by = {one.code: one for one in browsing.batches(seen.workspace, seen.ledger)}
    origins = origins_of(seen.workspace, seen.ledger, found)
    gone = withdrawn(seen.workspace, seen.ledger, [(one.file.batch, one.row) for one in found if not one.counts])
    said = [
        (one, by[one.file.batch], origin, gone.get((one.file.batch, one.row)))
        for one, origin in zip(found, origins, strict=True)
    ]
    standing = next((one for one in found if one.counts), None)
    shown = {
        "seen": seen,
        "said": said,
        "batch": batch,
        "number": number,
        "stands": standing is not None,
        "standing": standing,
        "attached": attachments.shown(seen, batch, number),
        "opens": attaching.opens(seen.ledger, personal=seen.personal),
    }
    return render(request, "ledger/row.html", shown)


def source(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """A source file as it came; one with personal columns only for those who see them in the ledger."""
    seen = unit_of(request, code)
    if not units.exists(seen.unit.code):
        raise Http404(gettext("没有这个原始文件。"))
    name, content = browsing.source_file(seen.workspace, sha256)
    if not seen.personal and _personal(seen, sha256):
        raise RefusedError(
            "这份原始文件里有个人信息，只有本单位的经办人和单位负责人能下载。",
            "请向该单位索取，或在台账里查看（个人信息已遮盖）。",
        )
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = jobs.attachment(name)
    return response


def _personal(seen: SeenUnit, sha256: str) -> bool:
    return any(
        holds_personal(ledger) and any(batch.sha256 == sha256 for batch in browsing.batches(seen.workspace, ledger))
        for ledger in seen.workspace.pack.ledgers.values()
    )


addresses = [
    path("ledgers", choose, name="ledgers"),
    path("units/<slug:code>/ledgers", every, name="unit-ledgers"),
    path("units/<slug:code>/sources/<slug:sha256>", source, name="source"),
    path(ADDRESS, show, name="ledger"),
    path(f"{ADDRESS}/rows/<slug:batch>/<int:number>", row, name="ledger-row"),
    *entry.addresses,
    *imports.addresses,
]
