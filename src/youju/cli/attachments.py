"""The command ledger attach: documents at a row of a ledger, added, listed, taken off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, emit, say, table
from youju.cli.workspace import DEFAULT_PERSON, DEFAULT_ROLE, By, Dir, RoleName

if TYPE_CHECKING:
    from youju.evidence.attachments import Attachment

Code = Annotated[str, typer.Argument(metavar="LEDGER", help="台账代码或名称，例如 registers、制度与档案登记")]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="KEY... FILE", help="业务编号（由几部分组成就写几个），最后是文件；--list、--remove 不写文件"
    ),
]


def register(ledger: typer.Typer) -> None:
    """Puts the command among those of ledgers."""
    ledger.command("attach", help="给台账的一行附上文件（PDF、照片、扫描件等），列出或移除")(attach)


def attach(
    root: Dir,
    ledger: Code,
    words: Words,
    listing: Annotated[bool, typer.Option("--list", help="列出这一行的附件")] = False,
    remove: Annotated[
        str | None,
        typer.Option("--remove", metavar="SHA", help="移除摘要为 SHA 的附件（可只写前 8 位以上）；文件仍保存"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="移除的理由")] = "",
    by: By = DEFAULT_PERSON,
    role: RoleName = DEFAULT_ROLE,
    as_json: Json = False,
) -> int:
    """Documents at one row."""
    from youju.errors import UnreadableError
    from youju.work import attaching
    from youju.work.ledgers import ledger_of
    from youju.work.people import person
    from youju.work.workspace import open_workspace

    if listing and remove is not None:
        raise UnreadableError("--list 和 --remove 不能同时写。", "请只写其中一个。")
    workspace = open_workspace(root)
    kept = ledger_of(workspace, ledger)
    if listing:
        return _show(workspace.titled("附件"), attaching.listed(workspace, kept, words), as_json=as_json)
    if remove is not None:
        gone = attaching.remove(workspace, kept, words, remove, reason, person(by, role))
        if as_json:
            emit({"demo": workspace.demo, "ledger": kept.code, "removed": attaching.attachment_document(gone)})
        else:
            say(workspace.titled(f"已移除：{gone.name}（文件仍保存，摘要 {gone.sha256[:12]}…）"))
        return DONE
    *key, file = words
    done = attaching.attach_file(workspace, kept, key, Path(file), person(by, role))
    if as_json:
        emit(
            {
                "demo": workspace.demo,
                "ledger": kept.code,
                "attached": attaching.attachment_document(done.attachment),
                "unchanged": not done.new,
            }
        )
    else:
        said = "已附上" if done.new else "这一行已经有这份文件，没有变化"
        say(workspace.titled(f"{said}：{done.attachment.name}（摘要 {done.attachment.sha256[:12]}…）"))
    return DONE


def _show(title: str, found: tuple[Attachment, ...], *, as_json: bool) -> int:
    from youju.evidence.media import KINDS
    from youju.work.attaching import attachment_document
    from youju.work.workspace import moment_words

    if as_json:
        emit({"attachments": [attachment_document(one) for one in found]})
        return DONE
    rows = [
        (
            one.name,
            KINDS[one.media].label,
            f"{one.size:,}",
            one.sha256[:12],
            f"{moment_words(one.at)} {one.by}",
            "" if one.detached is None else f"{moment_words(one.detached.at)} {one.detached.by}：{one.detached.reason}",
        )
        for one in found
    ]
    table(title, ("名称", "类型", "字节", "摘要", "附上", "移除"), rows, right=("字节",))
    return DONE
