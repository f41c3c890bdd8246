"""PDF files for tests: printed by LibreOffice from a word file, set by typst, or written object by object."""

from __future__ import annotations

import subprocess
import zlib
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import docx
import typst
from docx.document import Document
from docx.oxml import OxmlElement

Truth = tuple[tuple[int, int, int, int, str], ...]  # row, column, rows, columns, text of every cell


def truth(rows: Sequence[Sequence[tuple[str, int, int]]]) -> Truth:
    """Where cells given as (text, rows, columns) stand, as a browser lays out a table."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(rows, start=1):
        column = 1
        for text, down, across in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
            found.append((row, column, down, across, text))
    return tuple(found)


def add_table(document: Document, cells: Truth, *, heading: int = 0, style: str | None = "Table Grid") -> None:
    """A table with those cells; its first ``heading`` rows are repeated on every page."""
    height = max(row + rows - 1 for row, _, rows, _, _ in cells)
    width = max(column + columns - 1 for _, column, _, columns, _ in cells)
    table = document.add_table(height, width)
    if style:
        table.style = style
    by_place = [[table.cell(row, column) for column in range(width)] for row in range(height)]
    for row, column, rows, columns, text in cells:
        cell = by_place[row - 1][column - 1]
        if rows * columns > 1:
            cell = cell.merge(by_place[row + rows - 2][column + columns - 2])
        cell.text = text
    for row in range(heading):
        table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 (no public way)


def document(*paragraphs: str) -> Document:
    """A new word file with those paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def printed(folder: Path, documents: Mapping[str, Document], options: str = "") -> dict[str, bytes]:
    """Every document printed to PDF by one call of LibreOffice, with a profile of its own."""
    for name, made in documents.items():
        made.save(str(folder / f"{name}.docx"))
    profile = f"-env:UserInstallation={(folder.parent / 'office').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in documents]
    command = ["soffice", profile, "--headless", "--convert-to", f"pdf{options}", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 (our own files)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


def typeset(source: str) -> bytes:
    """A PDF by typst, in the Chinese font that the package brings."""
    found = find_spec("pylopdf_fonts_zh_cn")
    assert found
    assert found.origin
    compiler: Any = typst
    head = '#set text(font: "Noto Sans SC", size: 10pt)\n'
    made: bytes = compiler.compile(
        (head + source).encode(), font_paths=[str(Path(found.origin).parent)], ignore_system_fonts=True
    )
    return made


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A packed stream object."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(packed), entries, packed)


def written(objects: Sequence[bytes]) -> bytes:
    """A PDF of those objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )


def page(
    content: bytes,
    *,
    entries: bytes = b"",
    more: Sequence[bytes] = (),
    resources: bytes = b"/Font<</F 5 0 R>>",
    kids: Sequence[bytes] = (b"3 0 R",),
) -> bytes:
    """A PDF of one page of 600 × 800 points with the font Helvetica as /F; further objects are numbered from 6."""
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (b" ".join(kids), len(kids)),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%b>>%b>>"
            % (resources, entries),
            stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


PICTURE = stream(
    bytes(range(100)), b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8"
)
SCAN = page(b"600 0 0 800 0 0 cm /I Do", more=[PICTURE], resources=b"/XObject<</I 6 0 R>>")
