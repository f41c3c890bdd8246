"""Words of findings on the pages: how severe, and how well the rule behind it is known."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from youju.exporters.report.words import SEVERITIES
from youju.model.citation import Status
from youju.model.finding import Severity
from youju.work.showing import STATUS_WORDS

register = template.Library()


@register.filter
def severity_name(severity: Severity) -> str:
    """错误, 警告 or 提示 in the language of the page."""
    return gettext(SEVERITIES[severity.value])


@register.filter
def status_words(status: Status) -> str:
    """How well the rule is known, in the language of the page."""
    return gettext(STATUS_WORDS[status])
