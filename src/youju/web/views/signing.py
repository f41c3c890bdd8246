"""Sign in and out, the own password, choose the language, the first run, and whether the service is alive."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju import __version__
from youju.errors import YoujuError
from youju.model.organisation import Role
from youju.web import accounts, returning, units
from youju.web.access import account_of
from youju.web.demo import demo_accounts


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; in a page whose sign-in expired the same form comes as a dialog."""
    if not accounts.any_account():
        return redirect("setup")
    going = _next(request)
    account, posted = None, request.method == "POST"
    if posted:
        account = accounts.recognised(request.POST.get("username", "").strip(), request.POST.get("password", ""))
    if account is not None and account.is_active:
        login(request, account)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Trigger": "signed-in"})
        return HttpResponseRedirect(going)
    template = "signing/dialog.html" if request.headers.get("HX-Request") else "signing/login.html"
    shown = {
        "next": going,
        "wrong": posted and account is None,
        "managers": accounts.managers_of(account.organisation) if account else (),
        "kept": _kept(request, going),
        "username": request.POST.get("username", ""),
        "demo_accounts": demo_accounts() if units.is_demo() else (),
    }
    return render(request, template, shown, status=422 if posted and not request.headers.get("HX-Request") else 200)


def _kept(request: HttpRequest, page: str) -> bool:
    """Whether a form that was being sent when the sign-in had expired waits for the page."""
    kept = request.session.get(returning.KEPT)
    return kept is not None and bool(kept["page"] == page)


def _next(request: HttpRequest) -> str:
    going = request.POST.get("next") or request.GET.get("next") or "/"
    return going if url_has_allowed_host_and_scheme(going, allowed_hosts={request.get_host()}) else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("login")


def change_password(request: HttpRequest) -> HttpResponse:
    """The own password: the present one, the new one twice. The person stays signed in here and nowhere else.

    All three fields are called ``password``: a field of that name is never kept when the sign-in has expired.
    """
    account, faults = account_of(request), list[str]()
    if request.method == "POST":
        old, new, again = [*request.POST.getlist("password"), "", "", ""][:3]
        faults = accounts.change_faults(account, old, new, again)
        if not faults:
            accounts.set_password(account, new)
            update_session_auth_hash(request, account)
            messages.success(request, gettext("密码已修改；您在别处的登录已经结束。"))
            return redirect("desk")
    others = [one for one in accounts.managers_of(account.organisation) if one.pk != account.pk]
    shown = {"faults": faults, "managers": others}
    return render(request, "signing/password.html", shown, status=422 if faults else 200)


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the language in a cookie and returns to the page."""
    response = HttpResponseRedirect(_next(request))
    chosen = request.POST.get("language", "")
    if chosen in {code for code, _ in settings.LANGUAGES}:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response


@login_not_required
def setup(request: HttpRequest) -> HttpResponse:
    """The first run: the organisation and its administrator; the code stands on the terminal of the server."""
    if accounts.any_account():
        return redirect("login")
    found = units.installation()
    given = {name: request.POST.get(name, "").strip() for name in ("organisation", "name", "username")}
    code = request.POST.get("code") or request.GET.get("code", "")
    faults: list[str] = []
    if request.method == "POST":
        faults = _set_up(request, given, code)
        if not faults:
            return redirect("people")
    shown = {
        "given": given,
        "code": code,
        "faults": faults,
        "organisation": given["organisation"] or (found.name if found else ""),
        "fixed": found is not None,
    }
    return render(request, "signing/setup.html", shown, status=422 if faults else 200)


def _set_up(request: HttpRequest, given: dict[str, str], code: str) -> list[str]:
    password = request.POST.get("password", "")
    if not hmac.compare_digest(code.encode(), accounts.setup_code().encode()):
        return [gettext("启动码不对；它显示在启动服务的窗口里。")]
    found = units.installation()
    new = accounts.NewAccount(given["username"], given["name"], password, Role.ADMINISTRATOR.value)
    weak = accounts.weaknesses(password, given["username"])
    if weak:
        return weak
    try:
        account = accounts.first_run(found.name if found else given["organisation"], new)
    except YoujuError as fault:
        return [f"{fault.message}{fault.remedy}"]
    login(request, account)
    return []


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Whether the database answers and the workspace is there; for whoever watches the service."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__, "workspace": units.installation() is not None})
