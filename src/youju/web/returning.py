"""What was being sent when the sign-in had expired is kept and filled into the same page again."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "kept_form"
LARGEST = 500_000
_SECRET = frozenset({"csrfmiddlewaretoken", "password"})


def keep(request: HttpRequest) -> HttpResponseRedirect:
    """Keeps the fields of the form in the session and asks to sign in; afterwards the page it came from returns."""
    page = _page(request)
    fields = {name: values for name, values in request.POST.lists() if name not in _SECRET}
    if sum(len(value) for values in fields.values() for value in values) <= LARGEST:
        request.session[KEPT] = {"page": page, "fields": fields}
    return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': page})}")


def _page(request: HttpRequest) -> str:
    """The page that held the form: its own address, or the one it was sent from."""
    came_from = request.headers.get("Referer", "")
    if came_from and url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("desk")


def take(request: HttpRequest) -> dict[str, list[str]] | None:
    """The kept fields for the page now shown, once; None when nothing waits for it."""
    kept = request.session.get(KEPT)
    if not kept or kept["page"] != request.get_full_path() or request.method != "GET":
        return None
    del request.session[KEPT]
    fields: dict[str, list[str]] = kept["fields"]
    return fields
