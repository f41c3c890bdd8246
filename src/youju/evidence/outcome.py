"""What a dump would change in a ledger, found before anything is stored; both ways of finding it give this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from youju.evidence.cells import Typed
from youju.evidence.durable import sha256_of
from youju.model.dossier import Data
from youju.model.ledger import Reject
from youju.model.period import Period

# Puts the rows and the positions they replace in their places: to a batch's file and that of its replaced positions.
Settle: TypeAlias = Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class Coming:
    """The batch to be, and the batches that the same file made ``before``."""

    batch: str
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Days:
    """When the rows to store happened: the ends of time, each with its row number, and how many lie in each year.

    ``in_closed``: how many lie in spans declared closed before.
    """

    earliest: tuple[int, date] | None = None
    latest: tuple[int, date] | None = None
    in_closed: int = 0
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows by what they change. ``kept`` = added + corrected are stored; ``replaces`` counts positions by batch.

    ``repeated``: rows, among the unchanged, that say what the row of their key before them in the dump says.
    ``digest`` gives the digest of the kept rows' canonical bytes.
    """

    added: int
    corrected: int
    unchanged: int
    repeated: int
    rejected: tuple[Reject, ...]
    replaces: Mapping[str, int]
    days: Days
    settle: Settle
    digest: Callable[[], str]

    @property
    def kept(self) -> int:
        """How many rows the batch has."""
        return self.added + self.corrected

    def store(self, rows: Path, replaced: Path, batch: str) -> dict[str, Data]:
        """Writes the batch's files and gives what the log says of them."""
        self.settle(rows, replaced)
        superseded: dict[str, Data] | None = None
        if self.replaces:
            superseded = {"sha256": sha256_of(replaced), "rows": dict(self.replaces)}
        return {
            "batch": batch,
            "rows": self.kept,
            "sha256": sha256_of(rows),
            "rows_digest": self.digest(),
            "added": self.added,
            "corrected": self.corrected,
            "unchanged": self.unchanged,
            "superseded": superseded,
        }


def days_of(rows: Sequence[tuple[int, Typed]], closed: Sequence[Period]) -> Days:
    """When rows happened, by their numbers and the values of the ledger's date."""
    dated = [(number, day) for number, value in rows if (day := _day(value)) is not None]
    if not dated:
        return Days()
    earliest, latest = (end(dated, key=lambda item: item[1]) for end in (min, max))
    in_closed = sum(any(day in span for span in closed) for _, day in dated)
    return Days(earliest, latest, in_closed, dict(sorted(Counter(day.year for _, day in dated).items())))


def _day(value: Typed) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
