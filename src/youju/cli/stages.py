"""Commands about review: submit, return, approve."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, emit, table
from youju.cli.results import Project
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName

if TYPE_CHECKING:
    from youju.model.dossier import Act, Dossier
    from youju.work.workspace import Workspace

REVIEWER = "审核人"
REVIEWER_ROLE = "department"
Text = Annotated[str | None, typer.Option("--text", help="附言")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("submit", help="把申报表提交审核；有疑问没有答复或有错误的不能提交")(submit)
    app.command("return", help="退回申报表并写明理由；已批准、已自评的也由此解锁")(return_)
    app.command("approve", help="批准申报表；批准后锁定，可以自评")(approve)


def submit(
    root: Dir,
    project: Project,
    text: Text = None,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """The declared version before the reviewer."""
    from youju.work import reviewing
    from youju.work.people import person

    workspace, dossier = _opened(root, project)
    act = reviewing.submit(workspace, dossier, person(by, role), text)
    return _show(workspace, dossier, act, as_json=as_json)


def return_(
    root: Dir,
    project: Project,
    reason: Annotated[str | None, typer.Option("--reason", help="退回的理由")] = None,
    cell: Annotated[
        list[str] | None,
        typer.Option("--cell", metavar="FIELD=TEXT", help="对一格的意见，例如 indicators.3.target=依据不足；可写多次"),
    ] = None,
    by: By = REVIEWER,
    role: RoleName = REVIEWER_ROLE,
    as_json: Json = False,
) -> int:
    """The form back to its unit, with reasons."""
    from youju.work import reviewing
    from youju.work.people import person

    cells = reviewing.cells_from(cell or ())
    workspace, dossier = _opened(root, project)
    act = reviewing.return_(workspace, dossier, cells, reason, person(by, role))
    return _show(workspace, dossier, act, as_json=as_json)


def approve(
    root: Dir,
    project: Project,
    text: Text = None,
    by: By = REVIEWER,
    role: RoleName = REVIEWER_ROLE,
    as_json: Json = False,
) -> int:
    """The submitted version approved."""
    from youju.work import reviewing
    from youju.work.people import person

    workspace, dossier = _opened(root, project)
    act = reviewing.approve(workspace, dossier, person(by, role), text)
    return _show(workspace, dossier, act, as_json=as_json)


def _opened(root: Path, project: str) -> tuple[Workspace, Dossier]:
    from youju.work.declaring import dossier_of
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    return workspace, dossier_of(workspace, project)


def _show(workspace: Workspace, dossier: Dossier, act: Act, *, as_json: bool) -> int:
    from youju.stages.status import Phase, phase_name
    from youju.work.reviewing import review_document

    document = review_document(dossier, act)
    if as_json:
        emit({"demo": workspace.demo, **document})
        return DONE
    row = (
        str(document["project"]),
        str(document["year"]),
        phase_name(Phase(act.kind)),
        f"第 {act.sequence} 条",
        act.by,
    )
    table(workspace.titled("审核"), ("项目", "年度", "状态", "记录", "办理人"), [row])
    return DONE
