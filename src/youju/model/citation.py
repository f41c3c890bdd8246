"""A citation: where a rule comes from and how sure we are of it. Shown beside every number the rule decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How well a rule is known (rule book §0.1): an official must see whether it was read or only remembered."""

    SEEN = "seen"
    SECONDARY = "secondary"
    REMEMBERED = "remembered"
    UNCERTAIN = "uncertain"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Citation:
    """``reference`` names title, document number and article, never a web address."""

    reference: str
    status: Status
    article: str = ""

    @property
    def text(self) -> str:
        """Reference and article as they are shown."""
        return f"{self.reference}，{self.article}" if self.article else self.reference
