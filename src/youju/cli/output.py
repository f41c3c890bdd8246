"""How the command line speaks: tables or one JSON object on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which

from youju.errors import YoujuError

DONE, LOOK, UNUSABLE = 0, 1, 2
LONGEST_CELL, LONGEST_REASON = 40, 200
PLACES = {
    "path": "文件 {}",
    "row": "第{}行",
    "line": "第{}行",
    "column": "列 {}",
    "case": "第{}个案例",
    "name": "{}",
    "field": "字段 {}",
    "measure": "算法 {}",
    "pack": "台账包 {}",
    "taxonomy": "指标体系 {}",
    "scheme": "评分方案 {}",
}
# What lifts a lock is done here by these commands; the pages of the workspace say it in their own words.
_COMMANDS = {
    "declare": "命令：youju declare --answers。",
    "submit": "命令：youju submit。",
    "return": "命令：youju return。",
    "approve": "命令：youju approve。",
}


def called() -> str:
    """How this command was called, so that a line can be copied: ``youju`` where it is on the path."""
    return "youju" if which("youju") else sys.argv[0]


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
    """A table for people; ``right`` names the columns of numbers. Nothing in a text is taken for markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=Text(title, style="italic"), title_justify="left", header_style="bold")
    for column in columns:
        shown.add_column(Text(column), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    width = None if sys.stdout.isatty() else 160
    Console(width=width, soft_wrap=False).print(shown)


def shortened(text: str, longest: int = LONGEST_CELL) -> str:
    """A cell's text, cut where it would fill the screen."""
    return text if len(text) <= longest else f"{text[:longest]}…（共{len(text)}字）"


def new_folder(to: Path) -> str:
    """What to add when a file has been written, asked before: that its folder was made for it; else nothing."""
    return "" if to.parent.exists() else f"（文件夹 {to.parent} 原来没有，已新建）"


def refuse(fault: YoujuError, *, as_json: bool) -> int:
    """The fault in one sentence with place and remedy; with ``--json`` as an object on standard output too."""
    step = fault.place.pop("lifted_by", None)
    remedy = f"{fault.remedy}{_COMMANDS.get(str(step), '')}"
    known = {key: value for key, value in fault.place.items() if value is not None}
    place = "，".join(PLACES.get(key, f"{key} {{}}").format(value) for key, value in known.items() if value != "")
    where = f"（{place}）" if place else ""
    tell(f"youju: {fault.message}{where}")
    if remedy:
        tell(f"       {remedy}")
    if as_json:
        error = {"message": fault.message, "remedy": remedy, "place": fault.place}
        emit({"error": error})
    return UNUSABLE


def report_failures(failed: Sequence[Mapping[str, str]]) -> None:
    """Files that could not be used, one a line, on standard error."""
    for item in failed:
        tell(f"youju: {item['path']}：{item['message']}{item['remedy']}")
