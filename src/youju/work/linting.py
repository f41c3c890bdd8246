"""Lint documents: the rules of the shelf put to each form, with the tree of levels of the form's own year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from youju import lint, packs
from youju.lint.contract import Facts
from youju.model.declaration import Declaration
from youju.model.dossier import Data
from youju.model.finding import Finding, Severity
from youju.notation.document import place_document
from youju.scoring import scheme_for
from youju.stages.weighing import weight_sum
from youju.work.workspace import DEFAULT_JURISDICTION


def findings_of(
    declaration: Declaration, measured: Mapping[str, str] | None = None, jurisdiction: str = DEFAULT_JURISDICTION
) -> tuple[Finding, ...]:
    """Findings of one form. ``measured``: indicators the unit has a measure for (their words are not vague)."""
    if declaration.year is None:
        return lint.lint(declaration, Facts(measured=measured or {}))
    scheme = scheme_for(jurisdiction, declaration.year)
    facts = Facts(packs.taxonomy(scheme.taxonomy), measured or {}, weight_sum(declaration, scheme).expected)
    return lint.lint(declaration, facts)


def finding_document(finding: Finding, declaration: Declaration) -> dict[str, Data]:
    """One finding as ``lint --json`` prints it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "type": finding.type.value,
        "file": declaration.source.path if declaration.source else None,
        "project": declaration.project.name,
        "indicator": finding.indicator,
        "field": finding.field,
        "message": finding.message,
        "remedy": finding.remedy,
        "source": finding.citation.text,
        "status": finding.citation.status.value,
        "place": place_document(finding.place),
    }


def counts(findings: Sequence[Finding]) -> dict[str, Data]:
    """How many findings of each severity."""
    return {
        "errors": sum(finding.severity is Severity.ERROR for finding in findings),
        "warnings": sum(finding.severity is Severity.WARNING for finding in findings),
        "hints": sum(finding.severity is Severity.HINT for finding in findings),
    }
