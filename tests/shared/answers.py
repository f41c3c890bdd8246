"""What a page answered, read as a person reads it."""

from __future__ import annotations

import re
from typing import Protocol


class Answer(Protocol):
    """An answer of the test client."""

    @property
    def content(self) -> bytes:
        """The page."""
        ...

    @property
    def redirect_chain(self) -> list[tuple[str, int]]:
        """Where it led to, when it was followed."""
        ...


def words(answer: Answer) -> str:
    """The text of the page with its marks taken away."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
