"""What a large dump changes: its typed rows against each other and against what stands under their keys, by SQL.

The same answer as ``receive`` gives row by row: a row that says what stands already changes nothing, one that says
something else under a known key corrects it, be that row stored or earlier in the dump.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from youju.evidence.batches import ROW, ROWS_A_GROUP, standing_sql
from youju.evidence.intake import Mapping
from youju.evidence.outcome import Coming, Days
from youju.evidence.quick import quoted, sql_type
from youju.evidence.staging import Staged, quoted_name
from youju.model.ledger import Cut, Ledger
from youju.model.period import Period

_PARQUET = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP})"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The rows to store, in a file in the order of the dump; ``replaced``: a file of the positions they replace.

    ``replaces`` counts these by batch. ``repeated`` rows are among the unchanged.
    """

    rows: Path
    count: int
    added: int
    corrected: int
    unchanged: int
    repeated: int
    replaced: Path | None
    replaces: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Names:
    """A ledger's columns as SQL writes them."""

    ledger: Ledger

    @property
    def all(self) -> list[str]:
        return [quoted_name(column.code) for column in self.ledger.columns]

    @property
    def key(self) -> list[str]:
        return [quoted_name(code) for code in self.ledger.key]

    def one_key(self, left: str, right: str) -> str:
        return " AND ".join(f"{left}.{name} = {right}.{name}" for name in self.key)


def weigh(  # noqa: PLR0913, PLR0917 (what came, what stands, where to write)
    connection: duckdb.DuckDBPyConnection,
    known: Cut,
    staged: Staged,
    mapping: Mapping,
    coming: Coming,
    folder: Path,
) -> Weighed:
    """Sorts the rows of a dump by what they change."""
    names = _Names(known.ledger)
    connection.execute(f"CREATE VIEW coming AS SELECT * FROM {staged.source}")
    again = _again(connection, names)
    stand = _standing(connection, known, names)
    if not stand and not again:
        rows = staged.files[0] if staged.ordered else _in_order(connection, names, folder)
        return Weighed(rows, staged.rows, staged.rows, 0, 0, 0, None, {})
    _compare(connection, known.ledger, mapping, coming)
    return replace(_written(connection, names, staged.rows, folder), repeated=_repeated(connection, names))


def _repeated(connection: duckdb.DuckDBPyConnection, names: _Names) -> int:
    """How many rows say what the row of their key before them in the dump says."""
    row, key = quoted_name(ROW), ", ".join(names.key)
    before = ", ".join(f"lag({name}) OVER turn AS {quoted_name(f'before {name}')}" for name in names.all)
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM {quoted_name(f'before {name}')}" for name in names.all)
    return _one(
        connection,
        f"SELECT count(*) FROM (SELECT c.*, row_number() OVER turn AS nth, {before} FROM coming c"
        f" SEMI JOIN repeated r ON {names.one_key('c', 'r')} WINDOW turn AS (PARTITION BY {key} ORDER BY {row}))"
        f" WHERE nth > 1 AND {same}",
    )


def _again(connection: duckdb.DuckDBPyConnection, names: _Names) -> int:
    """How many keys stand in the dump more than once."""
    key = ", ".join(names.key)
    connection.execute(f"CREATE TEMP TABLE repeated AS SELECT {key} FROM coming GROUP BY {key} HAVING count(*) > 1")
    return _one(connection, "SELECT count(*) FROM repeated")


def _standing(connection: duckdb.DuckDBPyConnection, known: Cut, names: _Names) -> int:
    """What stands under the keys of the dump: batch, position and values, in the table ``standing``."""
    columns = ", ".join(f"{quoted_name(one.code)} {sql_type(one)}" for one in known.ledger.columns)
    connection.execute(f"CREATE TEMP TABLE standing (batch VARCHAR, position BIGINT, {columns})")
    if known.files:
        batches = ", ".join(f"({quoted(file.path)}, {quoted(file.batch)})" for file in known.files)
        values = ", ".join(f"f.{name}" for name in names.all)
        connection.execute(
            f"INSERT INTO standing SELECT b.batch, f.file_row_number, {values}"
            f" FROM ({standing_sql(known, 'coming')}) f JOIN (VALUES {batches}) b(path, batch) ON b.path = f.filename"
        )
    return _one(connection, "SELECT count(*) FROM standing")


def _in_order(connection: duckdb.DuckDBPyConnection, names: _Names, folder: Path) -> Path:
    path = folder / "rows.parquet"
    row = quoted_name(ROW)
    rows = f"SELECT {', '.join(names.all)}, {row} FROM coming ORDER BY {row}"
    connection.execute(f"COPY ({rows}) TO {quoted(str(path))} {_PARQUET}")
    return path


def _compare(connection: duckdb.DuckDBPyConnection, ledger: Ledger, mapping: Mapping, coming: Coming) -> None:
    """The table ``kept``: the rows that change something, with their place in the batch and what each replaces."""
    names = _Names(ledger)
    row = quoted_name(ROW)
    values = ", ".join(
        f"{'s' if mapping.positions[column.code] is None else 'c'}.{quoted_name(column.code)}"
        for column in ledger.columns
    )
    listed = ", ".join(map(quoted, sorted(coming.before)))
    ours = f"coalesce(s.batch IN ({listed}), false)" if listed else "false"
    printed = [quoted_name(column.code) for column in ledger.columns if mapping.positions[column.code] is not None]
    same = " AND ".join(f"c.{name} IS NOT DISTINCT FROM s.{name}" for name in printed)
    before = ", ".join(f"lag({name}) OVER turn AS {quoted_name(f'before {name}')}" for name in names.all)
    same_before = " AND ".join(f"{name} IS NOT DISTINCT FROM {quoted_name(f'before {name}')}" for name in names.all)
    key = ", ".join(names.key)
    connection.execute(
        f"""
        CREATE TEMP TABLE kept AS
        WITH filled AS (
          SELECT {values}, c.{row}, s.batch AS s_batch, s.position AS s_position, {ours} AS ours,
                 s.batch IS NOT NULL AND {same} AS stands
          FROM coming c LEFT JOIN standing s ON {names.one_key("c", "s")}
        ), once AS (
          SELECT * FROM filled f ANTI JOIN repeated r ON {names.one_key("f", "r")} WHERE NOT ours AND NOT stands
        ), turns AS (
          SELECT f.*, row_number() OVER turn AS nth, {before}
          FROM filled f SEMI JOIN repeated r ON {names.one_key("f", "r")}
          WINDOW turn AS (PARTITION BY {key} ORDER BY {row})
        ), again AS (
          SELECT * FROM turns WHERE NOT ours AND CASE WHEN nth = 1 THEN NOT stands ELSE NOT ({same_before}) END
        ), changing AS (
          SELECT {", ".join(names.all)}, {row}, s_batch, s_position, false AS many FROM once
          UNION ALL SELECT {", ".join(names.all)}, {row}, s_batch, s_position, true AS many FROM again
        ), placed AS (
          SELECT *, row_number() OVER (ORDER BY {row}) - 1 AS place FROM changing
        )
        SELECT *, NULL AS own_place FROM placed WHERE NOT many
        UNION ALL
        SELECT *, lag(place) OVER (PARTITION BY {key} ORDER BY {row}) AS own_place FROM placed WHERE many
        """
    )
    replaced = f"CASE WHEN own_place IS NOT NULL THEN {quoted(coming.batch)} ELSE s_batch END"
    connection.execute(
        f"CREATE TEMP VIEW replaced AS SELECT {replaced} AS batch, coalesce(own_place, s_position) AS position"
        " FROM kept WHERE own_place IS NOT NULL OR s_batch IS NOT NULL"
    )


def _written(connection: duckdb.DuckDBPyConnection, names: _Names, read: int, folder: Path) -> Weighed:
    rows, replaced = folder / "rows.parquet", folder / "replaced.parquet"
    row = quoted_name(ROW)
    columns = ", ".join(names.all)
    connection.execute(f"COPY (SELECT {columns}, {row} FROM kept ORDER BY place) TO {quoted(str(rows))} {_PARQUET}")
    count = _one(connection, "SELECT count(*) FROM kept")
    listed = "SELECT batch, position FROM replaced ORDER BY batch, position"
    connection.execute(f"COPY ({listed}) TO {quoted(str(replaced))} (FORMAT parquet, COMPRESSION zstd)")
    by_batch = dict(connection.execute("SELECT batch, count(*) FROM replaced GROUP BY batch ORDER BY batch").fetchall())
    corrected = sum(by_batch.values())
    return Weighed(rows, count, count - corrected, corrected, read - count, 0, replaced if by_batch else None, by_batch)


def days(connection: duckdb.DuckDBPyConnection, ledger: Ledger, rows: Path, closed: Sequence[Period]) -> Days:
    """When the stored rows happened."""
    row, day = quoted_name(ROW), f"CAST({quoted_name(ledger.date)} AS DATE)"
    filled = f"{quoted_name(ledger.date)} IS NOT NULL"
    dated = f"SELECT {row}, {day} AS day FROM read_parquet({quoted(str(rows))}) WHERE {filled}"
    ends = [connection.execute(f"{dated} ORDER BY {order}, {row} LIMIT 1").fetchall() for order in ("day", "day DESC")]
    earliest, latest = (found[0] if found else None for found in ends)
    spans = " OR ".join(f"day BETWEEN DATE '{span.start}' AND DATE '{span.end}'" for span in closed)
    in_closed = _one(connection, f"SELECT count(*) FROM ({dated}) WHERE {spans}") if spans else 0
    years = connection.execute(f"SELECT year(day), count(*) FROM ({dated}) GROUP BY ALL ORDER BY ALL").fetchall()
    return Days(earliest, latest, in_closed, dict(years))


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    [(found,)] = connection.execute(query).fetchall()
    return int(found)
