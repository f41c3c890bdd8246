"""Printing official forms as PDF/A, warm and each another one, against LibreOffice converting word files of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench_forms import LAYOUT, TEXT, read
from turns import Case, shown, timed
from youju import exporters, forms
from youju.forms.contract import Style
from youju.model.grid import Cell, Grid, Table

EVALUATION = "shanghai-selfeval"
ROUNDS = 8
BATCH = 20  # forms of one call of LibreOffice
REASON = "部分终端设备到货延迟，已与供应商约定次年一季度补齐；今后在合同中写明逾期责任，并每月核对到货情况。"


def another(grid: Grid, number: int) -> Grid:
    """The form with a number after each name, so that no layout is remembered from before."""

    def changed(cell: Cell) -> Cell:
        return replace(cell, text=f"{cell.text}{number}") if (cell.field or "").endswith("name") else cell

    blocks = (
        replace(block, cells=tuple(map(changed, block.cells))) if isinstance(block, Table) else block
        for block in grid.blocks
    )
    return replace(grid, blocks=tuple(blocks))


def by_office(grids: list[Grid]) -> float:
    """Milliseconds a form in one call of LibreOffice; its start is part of it."""
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(len(grids))]
        for file, grid in zip(files, grids, strict=True):
            file.write_bytes(exporters.write(grid, "docx"))
        call = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        call += ["--outdir", str(folder)]
        convert = partial(subprocess.run, check=True, capture_output=True)
        convert([*call, str(files[0])])  # makes its profile
        return timed(lambda: convert([*call, *map(str, files)])) / len(grids)


def main() -> int:
    """Prints the slowest of the five forms, each at its quickest; 1 when a target is missed."""
    documents = read(TEXT.read_bytes(), TEXT.name)
    reasoned = [
        replace(
            document, indicators=tuple(replace(row, actual=row.target, reason=REASON) for row in document.indicators)
        )
        for document in documents
    ]
    one_page = [forms.fill(LAYOUT, document, Style()) for document in documents]
    long = [forms.fill(EVALUATION, document, Style()) for document in reasoned]
    for grid in (*one_page, *long):
        exporters.write(grid, "pdf")

    office = shutil.which("soffice") is not None
    cases = []
    for name, grids in (("one page", one_page), ("two pages", long)):
        others = [[another(grid, number) for number in range(10, 10 + ROUNDS)] for grid in grids]
        ours = max(min(timed(partial(exporters.write, grid, "pdf")) for grid in alike) for alike in others)
        peer = by_office([grid for alike in others for grid in alike][:BATCH]) if office else None
        cases.append(Case(f"PDF/A, {name} / LibreOffice", ours, peer, most=0.2, limit=40))
    failed = shown(cases)
    if not office:
        print("LibreOffice is not installed, not compared")
    return failed


if __name__ == "__main__":
    sys.exit(main())
