"""Measuring all 89 indicators over the simulated year, against the same values worked out in plain Python."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from youju.model.period import Period
from youju.work.declaring import declare_files, dossiers
from youju.work.demonstrating import CLERK, examples
from youju.work.ledgers import close, import_files
from youju.work.measuring import measure_projects, view
from youju.work.record import define
from youju.work.simulation import write_year
from youju.work.workspace import Workspace, create

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "work"))
from simulated_truth import DECLARED, Year, truths

TARGET_SECONDS = 0.3
RUNS = 5


def after_one_batch(workspace: Workspace, folder: Path) -> float:
    """Seconds to measure the year again after a payment more."""
    columns = [column.code for column in workspace.pack.ledgers["payments"].columns]
    payment = {"voucher": "BENCH-1", "paid_on": "2021-12-01", "amount": "1", "project": dossiers(workspace)[0].stream}
    extra = folder / "bench.csv"
    extra.write_text(f"{','.join(columns)}\n{','.join(payment.get(code, '') for code in columns)}\n", encoding="utf-8")
    measure_projects(view(workspace, date(2021, 12, 31), remembering=True), dossiers(workspace))
    import_files(workspace, "payments", [extra], CLERK)
    start = time.perf_counter()
    measure_projects(view(workspace, date(2021, 12, 31), remembering=True), dossiers(workspace))
    return time.perf_counter() - start


def main() -> int:
    """Prints both times and their ratio."""
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as folder:
        root = Path(folder) / "unit"
        workspace = create(root, CLERK, kind="demo")
        declare_files(workspace, [examples() / "declarations.txt"], CLERK)
        define(workspace, examples() / "definitions.toml", CLERK)
        manifest = write_year(root / "dumps", DECLARED)
        start = time.perf_counter()
        for dump in manifest.dumps:
            import_files(workspace, dump.ledger, [root / "dumps" / dump.file_name], CLERK)
        rows = sum(dump.rows for dump in manifest.dumps)
        print(f"import          {time.perf_counter() - start:8.2f} s  {rows:,} rows")
        for item in manifest.closings:
            close(workspace, item.ledger, Period(item.start, item.end), CLERK)
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            sheets = measure_projects(view(workspace, date(2021, 12, 31)), dossiers(workspace))
            times.append(time.perf_counter() - start)
        ours = min(times)
        again = after_one_batch(workspace, root / "dumps")
        start = time.perf_counter()
        found = truths(Year(root / "dumps", manifest, workspace.pack.ledgers, 2021))
        theirs = time.perf_counter() - start
    measured = sum(len(item.sheet.lines) for item in sheets)
    print(f"ours            {ours:8.2f} s  {measured} indicators measured and scored")
    print(f"plain Python    {theirs:8.2f} s  {len(found)} values")
    print(f"again           {again:8.2f} s  after one new batch of one ledger, the other answers remembered")
    print(f"ratio           {ours / theirs:8.2f}; target below {TARGET_SECONDS} s")
    return 0 if ours < TARGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
