"""Commands about results: measure, self-evaluate, why, fill."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, LOOK, emit, new_folder, say, table, tell
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName

if TYPE_CHECKING:
    from youju.stages.sheet import Sheet
    from youju.work.measuring import ProjectSheet, View

    Sheets: TypeAlias = tuple[ProjectSheet, ...]

YEARS = range(1950, 2200)
Project = Annotated[str, typer.Argument(metavar="PROJECT", help="项目名称、代码，或 名称@2021")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="问的是哪一天的情形，例如 2021-07-31；不写就是今天")]
Engine = Annotated[
    str,
    typer.Option(
        "--engine", help="由谁计算：duckdb（本机）、spark://主机:端口（集群）、spark://local[2]（本机的 Spark）"
    ),
]
Sequence = Annotated[int | None, typer.Option("--cut", min=0, help="只看台账日志到第几条为止（当时知道的）")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("measure", help="从台账算出每个指标的值，并按规则计分")(measure)
    app.command("self-evaluate", help="单位自评：计算、计分、附上理由；没有未决项的就填报")(self_evaluate)
    app.command("why", help="一个得分的来路：得分 ← 规则 ← 算式 ← 台账的行，或关账、缺口")(why)
    app.command("fill", help="填好官方表格并写成文件")(fill)


def _day(text: str | None) -> date:
    from youju.errors import UnreadableError
    from youju.notation.date import parse_date
    from youju.work.workspace import today

    if text is None:
        return today()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise UnreadableError(f"--as-of 的“{text}”不是可用的日期。", "请写成 2021-07-31。")
    return day


def measure(
    root: Dir,
    project: Annotated[str | None, typer.Argument(metavar="[PROJECT]", help="只算这个项目；不写就是全部")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", help="分组：month（月份，另给累计值），或台账里一列文字的代码或名称，例如 hall、服务大厅"),
    ] = None,
    as_of: AsOf = None,
    cut: Sequence = None,
    engine: Engine = "duckdb",
    as_json: Json = False,
) -> int:
    """Every indicator's value with its proof, or its values by group."""
    from youju.work.declaring import dossier_of, dossiers
    from youju.work.measuring import measure_projects, measured_document, view
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    chosen = dossiers(workspace) if project is None else (dossier_of(workspace, project),)
    seen = view(workspace, _day(as_of), cut, engine, remembering=True)
    projects = measure_projects(seen, chosen)
    if by is not None:
        return _measure_groups(seen, projects, by, as_json=as_json)
    documents = [measured_document(seen, project) for project in projects]
    if as_json:
        emit({"as_of": seen.as_of.isoformat(), "cut": cut, "demo": workspace.demo, "projects": documents})
        return DONE
    for measured in projects:
        _show_sheet(measured.sheet, workspace.titled(f"{measured.declaration.project.name} · 截至 {seen.as_of}"))
    return DONE


def _measure_groups(seen: View, projects: Sheets, by: str, *, as_json: bool) -> int:
    from youju.work.grouping import grouped_projects
    from youju.work.showing_groups import group_rows, grouped_document, left_out

    grouped = list(zip(projects, grouped_projects(seen, projects, by), strict=True))
    if as_json:
        documents = [grouped_document(project, lines, by) for project, lines in grouped]
        head = {"as_of": seen.as_of.isoformat(), "cut": seen.sequence, "by": by, "demo": seen.workspace.demo}
        emit({**head, "projects": documents})
        return DONE
    for project, lines in grouped:
        columns, rows = group_rows(lines, by)
        title = f"{project.declaration.project.name} · 按 {by} · 截至 {seen.as_of}"
        table(seen.workspace.titled(title), columns, rows, right=("序号", "值", "分子", "分母", "样本量", "累计"))
        for sentence in left_out(lines):
            say(f"  {sentence}")
        say("")
    return DONE


def _show_sheet(sheet: Sheet, title: str) -> None:
    from youju.notation.number import plain
    from youju.stages.self_evaluate import points_text
    from youju.work.showing import sheet_rows

    columns = ("序号", "指标", "目标值", "完成值", "分值", "得分", "说明")
    table(title, columns, sheet_rows(sheet), right=("序号", "分值", "得分"))
    total = sheet.total
    state = f"，暂定：还有 {plain(total.open_weight)} 分未定" if total.provisional else f"，等级 {total.grade or '—'}"
    say(f"  合计 {points_text(total.points)}，失分 {plain(total.lost)}{state}")
    say("")


def self_evaluate(
    root: Dir,
    reasons: Annotated[
        Path | None, typer.Option("--reasons", help="理由表（CSV）；indicator 列写指标名称，同名的写序号")
    ] = None,
    as_of: AsOf = None,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """The computed self-evaluation, filed where nothing is left open."""
    from youju.work.people import person
    from youju.work.reasons import Reasons, reasons_from
    from youju.work.self_evaluating import self_evaluate_projects, self_evaluation_document
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    given = reasons_from(workspace, reasons) if reasons is not None else Reasons()
    done = self_evaluate_projects(workspace, _day(as_of), given, person(by, role))
    waiting = [item for item in done if item.act is None]
    if as_json:
        emit({"demo": workspace.demo, "projects": [self_evaluation_document(item) for item in done]})
        return LOOK if waiting else DONE
    for item in done:
        state = "已填报" if item.act else "未填报"
        _show_sheet(item.sheet, workspace.titled(f"{item.project.declaration.project.name} · {state}"))
    for item in waiting:
        tell(f"“{item.project.declaration.project.name}”还不能填报：")
        for lack in item.missing:
            number = f"第{lack.number}项 " if lack.number else ""
            tell(f"  {number}{lack.indicator}：{lack.why}{lack.remedy}")
    return LOOK if waiting else DONE


def why(
    root: Dir,
    project: Project,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="指标名称、序号，或 预算执行率")],
    as_of: AsOf = None,
    rows: Annotated[int, typer.Option("--rows", min=0, help="最多列出多少行")] = 100,
    personal: Annotated[bool, typer.Option("--personal", help="个人信息不遮盖；只有能登记台账的角色可以")] = False,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """The path from points to rows."""
    from youju.work import explaining
    from youju.work.declaring import dossier_of
    from youju.work.masking import require_reading
    from youju.work.measuring import measure_projects, view
    from youju.work.people import person
    from youju.work.showing import why_lines
    from youju.work.workspace import open_workspace

    if personal:
        require_reading(person(by, role))
    workspace = open_workspace(root)
    dossier = dossier_of(workspace, project)
    seen = view(workspace, _day(as_of))
    (measured,) = measure_projects(seen, [dossier])
    path = explaining.why(seen, measured, indicator, rows)
    if as_json:
        emit({"demo": workspace.demo, **explaining.why_document(path, personal=personal)})
        return DONE
    say(workspace.titled(measured.declaration.project.name or ""))
    for line in why_lines(path):
        say(line)
    if path.page.rows:
        shown = [
            (
                row.name,
                str(row.row),
                "，".join(f"{key} {value}" for key, value in path.key(row, personal=personal).items()),
                explaining.COUNTS[row.counts],
            )
            for row in path.page.rows
        ]
        title = workspace.titled(f"台账的行（共 {path.page.total:,} 行，列出 {len(shown)} 行）")
        table(title, ("来源文件", "行", "业务编号", "计入"), shown, right=("行",))
    return DONE


def fill(
    root: Dir,
    project: Project,
    form: Annotated[str, typer.Argument(metavar="FORM", help="表：declaration（申报表）、self-evaluation（自评表）")],
    to: Annotated[Path, typer.Option("--to", help="写到哪个文件：自评表.docx、.xlsx、.pdf 或 .html")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> int:
    """An official form as a file."""
    from youju.work.declaring import dossier_of
    from youju.work.filling import fill as write_form
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    made = new_folder(to)
    written = write_form(workspace, dossier_of(workspace, project), form, to, _day(as_of))
    if as_json:
        emit({"demo": workspace.demo, "written": str(written)})
    else:
        say(workspace.titled(f"已写好 {written}{made}"))
    return DONE
