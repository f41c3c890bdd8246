"""How numbers and moments are written on the pages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

from youju.model.organisation import ROLE_NAMES, Role
from youju.notation.amount import format_amount
from youju.notation.number import plain
from youju.stages.status import PHASE_NAMES, Phase

register = template.Library()


@register.filter
def yuan(value: Decimal | None) -> str:
    """An amount in yuan with thousands separators; a dash where there is none."""
    return "—" if value is None else format_amount(value)


@register.filter
def points(value: Decimal | None) -> str:
    """Points with two places; a dash without a verdict."""
    return "—" if value is None else f"{value:.2f}"


@register.filter
def number(value: Decimal | None) -> str:
    """A decimal without trailing zeros; a dash where there is none."""
    return "—" if value is None else plain(value)


@register.filter
def moment(value: str | datetime) -> str:
    """A recorded moment as people write it, in the language of the page and the zone of the installation.

    An act names the zone of the machine that recorded it; one that names none is left as it was written.
    """
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    if timezone.is_aware(at):
        at = timezone.localtime(at)
    if get_language() == "en":
        return f"{at:%Y-%m-%d %H:%M}"
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


@register.filter
def role_name(code: str) -> str:
    """The role in the language of the page."""
    return gettext(ROLE_NAMES[Role(code)])


@register.filter
def phase_name(code: str) -> str:
    """The stage in the language of the page."""
    return gettext(PHASE_NAMES[Phase(code)])


@register.filter
def tongue(text: str) -> str:
    """The language a sentence is in: sentences of the core and of people are Chinese on an English page too."""
    return "zh-Hans" if any("\u4e00" <= letter <= "\u9fff" for letter in str(text)) else "en"
