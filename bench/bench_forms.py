"""Reading one official form from a word file, a ruled PDF and damaged text, against the bare libraries."""

from __future__ import annotations

import hashlib
import sys
from functools import partial
from itertools import groupby
from pathlib import Path

from peer_bare_readers import converter_to_markdown, markdown, printed_tables, word_cells
from turns import Case, by_turns, shown, timed
from youju import exporters, forms, importers, packs
from youju.forms.contract import Facts, Style
from youju.model.declaration import Declaration, Source
from youju.model.grid import Grid, Paragraph

TEXT = Path(__file__).parents[1] / "examples" / "songjiang-2021" / "declarations.txt"
LAYOUT = "shanghai-2021"
RUNS = 30


def read(data: bytes, name: str) -> tuple[Declaration, ...]:
    """From bytes to documents."""
    code, grid = importers.grid_of(data, name)
    return forms.read(grid, Facts(packs.taxonomies()), Source(name, hashlib.sha256(data).hexdigest(), code))


def damaged(grid: Grid) -> bytes:
    """The form as text pasted badly: no spans, no blank cells, so that rows are shifted to the left."""
    lines: list[str] = []
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            filled = (cell for cell in block.cells if cell.text)
            rows = groupby(sorted(filled, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row)
            lines += ["\t".join(cell.text.replace("\n", "") for cell in row) for _, row in rows]
    return "\n".join(lines).encode()


def main() -> int:
    """Prints the times; 1 when a target is missed."""
    documents = read(TEXT.read_bytes(), TEXT.name)
    grids = [forms.fill(LAYOUT, document, Style()) for document in documents]
    word, printed = (exporters.write(grids[0], code) for code in ("docx", "pdf"))
    cases = []

    ours, peer = by_turns(partial(importers.grid_of, word, "a.docx"), partial(word_cells, word), RUNS)
    cases.append(Case("docx to a grid / python-docx walk", ours, peer, most=2))
    whole = partial(read, word, "a.docx")
    cases.append(Case("docx to the document", min(timed(whole) for _ in range(RUNS))))
    if converter_to_markdown():
        ours, peer = by_turns(whole, partial(markdown, word), RUNS)
        cases.append(Case("docx to the document / to Markdown", ours, peer, most=0.2))

    ours, peer = by_turns(partial(importers.grid_of, printed, "a.pdf"), partial(printed_tables, printed), RUNS)
    cases.append(Case("ruled PDF to a grid / pdfplumber tables", ours, peer, most=1.5))
    cases.append(Case("ruled PDF to the document", min(timed(partial(read, printed, "a.pdf")) for _ in range(RUNS))))

    texts = [damaged(grid) for grid in grids]
    slowest = max(min(timed(partial(read, text, "a.txt")) for _ in range(RUNS)) for text in texts)
    found = [sum(len(document.indicators) for document in read(text, "a.txt")) for text in texts]
    expected = [len(document.indicators) for document in documents]
    cases.append(Case("damaged text to the document, slowest of five", slowest, limit=50))

    failed = shown(cases)
    print(f"indicators in the damaged texts: {found}, in the forms: {expected}")
    if not converter_to_markdown():
        print("docx to Markdown: markitdown is not installed, not compared")
    return failed


if __name__ == "__main__":
    sys.exit(main())
