"""A retraction: rows that should never have come no longer count, with a reason; nothing of what was stored is touched.

The log entry is written last, as with a batch: a list of positions that lies there without it counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb

from youju.errors import NotFoundError, RefusedError
from youju.evidence.attachments import key_of
from youju.evidence.batches import ROW, standing_rows
from youju.evidence.bulk import workroom
from youju.evidence.durable import digest_of_file, settle
from youju.evidence.lake import RETRACT, replaced_by, retractions
from youju.evidence.log import append
from youju.evidence.places import folder, superseded_file
from youju.evidence.quick import quoted
from youju.evidence.room import room_for
from youju.evidence.staging import quoted_name
from youju.model.dossier import Act, Data, Draft
from youju.model.ledger import BatchFile, Cut
from youju.notation.canonical import digest_of

Place: TypeAlias = tuple[str, int]  # a batch, and the number of a row in its source file
Signed: TypeAlias = tuple[str, str, str]  # who, in which role and when (ISO 8601 with offset)
SEE = "请在网页上的台账里，或用 youju ledger history 核对。"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows to withdraw, in one of three ways: by their keys as printed, a whole batch, or row by row."""

    keys: tuple[tuple[str, ...], ...] = ()
    batch: str | None = None
    rows: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Retracted:
    """What was withdrawn. ``in_closed``: how many of the rows lie in a span that was declared closed before."""

    ledger: str
    retraction: str
    sequence: int
    rows: int
    reason: str
    in_closed: int


def retract(root: Path, known: Cut, chosen: Chosen, reason: str, signed: Signed) -> Retracted:
    """Withdraws rows of a ledger of which ``known`` is the latest cut; ``signed``: who, in which role and when.

    Raises RefusedError for rows that do not count, NotFoundError for a batch or a row that was never there,
    ConflictError when somebody else wrote to the ledger meanwhile.
    """
    with room_for(root, 0):
        return _retract(root.resolve(), known, chosen, reason, signed)


def _retract(root: Path, known: Cut, chosen: Chosen, reason: str, signed: Signed) -> Retracted:
    ledger, (by, role, at) = known.ledger, signed
    with workroom(folder(root, ledger.code)) as (draft_folder, connection):
        _choose(connection, known, chosen)
        counts = dict(connection.execute("SELECT batch, count(*) FROM chosen GROUP BY ALL ORDER BY ALL").fetchall())
        if not counts:
            raise RefusedError("没有要撤回的行：它们都已经不计入了。", SEE)
        in_closed = _in_closed(connection, known, counts)
        listed = "SELECT batch, position FROM chosen ORDER BY batch, position"
        written = draft_folder / "withdrawn.parquet"
        connection.execute(f"COPY ({listed}) TO {quoted(str(written))} (FORMAT parquet, COMPRESSION zstd)")
        sha256 = digest_of_file(written)
        mark = {"list": sha256, "reason": reason, "by": by, "at": at, "head": known.head}
        code = f"{known.sequence + 1:06d}-{digest_of(mark)[:12]}"
        settle(written, superseded_file(root, ledger.code, code))
    superseded: dict[str, Data] = {"sha256": sha256, "rows": counts}
    body: dict[str, Data] = {"retraction": code, "rows": sum(counts.values()), "reason": reason}
    body["superseded"] = superseded
    entry = append(root, known, Draft(RETRACT, by, role, at, body))
    return Retracted(ledger.code, code, entry.sequence, sum(counts.values()), reason, in_closed)


def _choose(connection: duckdb.DuckDBPyConnection, known: Cut, chosen: Chosen) -> None:
    """The table ``chosen``: batch and position of every row to withdraw."""
    connection.execute("CREATE TEMP TABLE chosen (batch VARCHAR, position BIGINT)")
    if chosen.batch is not None:
        _whole(connection, _file(known, chosen.batch))
        return
    places = _by_key(known, chosen.keys) if chosen.keys else _by_row(connection, known, chosen.rows)
    if places:
        connection.executemany("INSERT INTO chosen VALUES (?, ?)", sorted(places))


def _whole(connection: duckdb.DuckDBPyConnection, file: BatchFile) -> None:
    connection.execute(
        f"INSERT INTO chosen SELECT {quoted(file.batch)}, p.position FROM range({file.rows}) p(position)"  # noqa: S608 (a batch of the log)
        f" {_not_replaced(file, 'position')}"
    )


def _by_key(known: Cut, keys: Sequence[tuple[str, ...]]) -> set[tuple[str, int]]:
    ledger = known.ledger
    typed = {key_of(ledger, printed): printed for printed in keys}
    found = standing_rows(known, typed)
    missing = ["，".join(printed) for key, printed in typed.items() if key not in found]
    if missing:
        raise RefusedError(f"“{ledger.label}”里没有计入的行“{missing[0]}”，不能撤回。", SEE)
    return {(row.batch, row.position) for row in found.values()}


def _by_row(connection: duckdb.DuckDBPyConnection, known: Cut, rows: Iterable[Place]) -> set[tuple[str, int]]:
    found = set()
    for batch, number in rows:
        position = _position(connection, _file(known, batch), number)
        if position is None:
            raise RefusedError(f"批次 {batch} 第{number}行不计入：没有这一行，或者已被更正、撤回。", SEE)
        found.add((batch, position))
    return found


def _position(connection: duckdb.DuckDBPyConnection, file: BatchFile, number: int) -> int | None:
    """Where the row of that number stands in its file, if it counts."""
    found = connection.execute(
        f"SELECT p.file_row_number FROM read_parquet({quoted(file.path)}, file_row_number = true) p"  # noqa: S608 (a file of the log)
        f" {_not_replaced(file, 'file_row_number')} WHERE p.{quoted_name(ROW)} = {int(number)}"
    ).fetchone()
    return None if found is None else int(found[0])


def _not_replaced(file: BatchFile, position: str) -> str:
    """The end of a query over ``p`` that leaves only the positions that count."""
    if not file.superseded:
        return ""
    lists = ", ".join(quoted(path) for path in file.superseded)
    return f"ANTI JOIN read_parquet([{lists}]) s ON s.batch = {quoted(file.batch)} AND s.position = p.{position}"


def _file(known: Cut, batch: str) -> BatchFile:
    for file in known.files:
        if file.batch == batch:
            return file
    raise NotFoundError(f"“{known.ledger.label}”没有批次 {batch}。", "请用 youju ledger history 查看各批次。")


def _in_closed(connection: duckdb.DuckDBPyConnection, known: Cut, counts: Mapping[str, int]) -> int:
    if not known.closed:
        return 0
    day = f"CAST(r.{quoted_name(known.ledger.date)} AS DATE)"
    spans = " OR ".join(f"{day} BETWEEN DATE '{span.start}' AND DATE '{span.end}'" for span in known.closed)
    total = 0
    for batch in counts:
        rows = f"read_parquet({quoted(_file(known, batch).path)}, file_row_number = true) r"
        [(found,)] = connection.execute(
            f"SELECT count(*) FROM {rows} JOIN chosen c ON c.batch = {quoted(batch)}"  # noqa: S608 (files of the log)
            f" AND c.position = r.file_row_number WHERE {spans}"
        ).fetchall()
        total += int(found)
    return total


def withdrawn(root: Path, known: Cut, places: Iterable[Place]) -> Mapping[Place, Act]:
    """Of these rows those that were withdrawn, each with the log entry that says who, when and why."""
    by_batch: dict[str, list[Act]] = {}
    for entry in retractions(root, known):
        for batch in replaced_by(entry):
            by_batch.setdefault(batch, []).append(entry)
    wanted = [(batch, row) for batch, row in dict.fromkeys(places) if batch in by_batch]
    if not wanted:
        return {}
    found: dict[Place, Act] = {}
    with workroom(folder(root, known.ledger.code)) as (_, connection):
        for batch, row in wanted:
            for act in by_batch[batch]:
                if _lists(connection, root.resolve(), known, act, (batch, row)):
                    found[batch, row] = act
    return found


def _lists(connection: duckdb.DuckDBPyConnection, root: Path, known: Cut, act: Act, place: Place) -> bool:
    batch, row = place
    listed = superseded_file(root, known.ledger.code, str(act.body["retraction"]))
    rows = f"read_parquet({quoted(_file(known, batch).path)}, file_row_number = true) r"
    [(count,)] = connection.execute(
        f"SELECT count(*) FROM {rows} JOIN read_parquet({quoted(str(listed))}) s"  # noqa: S608 (files of the log)
        f" ON s.batch = {quoted(batch)} AND s.position = r.file_row_number WHERE r.{quoted_name(ROW)} = {int(row)}"
    ).fetchall()
    return bool(count)
