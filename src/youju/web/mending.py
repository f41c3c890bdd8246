"""Rows that an import gave back, mended in the page: what is right goes into the ledger, the rest stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from youju.model.ledger import ImportReport
from youju.web import dumps, ledgers
from youju.web.ledgers import SeenLedger
from youju.web.models import Upload
from youju.work.entering import mend as import_again
from youju.work.returned import Returned, ReturnedRow
from youju.work.workspace import now

FIRST_ROW = 2  # mended rows are numbered anew behind their header


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, by number of row and place of cell; rows to be given up, rows whose extra cells are to go."""

    cells: Mapping[int, Mapping[int, str]]
    dropped: Collection[int]
    trimmed: Collection[int]


def mend(seen: SeenLedger, upload: Upload, typed: Typed) -> dumps.Mended:
    """Imports the rows again as they were typed; a row with cells beyond the header waits until those are let go.

    What was typed is kept first, so that nothing is lost when the import is refused.
    """
    before, dropped = dumps.returned_of(upload), typed.dropped
    width = len(before.header)
    rows = tuple(_with(row, typed, width) for row in before.rows)
    dumps.keep_typed(upload, Returned(before.header, rows))
    sent = [row for row in rows if row.reject.row in typed.cells and row.reject.row not in dropped]
    again = [row for row in sent if len(row.cells) == width]
    report = _imported(seen, upload, before.header, again)
    wrong = _still_wrong(again, report)
    settled = {row.reject.row for row in again} | set(dropped)
    left = [wrong.get(row.reject.row, row) for row in rows if row.reject.row in wrong or row.reject.row not in settled]
    gone = sum(row.reject.row in dropped for row in rows)
    counts = (0, 0, 0) if report is None else (report.added, report.corrected, report.unchanged)
    mended = dumps.Mended(seen.person.name, now(), *counts, dropped=gone, left=len(left))
    dumps.note_mended(upload, Returned(before.header, tuple(left)), mended)
    if report is not None and report.batch:
        ledgers.changed(seen.account, seen.unit)
    return mended


def _with(row: ReturnedRow, typed: Typed, width: int) -> ReturnedRow:
    number = row.reject.row
    written, kept = typed.cells.get(number, {}), row.cells[:width] if number in typed.trimmed else row.cells
    cells = tuple(written.get(place, cell) if place < width else cell for place, cell in enumerate(kept))
    return replace(row, cells=cells)


def _imported(
    seen: SeenLedger, upload: Upload, header: Sequence[str], rows: Sequence[ReturnedRow]
) -> ImportReport | None:
    if not rows:
        return None
    named = [dict(zip(header, row.cells, strict=True)) for row in rows]
    return import_again(seen.workspace, seen.ledger, upload.name, header, named, seen.person, seen.standing)


def _still_wrong(rows: Sequence[ReturnedRow], report: ImportReport | None) -> dict[int, ReturnedRow]:
    """By their numbers in the first file: those given back once more, with the new reason."""
    found = {}
    for reject in report.rejected if report is not None else ():
        row = rows[reject.row - FIRST_ROW]
        found[row.reject.row] = replace(row, reject=reject.moved(row.reject.row))
    return found
