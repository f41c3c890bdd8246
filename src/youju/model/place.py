"""Where in a document something stands, so that every read value can be shown to the person who doubts it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """``table``, ``row`` and ``column`` count from 1 within the part; ``line`` is the line of the text file."""

    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
