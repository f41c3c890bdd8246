"""Pages and parts of pages that cost much and change seldom: rendered once for the same state of what they show."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping

from django.contrib.messages import get_messages
from django.core.cache import cache, caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from youju import __version__
from youju.web import returning, units
from youju.web.access import account_of

# Stands in a kept page where the mark of the session goes; drawn anew by every process, so that no text can hold it.
_MARK = f"mark-{secrets.token_hex(16)}"


def page(
    request: HttpRequest, template: str, state: Iterable[str], shown: Callable[[], Mapping[str, object]]
) -> HttpResponse:
    """The whole page, kept for this person, language and address as long as ``state`` is the same.

    ``state`` names everything the page shows besides its frame. A page that says something once (a message, a form
    that came back after signing in) is rendered for that once.
    """
    if len(get_messages(request)) or returning.KEPT in request.session:
        return render(request, template, {**shown()})
    account = account_of(request)
    who = repr((account.pk, account.name, account.role, units.is_demo(), request.build_absolute_uri()))
    key = _key(template, (who, *state))
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string(template, {**shown(), "csrf_token": _MARK}, request)
        cache.set(key, kept, None)
    return HttpResponse(kept.replace(_MARK, get_token(request)))


def part(template: str, state: Iterable[str], shown: Callable[[], Mapping[str, object]]) -> SafeString:
    """The template filled with what ``shown`` gives, kept for the language of the page.

    ``state`` names everything the part depends on, the permissions of who looks included; it holds no form, because a
    form carries the mark of one session. All processes of a server share the parts that one of them rendered.
    """
    key = _key(template, (*state, __version__))
    shared = caches["results"]
    kept: str | None = cache.get(key) or shared.get(key)
    if kept is None:
        kept = render_to_string(template, {**shown()})
        shared.set(key, kept)
    cache.set(key, kept, None)
    return SafeString(kept)


def _key(template: str, state: Iterable[str]) -> str:
    named = "\n".join((template, get_language() or "", *state))
    return hashlib.sha256(named.encode()).hexdigest()
