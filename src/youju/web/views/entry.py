"""手工录入 and 关账: one row typed into a ledger, and a span declared complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from youju.errors import RefusedError, UnreadableError
from youju.model.ledger import Closing, Column, Completeness, ImportReport, completeness
from youju.model.period import year
from youju.stages.permissions import Deed
from youju.web import dumps, ledgers
from youju.web.ledgers import SeenLedger, ledger_or_404
from youju.work import browsing
from youju.work.closings import span_between
from youju.work.entering import PROJECT, project_names
from youju.work.entering import enter as enter_row
from youju.work.ledgers import close as close_span
from youju.work.ledgers import cut_of, latest_year
from youju.work.ledgers import reopen as reopen_span
from youju.work.overseeing import holidays_named
from youju.work.record import record_of
from youju.work.workspace import today

UNUSABLE = 422


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the form, with what was typed and what is wrong with it; ``projects`` to choose from by year."""

    column: Column
    value: str
    key: bool
    required: bool
    fault: str = ""
    projects: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def unlisted(self) -> bool:
        """Whether a project is written that none of those to choose from is called."""
        return bool(self.value) and not any(self.value in names for _, names in self.projects)


def enter(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One row by hand; opened from a row it corrects that one."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.ENTER_EVIDENCE)
    corrected = _corrected(request, seen)
    if request.method != "POST":
        return _form(request, seen, corrected or {}, {}, correcting=corrected is not None)
    typed = {column.code: request.POST.get(column.code, "").replace("\r\n", "\n") for column in seen.ledger.columns}
    report = enter_row(
        seen.workspace, seen.ledger, _said(seen, typed, whole=corrected is not None), seen.person, seen.standing
    )
    if report.rejected:
        faults = {fault.column: fault.reason for reject in report.rejected for fault in reject.faults}
        return _form(request, seen, typed, faults, correcting=corrected is not None)
    if report.batch:
        ledgers.changed(seen.account, seen.unit)
    messages.success(request, _outcome(seen, report))
    return redirect("ledger", code, name) if corrected is not None else redirect("ledger-enter", code, name)


def _corrected(request: HttpRequest, seen: SeenLedger) -> Mapping[str, str] | None:
    """The values that stand under the key of the row in the address; None where a new row is entered."""
    batch, number = request.GET.get("batch", ""), request.GET.get("row", "")
    if not batch or not (number.isascii() and number.isdigit()):
        return None
    found = browsing.history_of(seen.workspace, seen.ledger, batch, int(number), personal=seen.personal)
    return next((one.values for one in reversed(found) if one.counts), None)


def _said(seen: SeenLedger, typed: Mapping[str, str], *, whole: bool) -> dict[str, str]:
    """A blank of a new row says nothing, unless the column must be filled; a blank in a row that is shown clears."""
    return {column.code: typed[column.code] for column in seen.ledger.columns if whole or _must(seen, column, typed)}


def _must(seen: SeenLedger, column: Column, typed: Mapping[str, str]) -> bool:
    return bool(typed[column.code].strip()) or column.required or column.code in (*seen.ledger.key, seen.ledger.date)


def _outcome(seen: SeenLedger, report: ImportReport) -> str:
    key = "、".join(seen.ledger.column(code).label for code in seen.ledger.key)
    if report.corrected:
        return gettext("已更正：台账里原来就有同一{key}的记录，现在以这一行为准；原来的仍可在记录里查到。").format(
            key=key
        )
    if report.added:
        return gettext("已登记一行。")
    return gettext("台账里已经有完全相同的一行，没有变化。")


def _form(
    request: HttpRequest, seen: SeenLedger, typed: Mapping[str, str], faults: Mapping[str, str], *, correcting: bool
) -> HttpResponse:
    ledger = seen.ledger
    projects = project_names(seen.workspace) if ledger.has(PROJECT) else ()
    fields = [
        Field(
            column,
            typed.get(column.code, ""),
            column.code in ledger.key,
            column.required or column.code in (*ledger.key, ledger.date),
            faults.get(column.code, ""),
            projects if column.code == PROJECT else (),
        )
        for column in ledger.columns
    ]
    shown = {"seen": seen, "fields": fields, "correcting": correcting, "faulty": bool(faults)}
    return render(request, "ledger/enter.html", shown, status=UNUSABLE if faults else 200)


def close(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Closes a span: from then on no row proves that nothing happened."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.CLOSE_LEDGER)
    asked = request.POST if request.method == "POST" else request.GET
    first, last = (asked.get(edge, "").strip() for edge in ("from", "to"))
    fault: RefusedError | UnreadableError | None = None
    if request.method == "POST":
        try:
            span = span_between(first, last)
            (closed,) = close_span(seen.workspace, seen.ledger.code, span, seen.person, seen.standing)
        except (RefusedError, UnreadableError) as found:
            fault = found
        else:
            ledgers.changed(seen.account, seen.unit)
            said = gettext("已关账：{start} 至 {end}。这段时间没有记录，就证明没有发生。")
            messages.success(request, said.format(start=closed.period.start, end=closed.period.end))
            return redirect("ledger", code, name)
    shown = {
        "seen": seen,
        "by_month": seen.ledger.closing is Closing.MONTH,
        "never": seen.ledger.closing is Closing.NEVER,
        "complete": _open_spans(seen),
        "first": first,
        "last": last,
        "fault": fault,
        "shut": cut_of(seen.workspace, seen.ledger).closed,
        "waiting": dumps.unmended(seen.unit, [seen.ledger]),
        "year": latest_year(seen.workspace),
        "holidays_named": holidays_named(seen.workspace, latest_year(seen.workspace)),
    }
    return render(request, "ledger/close.html", shown, status=UNUSABLE if fault else 200)


@require_POST
def reopen(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Takes a closing back, so that what was forgotten can be entered and the span closed again."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.CLOSE_LEDGER)
    first, last = (request.POST.get(edge, "").strip() for edge in ("from", "to"))
    try:
        opened = reopen_span(seen.workspace, seen.ledger.code, span_between(first, last), seen.person, seen.standing)
    except (RefusedError, UnreadableError) as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
        return redirect("ledger-close", code, name)
    ledgers.changed(seen.account, seen.unit)
    said = gettext("已重开：{start} 至 {end}。补登以后请再关账；已经提交的自评不会改变。")
    messages.warning(request, said.format(start=opened.period.start, end=opened.period.end))
    return redirect("ledger-close", code, name)


def _open_spans(seen: SeenLedger) -> Completeness | None:
    """What is closed and open of the latest declared year up to today."""
    come = year(latest_year(seen.workspace)).until(today())
    calendar = record_of(seen.workspace).calendar
    return None if come is None else completeness(cut_of(seen.workspace, seen.ledger), come, calendar)


addresses = [
    path(f"{ledgers.ADDRESS}/enter", enter, name="ledger-enter"),
    path(f"{ledgers.ADDRESS}/close", close, name="ledger-close"),
    path(f"{ledgers.ADDRESS}/reopen", reopen, name="ledger-reopen"),
]
