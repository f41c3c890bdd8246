"""What reviewers said of a cell, and what is left of findings, as the pages count it."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from youju.model.finding import Severity
from youju.web.official_form import Line

register = template.Library()


@register.filter
def remarks_at(line: Line, path: str) -> int:
    """How many remarks stand at the cell of that path."""
    return sum(len(one.remarks) for one in line.said if one.path == path)


@register.filter
def by_severity(findings: Mapping[Severity, int]) -> dict[str, int]:
    """Counted findings as the pages name them."""
    return {
        "errors": findings[Severity.ERROR],
        "warnings": findings[Severity.WARNING],
        "hints": findings[Severity.HINT],
    }
