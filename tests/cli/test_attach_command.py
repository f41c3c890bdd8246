"""Documents of a row on the command line: added, listed, taken off; and who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

Json = Callable[..., tuple[int, dict[str, Any]]]
PDF = b"%PDF-1.7 accepted"


@pytest.fixture
def paid(root: Path, tmp_path: Path, call: Json) -> Path:
    """One payment, and the file of a contract beside the workspace."""
    dump = tmp_path / "支付.csv"
    dump.write_text("凭证号,支付日期,金额,收款人\nV1,2021-03-01,100,甲公司\n", encoding="utf-8")
    assert call("ledger", "import", root, "payments", dump)[0] == 0
    (tmp_path / "合同.pdf").write_bytes(PDF)
    return root


def test_a_document_is_attached_listed_and_taken_off(paid: Path, tmp_path: Path, call: Json) -> None:
    code, result = call("ledger", "attach", paid, "payments", "V1", tmp_path / "合同.pdf")
    added = result["attached"]
    assert (code, result["unchanged"], added["name"], added["type"]) == (0, False, "合同.pdf", "application/pdf")
    assert (paid / added["file"]).read_bytes() == PDF
    assert call("ledger", "attach", paid, "payments", "V1", tmp_path / "合同.pdf")[1]["unchanged"] is True
    code, result = call(
        "ledger", "attach", paid, "payments", "V1", "--remove", added["sha256"][:12], "--reason", "附错"
    )
    assert (code, result["removed"]["removed"]["reason"]) == (0, "附错")
    (listed,) = call("ledger", "attach", paid, "payments", "V1", "--list")[1]["attachments"]
    assert (listed["sha256"], listed["removed"]["by"]) == (added["sha256"], "经办人")
    assert (paid / added["file"]).read_bytes() == PDF


def test_without_json_the_same_is_said_in_words(paid: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    arguments = ["ledger", "attach", str(paid), "payments", "V1"]
    assert run([*arguments, str(tmp_path / "合同.pdf")]) == 0
    assert run([*arguments, str(tmp_path / "合同.pdf")]) == 0
    assert run([*arguments, "--list"]) == 0
    said = capsys.readouterr().out
    assert said.index("已附上：合同.pdf") < said.index("这一行已经有这份文件") < said.index("附件")
    assert run([*arguments, "--remove", "00000000", "--reason", "附错"]) == 2
    assert "合同.pdf" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["V2", "{}"], "没有这个业务编号的有效记录"),
        (["{}"], "由1部分组成"),
        (["V1", "nowhere.pdf"], "没有找到文件"),
        (["V1", "{}", "--role", "auditor"], "不能登记台账"),
        (["V1", "--remove", "00000000", "--role", "department", "--reason", "x"], "不能登记台账"),
        (["V1", "--remove", "00000000"], "写明理由"),
        (["V1", "--remove", "00000000", "--list"], "不能同时写"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_stored(
    paid: Path, tmp_path: Path, call: Json, more: list[str], said: str
) -> None:
    file = str(tmp_path / "合同.pdf")
    code, result = call("ledger", "attach", paid, "payments", *(one.format(file) for one in more))
    assert code == 2
    assert said in result["error"]["message"]
    assert call("ledger", "attach", paid, "payments", "V1", "--list")[1]["attachments"] == []


def test_a_file_that_is_too_large_is_told_its_size(paid: Path, tmp_path: Path, call: Json) -> None:
    with (tmp_path / "大.pdf").open("wb") as file:
        file.truncate(60_000_000)
    code, result = call("ledger", "attach", paid, "payments", "V1", tmp_path / "大.pdf")
    assert code == 2
    assert "60.0 MB" in result["error"]["message"]
