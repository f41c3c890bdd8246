"""Commands about documents: read, lint, explain, score."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from youju.cli.output import DONE, LOOK, emit, new_folder, refuse, report_failures, say, table

if TYPE_CHECKING:
    from youju.model.declaration import Declaration
    from youju.work.reading import Failure, Outcome

MANY = 10  # files, from which on progress is shown

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="官方表格文件")]
Json = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 对象")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("read", help="读官方表格，给出文档：哪份表、哪些指标、哪里有疑问")(read)
    app.command("lint", help="像审核人一样检查申报表，逐格给出意见")(lint)
    app.command("blank", help="写一份空白官方表格，打印出来手填")(blank)
    app.command("explain", help="打印一条检查规则的说明")(explain)
    app.command("score", help="按给定的评分案例（TOML）逐个计分，并核对预期")(score)


def read(files: Files, as_json: Json = False) -> int:
    """Any official form to documents; folders with all files below them."""
    from youju.errors import UnreadableError
    from youju.work.reading import expanded, outcomes

    paths = expanded(files)
    if not paths:
        raise UnreadableError("文件夹里没有文件。", "请给出放着表格的文件夹。", {"path": str(files[0])})
    found = _told(_watched(outcomes(paths), len(paths)), alone=len(paths) == 1)
    if as_json:
        return _read_as_json(found)
    return _read_as_tables(found, _names(paths))


def _told(found: Iterator[Outcome], *, alone: bool) -> Iterator[Outcome]:
    """The outcomes, each failure told as it comes; that of a file ``alone`` is the answer to the whole call."""
    from youju.work.reading import failures

    for outcome in found:
        if outcome.failure and not alone:
            report_failures(failures([outcome.failure]))
        yield outcome


def _watched(found: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """The outcomes with a progress bar on standard error, where there are many and a person looks."""
    if count < MANY or not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(found, description="读取", total=count, console=Console(stderr=True), transient=True)


def _read_as_json(found: Iterator[Outcome]) -> int:
    """One JSON object, written as the files are read: a folder of thousands is never held as a whole."""
    from youju.notation.document import document_of
    from youju.work.reading import failures

    failed: list[Failure] = []
    written = 0
    for outcome in found:
        if outcome.failure:
            failed.append(outcome.failure)
        for document in outcome.documents:
            sys.stdout.write("," if written else '{"documents": [')
            sys.stdout.write("\n" + json.dumps(document_of(document), ensure_ascii=False, indent=1))
            written += 1
    if not written:
        return _none(failed, as_json=True)
    sys.stdout.write('],\n"failed": ' + json.dumps(failures(failed), ensure_ascii=False) + "}\n")
    return DONE


def _none(failed: Sequence[Failure], *, as_json: bool) -> int:
    """No file could be used: the failure of the only one is the answer; those of several have been told."""
    from youju.errors import UnreadableError

    first = failed[0]
    fault = UnreadableError(first.message, first.remedy, {"path": first.path})
    if len(failed) > 1:
        fault = UnreadableError(f"{len(failed)} 个文件都没有读出。", f"第一个是 {first.path}：{first.remedy}")
    return refuse(fault, as_json=as_json)


def _names(paths: Sequence[Path]) -> Mapping[str, str]:
    """How each file is named in a table: by what is its own in its address."""
    shared = os.path.commonpath([path.parent.absolute() for path in paths])
    return {str(path): os.path.relpath(path.absolute(), shared) for path in paths}


def _read_as_tables(found: Iterator[Outcome], names: Mapping[str, str]) -> int:
    """A table for each document; of many files one summary, a row a document."""
    many = len(names) > 1
    rows: list[tuple[str, ...]] = []
    failed: list[Failure] = []
    used = 0
    for outcome in found:
        used += bool(outcome.documents)
        if outcome.failure:
            failed.append(outcome.failure)
            rows.append((names[outcome.path], "没有读", *[""] * 5, outcome.failure.message))
        for document in outcome.documents:
            if many:
                rows.append(_summary(names[outcome.path], document))
            else:
                _show(document)
    if not used:
        return _none(failed, as_json=False)
    if many:
        table("读取结果", ("文件", "种类", "版式", "年度", "项目", "指标", "疑问", "注"), rows, right=("指标", "疑问"))
        say(f"{used} 个文件读出，{len(failed)} 个没有读。要看某个文件读出的各格：youju read 文件")
    return DONE


def _summary(name: str, form: Declaration) -> tuple[str, ...]:
    from youju.cli.form_words import KINDS

    doubts = sum(len(row.doubts) for row in form.indicators) + len(form.doubts)
    return (
        name,
        KINDS[form.kind],
        form.layout,
        str(form.year or ""),
        form.project.name or "",
        str(len(form.indicators)),
        str(doubts or ""),
        str(len(form.notes) or ""),
    )


def _show(form: Declaration) -> None:
    """One form in words: head, money, goals, rows, what is left open, notes."""
    from youju.cli.form_words import doubt_lines, execution_columns, head_lines, heading, note_lines, row_columns

    say(heading(form))
    for line in head_lines(form):
        say(f"  {line}")
    for columns in (execution_columns(form), row_columns(form)):
        if columns is not None and columns.rows:
            table(columns.title, columns.names, columns.rows, right=columns.right)
    for label, lines in (("疑问", doubt_lines(form)), ("注", note_lines(form))):
        for line in lines:
            say(f"  {label}　{line}")
    say("")


def blank(
    form: Annotated[
        str, typer.Argument(metavar="FORM", help="版式，例如 shanghai-2026、mof-selfeval、mof-review；写错时列出全部")
    ],
    to: Annotated[Path, typer.Option("--to", help="写到哪个文件：.docx、.xlsx、.pdf 或 .html")],
    tree: Annotated[
        str | None, typer.Option("--tree", help="指标体系，决定有哪些一级、二级指标；不写就用这份表自己的")
    ] = None,
    rows: Annotated[int, typer.Option("--rows", min=1, max=50, help="每个二级指标留几行")] = 2,
    as_json: Json = False,
) -> int:
    """A blank official form."""
    from youju.work.filling import write_blank

    made = new_folder(to)
    written = write_blank(form, tree, to, rows)
    if as_json:
        emit({"written": str(written)})
    else:
        say(f"已写好 {written}{made}")
    return DONE


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
