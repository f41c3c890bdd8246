"""Shelf: schemes are official texts as data, methods are code, the sheet adds up and grades."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from youju.model.score import Score
from youju.registry import shelf
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.reported import DOUBT
from youju.scoring.scheme_file import scheme, scheme_for, schemes
from youju.scoring.verdict import unscorable

__all__ = ["known_methods", "scheme", "scheme_for", "schemes", "score"]


@cache
def known_methods() -> tuple[Method, ...]:
    """The shelf of methods in the order in which they are asked."""
    return tuple(sorted(shelf("youju.scoring.methods", Method), key=lambda method: method.order))


def score(case: Case, scheme: Scheme) -> Score:
    """The score of one case by the first method that decides it; a case without a target has none and says so.

    What stands on a doubtful target or actual carries the flag ``doubt``.
    """
    found = _scored(case, scheme)
    if (case.doubtful or case.actual.doubtful) and DOUBT not in found.flags:
        return replace(found, flags=(*found.flags, DOUBT))
    return found


def _scored(case: Case, scheme: Scheme) -> Score:
    for method in known_methods():
        if method.applies(case, scheme):
            return method.score(case, scheme)
    return unscorable(case, scheme)
