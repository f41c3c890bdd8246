"""The commands together, and the one place where faults become sentences and exit codes."""

from __future__ import annotations

import errno
import re
import sys
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from youju import __version__
from youju.cli import archives, demo, documents, evidence, results, serve, stages, workspace
from youju.cli.output import DONE, UNUSABLE, refuse, say, tell
from youju.errors import UnreadableError, YoujuError

INTERRUPTED = 130
_SLIPS = (
    (r"Missing (?:argument|parameter):? '?([^'.]+)'?\.?", r"缺少参数 \1"),
    (r"No such command '([^']*)'\.?", r"没有命令“\1”"),
    (r"No such option:? '?([^' ]*)'?\.?", r"没有选项 \1"),
    (r"Did you mean '?([^'?]*)'?\??", r"；是不是 \1"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多出了参数 \1"),
    (r"Option '([^']*)' requires an argument\.?", r"选项 \1 后面要写内容"),
    (r"Invalid value for '([^']*)': .*", r"“\1”的值不合要求"),
    (r"Missing command\.?", "后面要写子命令"),
)
_REFUSALS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "文件或文件夹不存在",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
}

app = typer.Typer(
    name="youju",
    help="有据：让每个绩效数字有证据、每个得分有规则。\n\nEvery number has its evidence, every score its rule.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        say(f"youju {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="打印版本", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Options before the command; ``--version`` has done its work when this is called."""


for family in (documents, workspace, evidence, stages, results, archives, demo, serve):
    family.register(app)


def run(arguments: list[str]) -> int:
    """Runs one command line and gives its exit code."""
    as_json = "--json" in arguments
    try:
        command = typer.main.get_command(app)
        result = command.main(args=arguments or ["--help"], prog_name="youju", standalone_mode=False)
        sys.stdout.flush()
    except (Abort, KeyboardInterrupt):
        tell("youju: 已中断；没有写完的部分不会被采用。")
        return INTERRUPTED
    except TyperException as fault:
        return refuse(UnreadableError(_usage(fault), "运行 youju 命令 --help 查看用法。"), as_json=as_json)
    except YoujuError as fault:
        return refuse(fault, as_json=as_json)
    except OSError as fault:
        return _system(fault, as_json=as_json)
    except (RecursionError, OverflowError, MemoryError):
        too_much = UnreadableError("输入的内容太大、太深，或者数字超出了范围，无法处理。", "请核对输入，拆小后再试。")
        return refuse(too_much, as_json=as_json)
    return result if isinstance(result, int) else DONE


def _usage(fault: TyperException) -> str:
    """What is wrong with the call, in Chinese where it is one of the usual slips."""
    said = str(fault)
    for english, chinese in _SLIPS:
        said = re.sub(english, chinese, said)
    return f"命令写得不对：{said}"


def _system(fault: OSError, *, as_json: bool) -> int:
    place: dict[str, object] = {"path": fault.filename} if fault.filename else {}
    why = _REFUSALS.get(fault.errno or 0, fault.strerror or "原因不明")
    system = UnreadableError(f"系统拒绝了读写：{why}。", "请检查路径、权限和磁盘空间。", place)
    try:
        return refuse(system, as_json=as_json)
    except OSError:
        return UNUSABLE  # standard output itself is what cannot be written
