"""Intake of dumps with its whole report: CSV against the bare typed load of DuckDB, XLSX against bare calamine.

Each run is a process of its own, by turns, and says what memory it took at most. Rows may be named: ``100000``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import python_calamine
import xlsxwriter

from made_deliveries import EXPRESS, made
from turns import Case, shown
from youju.model.organisation import Person, Role
from youju.work.ledgers import import_files
from youju.work.workspace import create

CSV_ROWS, XLSX_ROWS = (1_000_000, 5_000_000), 200_000
RUNS = 2
CSV_MOST, XLSX_MOST = 1 / 0.6, 1.5
MOST_MEMORY = 500  # MB
_TYPES = {"timestamp": "TIMESTAMP", "boolean": "BOOLEAN", "money": "DECIMAL(18, 4)", "text": "VARCHAR"}
_PRINTED = (
    "waybill, strftime(accepted_at, '%Y-%m-%d %H:%M:%S') AS accepted_at,"
    " strftime(due_at, '%Y-%m-%d %H:%M:%S') AS due_at,"
    " strftime(delivered_at, '%Y-%m-%d %H:%M:%S') AS delivered_at, misdelivered, free_of_charge, fee, hall"
)


def dump(path: Path, rows: int) -> Path:
    """So many made rows as a file of the kind that ``path`` names, under the codes of the columns."""
    printed = f"SELECT {_PRINTED} FROM ({made(rows)})"  # noqa: S608 (our own text)
    if path.suffix == ".csv":
        duckdb.execute(f"COPY ({printed}) TO '{path}' (HEADER)")
        return path
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    cells = duckdb.execute(printed.replace(", fee,", ", fee::DOUBLE AS fee,"))
    sheet.write_row(0, 0, [item[0] for item in cells.description or ()])
    number = 1
    while part := cells.fetchmany(10_000):
        for number, row in enumerate(part, start=number):  # noqa: B020 (rows go on counting)
            sheet.write_row(number, 0, row)
        number += 1
    book.close()
    return path


def ours(path: Path) -> int:
    """The import into a new workspace; how many rows it kept."""
    person = Person("bench", Role.CLERK)
    workspace = create(path.parent / f"unit-{time.monotonic_ns()}", person)
    start = time.perf_counter()
    found = import_files(workspace, EXPRESS.code, [path], person)
    return _tell(start, sum(report.added for report in found.imports))


def bare_duckdb(path: Path) -> int:
    """The load that knows every type beforehand, into a table on the disk."""
    types = ", ".join(f"'{column.code}': '{_TYPES[column.type]}'" for column in EXPRESS.columns)
    connection = duckdb.connect(path.parent / f"bare-{time.monotonic_ns()}.duckdb", config={"threads": 2})
    start = time.perf_counter()
    connection.execute(f"CREATE TABLE t AS FROM read_csv('{path}', header = true, columns = {{{types}}})")
    (count,) = connection.execute("SELECT COUNT(*) FROM t").fetchall()[0]
    return _tell(start, count)


def bare_calamine(path: Path) -> int:
    """Every cell of the sheet, with nothing done about it."""
    start = time.perf_counter()
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return _tell(start, len(rows) - 1)


def _tell(start: float, rows: int) -> int:
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "rows": rows, "memory": memory}))
    return 0


WAYS = {"ours": ours, "duckdb": bare_duckdb, "calamine": bare_calamine}


def run(way: str, path: Path) -> tuple[float, int, int]:
    """Milliseconds, rows and megabytes of one way in a process of its own."""
    command = [sys.executable, __file__, way, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (this program)
    told = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"] * 1000, told["rows"], told["memory"]


def compared(path: Path, rows: int, peer: str, most: float) -> tuple[Case, int]:
    """The quickest of each, by turns, and the most memory that ours took."""
    fastest, memory = {"ours": float("inf"), peer: float("inf")}, 0
    for _ in range(RUNS):
        for way, before in fastest.items():
            milliseconds, count, megabytes = run(way, path)
            if count != rows:
                raise SystemExit(f"{way} kept {count:,} of {rows:,} rows")
            fastest[way] = min(before, milliseconds)
            memory = max(memory, megabytes) if way == "ours" else memory
    return Case(f"{rows:,} rows of {path.suffix[1:]} against {peer}", fastest["ours"], fastest[peer], most), memory


def main() -> int:
    """Prints milliseconds, ratios and memory; 1 when a target is missed."""
    if len(sys.argv) > 2:  # noqa: PLR2004 (a way and a file: one run)
        return WAYS[sys.argv[1]](Path(sys.argv[2]))
    named = int(sys.argv[1]) if len(sys.argv) > 1 else None
    cases, memories = [], []
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as folder:
        every = [(rows, "csv", "duckdb", CSV_MOST) for rows in ([named] if named else CSV_ROWS)]
        for rows, kind, peer, most in (*every, (min(named or XLSX_ROWS, XLSX_ROWS), "xlsx", "calamine", XLSX_MOST)):
            path = dump(Path(folder) / f"{rows}.{kind}", rows)
            case, memory = compared(path, rows, peer, most)
            cases.append(case)
            memories.append(memory)
    missed = shown(cases)
    for case, memory in zip(cases, memories, strict=True):
        print(f"{case.name}: at most {memory} MB, target < {MOST_MEMORY} MB")
    return int(missed or max(memories) >= MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
