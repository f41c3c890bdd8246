"""Arranges the facts of a report for its pages: file names, merged levels, columns of keys, source files, bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import quote

Node = Mapping[str, Any]
INDEX, STYLE = "index.html", "style.css"
EXECUTION = "预算执行率"


def project_file(project: int) -> str:
    """The page of the project that stands at this place of the report, counted from 1."""
    return f"project-{project}.html"


def execution_file(project: int) -> str:
    """The page that explains the points of budget execution."""
    return f"project-{project}-execution.html"


def why_file(project: int, indicator: int) -> str:
    """The page that explains the points of the indicator at this place of its project, counted from 1."""
    return f"project-{project}-indicator-{indicator:02d}.html"


def link(path: str) -> str:
    """A link to a file by its path relative to the report."""
    return quote(path)


def execution_of(project: Node) -> Node:
    """The row of budget execution; its money and rate are those of its measure where it does not say them itself."""
    row: Node = project.get("execution") or {}
    measure: Node = row.get("measure") or {}
    money = {
        key: row.get(key) or measure.get(measured)
        for key, measured in (("budget", "denominator"), ("spent", "numerator"), ("rate", "value"))
    }
    return {**row, **money, "name": EXECUTION, "state": row.get("state") or _state(row)}


def _state(row: Node) -> str:
    return "unknown" if row.get("points") is None else "value"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One indicator of the sheet; a span of 0 means the level's cell stands on an earlier row."""

    indicator: Node
    file: str
    level1_rows: int
    level2_rows: int


def sheet_rows(project: int, indicators: Sequence[Node]) -> list[SheetRow]:
    """The indicators in their filed order; a level label spans the rows that follow each other under it."""
    rows: list[SheetRow] = []
    for _, first in groupby(indicators, key=lambda one: one.get("level1")):
        group = list(first)
        level1_rows = len(group)
        for _, second in groupby(group, key=lambda one: one.get("level2")):
            members = list(second)
            level2_rows = len(members)
            for indicator in members:
                rows.append(SheetRow(indicator, why_file(project, len(rows) + 1), level1_rows, level2_rows))
                level1_rows = level2_rows = 0
    return rows


def key_columns(rows: Iterable[Node]) -> list[str]:
    """The columns of the business key that occur in the rows, in the order they are first met."""
    return list(dict.fromkeys(column for row in rows for column in row.get("key") or {}))


def source_files(rows: Iterable[Node]) -> list[Node]:
    """Each source file of the rows once."""
    return list({row.get("sha256"): row for row in rows}.values())


def blob_link(row: Node) -> str:
    """The kept copy of the row's source file; the report lies in a folder of its own directly inside the workspace."""
    return link(f"../{row.get('file') or 'blobs/' + str(row.get('sha256'))}")


def bar(total: Node) -> list[tuple[str, str]]:
    """Earned, lost and open points as percent of the weight, for a bar; empty without a weight."""
    weight = Decimal(str(total.get("weight") or 0))
    if not weight:
        return []
    parts = (("earned", "points"), ("lost", "lost"), ("open", "open_weight"))
    return [(kind, f"{Decimal(str(total.get(key) or 0)) * 100 / weight:.2f}") for kind, key in parts]


def states(indicators: Iterable[Node]) -> Counter[str]:
    """How many indicators are valued, provisional, stated, without data, unknown."""
    return Counter(state_of(indicator) for indicator in indicators)


def state_of(indicator: Node) -> str:
    """``stated``, ``none``, ``unknown``, ``provisional`` or ``value``."""
    if indicator.get("stated"):
        return "stated"
    state = str(indicator.get("state") or _state(indicator))
    return "provisional" if state == "value" and indicator.get("provisional") else state


def severities(findings: Iterable[Node]) -> Counter[str]:
    """How many findings of each severity."""
    return Counter(str(finding.get("severity")) for finding in findings)
