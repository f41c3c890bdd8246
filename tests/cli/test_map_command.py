"""The command that remembers what dumps call the columns of a ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

Json = Callable[..., tuple[int, dict[str, Any]]]


def test_names_are_remembered_and_listed(root: Path, call: Json) -> None:
    assert call("ledger", "map", root, "payments") == (0, {"demo": False, "ledger": "payments", "columns": []})
    code, said = call("ledger", "map", root, "payments", "拨款日=paid_on", "附言=-", "--by", "张三")
    assert code == 0
    assert [(one["name"], one["column"], one["by"]) for one in said["columns"]] == [
        ("拨款日", "paid_on", "张三"),
        ("附言", None, "张三"),
    ]
    assert call("ledger", "map", root, "payments")[1] == said


def test_the_list_is_read_by_people_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "map", str(root), "payments"]) == 0
    assert "还没有记住列名" in capsys.readouterr().out
    assert run(["ledger", "map", str(root), "payments", "拨款日=paid_on", "附言=忽略"]) == 0
    shown = capsys.readouterr().out
    assert "拨款日" in shown
    assert "不读" in shown


def test_a_wrong_pair_is_one_sentence_and_exit_code_2(root: Path, call: Json) -> None:
    code, said = call("ledger", "map", root, "payments", "拨款日")
    assert (code, "不是一对名称" in said["error"]["message"]) == (2, True)
