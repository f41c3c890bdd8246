"""Commands about documents: read, lint, explain, score."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from youju.cli.output import DONE, LOOK, emit, report_failures, say, table

if TYPE_CHECKING:
    from youju.model.declaration import Declaration

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="官方表格文件")]
Json = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 对象")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("read", help="读官方表格，给出文档：哪份表、哪些指标、哪里有疑问")(read)
    app.command("lint", help="像审核人一样检查申报表，逐格给出意见")(lint)
    app.command("explain", help="打印一条检查规则的说明")(explain)
    app.command("score", help="按给定的评分案例（TOML）逐个计分，并核对预期")(score)


def read(files: Files, as_json: Json = False) -> int:
    """Any official form to documents."""
    from youju.notation.document import document_of
    from youju.work.reading import failures, read_files

    reading = read_files(files)
    failed = failures(reading.failed)
    report_failures(failed)
    if as_json:
        emit({"documents": [document_of(document) for document in reading.documents], "failed": failed})
        return DONE
    for document in reading.documents:
        _show(document)
    return DONE


def _show(form: Declaration) -> None:
    from youju.notation.target import format_target

    rows = [
        (
            str(number),
            row.level1 or "",
            row.level2 or "",
            row.name or "",
            format_target(row.target),
            "；".join(
                f"{FIELDS.get(doubt, doubt)}？（{'/'.join(row.alternatives.get(doubt, ())) or '沿用上文'}）"
                for doubt in row.doubts
            ),
        )
        for number, row in enumerate(form.indicators, start=1)
    ]
    total = "" if form.funds.total is None else f" · {form.funds.total:,} 元"
    title = f"{form.project.name or '（无项目名称）'} · {form.year}年度{total} · {form.layout}"
    table(title, ("序号", "一级", "二级", "指标", "目标值", "疑问"), rows, right=("序号",))
    for note in form.notes:
        say(f"  注 {note.message}")
    say("")


def lint(files: Files, as_json: Json = False) -> int:
    """Findings beside each cell, with the rule and a remedy."""
    from youju.work.linting import counts, finding_document, findings_of
    from youju.work.reading import failures, read_files

    reading = read_files(files)
    failed = failures(reading.failed)
    report_failures(failed)
    pairs = [(document, finding) for document in reading.documents for finding in findings_of(document)]
    numbers = counts([finding for _, finding in pairs])
    if as_json:
        emit({"findings": [finding_document(f, d) for d, f in pairs], **numbers, "failed": failed})
    else:
        rows = [
            (
                finding.code,
                _SEVERITIES[finding.severity.value],
                document.project.name or "",
                finding.indicator or finding.field or "",
                finding.message + finding.remedy,
            )
            for document, finding in pairs
        ]
        table("检查意见", ("规则", "程度", "项目", "位置", "意见"), rows)
        say(f"错误 {numbers['errors']}，警告 {numbers['warnings']}，提示 {numbers['hints']}。")
        say("看一条规则的说明：youju explain 规则号")
    return LOOK if numbers["errors"] else DONE


FIELDS = {
    "level1": "一级",
    "level2": "二级",
    "name": "名称",
    "target": "目标值",
    "comparator": "符号",
    "unit": "单位",
    "actual": "完成值",
    "weight": "分值",
    "points": "得分",
}
_SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="规则号，例如 V-02")],
    as_json: Json = False,
) -> int:
    """One rule's page."""
    from youju import lint as shelf
    from youju.lint.page import page_of

    rule = shelf.rule(code)
    if as_json:
        emit({"code": rule.code, "slug": rule.slug, "severity": rule.severity.value, "page": page_of(rule)})
    else:
        say(page_of(rule))
    return DONE


def score(
    cases: Annotated[Path, typer.Argument(metavar="CASES.toml", help="评分案例文件")],
    as_json: Json = False,
) -> int:
    """Scoring cases: target, actual, weight, scheme to points and working."""
    from youju.work.conformance import run_cases

    result = run_cases(cases)
    if as_json:
        emit(result)
    else:
        rows = [
            (
                "成立" if case["passed"] else "不成立",
                str(case["name"]),
                "—" if case["points"] is None else str(case["points"]),
                str(case["rule"]),
                "；".join([str(case["working"]), *case["problems"]]),
            )
            for case in result["cases"]
        ]
        table("评分案例", ("结果", "案例", "得分", "规则", "算式"), rows, right=("得分",))
        say(f"成立 {result['passed']}，不成立 {result['failed']}。")
    return LOOK if result["failed"] else DONE
