"""Sign in and out, choose the language, the first run, and whether the service is alive."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from youju import __version__
from youju.errors import YoujuError
from youju.model.organisation import Role
from youju.web import accounts, units
from youju.web.demo import demo_accounts


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; in a page whose sign-in expired the same form comes as a dialog."""
    if not accounts.any_account():
        return redirect("setup")
    going = _next(request)
    fault = ""
    if request.method == "POST":
        username = request.POST.get("username", "").strip()
        account = authenticate(request, username=username, password=request.POST.get("password", ""))
        if account is not None:
            login(request, account)
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Trigger": "signed-in"})
            return HttpResponseRedirect(going)
        fault = gettext("用户名或密码不对。")
    template = "signing/dialog.html" if request.headers.get("HX-Request") else "signing/login.html"
    shown = {
        "next": going,
        "fault": fault,
        "username": request.POST.get("username", ""),
        "demo_accounts": demo_accounts() if units.is_demo() else (),
    }
    return render(request, template, shown, status=422 if fault and not request.headers.get("HX-Request") else 200)


def _next(request: HttpRequest) -> str:
    going = request.POST.get("next") or request.GET.get("next") or "/"
    return going if url_has_allowed_host_and_scheme(going, allowed_hosts={request.get_host()}) else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("login")


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
    try:
        validate_password(password)
        account = accounts.first_run(found.name if found else given["organisation"], new)
    except ValidationError as fault:
        return list(fault.messages)
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
