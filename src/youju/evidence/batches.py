"""Batches on disk: immutable Parquet files of typed rows, and the small files that list which rows were replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Self, TypeAlias

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from youju.evidence.cells import PLACES, Typed
from youju.evidence.durable import drafted, settle
from youju.evidence.intake import TypedRow, Values
from youju.model.ledger import BatchFile, Column, ColumnType, Cut, Ledger
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
    with drafted(path) as draft:
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
    _write(path, _table(ledger, rows))


def _table(ledger: Ledger, rows: Sequence[TypedRow]) -> pa.Table:
    arrays = [
        pa.array([row.values[place] for row in rows], kind) for place, kind in enumerate(_schema(ledger).types[:-1])
    ]
    numbers = pa.array([row.number for row in rows], pa.int64())
    return pa.table([*arrays, numbers], schema=_schema(ledger))


def _schema(ledger: Ledger) -> pa.Schema:
    columns = [(column.code, _TYPES.get(column.type, pa.string())) for column in ledger.columns]
    return pa.schema([*columns, (ROW, pa.int64())])


class RowsFile:
    """A file of typed rows that is written in parts, for rows that do not fit in memory together."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self._ledger = ledger
        self._writer = pq.ParquetWriter(path, _schema(ledger), compression="zstd", store_decimal_as_integer=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._writer.close()

    def write(self, rows: Sequence[TypedRow]) -> None:
        """Adds the rows in their order."""
        if rows:
            self._writer.write_table(_table(self._ledger, rows))


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


def file_digest(connection: duckdb.DuckDBPyConnection, ledger: Ledger, path: Path) -> str:
    """The ``rows_digest`` of the rows in a file, composed by SQL and never in memory all at once."""
    members = sorted([(ROW, None), *((column.code, column) for column in ledger.columns)], key=lambda item: item[0])
    line = " || ',' || ".join(f"{_quoted(json.dumps(code))} || ':' || {_json_sql(code, one)}" for code, one in members)
    query = f"SELECT '{{' || {line} || '}}' || chr(10) AS line FROM read_parquet({_quoted(str(path))})"  # noqa: S608 (codes of a pack and an own path)
    digest = hashlib.sha256()
    for part in connection.sql(query).to_arrow_reader(ROWS_A_GROUP):
        digest.update(_bytes_of(part.column(0)))
    return digest.hexdigest()


def _bytes_of(texts: pa.Array) -> memoryview:
    """The UTF-8 bytes of all texts behind one another, without a copy."""
    wide = texts.cast(pa.large_string())
    _, offsets, data = wide.buffers()
    ends = memoryview(offsets).cast("q")[wide.offset : wide.offset + len(wide) + 1]
    return memoryview(data)[ends[0] : ends[-1]] if data is not None else memoryview(b"")


def _json_sql(code: str, column: Column | None) -> str:
    """SQL for a value as canonical JSON writes it."""
    name = f'"{code}"'
    kind = ColumnType.INTEGER if column is None else column.type
    if kind in (ColumnType.INTEGER, ColumnType.BOOLEAN):
        return f"coalesce(CAST({name} AS VARCHAR), 'null')"
    if kind in (ColumnType.DECIMAL, ColumnType.MONEY):
        text = f"rtrim(rtrim(CAST({name} AS VARCHAR), '0'), '.')"
    elif kind is ColumnType.TIMESTAMP:
        text = f"replace(CAST({name} AS VARCHAR), ' ', 'T')"
    elif kind in (ColumnType.DATE, ColumnType.MONTH):
        text = f"CAST({name} AS VARCHAR)"
    else:
        return f"coalesce(CAST(to_json({name}) AS VARCHAR), 'null')"
    return f"coalesce('\"' || {text} || '\"', 'null')"


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
        found = connection.execute(standing_sql(cut, "wanted")).fetchall()
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


def counting_sql(cut: Cut) -> str:
    """SQL for all rows that count now: filename, file_row_number, values and the number of the row in its source."""
    return _current_sql(cut, f'e."{ROW}"', "")


def standing_sql(cut: Cut, wanted: str) -> str:
    """SQL for the rows that count now under the keys of the table ``wanted``: filename, file_row_number, values."""
    keys = " AND ".join(f'e."{code}" = w."{code}"' for code in cut.ledger.key)
    return _current_sql(cut, "", f" SEMI JOIN {wanted} w ON {keys}")


def _current_sql(cut: Cut, more: str, limit: str) -> str:
    columns = ", ".join([*(f'e."{column.code}"' for column in cut.ledger.columns), *([more] if more else [])])
    rows = f"read_parquet({_paths(cut.files)}, union_by_name=true, filename=true, file_row_number=true)"
    replaced = sorted({path for file in cut.files for path in file.superseded})
    found = f"SELECT e.filename, e.file_row_number, {columns} FROM {rows} e{limit}"  # noqa: S608 (codes of a pack and own paths)
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
