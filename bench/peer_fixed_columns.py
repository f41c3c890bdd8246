"""The peer of ``bench_reading``: a reader that trusts the columns of flattened text, as fast as Python goes."""

from __future__ import annotations

from typing import TypeAlias

Row: TypeAlias = tuple[str, str, str, str]
WIDTH = 5


def fixed_rows(text: str) -> list[Row]:
    """Level 1, level 2, name and target from columns 2 to 5 of every row below a header; levels carried down."""
    rows: list[Row] = []
    level1 = level2 = ""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if "三级指标" in cells:
            inside, level1, level2 = True, "", ""
        elif "项目名称" in cells:
            inside = False
        elif inside and len(cells) >= WIDTH:
            level1, level2 = cells[1] or level1, cells[2] or level2
            rows.append((level1, level2, cells[3], cells[4]))
    return rows
