"""Commands about sealed archives: archive, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, LOOK, emit, say, tell
from youju.cli.results import Project
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("archive", help="封存一个项目的档案：记录、表格、来路、台账和原始文件，附清单和封条")(archive)
    app.command("verify", help="核验封存档案：每个文件、清单、封条和记录链")(verify)


def archive(
    root: Dir,
    project: Project,
    to: Annotated[Path, typer.Option("--to", help="写到哪个新文件夹")],
    personal: Annotated[
        bool, typer.Option("--personal", help="收入个人信息和有个人信息的文件；只有能登记台账的角色可以")
    ] = False,
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """The sealed folder of a project."""
    from youju.work import archiving
    from youju.work.declaring import dossier_of
    from youju.work.people import person
    from youju.work.workspace import open_workspace

    workspace = open_workspace(root)
    done = archiving.archive(workspace, dossier_of(workspace, project), to, person(by, role), personal=personal)
    if as_json:
        withheld = [{"path": one.path, "sha256": one.sha256, "name": one.name} for one in done.withheld]
        emit(
            {
                "demo": workspace.demo,
                "archive": str(done.folder),
                "files": done.files,
                "withheld": withheld,
                "seal": done.seal,
            }
        )
        return DONE
    say(workspace.titled(f"已封存到 {done.folder}：{done.files} 个文件"))
    say(f"封条摘要 {done.seal}")
    if done.withheld:
        say(f"有个人信息的 {len(done.withheld)} 个文件没有收入，摘要和原因见 {archiving.README}。")
    return DONE


def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="封存档案的文件夹")], as_json: Json = False
) -> int:
    """Whether an archive is what was sealed."""
    from youju.work import verifying

    found = verifying.verify(folder)
    if as_json:
        emit(verifying.verified_document(found))
        return LOOK if found.problems else DONE
    for one in found.problems:
        tell(f"{one.path}：{one.problem}。")
    if found.problems:
        say(f"核验没有通过：{found.files} 个文件里发现 {len(found.problems)} 处问题。")
        return LOOK
    left_out = f"；另有 {found.withheld} 个文件声明没有收入（有个人信息）" if found.withheld else ""
    say(f"核验通过：{found.files} 个文件都与清单和封条一致{left_out}。")
    say(f"封条摘要 {found.seal}")
    return DONE
