"""The commands together, and the one place where faults become sentences and exit codes."""

from __future__ import annotations

import typer
from typer.exceptions import Abort, TyperException

from youju.cli import demo, documents, evidence, results, workspace
from youju.cli.output import DONE, refuse, tell
from youju.errors import UnreadableError, YoujuError

INTERRUPTED = 130

app = typer.Typer(
    name="youju",
    help="有据：让每个绩效数字有证据、每个得分有规则。\n\nEvery number has its evidence, every score its rule.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for family in (documents, workspace, evidence, results, demo):
    family.register(app)


def run(arguments: list[str]) -> int:
    """Runs one command line and gives its exit code."""
    as_json = "--json" in arguments
    try:
        command = typer.main.get_command(app)
        result = command.main(args=arguments or ["--help"], prog_name="youju", standalone_mode=False)
    except (Abort, KeyboardInterrupt):
        tell("youju: 已中断；没有写完的部分不会被采用。")
        return INTERRUPTED
    except TyperException as fault:
        wrong = UnreadableError(f"命令写得不对：{fault}", "运行 youju 命令 --help 查看用法。")
        return refuse(wrong, as_json=as_json)
    except YoujuError as fault:
        return refuse(fault, as_json=as_json)
    except OSError as fault:
        return refuse(_system(fault), as_json=as_json)
    return result if isinstance(result, int) else DONE


def _system(fault: OSError) -> YoujuError:
    place: dict[str, object] = {"path": fault.filename} if fault.filename else {}
    return UnreadableError(f"系统拒绝了读写：{fault.strerror}。", "请检查路径、权限和磁盘空间。", place)
