"""The rows of a large dump typed and compared in bulk, in memory that does not grow with them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from youju.evidence.batches import file_digest
from youju.evidence.durable import settle as settle_file
from youju.evidence.intake import Mapping, Rows
from youju.evidence.outcome import Coming, Outcome
from youju.evidence.staging import UncutError, engine, stage
from youju.evidence.weighing import days, weigh
from youju.model.ledger import Cut

DRAFTS = ".draft-"  # folders of this name hold what an import is working on; whatever a crash leaves counts for nothing


@contextmanager
def in_bulk(folder: Path, known: Cut, rows: Rows, mapping: Mapping, coming: Coming) -> Iterator[Outcome]:
    """What a dump changes in a ledger of which ``known`` is the latest cut; works below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    _tidy(folder)
    with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=folder) as made, engine(Path(made)) as connection:
        draft = Path(made)
        try:
            staged = stage(connection, known.ledger, mapping, rows, draft)
        except UncutError:
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
            rejected=staged.rejected,
            replaces=weighed.replaces,
            days=days(connection, known.ledger, weighed.rows, known.closed),
            settle=settle,
            digest=lambda: digest,
        )


def _tidy(folder: Path) -> None:
    """Removes what crashes left."""
    for left in folder.glob(f"{DRAFTS}*"):
        shutil.rmtree(left, ignore_errors=True)
