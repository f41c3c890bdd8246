"""What every page shows besides its own content: who is signed in, where one can go, the mark of the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from youju import __version__
from youju.web import access, returning, units


def shown(request: HttpRequest) -> dict[str, object]:
    """Names for every template."""
    signed = request.user.is_authenticated if hasattr(request, "user") else False
    return {
        "user": access.account_of(request) if signed else getattr(request, "user", None),
        "demo": units.is_demo(),
        "version": __version__,
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "places": access.places_of(request) if signed else (),
        "kept_form": returning.take(request) if signed else None,
    }
