"""The demo command: builds the demo workspace with progress, then says what is there and where to look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, called, emit, say, table
from youju.cli.serve import Port

if TYPE_CHECKING:
    from youju.work.demonstrating import Demonstration


def register(app: typer.Typer) -> None:
    """Puts the command on the command line."""
    app.command("demo", help="演示：五份真实申报表、一年的模拟台账，全部算好、填好")(demo)


def demo(
    root: Annotated[Path, typer.Argument(metavar="DIR", help="演示工作区文件夹")] = Path("youju-demo"),
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="算好以后打开网页；不打开写 --no-serve")] = True,
    port: Port = 8000,
    as_json: Json = False,
) -> int:
    """Everything computed, on invented evidence, marked 演示数据; then served in the browser."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from youju.work.demonstrating import demonstrate, demonstration_document

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def steps(title: str, count: int) -> Callable[[str], None]:
            task = progress.add_task(title, total=count)
            return lambda _: progress.advance(task)

        made = demonstrate(root, steps)
    if as_json:
        emit(demonstration_document(made))
        return DONE
    _summary(made)
    if serving:
        from youju.cli.serve import serve_prepared
        from youju.web.serving import prepare

        prepare(root, "")
        say("账号　　登录页上列出了每个角色的演示账号，按一下就能进去。")
        serve_prepared("127.0.0.1", port)
    return DONE


def _summary(made: Demonstration) -> None:
    from youju.notation.number import plain
    from youju.stages.self_evaluate import points_text
    from youju.work.demonstrating import UNIT

    rows = []
    for item in made.evaluated:
        declaration, total = item.project.declaration, item.sheet.total
        rows.append(
            (
                declaration.project.name or "",
                f"{declaration.funds.annual:,}" if declaration.funds.annual is not None else "",
                str(len(item.sheet.lines)),
                item.sheet.execution.measurement.working,
                points_text(total.points) or "",
                plain(total.open_weight),
                total.grade or "—",
                "已填报" if item.act else "未填报",
            )
        )
    columns = ("项目", "年度预算（元）", "指标", "预算执行", "得分", "未定分值", "等级", "状态")
    table(f"{UNIT} · 演示数据", columns, rows, right=("年度预算（元）", "指标", "得分", "未定分值"))
    root = made.workspace.root
    say(f"台账 {made.rows:,} 行，退回 {made.rejected} 行。所有证据都是虚构的演示数据。")
    say(f"报告　　{made.report}")
    say(f"自评表　{root / 'forms'}")
    say(f"说明　　{root / '说明.txt'}（模拟数据里有意放进去的情形）")
    first = made.evaluated[0]
    name = first.sheet.lines[-1].indicator.name
    say(f"来路　　{called()} why {root} {first.project.declaration.project.name} {name}")
