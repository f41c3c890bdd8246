"""How the command line speaks: tables or one JSON object on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from youju.errors import YoujuError

DONE, LOOK, UNUSABLE = 0, 1, 2


def emit(document: Mapping[str, object]) -> None:
    """One JSON object on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def say(text: str) -> None:
    """A line for people on standard output."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """Progress or a message on standard error."""
    sys.stderr.write(text + "\n")


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()) -> None:
    """A table for people; ``right`` names the columns of numbers."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        shown.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(cell.replace("[", "\\[") for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(width=width, soft_wrap=False).print(shown)


def refuse(fault: YoujuError, *, as_json: bool) -> int:
    """The fault in one sentence with place and remedy; with ``--json`` as an object on standard output too."""
    place = "；".join(f"{key} {value}" for key, value in fault.place.items() if value is not None)
    where = f"（{place}）" if place else ""
    tell(f"youju: {fault.message}{where}")
    if fault.remedy:
        tell(f"       {fault.remedy}")
    if as_json:
        error = {"message": fault.message, "remedy": fault.remedy, "place": fault.place}
        emit({"error": error})
    return UNUSABLE


def report_failures(failed: Sequence[Mapping[str, str]]) -> None:
    """Files that could not be used, one a line, on standard error."""
    for item in failed:
        tell(f"youju: {item['path']}：{item['message']}{item['remedy']}")
