"""Parts of pages that cost much and change seldom: rendered once for the same state of what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def part(template: str, state: Iterable[str], shown: Callable[[], Mapping[str, object]]) -> SafeString:
    """The template filled with what ``shown`` gives, kept for the language of the page.

    ``state`` names everything the part depends on, the permissions of who looks included; it holds no form, because a
    form carries the mark of one session.
    """
    named = "\n".join((template, get_language() or "", *state))
    key = hashlib.sha256(named.encode()).hexdigest()
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string(template, {**shown()})
        cache.set(key, kept, None)
    return SafeString(kept)
