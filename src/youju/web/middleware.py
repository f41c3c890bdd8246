"""What surrounds every page: language, the content security policy, faults as sentences, and signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation

from youju.errors import YoujuError
from youju.web import returning
from youju.web.views.faults import shown

Respond = Callable[[HttpRequest], HttpResponseBase]

# data: is for the arrows and check marks that the style sheet draws as pictures; everything else is ours.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


def policy(respond: Respond) -> Respond:
    """Nothing from another host, no script or style inside a page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def language(respond: Respond) -> Respond:
    """Chinese unless the person chose otherwise: the browser's own language does not decide."""
    known = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(code):
            response = respond(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return answer


class Faults:
    """A fault of the call or its input becomes a sentence with a remedy."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page of a known fault; any other is the program's and goes on."""
        return shown(request, fault) if isinstance(fault, YoujuError) else None


faults = Faults


class SignedIn(LoginRequiredMiddleware):
    """Every page wants a signed-in person; an expired sign-in keeps what was being sent."""

    sync_capable: ClassVar[bool] = True

    def handle_no_permission(  # type: ignore[override] # an in-page request gets no redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """In-page requests are told to ask for the password in place; a sent form is kept and filled in again."""
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=401)
            response.headers["X-Sign-In"] = reverse("login")
            return response
        if request.method == "POST":
            return returning.keep(request)
        return super().handle_no_permission(request, view_func)
