"""The command about names of columns: ledger map."""

from __future__ import annotations

from typing import Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, emit, say, table
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName

Code = Annotated[str, typer.Argument(metavar="LEDGER", help="台账代码或名称")]
Pairs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="打印的列名=列代码...", help="例如 时间=accepted_at；不读的列写成 时间=-；不写就列出已记住的"
    ),
]


def register(ledger: typer.Typer) -> None:
    """Puts the command among those about ledgers."""
    ledger.command("map", help="记住导出文件里的列名对应台账的哪一列，以后导入照此")(map_)


def map_(
    root: Dir,
    ledger: Code,
    pairs: Pairs = None,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """Names of columns, remembered or listed."""
    from youju.work.ledgers import ledger_of
    from youju.work.mapping import remember, remembered
    from youju.work.people import person
    from youju.work.workspace import moment_words, open_workspace

    workspace = open_workspace(root)
    known = ledger_of(workspace, ledger)
    found = remember(workspace, known, pairs, person(by, role)) if pairs else remembered(workspace, known)
    if as_json:
        columns = [{"name": one.name, "column": one.column, "by": one.by, "at": one.at} for one in found]
        emit({"demo": workspace.demo, "ledger": known.code, "columns": columns})
        return DONE
    rows = [
        (one.name, known.column(one.column).label if one.column else "不读", one.by, moment_words(one.at))
        for one in found
    ]
    table(workspace.titled(f"记住的列名（{known.label}）"), ("文件里的列名", "台账的列", "经手", "时间"), rows)
    if not found:
        say("还没有记住列名；导入时按列的名称和常见写法来找。")
    return DONE
