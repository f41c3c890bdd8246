"""Commands about evidence: ledger import, retract, close, reopen, status, check, history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from youju.cli import attachments, mapping
from youju.cli.documents import Json
from youju.cli.output import DONE, LONGEST_REASON, LOOK, emit, report_failures, say, shortened, table, tell
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName

Dumps = Annotated[list[Path], typer.Argument(metavar="FILE...", help="业务系统导出的文件（CSV、xlsx、xls）")]
Code = Annotated[str, typer.Argument(metavar="LEDGER", help="台账代码或名称，例如 express_deliveries、政务快递台账")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    ledger = typer.Typer(help="台账：导入、撤回、关账、重开、状态、查重、日志", rich_markup_mode=None)
    ledger.command("import", help="把业务系统导出的文件导入台账；有问题的行退回并说明原因")(import_)
    ledger.command("close", help="关账：声明这段时间发生的都已登记")(close)
    ledger.command("reopen", help="重开：收回一段时间的关账，补登以后再关")(reopen)
    ledger.command("retract", help="撤回不该计入的行，须写明理由；撤回的行仍在历史里")(retract)
    ledger.command("status", help="每本台账有多少行、关到哪里、缺口在哪里")(status)
    ledger.command("check", help="查找编号不同、内容相同的行：可能是同一件事登记了两次")(check)
    ledger.command("history", help="台账日志的每一条：第几条、何时、何人、做了什么")(history)
    attachments.register(ledger)
    mapping.register(ledger)
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


def retract(
    root: Dir,
    ledger: Code,
    reason: Annotated[str, typer.Option("--reason", help="为什么这些行不该计入")],
    key: Annotated[
        list[str] | None, typer.Option("--key", help="业务编号；由几列组成的，按次序每列写一个 --key")
    ] = None,
    batch: Annotated[str | None, typer.Option("--batch", help="整个批次")] = None,
    row: Annotated[list[str] | None, typer.Option("--row", metavar="BATCH:ROW", help="批次:原始文件里的行号")] = None,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """Rows withdrawn."""
    from youju.work import retracting
    from youju.work.ledgers import ledger_of
    from youju.work.people import person
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    rows = retracting.chosen(ledger_of(workspace, ledger), key or (), batch, row or ())
    done = retracting.retract(workspace, ledger, rows, reason, person(by, role))
    if as_json:
        emit({"demo": workspace.demo, "retracted": retracting.retracted_document(done)})
    else:
        label = ledger_of(workspace, ledger).label
        say(workspace.titled(f"已从“{label}”撤回 {done.rows:,} 行（日志第{done.sequence}条）：{done.reason}"))
    if note := retracting.closed_note(done):
        tell(note)
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
    from youju.work.ledger_status import closed_words, gap_words, status_document
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    number = year if year is not None else ledgers.latest_year(workspace)
    found = ledgers.status(workspace, number)
    if as_json:
        emit({"demo": workspace.demo, "year": number, "ledgers": [status_document(item) for item in found]})
        return DONE
    rows = [
        (
            item.ledger.code,
            item.ledger.label,
            str(item.cut.batches),
            f"{item.rows:,}",
            closed_words(item),
            gap_words(item),
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


def check(root: Dir, ledger: Code, as_json: Json = False) -> int:
    """Rows that resemble each other."""
    from youju.work import resembling
    from youju.work.ledgers import ledger_of
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    known = ledger_of(workspace, ledger)
    found = resembling.check(workspace, known)
    if as_json:
        emit({"demo": workspace.demo, **resembling.resembling_document(known, found)})
        return DONE
    rows = [
        (
            str(number),
            resembling.why_words(known, group),
            row.file.name,
            str(row.row),
            "，".join(resembling.key_of(known, row).values()),
        )
        for number, group in enumerate(found.groups, start=1)
        for row in group.rows
    ]
    if rows:
        title = workspace.titled(f"{known.label}：相似的行（共 {found.total_groups:,} 组 {found.total_rows:,} 行）")
        table(title, ("组", "相同之处", "来源文件", "行", "业务编号"), rows, right=("组", "行"))
        say("相似不等于有错：请核对是不是同一件事登记了两次；确实重复的用 youju ledger retract 撤回。")
    else:
        say(workspace.titled(f"{known.label}：没有编号不同而内容相同的行。"))
    return DONE


def history(
    root: Dir,
    ledger: Code,
    until: Annotated[str | None, typer.Option("--until", help="只看到这一天为止，例如 2021-07-31")] = None,
    as_json: Json = False,
) -> int:
    """Every entry of a ledger's log."""
    from youju.work import ledger_history
    from youju.work.closings import span_between
    from youju.work.ledgers import ledger_of
    from youju.work.workspace import moment_words, open_workspace

    workspace = open_workspace(root)
    known = ledger_of(workspace, ledger)
    found = ledger_history.history(workspace, known, None if until is None else span_between(until, "").end)
    if as_json:
        entries = [ledger_history.entry_document(entry) for entry in found]
        emit({"demo": workspace.demo, "ledger": known.code, "cut": len(found), "entries": entries})
        return DONE
    rows = [
        (
            str(entry.sequence),
            moment_words(entry.at),
            entry.by,
            ledger_history.KINDS.get(entry.kind, entry.kind),
            f"{entry.rows:,}" if entry.rows else "",
            entry.words,
            entry.batch or "",
        )
        for entry in found
    ]
    columns = ("第几条", "何时", "何人", "事项", "行数", "内容", "批次")
    table(workspace.titled(f"{known.label}：日志"), columns, rows, right=("第几条", "行数"))
    say(f"要看当时知道的情形：youju measure {root} --cut {len(found)}。")
    return DONE
