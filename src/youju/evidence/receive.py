"""An import: typed rows are compared with what stands under their keys and become a batch, or nothing if all is known.

The log entry is written last: rows, replaced positions and source that lie there without it count for nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from youju.evidence.bulk import in_bulk
from youju.evidence.durable import copy, digest_of_file, write
from youju.evidence.heading import headed
from youju.evidence.intake import Rows
from youju.evidence.log import append
from youju.evidence.outcome import Coming
from youju.evidence.places import batch_file, folder, source_file, superseded_file
from youju.evidence.sorting import in_memory
from youju.model.dossier import Draft
from youju.model.ledger import Cut, ImportReport
from youju.notation.canonical import digest_of

BATCH = "batch"  # the kind of log entry
LARGE = 4_000_000  # bytes of a source from which on rows are typed and compared in bulk


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as it came (bytes, or where it lies) and its name; who brought it, in which role and when (ISO 8601)."""

    name: str
    content: bytes | Path
    by: str
    role: str
    at: str

    @property
    def sha256(self) -> str:
        """The digest the source is kept by."""
        return (
            digest_of_file(self.content) if isinstance(self.content, Path) else hashlib.sha256(self.content).hexdigest()
        )

    @property
    def size(self) -> int:
        """In bytes."""
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)


def receive(root: Path, known: Cut, rows: Rows, delivery: Delivery) -> ImportReport:
    """Stores what a dump adds to a ledger of which ``known`` is the latest cut; the same file again changes nothing.

    Raises UnreadableError when the file cannot be used, ConflictError when somebody else wrote to the ledger meanwhile.
    """
    return _received(root, known, rows, delivery, store=True)


def preview(root: Path, known: Cut, rows: Rows, delivery: Delivery) -> ImportReport:
    """What ``receive`` would report of the dump; nothing is stored. Raises UnreadableError as it does."""
    return _received(root, known, rows, delivery, store=False)


def _received(root: Path, known: Cut, rows: Rows, delivery: Delivery, *, store: bool) -> ImportReport:
    dump = headed(known.ledger, rows)
    mapping = dump.mapping
    sha256 = delivery.sha256
    batch = _batch_code(known, delivery, sha256)
    coming = Coming(batch, frozenset(file.batch for file in known.files if file.source == sha256))
    places = (batch_file(root, known.ledger.code, batch), superseded_file(root, known.ledger.code, batch))
    ways = in_bulk if delivery.size >= LARGE else in_memory
    with ways(folder(root, known.ledger.code), known, dump, mapping, coming) as found:
        if found.kept and store:
            body = found.store(*places, batch)
            body |= {"name": delivery.name, "source": sha256, "sheet": dump.sheet, "rejected": len(found.rejected)}
            body["columns"] = {code: dump.header[at] for code, at in mapping.positions.items() if at is not None}
            _keep(source_file(root, sha256), delivery.content)
            append(root, known, Draft(BATCH, delivery.by, delivery.role, delivery.at, body))
        return ImportReport(
            ledger=known.ledger.code,
            file=delivery.name,
            sha256=sha256,
            batch=batch if found.kept and store else None,
            read=found.added + found.corrected + found.unchanged + len(found.rejected),
            added=found.added,
            corrected=found.corrected,
            unchanged=found.unchanged,
            rejected=found.rejected,
            ignored_columns=mapping.ignored,
            missing_columns=tuple(code for code, place in mapping.positions.items() if place is None),
            earliest=found.days.earliest,
            latest=found.days.latest,
            in_closed=found.days.in_closed,
            years=found.days.years,
            repeated=found.repeated,
            header_row=dump.header_row,
            left_out=tuple(mapping.left_out),
        )


def _batch_code(known: Cut, delivery: Delivery, sha256: str) -> str:
    """Sorts by the log; two people writing at once get different codes, so that the loser's file is nobody's."""
    mark = {"source": sha256, "name": delivery.name, "by": delivery.by, "at": delivery.at, "head": known.head}
    return f"{known.sequence + 1:06d}-{digest_of(mark)[:12]}"


def _keep(path: Path, content: bytes | Path) -> None:
    """Keeps a source as it came; one that is kept already is the same by its digest."""
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        copy(content, path)
    else:
        write(path, content)
