"""A fault of a user's document: clear, gentle, with place and remedy. Faults of the program are exceptions instead."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum

from youju.model.citation import Citation
from youju.model.place import Place


class Severity(StrEnum):
    """error must be mended before it is filed, warning must be answered, hint is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class FindingType(StrEnum):
    """The five types of the rule book §11."""

    COMPLETENESS = "completeness"
    COMPLIANCE = "compliance"
    MEASURABILITY = "measurability"
    RELEVANCE = "relevance"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class Finding:
    """``field`` is a field of the document (``target``, ``unit``, ``funds.total``); ``indicator`` None for the head."""

    code: str
    severity: Severity
    type: FindingType
    message: str
    remedy: str
    citation: Citation
    indicator: str | None = None
    field: str | None = None
    place: Place = default(default_factory=Place)
