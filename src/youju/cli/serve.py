"""The serve and reindex commands: the workspace in the browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from youju.cli.documents import Json
from youju.cli.output import DONE, emit, say

Folder = Annotated[Path | None, typer.Argument(metavar="DIR", help="工作区文件夹；不写时用 DATABASE_URL 指定的数据库")]
Host = Annotated[str, typer.Option("--host", help="监听的地址；给别的电脑用时写 0.0.0.0")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="端口；被占用时用后面第一个空闲的")]


def register(app: typer.Typer) -> None:
    """Puts the commands of this family on the command line."""
    app.command("serve", help="在浏览器里办理：打开工作区的网页")(serve)
    app.command("reindex", help="重建网页用的索引（记录本身不变）")(reindex)


def _prepare(root: Path | None) -> None:
    from youju.errors import RefusedError
    from youju.web.serving import prepare

    database = "" if root is not None else os.environ.get("DATABASE_URL", "")
    if root is None and not database:
        raise RefusedError("没有写工作区文件夹，也没有设置 DATABASE_URL。", "请写成 youju serve 文件夹。")
    prepare(root or Path(os.environ.get("YOUJU_EVIDENCE", "youju-evidence")), database)


def serve(root: Folder = None, host: Host = "127.0.0.1", port: Port = 8000) -> int:
    """The web workspace until interrupted."""
    _prepare(root)
    serve_prepared(host, port)
    return DONE


def serve_prepared(host: str, port: int) -> None:
    """Says where to look and serves; the web shell is prepared already."""
    from youju.web import serving

    port = serving.free_port(host, port)
    code = serving.first_run_code()
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 (compared, not bound)
    say(f"请在浏览器打开　http://{shown}:{port}/" + (f"setup?code={code}" if code else ""))
    if code:
        say(f"首次使用：设置单位和管理员，启动码 {code}")
    say("按 Ctrl+C 结束。")
    serving.serve(host, port)


def reindex(root: Folder = None, as_json: Json = False) -> int:
    """The index built again from the acts."""
    _prepare(root)
    from youju.web import search

    count = search.rebuild()
    if as_json:
        emit({"projects": count})
    else:
        say(f"索引已重建：{count} 个项目。")
    return DONE
