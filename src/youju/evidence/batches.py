"""Batches on disk: immutable Parquet files of typed rows, and the small files that list which rows were replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from youju.evidence.cells import PLACES, Typed
from youju.evidence.durable import draft_of, settle
from youju.evidence.intake import TypedRow, Values
from youju.model.ledger import BatchFile, ColumnType, Cut, Ledger
from youju.notation.number import plain

Key: TypeAlias = tuple[Typed, ...]
ROW = "_row"  # the row's number in the source file, beside the ledger's own columns
ROWS_A_GROUP = 122_880  # what an engine skips or reads at once
_DECIMAL = pa.decimal128(18, PLACES)
_TYPES = {
    ColumnType.INTEGER: pa.int64(),
    ColumnType.DECIMAL: _DECIMAL,
    ColumnType.MONEY: _DECIMAL,
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
    ColumnType.MONTH: pa.date32(),
    ColumnType.BOOLEAN: pa.bool_(),
}
_SUPERSEDED = pa.schema([("batch", pa.string()), ("position", pa.int64())])


@dataclass(frozen=True, slots=True)
class Standing:
    """The row that counts for a key now: its batch, its position there, its values."""

    batch: str
    position: int
    values: Values


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    pq.write_table(
        table,
        draft,
        compression="zstd",
        row_group_size=ROWS_A_GROUP,
        store_schema=False,
        store_decimal_as_integer=True,
    )
    settle(draft, path)


def write_batch(path: Path, ledger: Ledger, rows: Sequence[TypedRow]) -> None:
    """The rows in source order, each column in its exact type, with the row number of the source."""
    arrays = [
        pa.array([row.values[place] for row in rows], _TYPES.get(column.type, pa.string()))
        for place, column in enumerate(ledger.columns)
    ]
    numbers = pa.array([row.number for row in rows], pa.int64())
    _write(path, pa.table([*arrays, numbers], [*(column.code for column in ledger.columns), ROW]))


def write_superseded(path: Path, positions: Iterable[tuple[str, int]]) -> None:
    """Batch and position of each replaced row, in order."""
    _write(
        path, pa.Table.from_pylist([{"batch": batch, "position": at} for batch, at in sorted(positions)], _SUPERSEDED)
    )


def rows_digest(ledger: Ledger, rows: Iterable[TypedRow]) -> str:
    """sha256 over the canonical bytes of the rows, one a line: it outlives a rewriting of the file that holds them."""
    codes = [column.code for column in ledger.columns]
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    digest = hashlib.sha256()
    for row in rows:
        document: dict[str, object] = {ROW: row.number}
        document.update(zip(codes, map(_canonical, row.values), strict=True))
        digest.update(f"{encode(document)}\n".encode())
    return digest.hexdigest()


def _canonical(value: Typed) -> str | int | bool | None:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def standing_rows(cut: Cut, keys: Iterable[Key]) -> Mapping[Key, Standing]:
    """The rows of the cut that count now for these business keys. Only the key columns are read in full."""
    if not cut.files:
        return {}
    ledger = cut.ledger
    wanted = pa.table(
        [
            pa.array(column, _TYPES.get(ledger.column(code).type, pa.string()))
            for code, column in _by_column(ledger, keys)
        ],
        list(ledger.key),
    )
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        connection.register("wanted", wanted)
        found = connection.execute(_standing_sql(cut)).fetchall()
    finally:
        connection.close()
    batches = {file.path: file.batch for file in cut.files}
    places = [[column.code for column in ledger.columns].index(code) for code in ledger.key]
    standing = {}
    for path, position, *values in found:
        standing[tuple(values[place] for place in places)] = Standing(batches[path], position, tuple(values))
    return standing


def _by_column(ledger: Ledger, keys: Iterable[Key]) -> Iterable[tuple[str, list[Typed]]]:
    distinct = list(dict.fromkeys(keys))
    return ((code, [key[place] for key in distinct]) for place, code in enumerate(ledger.key))


def _standing_sql(cut: Cut) -> str:
    columns = ", ".join(f'e."{column.code}"' for column in cut.ledger.columns)
    keys = " AND ".join(f'e."{code}" = w."{code}"' for code in cut.ledger.key)
    rows = f"read_parquet({_paths(cut.files)}, union_by_name=true, filename=true, file_row_number=true)"
    replaced = sorted({path for file in cut.files for path in file.superseded})
    found = f"SELECT e.filename, e.file_row_number, {columns} FROM {rows} e SEMI JOIN wanted w ON {keys}"  # noqa: S608 (codes of a pack and own paths)
    if not replaced:
        return found
    lists = ", ".join(_quoted(path) for path in replaced)
    names = ", ".join(f"({_quoted(file.path)}, {_quoted(file.batch)})" for file in cut.files)
    return (
        f"WITH named(path, batch) AS (VALUES {names}) SELECT f.* FROM ({found}) f JOIN named n ON n.path = f.filename"  # noqa: S608 (as above)
        f" ANTI JOIN read_parquet([{lists}]) s ON s.batch = n.batch AND s.position = f.file_row_number"
    )


def _paths(files: Iterable[BatchFile]) -> str:
    return f"[{', '.join(_quoted(file.path) for file in files)}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
