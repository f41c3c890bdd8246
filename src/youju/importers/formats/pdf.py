"""PDF: ruled tables with their spans, tables over several pages as one, borderless ones by alignment, else plain text.

A scanned page has no text; that is said, for a clerk cannot see it on the page.
"""

from __future__ import annotations

from youju.importers.contract import Format
from youju.model.grid import Grid

_MAGIC = b"%PDF"
_WITHIN = 1024  # bytes; some programs write a few lines before the mark


def grid(data: bytes) -> Grid:
    """Tables and paragraphs in reading order, each cell with its page. Raises UnreadableError with a remedy."""
    from youju.importers.pdf_reading import read  # noqa: PLC0415 (PDFium costs 0.2 s: only who reads a PDF pays)

    return read(data)


def recognises(data: bytes) -> int:
    """95 for a PDF by its mark, 0 for the rest."""
    return 95 if _MAGIC in data[:_WITHIN] else 0


FORMAT = Format(code="pdf", recognises=recognises, grid=grid)
