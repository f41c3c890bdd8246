"""The lake of one workspace: what was known of a ledger at a point of its log, and which spans are closed.

Whatever is read is first compared, byte by byte, with what the log says was stored.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from youju.errors import RefusedError
from youju.evidence.durable import require
from youju.evidence.intake import Rows
from youju.evidence.log import append, entries
from youju.evidence.places import batch_file, source_file, superseded_file
from youju.model.dossier import Act, Data, Draft
from youju.model.ledger import BatchFile, Closing, Cut, ImportReport, Ledger
from youju.model.period import Period, merged, without

BATCH, RETRACT, CLOSE, REOPEN = "batch", "retract", "close", "reopen"  # kinds of log entries
ROWS_FILE, SOURCE_FILE = "台账数据文件", "原始文件"
LISTS = {BATCH: ("batch", "台账更正文件"), RETRACT: ("retraction", "台账撤回文件")}  # their code in the entry, and name


def cut(root: Path, ledger: Ledger, sequence: int | None = None) -> Cut:
    """What was known up to ``sequence`` of the log, by default now; every file of it is checked against the log.

    Raises TamperedError when the log or a file is not what was stored.
    """
    root = root.resolve()
    log = entries(root, ledger.code)
    known = log if sequence is None else log[: max(sequence, 0)]
    brought = [entry for entry in known if entry.kind == BATCH]
    replaced = _replaced(root, ledger.code, [entry for entry in known if entry.kind in LISTS])
    return Cut(
        ledger,
        len(known),
        known[-1].digest if known else None,
        tuple(_file(root, ledger.code, entry, replaced) for entry in brought),
        _closed(known),
        len(brought),
    )


def batches(root: Path, ledger: Ledger) -> tuple[Act, ...]:
    """The entries of the ledger's batches in order: what came, who brought it and when, what it did."""
    return tuple(entry for entry in entries(root.resolve(), ledger.code) if entry.kind == BATCH)


def history(root: Path, ledger: Ledger) -> tuple[Act, ...]:
    """Every entry of the ledger's log in order: its number is the cut of which it is the last."""
    return entries(root.resolve(), ledger.code)


def retractions(root: Path, cut: Cut) -> tuple[Act, ...]:
    """The entries of the cut that withdrew rows, in order."""
    return tuple(entry for entry in history(root, cut.ledger)[: cut.sequence] if entry.kind == RETRACT)


def standing(root: Path, cut: Cut) -> int:
    """How many rows of the cut count, replaced and withdrawn ones left out."""
    known = history(root, cut.ledger)[: cut.sequence]
    came = sum(int(_text(entry, "rows")) for entry in known if entry.kind == BATCH)
    return came - sum(sum(replaced_by(entry).values()) for entry in known if entry.kind in LISTS)


def replaced_by(entry: Act) -> dict[str, int]:
    """How many rows a batch replaced, or a retraction withdrew, by the batch they were in."""
    superseded = cast("dict[str, Data] | None", entry.body["superseded"])
    return {} if superseded is None else cast("dict[str, int]", superseded["rows"])


def _text(entry: Act, name: str) -> str:
    return str(entry.body[name])


def _replaced(root: Path, ledger: str, replacing: Sequence[Act]) -> dict[str, list[str]]:
    """By batch: the files that list rows of it as replaced or withdrawn."""
    found: dict[str, list[str]] = {}
    for entry in replacing:
        superseded = cast("dict[str, Data] | None", entry.body["superseded"])
        if superseded is None:
            continue
        code, name = LISTS[entry.kind]
        path = superseded_file(root, ledger, _text(entry, code))
        require(root, path, str(superseded["sha256"]), name)
        for batch in replaced_by(entry):
            found.setdefault(batch, []).append(str(path))
    return found


def _file(root: Path, ledger: str, entry: Act, replaced: Mapping[str, Sequence[str]]) -> BatchFile:
    batch, sheet = _text(entry, "batch"), entry.body["sheet"]
    path = batch_file(root, ledger, batch)
    require(root, path, _text(entry, "sha256"), ROWS_FILE)
    return BatchFile(
        batch=batch,
        path=str(path),
        rows=int(_text(entry, "rows")),
        sha256=_text(entry, "sha256"),
        source=_text(entry, "source"),
        name=_text(entry, "name"),
        superseded=tuple(replaced.get(batch, ())),
        sheet=None if sheet is None else str(sheet),
    )


def _closed(known: Sequence[Act]) -> tuple[Period, ...]:
    closed: tuple[Period, ...] = ()
    for entry in known:
        if entry.kind in (CLOSE, REOPEN):
            span = Period(date.fromisoformat(_text(entry, "from")), date.fromisoformat(_text(entry, "to")))
            closed = merged((*closed, span)) if entry.kind == CLOSE else without(closed, span)
    return closed


def verify_sources(root: Path, cut: Cut) -> None:
    """Checks that the source file of every batch is still kept unchanged. Raises TamperedError naming the file."""
    for source in dict.fromkeys(file.source for file in cut.files):
        require(root, source_file(root, source), source, SOURCE_FILE)


def close(root: Path, ledger: Ledger, period: Period, by: str, role: str, at: str) -> Act:  # noqa: PLR0913, PLR0917 (as signed)
    """Declares that all that happened in the span is entered; by whom, in which role and when (ISO 8601 with offset).

    Raises RefusedError for a ledger of states and for a span that is not whole months where the ledger closes by month.
    """
    return _declare(root, ledger, period, Draft(CLOSE, by, role, at, _span(period)))


def reopen(root: Path, ledger: Ledger, period: Period, by: str, role: str, at: str) -> Act:  # noqa: PLR0913, PLR0917 (as signed)
    """Takes the declaration back for the span. Raises RefusedError as closing does."""
    return _declare(root, ledger, period, Draft(REOPEN, by, role, at, _span(period)))


def _span(period: Period) -> dict[str, Data]:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _declare(root: Path, ledger: Ledger, period: Period, declaration: Draft) -> Act:
    if ledger.closing is Closing.NEVER:
        raise RefusedError(f"“{ledger.label}”记的是状态，不是发生的事，不用关账。", "无需操作；它随时可以计算。")
    last = monthrange(period.end.year, period.end.month)[1]
    if ledger.closing is Closing.MONTH and (period.start.day, period.end.day) != (1, last):
        raise RefusedError(
            f"“{ledger.label}”按整月关账，{period.start}至{period.end}不是整月。",
            f"请按整月写：从 {period.start:%Y-%m} 到 {period.end:%Y-%m}，"
            f"即 {period.start:%Y-%m}-01 至 {period.end:%Y-%m}-{last}。",
        )
    return append(root, cut(root, ledger), declaration)


def import_rows(  # noqa: PLR0913, PLR0917 (what came, and as signed)
    root: Path, ledger: Ledger, rows: Rows, source: bytes | Path, name: str, by: str, role: str, at: str
) -> ImportReport:
    """Brings a dump into a ledger; a row that is known already changes nothing, so the same file can come twice.

    ``source``: the bytes of the file ``name`` or where they lie, kept by their digest. Raises UnreadableError when the
    file cannot be used (then nothing is stored), TamperedError when the ledger is not what it was, ConflictError when
    somebody else wrote to it meanwhile, RefusedError when the disk fills up (then nothing is stored).
    """
    from youju.evidence.receive import Delivery, receive  # noqa: PLC0415 (slow to load; who only reads does without)
    from youju.evidence.room import room_for  # noqa: PLC0415 (as above)

    delivery = Delivery(name, source, by, role, at)
    with room_for(root, delivery.size):
        return receive(root, cut(root, ledger), rows, delivery)


def preview_rows(  # noqa: PLR0913, PLR0917 (what came, and as signed)
    root: Path, ledger: Ledger, rows: Rows, source: bytes | Path, name: str, by: str, role: str, at: str
) -> ImportReport:
    """What ``import_rows`` would report of the dump; nothing is stored. Raises as it does."""
    from youju.evidence.receive import Delivery, preview  # noqa: PLC0415 (as above)
    from youju.evidence.room import room_for  # noqa: PLC0415 (as above)

    delivery = Delivery(name, source, by, role, at)
    with room_for(root, delivery.size):
        return preview(root, cut(root, ledger), rows, delivery)
