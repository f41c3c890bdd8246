"""An import: typed rows are compared with what stands under their keys and become a batch, or nothing if all is known.

The log entry is written last: rows, replaced positions and source that lie there without it count for nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict

from youju.evidence.batches import Key, Standing, rows_digest, standing_rows, write_batch, write_superseded
from youju.evidence.cells import Typed
from youju.evidence.durable import sha256_of, write
from youju.evidence.intake import Mapping, Rows, TypedRow, Values, map_header, typed_rows
from youju.evidence.log import append
from youju.evidence.places import batch_file, source_file, superseded_file
from youju.model.dossier import Data, Draft
from youju.model.ledger import Cut, ImportReport, Ledger, Reject
from youju.notation.canonical import digest_of

BATCH = "batch"  # the kind of log entry


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as it came, its name without folder; and who brought it, in which role, when (ISO 8601 with offset)."""

    name: str
    content: bytes
    by: str
    role: str
    at: str


class When(TypedDict, total=False):
    """What the days of the stored rows say, as fields of the report."""

    earliest: tuple[int, date]
    latest: tuple[int, date]
    in_closed: int


@dataclass(slots=True)
class Sorted:
    """The rows of a dump sorted by what they change: ``kept`` are stored, ``replaced`` rows no longer count."""

    kept: list[TypedRow] = field(default_factory=list)
    replaced: list[tuple[str, int]] = field(default_factory=list)
    added: int = 0
    corrected: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Coming:
    """The batch to be, and the batches that the same file made ``before``."""

    batch: str
    before: frozenset[str]


def receive(root: Path, known: Cut, rows: Rows, delivery: Delivery) -> ImportReport:
    """Stores what a dump adds to a ledger of which ``known`` is the latest cut; the same file again changes nothing.

    Raises UnreadableError when the file cannot be used, ConflictError when somebody else wrote to the ledger meanwhile.
    """
    mapping = map_header(known.ledger, rows.header)
    typed: list[TypedRow] = []
    rejected: list[Reject] = []
    for row in typed_rows(known.ledger, mapping, rows.rows):
        if isinstance(row, TypedRow):
            typed.append(row)
        else:
            rejected.append(row)
    sha256 = hashlib.sha256(delivery.content).hexdigest()
    batch = _batch_code(known, delivery, sha256)
    own = frozenset(file.batch for file in known.files if file.source == sha256)
    result = _sort(known, typed, mapping, Coming(batch, own))
    if result.kept:
        body = _store(root, known.ledger, batch, result)
        body |= {"name": delivery.name, "source": sha256, "sheet": rows.sheet, "rejected": len(rejected)}
        body["columns"] = {code: rows.header[at] for code, at in mapping.positions.items() if at is not None}
        _keep(source_file(root, sha256), delivery.content)
        append(root, known, Draft(BATCH, delivery.by, delivery.role, delivery.at, body))
    return ImportReport(
        ledger=known.ledger.code,
        file=delivery.name,
        sha256=sha256,
        batch=batch if result.kept else None,
        read=len(typed) + len(rejected),
        added=result.added,
        corrected=result.corrected,
        unchanged=result.unchanged,
        rejected=tuple(rejected),
        ignored_columns=mapping.ignored,
        missing_columns=tuple(code for code, place in mapping.positions.items() if place is None),
        **_when(known, result.kept),
    )


def _when(known: Cut, kept: Sequence[TypedRow]) -> When:
    """The ends of time of the stored rows, and how many of them lie in spans declared closed before."""
    place = [column.code for column in known.ledger.columns].index(known.ledger.date)
    days = [(row.number, day) for row in kept if (day := _day(row.values[place])) is not None]
    if not days:
        return {}
    return {
        "earliest": min(days, key=lambda item: item[1]),
        "latest": max(days, key=lambda item: item[1]),
        "in_closed": sum(any(day in span for span in known.closed) for _, day in days),
    }


def _day(value: Typed) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _batch_code(known: Cut, delivery: Delivery, sha256: str) -> str:
    """Sorts by the log; two people writing at once get different codes, so that the loser's file is nobody's."""
    mark = {"source": sha256, "name": delivery.name, "by": delivery.by, "at": delivery.at, "head": known.head}
    return f"{known.sequence + 1:06d}-{digest_of(mark)[:12]}"


def _sort(known: Cut, typed: Sequence[TypedRow], mapping: Mapping, coming: Coming) -> Sorted:
    """Row by row in source order against what stands under its key then, be it stored or earlier in the dump.

    What stands from this very file stays: a dump that corrects itself can come twice and change nothing.
    """
    columns = [column.code for column in known.ledger.columns]
    places = [columns.index(code) for code in known.ledger.key]
    absent = [place for place, code in enumerate(columns) if mapping.positions[code] is None]
    keyed = [(tuple(row.values[place] for place in places), row) for row in typed]
    standing: dict[Key, Standing] = dict(standing_rows(known, dict.fromkeys(key for key, _ in keyed)))
    result = Sorted()
    for key, row in keyed:
        before, values = standing.get(key), row.values
        if before is not None:
            values = _completed(values, before.values, absent)
            if before.batch in coming.before or values == before.values:
                result.unchanged += 1
                continue
            result.corrected += 1
            result.replaced.append((before.batch, before.position))
        else:
            result.added += 1
        standing[key] = Standing(coming.batch, len(result.kept), values)
        result.kept.append(TypedRow(row.number, values))
    return result


def _completed(values: Values, before: Values, absent: list[int]) -> Values:
    """A dump that lacks a column says nothing about it: what stood there still stands."""
    if not absent:
        return values
    return tuple(before[place] if place in absent else value for place, value in enumerate(values))


def _store(root: Path, ledger: Ledger, batch: str, result: Sorted) -> dict[str, Data]:
    path = batch_file(root, ledger.code, batch)
    write_batch(path, ledger, result.kept)
    body: dict[str, Data] = {
        "batch": batch,
        "rows": len(result.kept),
        "sha256": sha256_of(path),
        "rows_digest": rows_digest(ledger, result.kept),
        "added": result.added,
        "corrected": result.corrected,
        "unchanged": result.unchanged,
        "superseded": None,
    }
    if result.replaced:
        replaced = superseded_file(root, ledger.code, batch)
        write_superseded(replaced, result.replaced)
        counts: dict[str, Data] = {}
        for name in sorted({name for name, _ in result.replaced}):
            counts[name] = sum(name == other for other, _ in result.replaced)
        body["superseded"] = {"sha256": sha256_of(replaced), "rows": counts}
    return body


def _keep(path: Path, content: bytes) -> None:
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, content)
