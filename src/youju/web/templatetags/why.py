"""How a path is written on the page: exact numbers with separators, what a status means, what opens an open row."""

from __future__ import annotations

from django import template

from youju.exporters.report import figures, words
from youju.model.citation import Status
from youju.model.measurement import State

register = template.Library()


@register.filter
def figure(value: str | None) -> str:
    """A number with separators and at most four places; a dash where there is none."""
    return figures.number(value) or "—"


@register.filter
def part_of_one(value: str | None) -> str:
    """A share as a rate; a dash where there is none."""
    return figures.rate(value) or "—"


@register.filter
def status_meaning(status: Status) -> str:
    """What it means that a rule is known so well, and no better."""
    return words.STATUSES[status.value][1]


@register.filter
def remedy(state: State) -> str:
    """What gives an open row its value; empty where it has one."""
    return words.REMEDIES.get(state.value, "")


@register.filter
def flag_words(flag: str) -> str:
    """What a flag of the measurement or of the score warns of."""
    return words.flag_word(flag)
