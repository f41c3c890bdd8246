"""A large dump typed in bulk: usual spellings by SQL into a Parquet file, all other rows one by one as small dumps are.

Memory stays bounded whatever the dump's size: rows stream from the file, or through a file of texts, into typed files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from youju.evidence.asides import TOTAL_ENDS
from youju.evidence.batches import ROW, ROWS_A_GROUP, RowsFile
from youju.evidence.intake import Mapping, PlainText, Rows, TypedRow, typed_rows
from youju.evidence.quick import quoted, sql_type, typed_sql
from youju.model.ledger import Ledger, Reject

MEMORY = "300MB"  # of the engine; texts and typed rows beyond it go to the disk
CHUNK = 20_000  # rows at once in Python
_PARQUET = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP})"


@dataclass(frozen=True, slots=True)
class Staged:
    """The typed rows of a dump in ``files`` (columns of the ledger and ``_row``), and the rows that were rejected.

    ``ordered``: one file, in the order of the dump.
    """

    files: tuple[Path, ...]
    rows: int
    rejected: tuple[Reject, ...]

    @property
    def ordered(self) -> bool:
        """Whether the rows stand in the order of the dump."""
        return len(self.files) == 1

    @property
    def source(self) -> str:
        """What SQL reads the rows from."""
        return f"read_parquet([{', '.join(quoted(str(path)) for path in self.files)}])"


@contextmanager
def engine(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that keeps to its memory and writes what does not fit below ``folder``."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(folder),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(config=settings)
    try:
        yield connection
    finally:
        connection.close()


def stage(connection: duckdb.DuckDBPyConnection, ledger: Ledger, mapping: Mapping, rows: Rows, folder: Path) -> Staged:
    """Types all rows of the dump into files below ``folder``. Raises UnreadableError where the dump breaks off."""
    mapping.left_out.clear()  # of a reading that was given up
    source, count, long = _source(rows, folder)
    usual = folder / "usual.parquet"
    asked = _Asked(ledger, mapping, source)
    try:
        [(typed,)] = connection.execute(f"COPY ({asked.usual()}) TO {quoted(str(usual))} {_PARQUET}").fetchall()
        others = [] if count == typed else _others(connection, asked)
        spelt = _one_by_one(ledger, mapping, _merged(others, long), folder / "others.parquet")
    except duckdb.Error as fault:
        raise UncutError from fault
    return Staged((usual, *spelt.files), typed + spelt.rows, spelt.rejected)


class UncutError(Exception):
    """A plain text was not as plain as it looked: it has to be read record by record."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The questions about a dump whose rows ``source`` gives as n, c0, c1 …

    A row without key or date, or whose key reads as a total, may be no record: it is looked at one by one.
    """

    ledger: Ledger
    mapping: Mapping
    source: str

    def usual(self) -> str:
        """The rows all of whose cells are spelt in a usual way, typed."""
        codes = ", ".join(quoted_name(column.code) for column in self.ledger.columns)
        return f"SELECT {codes}, n AS {quoted_name(ROW)} FROM ({self._typed()}) WHERE {self._is_usual()}"

    def others(self) -> str:
        """The texts of all other rows."""
        cells = ", ".join(f"c{at}" for at in range(len(self.mapping.header)))
        return f"SELECT n, {cells} FROM ({self._typed()}) WHERE NOT {self._is_usual()} ORDER BY n"

    def _typed(self) -> str:
        due = {one.by for one in self.ledger.due}
        columns = []
        for column in self.ledger.columns:
            at = self.mapping.positions[column.code]
            if at is None:
                value = f"CAST(NULL AS {sql_type(column)})"
            else:
                ways = {"is_key": column.code in self.ledger.key, "is_due": column.code in due}
                value = typed_sql(column, self.mapping.header[at].strip(), f"c{at}", **ways)
            columns.append(f"{value} AS {quoted_name(column.code)}")
        return f"SELECT *, {', '.join(columns)} FROM ({self.source})"

    def _is_usual(self) -> str:
        tests = []
        for column in self.ledger.columns:
            at, name = self.mapping.positions[column.code], quoted_name(column.code)
            if at is not None:
                blank = "" if column.required else f" OR coalesce(c{at}, '') = ''"
                tests.append(f"({name} IS NOT NULL{blank})")
        tests += [f"{quoted_name(code)} IS NOT NULL" for code in dict.fromkeys((*self.ledger.key, self.ledger.date))]
        keys = [f"coalesce(c{self.mapping.positions[code]}, '')" for code in self.ledger.key]
        tests += [f"NOT suffix({key}, {quoted(end)})" for key in keys for end in TOTAL_ENDS]
        return f"({' AND '.join(tests)})"


def quoted_name(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _source(rows: Rows, folder: Path) -> tuple[str, int | None, list[tuple[int, tuple[str, ...]]]]:
    """SQL for the rows as n, c0, c1 …; how many there are, if that is known; rows with more cells than the header."""
    plain = rows.plain
    if plain is not None:
        return _read_csv(plain, len(rows.header)), plain.records, []
    path = folder / "texts.parquet"
    long: list[tuple[int, tuple[str, ...]]] = []
    count = _write_texts(path, rows, long)
    return f"SELECT * FROM read_parquet({quoted(str(path))})", count, long


def _read_csv(plain: PlainText, width: int) -> str:
    names = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(width))
    return (
        f"SELECT row_number() OVER () + {plain.header_row} AS n, * FROM read_csv({quoted(str(plain.path))}, "
        f"columns = {{{names}}}, header = false, skip = {plain.header_row}, auto_detect = false, "
        f"delim = {quoted(plain.separator)}, quote = '\"', escape = '\"', null_padding = true, strict_mode = true)"
    )


def _write_texts(path: Path, rows: Rows, long: list[tuple[int, tuple[str, ...]]]) -> int:
    """The cells as texts in a file, chunk by chunk; how many rows it has."""
    width = len(rows.header)
    schema = pa.schema([("n", pa.int64()), *((f"c{at}", pa.string()) for at in range(width))])
    count = 0
    remaining = iter(rows.rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while chunk := list(islice(remaining, CHUNK)):
            long += [row for row in chunk if len(row[1]) > width and "".join(row[1][width:]).strip()]
            kept = [row for row in chunk if len(row[1]) <= width or not "".join(row[1][width:]).strip()]
            cells = [pa.array([row[at] for _, row in kept], pa.string()) for at in range(width)]
            writer.write_table(pa.table([pa.array([number for number, _ in kept], pa.int64()), *cells], schema=schema))
            count += len(kept)
    return count


def _others(connection: duckdb.DuckDBPyConnection, asked: _Asked) -> Iterator[tuple[int, tuple[str, ...]]]:
    found = connection.cursor().execute(asked.others())  # a cursor: other questions are asked meanwhile
    while chunk := found.fetchmany(CHUNK):
        for number, *cells in chunk:
            yield number, tuple(cell or "" for cell in cells)


def _merged(
    others: Iterable[tuple[int, tuple[str, ...]]], long: Sequence[tuple[int, tuple[str, ...]]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Both in the order of the dump; blank rows say nothing."""
    waiting = list(long)
    for row in others:
        while waiting and waiting[0][0] < row[0]:
            yield waiting.pop(0)
        if any(cell and not cell.isspace() for cell in row[1]):
            yield row
    yield from waiting


@dataclass(frozen=True, slots=True)
class _Spelt:
    files: tuple[Path, ...]
    rows: int
    rejected: tuple[Reject, ...]


def _one_by_one(ledger: Ledger, mapping: Mapping, rows: Iterator[tuple[int, tuple[str, ...]]], path: Path) -> _Spelt:
    rejected: list[Reject] = []
    count = 0
    typed = typed_rows(ledger, mapping, rows)
    with RowsFile(path, ledger) as file:
        while chunk := list(islice(typed, CHUNK)):
            kept = [row for row in chunk if isinstance(row, TypedRow)]
            rejected += [row for row in chunk if isinstance(row, Reject)]
            count += len(kept)
            file.write(kept)
    return _Spelt((path,) if count else (), count, tuple(rejected))
