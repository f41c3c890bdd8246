"""The rows of a large dump typed and compared in bulk, in memory that does not grow with them."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import duckdb

from youju.evidence.batches import file_digest
from youju.evidence.durable import settle as settle_file
from youju.evidence.intake import Mapping, Rows
from youju.evidence.outcome import Coming, Outcome
from youju.evidence.staging import UncutError, engine, stage
from youju.evidence.weighing import days, weigh
from youju.model.ledger import Cut

DRAFTS = ".draft-"  # folders of this name hold what an import is working on; whatever a crash leaves counts for nothing
ABANDONED = 86_400  # seconds without a change


@contextmanager
def in_bulk(folder: Path, known: Cut, rows: Rows, mapping: Mapping, coming: Coming) -> Iterator[Outcome]:
    """What a dump changes in a ledger of which ``known`` is the latest cut; works below ``folder``."""
    with workroom(folder) as (draft, connection):
        try:
            staged = stage(connection, known.ledger, mapping, rows, draft)
        except UncutError:
            if rows.plain is None:  # the rows went through once and are gone
                raise
            staged = stage(connection, known.ledger, mapping, replace(rows, plain=None), draft)  # type: ignore[type-var]
        weighed = weigh(connection, known, staged, mapping, coming, draft)

        def settle(batch: Path, replaced: Path) -> None:
            batch.parent.mkdir(parents=True, exist_ok=True)
            settle_file(weighed.rows, batch)
            if weighed.replaced:
                settle_file(weighed.replaced, replaced)

        digest = file_digest(connection, known.ledger, weighed.rows) if weighed.count else ""
        yield Outcome(
            added=weighed.added,
            corrected=weighed.corrected,
            unchanged=weighed.unchanged,
            repeated=weighed.repeated,
            rejected=staged.rejected,
            replaces=weighed.replaces,
            days=days(connection, known.ledger, weighed.rows, known.closed),
            settle=settle,
            digest=lambda: digest,
        )


@contextmanager
def workroom(folder: Path) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    """A folder below ``folder`` to write drafts in, and a connection that spills there; both go when it is left."""
    folder.mkdir(parents=True, exist_ok=True)
    _tidy(folder)
    with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=folder) as made, engine(Path(made)) as connection:
        yield Path(made), connection


def _tidy(folder: Path) -> None:
    """Removes what crashes left; what is younger may be what somebody else works on just now."""
    for left in folder.glob(f"{DRAFTS}*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
