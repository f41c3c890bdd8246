"""The demo: five real declarations for a fictional unit, a simulated year of evidence, all computed and filed."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import youju
from youju.errors import NotFoundError, RefusedError
from youju.model.declaration import Declaration
from youju.model.dossier import Data
from youju.model.organisation import Person, Role
from youju.model.period import Period
from youju.work import ledgers
from youju.work.declaring import Declaring, answers_from, declare_files, dossier_of, dossiers
from youju.work.filling import fill
from youju.work.measuring import view
from youju.work.reasons import reasons_from
from youju.work.record import define
from youju.work.reporting import write_report
from youju.work.reviewing import approve, submit
from youju.work.self_evaluating import SelfEvaluation, self_evaluate_projects, self_evaluation_document
from youju.work.simulation import Manifest, Project, ProjectRole, write_year
from youju.work.workspace import DEMO_MARK, Workspace, create, settings_of

UNIT = "示范区行政服务中心"
CLERK = Person("经办人甲", Role.CLERK, UNIT)
HEAD = Person("负责人乙", Role.HEAD, UNIT)
REVIEWER = Person("主管丙", Role.DEPARTMENT)
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo made, for its summary."""

    workspace: Workspace
    rows: int
    rejected: int
    evaluated: tuple[SelfEvaluation, ...]
    forms: tuple[Path, ...]
    report: Path


def examples() -> Path:
    """The folder of the five declarations: in the installed package, or beside the source."""
    package = Path(youju.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / "songjiang-2021" / "demo.toml").is_file():
            return folder / "songjiang-2021"
    raise NotFoundError("没有找到示例文件。", "请从完整的源代码目录或安装包运行。")


def demonstrate(root: Path, steps: Callable[[str, int], Step]) -> Demonstration:
    """Builds the demo workspace at ``root``. ``steps(title, count)`` opens a progress bar and gives its tick."""
    folder = examples()
    settings = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    workspace = _fresh(root)
    declaring = _declare(workspace, folder, settings)
    define(workspace, folder / "definitions.toml", CLERK)
    for dossier in dossiers(workspace):
        act = submit(workspace, dossier, HEAD)
        approve(workspace, replace(dossier, acts=(*dossier.acts, act)), REVIEWER)
    manifest = _simulate(workspace, [item.declaration for item in declaring.declared], settings, steps)
    rows, rejected = _import(workspace, manifest, steps)
    as_of = date.fromisoformat(settings["as_of"])
    tick = steps("计算并自评五个项目", 1)
    evaluated = self_evaluate_projects(workspace, as_of, reasons_from(workspace, folder / "reasons.csv"), CLERK)
    tick("完成")
    forms = _forms(workspace, evaluated, as_of, steps)
    report = _report(workspace, evaluated, forms, as_of, steps)
    return Demonstration(workspace, rows, rejected, evaluated, forms, report)


def _fresh(root: Path) -> Workspace:
    if root.exists() and any(root.iterdir()):
        try:
            demo = settings_of(root)["kind"] == "demo"
        except NotFoundError:
            demo = False
        if not demo:
            raise RefusedError(f"“{root}”里已有别的内容。", "请换一个空文件夹。", {"path": str(root)})
        shutil.rmtree(root)
    return create(root, CLERK, kind="demo", name=UNIT)


def _declare(workspace: Workspace, folder: Path, settings: dict[str, object]) -> Declaring:
    text = _renamed(folder, settings)
    path = workspace.root / "forms" / "申报表.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return declare_files(workspace, [path], CLERK, answers_from(folder / "answers.json"))


def _renamed(folder: Path, settings: dict[str, object]) -> str:
    text = (folder / "declarations.txt").read_text(encoding="utf-8")
    renamed = settings["rename"]
    if isinstance(renamed, dict):
        for real, fictional in renamed.items():
            text = text.replace(real, fictional)
    return text


def next_year() -> tuple[str, bytes]:
    """The demo's forms as if filed for the year after: name and text of a file to try reading and declaring with."""
    folder = examples()
    settings = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    year = date.fromisoformat(settings["as_of"]).year
    text = _renamed(folder, settings).replace(str(year), str(year + 1))
    return f"申报表样例-{year + 1}.txt", text.encode()


def _simulate(
    workspace: Workspace,
    declarations: list[Declaration],
    settings: dict[str, object],
    steps: Callable[[str, int], Step],
) -> Manifest:
    roles = settings["roles"]
    if not isinstance(roles, dict):
        raise NotFoundError("示例设置缺少项目角色。", "请恢复 demo.toml。")
    budgets = {item.project.name or "": item.funds.annual or Decimal(0) for item in declarations}
    projects = {ProjectRole(role): Project(name, budgets[name]) for role, name in roles.items()}
    tick = steps("生成模拟的一年", 1)
    manifest = write_year(workspace.root / "dumps", projects)
    notes = [f"{DEMO_MARK}：下面这些情形是模拟时有意放进去的，可以在报告和 youju why 里找到。", *manifest.notes]
    (workspace.root / "说明.txt").write_text("\n".join(notes) + "\n", encoding="utf-8")
    tick("完成")
    return manifest


def _import(workspace: Workspace, manifest: Manifest, steps: Callable[[str, int], Step]) -> tuple[int, int]:
    rows = rejected = 0
    tick = steps("导入台账", len(manifest.dumps) + len(manifest.closings))
    for dump in manifest.dumps:
        done = ledgers.import_files(workspace, dump.ledger, [workspace.root / "dumps" / dump.file_name], CLERK)
        rows += sum(report.read for report in done.imports)
        rejected += sum(len(report.rejected) for report in done.imports)
        tick(dump.file_name)
    for closing in manifest.closings:
        ledgers.close(workspace, closing.ledger, Period(closing.start, closing.end), CLERK)
        tick("关账")
    return rows, rejected


def _forms(
    workspace: Workspace, evaluated: tuple[SelfEvaluation, ...], as_of: date, steps: Callable[[str, int], Step]
) -> tuple[Path, ...]:
    tick = steps("填写自评表", len(evaluated))
    written = []
    for item in evaluated:
        name = item.project.declaration.project.name or ""
        dossier = dossier_of(workspace, name)
        written.append(
            fill(workspace, dossier, "self-evaluation", workspace.root / "forms" / f"{name}-自评表.docx", as_of)
        )
        tick(name)
    return tuple(written)


def _report(
    workspace: Workspace,
    evaluated: tuple[SelfEvaluation, ...],
    forms: tuple[Path, ...],
    as_of: date,
    steps: Callable[[str, int], Step],
) -> Path:
    tick = steps("写报告", len(evaluated))
    form_of = {
        item.project.dossier.stream: f"../forms/{path.name}" for item, path in zip(evaluated, forms, strict=True)
    }
    sheets = [(item.project, item.sheet) for item in evaluated]
    return write_report(view(workspace, as_of), sheets, workspace.root / "report", form_of, lambda: tick("项目"))


def demonstration_document(made: Demonstration) -> dict[str, Data]:
    """What the demo made, as ``demo --json`` prints it."""
    return {
        "workspace": str(made.workspace.root),
        "rows": made.rows,
        "rejected": made.rejected,
        "projects": [self_evaluation_document(item) for item in made.evaluated],
        "forms": [str(path) for path in made.forms],
        "report": str(made.report),
    }
