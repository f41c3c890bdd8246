"""Evidence at the desk: import dumps into ledgers, declare spans closed, see what stands and where the gaps are."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from youju import importers
from youju.errors import NotFoundError, RefusedError
from youju.evidence import lake
from youju.evidence.log import heads
from youju.importers.contract import Rows
from youju.model.dossier import Data
from youju.model.ledger import Closing, Completeness, Cut, ImportReport, Ledger, completeness
from youju.model.organisation import Person
from youju.model.period import DAY, Period, without, year
from youju.stages.permissions import Deed, Standing, alone, require
from youju.work.declaring import dossiers
from youju.work.import_notes import import_notes, out_of_year
from youju.work.mapping import with_remembered
from youju.work.reading import Failure, each_file, require_file
from youju.work.record import record_of
from youju.work.relying import missing_notes
from youju.work.returned import as_before
from youju.work.workspace import LEDGER, RECORD, Workspace, lost, note_opened, now, opened, today

LARGEST_DUMP = 2_000_000_000
ALL = "all"
ROWS_A_STEP = 5_000
Progress: TypeAlias = Callable[[int, int], None]  # rows read so far, of about so many


def ledger_of(workspace: Workspace, code: str) -> Ledger:
    """The ledger of that code or Chinese label. Raises NotFoundError with those there are."""
    for ledger in workspace.pack.ledgers.values():
        if code in (ledger.code, ledger.label):
            return ledger
    known = "、".join(f"{ledger.code}（{ledger.label}）" for ledger in workspace.pack.ledgers.values())
    raise NotFoundError(f"没有台账“{code}”。", f"现有台账：{known}。")


@dataclass(frozen=True, slots=True)
class Importing:
    """What each file did, and the files that could not be used."""

    imports: tuple[ImportReport, ...]
    failed: tuple[Failure, ...]


def preview_files(
    workspace: Workspace, code: str, paths: Sequence[Path], person: Person, standing: Standing | None = None
) -> Importing:
    """What importing each of the dumps now would do; nothing is stored. Raises as ``import_files`` does.

    Every dump is compared with the ledger as it stands, not with the dumps before it.
    """
    ledger = ledger_of(workspace, code)
    require(Deed.IMPORT_EVIDENCE, person, standing or alone(person))
    known = with_remembered(workspace, ledger)

    def look(path: Path) -> tuple[ImportReport, ...]:
        require_file(path, LARGEST_DUMP)
        with _rows(Dump(path.name, path, str(path)), None) as rows:
            signed = (person.name, person.role.value, now())
            return (lake.preview_rows(workspace.root, known, rows, path, path.name, *signed),)

    return Importing(*each_file(paths, look))


def import_files(
    workspace: Workspace, code: str, paths: Sequence[Path], person: Person, standing: Standing | None = None
) -> Importing:
    """Imports dumps in order. Raises the first failure only when no file at all could be used."""
    ledger = ledger_of(workspace, code)
    return Importing(*each_file(paths, lambda path: (import_file(workspace, ledger, path, person, standing),)))


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump as it came, as bytes or where it lies; ``called`` is what a message calls it."""

    name: str
    data: bytes | Path
    called: str


def import_file(
    workspace: Workspace, ledger: Ledger, path: Path, person: Person, standing: Standing | None = None
) -> ImportReport:
    """Imports one dump; the file itself is kept by its digest. Raises RefusedError when the person may not."""
    require(Deed.IMPORT_EVIDENCE, person, standing or alone(person))
    require_file(path, LARGEST_DUMP)
    return take_in(workspace, ledger, Dump(path.name, path, str(path)), person)


def import_bytes(  # noqa: PLR0913 (what came, who brought it, who is told)
    workspace: Workspace,
    ledger: Ledger,
    name: str,
    data: bytes,
    person: Person,
    *,
    standing: Standing | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Imports a dump that came without a path, such as an upload; the rest is as with ``import_file``."""
    require(Deed.IMPORT_EVIDENCE, person, standing or alone(person))
    return take_in(workspace, ledger, Dump(name, data, name), person, progress)


def take_in(
    workspace: Workspace, ledger: Ledger, dump: Dump, person: Person, progress: Progress | None = None
) -> ImportReport:
    """Brings a dump into the ledger; whether the person may is asked by who calls."""
    signed = (person.name, person.role.value, now())
    known = with_remembered(workspace, ledger)
    with _rows(dump, progress) as rows:
        report = lake.import_rows(workspace.root, known, rows, dump.data, dump.name, *signed)
    if report.read > len(report.rejected):  # even if all was known: a crash may have come between rows and this note
        note_opened(workspace, LEDGER, ledger.code, person)
    return report


@contextmanager
def _rows(dump: Dump, progress: Progress | None) -> Iterator[Rows]:
    """The rows of a dump, those of a large text where it lies; a file that came without a path gets one meanwhile."""
    with tempfile.TemporaryDirectory(prefix="youju-") as made:
        scratch = Path(made)
        if isinstance(dump.data, Path):
            path = dump.data
        else:
            path = scratch / "dump"
            path.write_bytes(dump.data)
        rows = as_before(importers.rows_at(path, dump.called, scratch))
        if progress is not None:
            rows = replace(rows, rows=_told(rows.rows, _lines(dump, rows), progress))
        yield rows


def _lines(dump: Dump, rows: Rows) -> int:
    """About how many rows a dump has."""
    if rows.plain is not None and rows.plain.records is not None:
        return rows.plain.records
    return dump.data.count(b"\n") if isinstance(dump.data, bytes) else 0


def _told(
    rows: Iterator[tuple[int, tuple[str, ...]]], lines: int, progress: Progress
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for count, row in enumerate(rows, start=1):
        if count % ROWS_A_STEP == 0:
            progress(count, lines)
        yield row


@dataclass(frozen=True, slots=True)
class Closed:
    """A span declared closed."""

    ledger: str
    label: str
    period: Period


def close(
    workspace: Workspace, code: str, period: Period, person: Person, standing: Standing | None = None
) -> tuple[Closed, ...]:
    """Declares the span closed: all that happened in it is entered. Raises RefusedError when the person may not.

    ``all`` closes every ledger that closes; those that close by months take the whole months of the span.
    """
    require(Deed.CLOSE_LEDGER, person, standing or alone(person))
    _require_come(period)
    if code == ALL:
        spans = [(ledger, span_of(ledger, period)) for ledger in closing_ledgers(workspace)]
    else:
        spans = [(ledger_of(workspace, code), period)]
    return _close(workspace, spans, person)


def close_each(
    workspace: Workspace, codes: Sequence[str], period: Period, person: Person, standing: Standing | None = None
) -> tuple[Closed, ...]:
    """Closes what is planned for these ledgers, one act each. Raises RefusedError as ``close`` and ``planned`` do."""
    require(Deed.CLOSE_LEDGER, person, standing or alone(person))
    plan = planned(workspace, [ledger_of(workspace, code) for code in codes], period)
    return _close(workspace, [(one.ledger, one.span) for one in plan if one.to_do], person)


def reopen(workspace: Workspace, code: str, period: Period, person: Person, standing: Standing | None = None) -> Closed:
    """Takes back that the span is closed, to enter what was forgotten. What was filed before stays as it was.

    Raises RefusedError when the person may not, and when nothing of the span is closed.
    """
    require(Deed.CLOSE_LEDGER, person, standing or alone(person))
    ledger = ledger_of(workspace, code)
    if not any(shut.start <= period.end and period.start <= shut.end for shut in cut_of(workspace, ledger).closed):
        raise RefusedError(
            f"“{ledger.label}”在 {period.start} 至 {period.end} 没有关过账，无账可重开。",
            "请在网页的关账记录里，或用 youju ledger status 查看关到了哪里。",
        )
    lake.reopen(workspace.root, ledger, period, person.name, person.role.value, now())
    return Closed(ledger.code, ledger.label, period)


def _close(workspace: Workspace, spans: Sequence[tuple[Ledger, Period | None]], person: Person) -> tuple[Closed, ...]:
    result = []
    for ledger, span in spans:
        if span is not None:
            lake.close(workspace.root, ledger, span, person.name, person.role.value, now())
            note_opened(workspace, LEDGER, ledger.code, person)
            result.append(Closed(ledger.code, ledger.label, span))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Planned:
    """What closing a span would do to a ledger. ``span`` None: it closes by months and no whole month lies in it."""

    ledger: Ledger
    span: Period | None
    closed: bool

    @property
    def to_do(self) -> bool:
        """Whether there is anything to close."""
        return self.span is not None and not self.closed


def planned(workspace: Workspace, ledgers: Sequence[Ledger], period: Period) -> tuple[Planned, ...]:
    """What closing the span would do to each of those ledgers that close at all.

    Raises RefusedError for a span that has not come to its end yet.
    """
    _require_come(period)
    found = []
    for ledger in ledgers:
        if ledger.closing is not Closing.NEVER:
            span = span_of(ledger, period)
            found.append(Planned(ledger, span, closed=span is not None and _is_closed(workspace, ledger, span)))
    return tuple(found)


def _is_closed(workspace: Workspace, ledger: Ledger, span: Period) -> bool:
    return any(not without((span,), shut) for shut in cut_of(workspace, ledger).closed)  # closed spans never touch


def _require_come(period: Period) -> None:
    if period.end > today():
        raise RefusedError(
            f"还没有到的日子不能关账：{period.end} 在今天（{today()}）之后。",
            "请写到今天或更早的一天，其余的以后再关。",
        )


def closing_ledgers(workspace: Workspace) -> tuple[Ledger, ...]:
    """The ledgers that are closed at all."""
    return tuple(ledger for ledger in workspace.pack.ledgers.values() if ledger.closing is not Closing.NEVER)


def span_of(ledger: Ledger, period: Period) -> Period | None:
    """The part of the span that the ledger can close: by days all of it, by months the whole months, else None."""
    return _whole_months(period) if ledger.closing is Closing.MONTH else period


def _whole_months(period: Period) -> Period | None:
    start = period.start if period.start.day == 1 else _next_month(period.start)
    end = period.end if (period.end + DAY).day == 1 else period.end.replace(day=1) - DAY
    return Period(start, end) if start <= end else None


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1)


@dataclass(frozen=True, slots=True)
class LedgerStatus:
    """What stands in a ledger for one year; ``rows`` counts those that were not replaced."""

    ledger: Ledger
    cut: Cut
    rows: int
    completeness: Completeness


def cut_of(workspace: Workspace, ledger: Ledger, sequence: int | None = None) -> Cut:
    """What was known of the ledger; every file of it is checked. Raises TamperedError, also when it is gone."""
    cut = lake.cut(workspace.root, ledger, sequence)
    if cut.sequence == 0 and sequence != 0 and ledger.code in opened(workspace, LEDGER):
        raise lost("台账", ledger.label)
    return cut


def status(workspace: Workspace, number: int) -> tuple[LedgerStatus, ...]:
    """Every ledger with its batches, rows, closings and gaps of the year; sources are verified on the way."""
    calendar = record_of(workspace).calendar
    result = []
    for ledger in workspace.pack.ledgers.values():
        cut = cut_of(workspace, ledger)
        lake.verify_sources(workspace.root, cut)
        rows = lake.standing(workspace.root, cut)
        result.append(LedgerStatus(ledger, cut, rows, completeness(cut, year(number), calendar)))
    return tuple(result)


def evidence_state(workspace: Workspace) -> str:
    """A digest that changes whenever any ledger or the unit's record gets an entry, for keeping what was computed.

    Cheap, because only the ends of the logs are read; it proves nothing about what they say.
    """
    ends = heads(workspace.root) + (workspace.store.head(RECORD) or "").encode()
    return hashlib.sha256(ends).hexdigest()


def latest_year(workspace: Workspace) -> int:
    """The latest year declared in the workspace, else this year."""
    return max(declared_years(workspace), default=datetime.now().astimezone().year)


def span(period: Period) -> dict[str, Data]:
    """A period as the JSON writes it."""
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def notes_of(workspace: Workspace, report: ImportReport) -> tuple[str, ...]:
    """What a person should know of an import that went well.

    Columns that indicators read and the dump lacks, rows left out or repeated, of a closed span, of no declared year.
    """
    ledger = ledger_of(workspace, report.ledger)
    missing = missing_notes(workspace, ledger, report)
    return (*missing, *import_notes(report, ledger, declared_years(workspace)))


def declared_years(workspace: Workspace) -> tuple[int, ...]:
    """The years of the dossiers."""
    return tuple(int(dossier.stream.partition("/")[0]) for dossier in dossiers(workspace))


def import_document(workspace: Workspace, report: ImportReport) -> dict[str, Data]:
    """One import as ``ledger import --json`` prints it."""
    years: dict[str, Data] = {str(number): rows for number, rows in sorted(report.years.items())}
    outside = out_of_year(report, ledger_of(workspace, report.ledger), declared_years(workspace))
    return {
        "ledger": report.ledger,
        "file": report.file,
        "sha256": report.sha256,
        "batch": report.batch,
        "read": report.read,
        "added": report.added,
        "corrected": report.corrected,
        "unchanged": report.unchanged,
        "repeated": report.repeated,
        "rejected": [
            {"row": item.row, "column": item.column, "value": item.value, "reason": item.reasons}
            for item in report.rejected
        ],
        "ignored_columns": list(report.ignored_columns),
        "missing_columns": list(report.missing_columns),
        "years": years,
        "out_of_year": sum(outside.values()),
        "header_row": report.header_row,
        "left_out": [{"row": one.row, "reason": one.reason} for one in report.left_out],
        "notes": list(notes_of(workspace, report)),
    }
