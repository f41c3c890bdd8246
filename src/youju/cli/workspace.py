"""Commands about a workspace: init, define, declare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from youju.cli.documents import Files, Json
from youju.cli.output import DONE, LOOK, emit, report_failures, say, table

Dir = Annotated[Path, typer.Argument(metavar="DIR", help="工作区文件夹")]
By = Annotated[str, typer.Option("--by", help="办理人姓名")]
RoleName = Annotated[str, typer.Option("--role", help="角色：clerk 经办人、head 单位负责人、department 主管部门 …")]
DEFAULT_PERSON = "经办人"
DEFAULT_ROLE = "clerk"


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("init", help="建立一个工作区文件夹")(init)
    app.command("define", help="登记单位自己的定义：清单、算法、阈值、日历（TOML）")(define)
    app.command("declare", help="把申报表放进工作区建档")(declare)


def init(
    root: Dir,
    demo: Annotated[bool, typer.Option("--demo", help="演示工作区：处处标明演示数据")] = False,
    name: Annotated[str | None, typer.Option("--name", help="单位名称")] = None,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """A workspace folder."""
    from youju.work.people import person
    from youju.work.workspace import create

    made = create(root, person(by, role), kind="demo" if demo else "real", name=name)
    if as_json:
        emit(
            {"workspace": str(made.root), "kind": made.kind, "pack": made.pack.code, "ledgers": len(made.pack.ledgers)}
        )
    else:
        say(made.titled(f"已建立工作区 {made.root}（{made.pack.title}，{len(made.pack.ledgers)} 本台账）"))
        say(f"下一步：youju declare {made.root} 申报表文件")
    return DONE


def define(
    root: Dir,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="定义文件")],
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """The unit's own checklists, measures, thresholds and calendar."""
    from youju.work import record
    from youju.work.people import person
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    act = record.define(workspace, file, person(by, role))
    if as_json:
        emit({"demo": workspace.demo, "defined": sorted(act.body), "sequence": act.sequence, "digest": act.digest})
    else:
        say(workspace.titled(f"已登记定义（第 {act.sequence} 条记录，摘要 {act.digest[:12]}…）"))
    return DONE


def declare(
    root: Dir,
    files: Files,
    answers: Annotated[Path | None, typer.Option("--answers", help="对疑问的答复（JSON）")] = None,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """Declarations into the workspace; doubts may be answered at once."""
    from youju.work.declaring import answers_from, declare_files, declared_document
    from youju.work.people import person
    from youju.work.reading import failures
    from youju.work.workspace import open_workspace

    settlements = answers_from(answers) if answers is not None else ()
    workspace = open_workspace(root)
    done = declare_files(workspace, files, person(by, role), settlements)
    failed = failures(done.failed)
    report_failures(failed)
    documents = [declared_document(item) for item in done.declared]
    errors = sum(int(str(item["errors"])) for item in documents)
    if as_json:
        emit({"demo": workspace.demo, "declared": documents, "failed": failed, "errors": errors})
    else:
        rows = [
            (
                str(item["project"]),
                str(item["year"]),
                "未变" if item["unchanged"] else f"第 {item['sequence']} 条",
                str(item["indicators"]),
                str(item["open_doubts"]),
                f"{item['errors']} / {item['warnings']} / {item['hints']}",
            )
            for item in documents
        ]
        columns = ("项目", "年度", "记录", "指标", "待确认疑问", "错误/警告/提示")
        table(workspace.titled("已申报"), columns, rows, right=("指标", "待确认疑问"))
    return LOOK if errors else DONE
