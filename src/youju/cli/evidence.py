"""Commands about evidence: ledger import, close, reopen, status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, LONGEST_REASON, LOOK, emit, report_failures, say, shortened, table, tell
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName

Dumps = Annotated[list[Path], typer.Argument(metavar="FILE...", help="业务系统导出的文件（CSV、xlsx、xls）")]
Code = Annotated[str, typer.Argument(metavar="LEDGER", help="台账代码或名称，例如 express_deliveries、政务快递台账")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    ledger = typer.Typer(help="台账：导入、关账、重开、状态", rich_markup_mode=None)
    ledger.command("import", help="把业务系统导出的文件导入台账；有问题的行退回并说明原因")(import_)
    ledger.command("close", help="关账：声明这段时间发生的都已登记")(close)
    ledger.command("reopen", help="重开：收回一段时间的关账，补登以后再关")(reopen)
    ledger.command("status", help="每本台账有多少行、关到哪里、缺口在哪里")(status)
    app.add_typer(ledger, name="ledger")


def import_(
    root: Dir,
    ledger: Code,
    files: Dumps,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    preview: Annotated[bool, typer.Option("--preview", help="只看会怎样，什么都不存")] = False,
    as_json: Json = False,
) -> int:
    """Dumps into a ledger."""
    from youju.work.ledgers import import_document, import_files, notes_of, preview_files
    from youju.work.people import person
    from youju.work.reading import failures
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    done = (preview_files if preview else import_files)(workspace, ledger, files, person(by, role))
    failed = failures(done.failed)
    report_failures(failed)
    rejected = sum(len(report.rejected) for report in done.imports)
    if as_json:
        emit(
            {
                "demo": workspace.demo,
                "preview": preview,
                "imports": [import_document(workspace, report) for report in done.imports],
                "failed": failed,
            }
        )
        return LOOK if rejected else DONE
    rows = [
        (
            report.file,
            *(str(n) for n in (report.read, report.added, report.corrected, report.unchanged, len(report.rejected))),
            "、".join(report.ignored_columns),
        )
        for report in done.imports
    ]
    columns = ("文件", "读到", "新增", "更正", "未变", "退回", "没有用到的列")
    table(workspace.titled("预览（没有存入）" if preview else "导入"), columns, rows, right=columns[1:6])
    for report in done.imports:
        for note in notes_of(workspace, report):
            tell(f"{report.file} {note}")
        for reject in report.rejected:
            reason = shortened(reject.reasons, LONGEST_REASON)
            tell(f"{report.file} 第{reject.row}行“{shortened(reject.value)}”：{reason}")
    return LOOK if rejected else DONE


def close(
    root: Dir,
    ledger: Annotated[str, typer.Argument(metavar="LEDGER|all", help="台账代码、名称，或 all")],
    period: Annotated[str, typer.Option("--period", help="2021、2021-07 或 2021-01-01..2021-07-31")],
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """A span declared closed."""
    from youju.notation.date import parse_period
    from youju.work import ledgers
    from youju.work.people import person
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    done = ledgers.close(workspace, ledger, parse_period(period), person(by, role))
    if as_json:
        emit(
            {"demo": workspace.demo, "closed": [{"ledger": item.ledger, **ledgers.span(item.period)} for item in done]}
        )
    else:
        rows = [(item.ledger, item.label, item.period.start.isoformat(), item.period.end.isoformat()) for item in done]
        table(workspace.titled("已关账"), ("代码", "台账", "从", "到"), rows)
    return DONE


def reopen(
    root: Dir,
    ledger: Code,
    period: Annotated[str, typer.Option("--period", help="2021、2021-07 或 2021-01-01..2021-07-31")],
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """A closed span opened again."""
    from youju.notation.date import parse_period
    from youju.work import ledgers
    from youju.work.people import person
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    done = ledgers.reopen(workspace, ledger, parse_period(period), person(by, role))
    if as_json:
        emit({"demo": workspace.demo, "reopened": [{"ledger": done.ledger, **ledgers.span(done.period)}]})
    else:
        say(f"已重开：{done.label} {done.period.start} 至 {done.period.end}。补登以后请再关账。")
    return DONE


def status(
    root: Dir,
    year: Annotated[
        int | None, typer.Option("--year", min=1950, max=2199, help="年度；不写就是申报表的最近年度")
    ] = None,
    as_json: Json = False,
) -> int:
    """What stands in each ledger."""
    from youju.work import ledgers
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    number = year if year is not None else ledgers.latest_year(workspace)
    found = ledgers.status(workspace, number)
    if as_json:
        emit({"demo": workspace.demo, "year": number, "ledgers": [ledgers.status_document(item) for item in found]})
        return DONE
    rows = [
        (
            item.ledger.code,
            item.ledger.label,
            str(item.cut.batches),
            f"{item.rows:,}",
            ledgers.closed_words(item),
            ledgers.gap_words(item),
        )
        for item in found
    ]
    table(
        workspace.titled(f"台账（{number}年度）"),
        ("代码", "台账", "批次", "行数", "关账", "未关账的工作日"),
        rows,
        right=("批次", "行数"),
    )
    say("没有行、又没有关账的台账，不能证明“没有发生”。")
    return DONE
