"""撤回: a row that should never have come is withdrawn on the page of its history, with a reason, and stays there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from youju.errors import YoujuError
from youju.evidence.retracting import Chosen
from youju.stages.permissions import Deed
from youju.web import ledgers
from youju.web.ledgers import ADDRESS, ledger_or_404
from youju.work.retracting import closed_note, retract


@require_POST
def withdraw(request: HttpRequest, code: str, name: str, batch: str, number: int) -> HttpResponseBase:
    """The row no longer counts; what was filed before stays as it was."""
    seen = ledger_or_404(request, code, name)
    seen.require(Deed.ENTER_EVIDENCE)
    rows = Chosen(rows=((batch, number),))
    try:
        done = retract(seen.workspace, seen.ledger.code, rows, request.POST.get("why", ""), seen.person, seen.standing)
    except YoujuError as fault:
        messages.error(request, f"{fault.message}{fault.remedy}")
    else:
        ledgers.changed(seen.account, seen.unit)
        messages.success(request, gettext("已撤回：这一行从此不计入，仍可在这里查到。"))
        if note := closed_note(done):
            messages.warning(request, note)
    return redirect("ledger-row", code, name, batch, number)


addresses = [path(f"{ADDRESS}/rows/<slug:batch>/<int:number>/withdraw", withdraw, name="ledger-withdraw")]
