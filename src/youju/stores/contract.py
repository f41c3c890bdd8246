"""What a store of acts is: append, read, list. The folder store is the first; the database will be the second."""

from __future__ import annotations

from typing import Protocol

from youju.model.dossier import Act, Draft


class Store(Protocol):
    """Acts are appended, never edited; each stream is its own chain of digests."""

    @property
    def workspace(self) -> str:
        """The kind of the workspace, part of every digest."""
        ...

    def append(self, stream: str, draft: Draft, after: int | None = None) -> Act:
        """Adds the act at the end. ``after``: the sequence the writer saw; ConflictError if somebody was first."""
        ...

    def acts(self, stream: str) -> tuple[Act, ...]:
        """All acts of the stream in order. Raises TamperedError when the chain does not hold."""
        ...

    def head(self, stream: str) -> str | None:
        """The end of the stream, as a text that changes with every act; cheap, and no proof that it is whole."""
        ...

    def streams(self) -> tuple[str, ...]:
        """Names of all streams, sorted."""
        ...
