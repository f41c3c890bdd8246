"""Submit, return and approve on the command line: exit codes, JSON, tables, and sentences for what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
Json = Callable[..., tuple[int, dict[str, Any]]]
PROJECT = "业务培训"


@pytest.fixture
def unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with the five declarations, all doubts answered."""
    folder = tmp_path / "unit"
    answers = str(EXAMPLES / "answers.json")
    assert run(["init", str(folder), "--name", "样例中心"]) == 0
    assert run(["declare", str(folder), str(EXAMPLES / "declarations.txt"), "--answers", answers]) == 0
    capsys.readouterr()
    return folder


def test_a_project_is_submitted_returned_submitted_again_and_approved(unit: Path, call: Json) -> None:
    code, result = call("submit", unit, PROJECT, "--text", "请审核")
    assert (code, result["phase"], result["text"]) == (0, "submitted", "请审核")
    assert result["findings"]["error"] == 0
    assert result["demo"] is False
    code, result = call(
        "return",
        unit,
        PROJECT,
        "--reason",
        "请细化",
        "--cell",
        "funds.total=不符",
        "--cell",
        "indicators.1.target=偏低",
    )
    assert (code, result["phase"], result["text"]) == (0, "returned", "请细化")
    assert [item["field"] for item in result["comments"]] == ["funds.total", "indicators.1.target"]
    assert call("submit", unit, PROJECT)[0] == 0
    code, result = call("approve", unit, PROJECT, "--by", "财政局某人", "--role", "财政局")
    assert (code, result["phase"], result["act"]["sequence"]) == (0, "approved", 5)


def test_people_get_a_table(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["submit", str(unit), PROJECT]) == 0
    assert "待审核" in capsys.readouterr().out
    assert run(["return", str(unit), PROJECT, "--reason", "请细化"]) == 0
    shown = capsys.readouterr().out
    assert "已退回" in shown
    assert "审核人" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["submit", "--role", "审计"], "审计不能提交审核"),
        (["approve"], "不能批准"),
        (["return", "--reason", "x"], "不能退回"),
        (["return", "--cell", "funds.total"], "没有写明是哪一格"),
    ],
)
def test_what_is_not_allowed_is_one_sentence_and_exit_code_two(
    arguments: list[str], message: str, unit: Path, call: Json
) -> None:
    command, *rest = arguments
    code, result = call(command, unit, PROJECT, *rest)
    assert code == 2
    assert message in result["error"]["message"]
    assert result["error"]["remedy"]


def test_a_return_without_a_reason_is_refused(unit: Path, call: Json) -> None:
    call("submit", unit, PROJECT)
    code, result = call("return", unit, PROJECT)
    assert code == 2
    assert "理由" in result["error"]["message"]


def test_doubts_left_open_at_declaring_block_submitting(root: Path, call: Json) -> None:
    code, result = call("submit", root, PROJECT)
    assert code == 2
    assert "疑问" in result["error"]["message"]


def test_a_declaration_of_a_locked_project_is_refused_with_who_can_lift_the_lock(
    unit: Path, call: Json, tmp_path: Path
) -> None:
    call("submit", unit, PROJECT)
    other = tmp_path / "changed.txt"
    text = (EXAMPLES / "declarations.txt").read_text(encoding="utf-8")
    other.write_text(text.replace("加强代办员", "加强全体代办员"), encoding="utf-8")
    code, result = call("declare", unit, other)
    assert code == 2
    assert result["error"]["place"] == {"name": PROJECT}
    assert "youju return" in result["error"]["remedy"]
