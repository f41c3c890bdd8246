"""Rows that an import gave back: with their cells and reasons, as a file to mend, and read again from such a file.

A file that is opened in a spreadsheet must not start anything, so cells that a spreadsheet would take for a formula get
an apostrophe in front. Reading takes it away again, only in files that have one of our own columns of remarks (which is
ignored otherwise): who mends such a file leaves that column in it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from youju import importers
from youju.evidence.heading import headed
from youju.importers.contract import Rows
from youju.model.ledger import ImportReport, Ledger, Reject

REASON = "退回原因"  # the column of remarks in a file of rejects
REMARK = "录入说明"  # the one in a file of rows that were typed here
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it a spreadsheet takes UTF-8 for the encoding of the machine
_ACTIVE = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
_APOSTROPHE = "'"
EXAMPLES = 3  # of the rows and values given back for one reason


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as printed in the dump, as wide as its header or wider, and why it was given back."""

    reject: Reject
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """The rows given back by one import."""

    header: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]


def returned_rows(ledger: Ledger, report: ImportReport, data: bytes) -> Returned:
    """The rejected rows with all their cells; ``data`` are the bytes that were imported into that ledger."""
    rows = headed(ledger, as_before(importers.rows_of(data, report.file)))
    reasons = {item.row: item for item in report.rejected}
    found = (ReturnedRow(reasons[number], cells) for number, cells in rows.rows if number in reasons)
    return Returned(rows.header, tuple(found))


def rejects_csv(returned: Returned) -> bytes:
    """The rejected rows as a file that a spreadsheet opens, to be mended and imported again.

    The reason stands first, where it is seen and where a row that is too long cannot run into it.
    """
    reasons = [f"第{row.reject.row}行：{row.reject.reasons}" for row in returned.rows]
    return written(REASON, returned.header, zip(reasons, (row.cells for row in returned.rows), strict=True))


@dataclass(frozen=True, slots=True)
class Alike:
    """Cells given back for the same reason: of which column, in how many rows, some of those rows and values.

    ``reason`` has … where the values stand, which differ from row to row.
    """

    column: str
    reason: str
    count: int
    rows: tuple[int, ...]
    values: tuple[str, ...]


def alike(returned: Returned) -> tuple[Alike, ...]:
    """The reasons for which rows were given back, the most frequent first; a row with several faults is in several."""
    found: dict[tuple[str, str], list[Reject]] = {}
    for row in returned.rows:
        for fault in row.reject.faults:
            found.setdefault((fault.column, _without_value(fault)), []).append(fault)
    groups = [
        Alike(
            column,
            reason,
            len(faults),
            tuple(fault.row for fault in faults[:EXAMPLES]),
            tuple(dict.fromkeys(fault.value for fault in faults if fault.value.strip()))[:EXAMPLES],
        )
        for (column, reason), faults in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: -group.count))


def _without_value(fault: Reject) -> str:
    spelt = {fault.value, fault.value.strip(), unicodedata.normalize("NFKC", fault.value).strip()} - {""}
    reason = fault.reason
    for value in spelt:
        reason = reason.replace(f"“{value}”", "“…”")
    return reason


def written(remarks: str, header: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> bytes:
    """Rows behind a column of remarks, in UTF-8 with its mark; no cell of them is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((remarks, *map(_passive, header)))
    writer.writerows((_passive(remark), *map(_passive, cells)) for remark, cells in rows)
    return BYTE_ORDER_MARK + text.getvalue().encode()


def as_before(rows: Rows) -> Rows:
    """The rows of a file written here as they were before; those of any other file as they are."""
    ours = [place for place, name in enumerate(rows.header) if name.strip() in (REASON, REMARK)]
    if not ours:
        return rows
    header = tuple(map(_active, _without(rows.header, ours)))
    return Rows(header, _restored(rows.rows, ours), rows.sheet, rows.encoding)


def _restored(
    rows: Iterator[tuple[int, tuple[str, ...]]], ours: Sequence[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in rows:
        yield number, tuple(map(_active, _without(cells, ours)))


def _without(cells: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(cell for place, cell in enumerate(cells) if place not in places)


def _passive(cell: str) -> str:
    """A number with its sign stays; whatever else a spreadsheet could take for a formula becomes text."""
    return _APOSTROPHE + cell if _ACTIVE.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _active(cell: str) -> str:
    """Undoes ``_passive``."""
    bare = cell.removeprefix(_APOSTROPHE)
    return bare if bare != cell and _ACTIVE.match(bare) else cell
