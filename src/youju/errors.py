"""Every exception there is: faults of the call or its input. Each says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping


class YoujuError(Exception):
    """The call or its input cannot be used: one sentence, a remedy, a place (mapped to exit code 2 once per shell)."""

    def __init__(self, message: str, remedy: str = "", place: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place: dict[str, object] = dict(place or {})


class UnreadableError(YoujuError):
    """A file or a text cannot be read as what it should be."""


class NotFoundError(YoujuError):
    """A workspace, project, indicator, ledger, scheme or pack of that name is not there."""


class RefusedError(YoujuError):
    """The rules of a stage, of a ledger or of the expression whitelist forbid it."""


class ConflictError(YoujuError):
    """Somebody else wrote first; the message says who and when."""


class TamperedError(YoujuError):
    """Stored acts, batches or sources are not what was stored: a digest differs or a file is missing."""
