"""Ledgers: typed tables of dated evidence rows that a unit keeps, and the cut of one that a calculation reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Day  # noqa: N812 - a ledger has a field called date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from youju.model.period import Calendar, Period, coverage, gaps


class ColumnType(StrEnum):
    """What a column holds. Numbers are DECIMAL, never floats; times are the unit's civil time without zone."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    TIMESTAMP = "timestamp"
    MONTH = "month"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    FILE = "file"


class Closing(StrEnum):
    """How a ledger is declared complete; ``never``: its rows are states, not events."""

    DAY = "day"
    MONTH = "month"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Column:
    """``minimum`` and ``maximum`` are the bounds outside which a value is rejected; ``check`` names a standard."""

    code: str
    label: str
    type: ColumnType
    synonyms: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    unit: str | None = None
    values: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What ``on_time_share`` compares: ``end`` against the column ``by``, or ``start`` plus ``within_minutes``."""

    end: str
    by: str | None = None
    start: str | None = None
    within_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """``key``: the business key (a second row with it corrects the first); ``date`` places a row in a period."""

    code: str
    label: str
    closing: Closing
    key: tuple[str, ...]
    date: str
    columns: tuple[Column, ...]
    due: tuple[Due, ...] = ()

    def column(self, code: str) -> Column:
        """The column of that code. Raises KeyError."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)

    def has(self, code: str) -> bool:
        """Whether the ledger has a column of that code."""
        return any(column.code == code for column in self.columns)


@dataclass(frozen=True, slots=True)
class BatchFile:
    """One immutable Parquet file of a cut, at ``path``.

    ``source``: the kept source file's sha256; ``name`` and ``sheet`` what it was called when it came. ``superseded``:
    small Parquet files that list the positions (``batch``, 0-based ``position``) which later rows replaced; those of
    other batches in them do not concern this one.
    """

    batch: str
    path: str
    rows: int
    sha256: str
    source: str
    name: str
    superseded: tuple[str, ...] = ()
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """What was known of a ledger at ``sequence`` of its log: files to read, spans closed, and the log's head digest."""

    ledger: Ledger
    sequence: int
    head: str | None
    files: tuple[BatchFile, ...] = ()
    closed: tuple[Period, ...] = ()
    batches: int = 0


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a ledger is for a period. ``complete``: no workday is open, or the ledger never closes."""

    closed: tuple[Period, ...]
    gaps: tuple[Period, ...]
    coverage: Fraction
    batches: int
    closes: bool

    @property
    def complete(self) -> bool:
        """Whether "no row" is a fact."""
        return not self.gaps


def completeness(cut: Cut, period: Period, calendar: Calendar) -> Completeness:
    """Closings of the cut within the period, the workdays nobody closed, and the closed share of workdays."""
    if cut.ledger.closing is Closing.NEVER:
        return Completeness((), (), Fraction(1), cut.batches, closes=False)
    within = tuple(
        Period(max(span.start, period.start), min(span.end, period.end))
        for span in cut.closed
        if span.start <= period.end and span.end >= period.start
    )
    open_spans = gaps(period, within, calendar)
    return Completeness(within, open_spans, coverage(period, within, calendar), cut.batches, closes=True)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be kept: ``row`` as a spreadsheet counts (header = 1), ``value`` as printed.

    ``also``: what else is wrong with the same row, in the order of the ledger's columns.
    """

    row: int
    column: str
    value: str
    reason: str
    also: tuple[Reject, ...] = ()

    @property
    def faults(self) -> tuple[Reject, ...]:
        """Everything that is wrong with the row, cell by cell."""
        return (replace(self, also=()), *self.also)

    def moved(self, row: int) -> Reject:
        """The same faults of a row of another number."""
        return replace(self, row=row, also=tuple(replace(fault, row=row) for fault in self.also))

    @property
    def reasons(self) -> str:
        """Everything that is wrong with the row, in sentences."""
        return "".join(fault.reason for fault in self.faults)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of a dump that is no evidence, such as a total at its end, and why; it is not counted as read."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: read = added + corrected + unchanged + rejected.

    ``earliest`` and ``latest``: source row and day of the stored rows at the ends of time; ``in_closed``: how many
    stored rows lie in a span that was declared closed before; ``years``: how many stored rows lie in which year.
    ``missing_columns``: codes of the ledger's columns that the dump lacks. ``header_row``: where its columns are named.
    ``repeated``: rows, among the unchanged, that say what an earlier row of the same file says.
    """

    ledger: str
    file: str
    sha256: str
    batch: str | None
    read: int
    added: int
    corrected: int
    unchanged: int
    rejected: tuple[Reject, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    earliest: tuple[int, Day] | None = None
    latest: tuple[int, Day] | None = None
    in_closed: int = 0
    years: Mapping[int, int] = field(default_factory=dict)
    repeated: int = 0
    header_row: int = 1
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row that counts: where it came from and how it counts (numerator, denominator, both, base, value)."""

    blob: str
    name: str
    row: int
    key: Mapping[str, str]
    counts: str
    sheet: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
