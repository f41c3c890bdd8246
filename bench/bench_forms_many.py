"""A workbook of 200,000 rows against bare calamine, and a folder of 2,000 forms read by ``youju read``.

Both are made in a temporary folder and removed afterwards.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import xlsxwriter

from bench_forms import LAYOUT, TEXT, read
from peer_bare_readers import workbook_rows
from turns import Case, by_turns, shown
from youju import exporters, forms, importers
from youju.forms.contract import Style

ROWS = 200_000
RUNS = 5
FILES = 2_000
FORMATS = ("docx", "xlsx", "html", "pdf")
HALLS = ("区行政服务中心", "泗泾分中心", "九亭分中心")
START = datetime(2021, 1, 1)  # noqa: DTZ001 (civil time)
LABELS = (
    *("运单号", "揽收时间", "截止时间", "妥投时间", "误投", "免费", "费用", "大厅", "重量", "件数", "备注", "电话"),
)


def ledger() -> bytes:
    """A workbook of express deliveries: four columns of numbers, three of moments, five of texts."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("明细")
        sheet.write_row(0, 0, LABELS)
        for row in range(1, ROWS + 1):
            accepted = START + timedelta(seconds=row * 157)
            sheet.write_string(row, 0, f"SF{row:012d}")
            sheet.write_datetime(row, 1, accepted, moment)
            sheet.write_datetime(row, 2, accepted + timedelta(days=3), moment)
            if row % 50:
                sheet.write_datetime(row, 3, accepted + timedelta(seconds=row * 7919 % 300_000), moment)
            sheet.write_row(row, 4, ("否" if row % 97 else "是", "是" if row % 9 else "否", row * 31 % 5000 / 100))
            sheet.write_row(row, 7, (HALLS[row % 3], row * 77 % 9000 / 1000, row % 5))
            if row % 10 == 0:
                sheet.write_string(row, 10, f"备注{row % 300}")
            sheet.write_string(row, 11, f"1380000{row * 13 % 10_000:04d}")
    return file.getvalue()


def rows_taken(data: bytes) -> int:
    """Every row as texts, one at a time; how many there were."""
    taken = deque(enumerate(importers.rows_of(data, "a.xlsx").rows, start=1), maxlen=1)
    return taken[0][0]


def folder_of_forms(folder: Path) -> None:
    """The example's five forms in four formats and its text, again and again under other names."""
    documents = read(TEXT.read_bytes(), TEXT.name)
    grids = [forms.fill(LAYOUT, document, Style()) for document in documents]
    files = [(code, exporters.write(grid, code)) for grid in grids for code in FORMATS]
    for number in range(FILES):
        code, data = files[number % len(files)]
        (folder / f"绩效目标申报表 {number:04d}.{code}").write_bytes(data)


def read_folder(folder: Path) -> tuple[float, int]:
    """Seconds that the command takes for the folder, and the documents it gives."""
    command = [str(Path(sys.executable).with_name("youju")), "read", str(folder), "--json"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 (the command of this environment)
    return time.perf_counter() - start, len(json.loads(done.stdout)["documents"])


def main() -> int:
    """Prints files a second, memory and times; 1 when a target is missed."""
    # The folder first: what this process itself holds would count as memory of those that it starts.
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as name:
        folder = Path(name)
        folder_of_forms(folder)
        seconds, documents = read_folder(folder)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{FILES:,} files ({', '.join(FORMATS)}): {seconds:.1f} s, {FILES / seconds:.0f} files a second, ", end="")
    print(f"{documents:,} documents, largest process {largest:.0f} MB")

    data = ledger()
    ours, peer = by_turns(partial(rows_taken, data), partial(workbook_rows, data), RUNS)
    failed = shown([Case(f"{ROWS:,} rows of a workbook / calamine", ours, peer, most=1.3)])
    print(f"rows: {rows_taken(data):,} below the header; the peer gives {workbook_rows(data):,} with it, not as texts")
    return failed


if __name__ == "__main__":
    sys.exit(main())
