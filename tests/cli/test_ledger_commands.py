"""Ledgers on the command line: rows withdrawn, rows that resemble each other, and the log with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

DUMP = (
    "凭证号,项目,支付日期,金额,收款人\n"
    "V1,窗口业务管理,2021-03-01,100.50,甲公司\n"
    "V2,窗口业务管理,2021-03-05,20,乙公司\n"
    "V3,窗口业务管理,2021-03-05,20,乙公司\n"
    "V4,窗口业务管理,2018-04-01,3,\n"
)

Json = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def unit(root: Path, tmp_path: Path, call: Json) -> Path:
    """A workspace with four payments."""
    dump = tmp_path / "支出.csv"
    dump.write_text(DUMP, encoding="utf-8")
    assert call("ledger", "import", root, "payments", dump)[0] == 0
    return root


def test_an_import_says_years_repeats_header_and_what_was_left_out(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "支出.csv"
    dump.write_text(DUMP + "V4,窗口业务管理,2018-04-01,3,\n", encoding="utf-8")
    (done,) = call("ledger", "import", root, "payments", dump)[1]["imports"]
    assert (done["years"], done["out_of_year"], done["repeated"]) == ({"2018": 1, "2021": 3}, 1, 1)
    assert (done["header_row"], done["left_out"]) == (1, [])
    assert any("2018年 1 行，如第5行 2018-04-01" in note for note in done["notes"])
    assert any("有 1 行与同一文件里前面的行完全相同" in note for note in done["notes"])


def test_a_row_is_withdrawn_with_a_reason_and_an_earlier_cut_still_counts_it(unit: Path, call: Json) -> None:
    def spent(*options: str) -> str:
        found = call("measure", unit, "--as-of", "2021-12-31", *options)[1]["projects"]
        return str({row["execution"]["value"] for row in found})

    before = spent()
    code, done = call("ledger", "retract", unit, "payments", "--key", "V2", "--key", "V3", "--reason", "重复付款")
    assert (code, done["retracted"]["rows"], done["retracted"]["sequence"]) == (0, 2, 2)
    (payments,) = (item for item in call("ledger", "status", unit)[1]["ledgers"] if item["ledger"] == "payments")
    assert (payments["rows"], payments["batches"], payments["sequence"]) == (2, 1, 2)
    assert spent() != before
    assert spent("--cut", "1") == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--key", "V9", "--reason", "x"), "V9"),
        (("--key", "V1", "--reason", " "), "理由"),
        (("--reason", "x"), "哪些行"),
        (("--batch", "000009-x", "--reason", "x"), "000009-x"),
        (("--row", "V1", "--reason", "x"), "V1"),
        (("--key", "V1"), "reason"),
    ],
)
def test_what_cannot_be_withdrawn_says_why(unit: Path, call: Json, options: tuple[str, ...], said: str) -> None:
    code, result = call("ledger", "retract", unit, "payments", *options)
    assert code == 2
    assert said in result["error"]["message"]
    assert call("ledger", "history", unit, "payments")[1]["cut"] == 1


def test_rows_that_resemble_each_other_are_told_with_file_and_row(unit: Path, call: Json) -> None:
    code, found = call("ledger", "check", unit, "payments")
    assert (code, found["groups"], found["rows"]) == (0, 1, 2)
    (group,) = found["resembling"]
    assert (group["why"], group["count"]) == ("same_values", 2)
    assert [(row["name"], row["row"], row["key"]) for row in group["rows"]] == [
        ("支出.csv", 3, {"voucher": "V2"}),
        ("支出.csv", 4, {"voucher": "V3"}),
    ]
    assert (unit / group["rows"][0]["file"]).read_text(encoding="utf-8") == DUMP
    assert call("ledger", "check", unit, "accidents")[1]["resembling"] == []


def test_the_history_gives_the_cut_of_a_day(unit: Path, call: Json) -> None:
    call("ledger", "close", unit, "payments", "--period", "2021-03")
    call("ledger", "retract", unit, "payments", "--key", "V1", "--reason", "登记有误")
    found = call("ledger", "history", unit, "payments")[1]
    assert (found["cut"], [entry["kind"] for entry in found["entries"]]) == (3, ["batch", "close", "retract"])
    assert found["entries"][2]["reason"] == "登记有误"
    assert call("ledger", "history", unit, "payments", "--until", "2021-03-01")[1]["cut"] == 0
    assert call("ledger", "history", unit, "payments", "--until", "某天")[0] == 2


def test_people_get_tables(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "check", str(unit), "payments"]) == 0
    assert run(["ledger", "check", str(unit), "accidents"]) == 0
    assert run(["ledger", "close", str(unit), "payments", "--period", "2021-03"]) == 0
    assert run(["ledger", "retract", str(unit), "payments", "--key", "V1", "--reason", "登记有误"]) == 0
    assert run(["ledger", "history", str(unit), "payments"]) == 0
    shown = capsys.readouterr()
    for words in ("相似的行（共 1 组 2 行）", "没有编号不同而内容相同的行", "撤回 1 行（日志第3条）", "登记有误"):
        assert words in shown.out
    assert "已经关账的期间" in shown.err
