"""Words of findings on the pages: how severe, and how well the rule behind it is known."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext, gettext_noop

from youju.model.citation import Status
from youju.model.finding import Severity
from youju.work.showing import STATUS_WORDS

register = template.Library()
SEVERITY_NAMES = {
    Severity.ERROR: gettext_noop("错误"),
    Severity.WARNING: gettext_noop("警告"),
    Severity.HINT: gettext_noop("提示"),
}


@register.filter
def severity_name(severity: Severity) -> str:
    """错误, 警告 or 提示 in the language of the page."""
    return gettext(SEVERITY_NAMES[severity])


@register.filter
def status_words(status: Status) -> str:
    """How well the rule is known, as the rules themselves say it."""
    return STATUS_WORDS[status]
