"""A PDF/A-2b file for the archive: fonts embedded, header rows and spanning labels again on each page."""

from __future__ import annotations

from youju.exporters.contract import Format
from youju.exporters.typst_page import printed

FORMAT = Format(code="pdf", suffix="pdf", write=printed)
