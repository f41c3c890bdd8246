"""Bad input is normal input: one sentence, a place, a remedy, nothing stored, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
FORMS = str(EXAMPLES / "declarations.txt")
FORM = (EXAMPLES / "declarations.txt").read_text(encoding="utf-8").rpartition("财政项目支出绩效目标申报表")[2]
EXPRESS = "运单号,收寄时间,承诺送达时间,妥投时间,是否错投,是否免费\n"

Json = Callable[..., tuple[int, dict[str, Any]]]


def named(folder: Path, name: str) -> Path:
    """A form whose project has that name."""
    path = folder / "form.txt"
    path.write_text(f"财政项目支出绩效目标申报表{FORM.replace('业务培训', name, 1)}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name", ["Cafe\u0301项目", "[/red]项目", "[red]红[/red]", "..", "a/b:c", "长" * 300, "=cmd()", "😀"]
)
def test_a_project_may_have_any_name(root: Path, tmp_path: Path, call: Json, name: str) -> None:
    code, result = call("declare", root, named(tmp_path, name))
    assert code in {0, 1}
    assert len(result["declared"]) == 1
    shown = call("measure", root, "--as-of", "2021-12-31")[1]["projects"]
    assert len(shown) == 6
    assert run(["measure", str(root), "--as-of", "2021-12-31"]) == 0


def test_two_projects_that_differ_only_in_quotation_marks_are_both_reached(
    root: Path, tmp_path: Path, call: Json
) -> None:
    for name in ("“甲”项目", "甲项目", "乙@2021"):
        call("declare", root, named(tmp_path, name))
    for name in ("“甲”项目", "甲项目", "乙@2021"):
        assert call("why", root, name, "培训场次")[1]["project"] == name


@pytest.mark.parametrize(
    "arguments",
    [
        ["measure", "{root}", "--as-of", "9999-12-31"],
        ["measure", "{root}", "--cut", "-1"],
        ["ledger", "status", "{root}", "--year", "0"],
        ["ledger", "status", "{root}", "--year", "99999"],
        ["ledger", "close", "{root}", "accidents", "--period", "2021-13"],
        ["read", "/dev/zero"],
        ["score", "/dev/zero"],
        ["declare", "{root}", FORMS, "--by", "a\nb"],
        ["declare", "{root}", FORMS, "--answers", "{deep}"],
        ["define", "{root}", "{deep}"],
        ["score", "{deep}"],
    ],
)
def test_a_call_out_of_all_bounds_is_one_sentence(root: Path, tmp_path: Path, call: Json, arguments: list[str]) -> None:
    deep = tmp_path / "deep"
    deep.write_text("a = " + "[" * 100_000, encoding="utf-8")
    code, result = call(*(item.format(root=root, deep=deep) for item in arguments))
    assert code == 2
    assert result["error"]["message"]
    assert result["error"]["remedy"]


def test_rows_of_a_closed_span_and_of_a_far_year_are_kept_and_said(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    dump.write_text(f"{EXPRESS}A1,2012-03-05,,,,\nA2,2021-05-05,,,,\n", encoding="utf-8")
    call("ledger", "close", root, "express_deliveries", "--period", "2021")
    code, result = call("ledger", "import", root, "express_deliveries", dump)
    assert code == 0
    notes = result["imports"][0]["notes"]
    assert len(notes) == 2
    assert "2012-03-05" in notes[0]
    assert "有 1 行落在已经关账的期间" in notes[1]


def test_marks_that_nobody_sees_make_no_difference(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "快递.csv"
    header = EXPRESS.replace("运单号", "运\u200b单号")
    dump.write_text(f"{header}A1,2021-03-05,,,,\nA\u200b1,2021-03-05,,,,\n\u200b,2021-03-05,,,,\n", encoding="utf-8")
    report = call("ledger", "import", root, "express_deliveries", dump)[1]["imports"][0]
    assert (report["added"], report["unchanged"], len(report["rejected"])) == (1, 1, 1)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["业务培训,培训场次,甲,,,", "业务培训,培训场次,乙,,,"], "同一个指标"),
        (["没有的项目,培训场次,甲,,,"], "不在工作区中"),
        (["业务培训,培训场次,甲,5次,a.txt,true"], "只能填一个|同时陈述"),
    ],
)
def test_reasons_that_contradict_each_other_are_refused(
    root: Path, tmp_path: Path, call: Json, rows: list[str], message: str
) -> None:
    (tmp_path / "a.txt").write_text("佐证", encoding="utf-8")
    reasons = tmp_path / "reasons.csv"
    reasons.write_text("\n".join(["project,indicator,reason,stated,proof,concede", *rows]), encoding="utf-8")
    code, result = call("self-evaluate", root, "--as-of", "2021-12-31", "--reasons", reasons)
    assert code == 2
    assert any(part in result["error"]["message"] + result["error"]["remedy"] for part in message.split("|"))


def test_a_fault_in_a_later_project_files_no_earlier_one(root: Path, tmp_path: Path, call: Json) -> None:
    _, open_sheet = call("self-evaluate", root, "--as-of", "2021-12-31")
    first = open_sheet["projects"][0]
    rows = ["project,indicator,reason,stated,proof,concede"]
    rows += [f"{first['name']},{r['name']},无台账,,,true" for r in (first["execution"], *first["indicators"])]
    reasons = tmp_path / "reasons.csv"
    reasons.write_text("\n".join([*rows, "业务培训,没有的指标,x,,,"]), encoding="utf-8")
    assert call("self-evaluate", root, "--as-of", "2021-12-31", "--reasons", reasons)[0] == 2
    assert not list(root.glob("acts/2021/*/000002.json"))


def test_a_level_that_is_none_is_no_answer(root: Path, tmp_path: Path, call: Json) -> None:
    answers = tmp_path / "answers.json"
    wrong = {"project": "业务培训", "indicator": "信息公开情况", "field": "level2", "value": "瞎写"}
    answers.write_text(json.dumps({"answers": [wrong]}), encoding="utf-8")
    code, result = call("declare", root, FORMS, "--answers", answers)
    assert code == 2
    assert "可持续影响指标" in result["error"]["remedy"]


def imported(root: Path, tmp_path: Path, call: Json) -> Path:
    """A dump brought into the express ledger."""
    dump = tmp_path / "快递.csv"
    dump.write_text(f"{EXPRESS}A1,2021-03-05 09:00,2021-03-06,2021-03-05 10:00,否,是\n", encoding="utf-8")
    call("ledger", "import", root, "express_deliveries", dump)
    return dump


def damages(root: Path) -> dict[str, Callable[[], object]]:
    """Ways to tamper with a workspace."""
    ledger = root / "ledgers" / "express_deliveries"
    blobs = [blob for blob in (root / "blobs").iterdir() if blob.read_bytes().startswith("运单号".encode())]
    return {
        "a whole ledger": lambda: shutil.rmtree(ledger),
        "its log": lambda: shutil.rmtree(ledger / "log"),
        "its source": blobs[0].unlink,
        "a byte of its source": lambda: blobs[0].write_bytes(blobs[0].read_bytes() + b" "),
        "a project": lambda: shutil.rmtree(root / "acts" / "2021" / "窗口业务管理"),
        "the unit's record": lambda: shutil.rmtree(root / "acts" / "unit"),
        "the kind": lambda: (root / "workspace.toml").write_text('kind = "demo"\n', encoding="utf-8"),
    }


@pytest.mark.parametrize(
    "what",
    ["a whole ledger", "its log", "its source", "a byte of its source", "a project", "the unit's record", "the kind"],
)
def test_what_was_taken_away_or_changed_is_noticed(root: Path, tmp_path: Path, call: Json, what: str) -> None:
    imported(root, tmp_path, call)
    damages(root)[what]()
    code, result = call("why", root, "窗口业务管理", "快递邮寄及时性", "--as-of", "2021-12-31")
    assert code == 2
    assert result["error"]["message"]


def test_evidence_of_a_demo_does_not_pass_as_real(root: Path, tmp_path: Path, call: Json) -> None:
    demo = tmp_path / "demo"
    call("init", demo, "--demo")
    imported(demo, tmp_path, call)
    shutil.copytree(demo / "ledgers", root / "ledgers", dirs_exist_ok=True)
    code, result = call("measure", root, "--as-of", "2021-12-31")
    assert code == 2
    assert "不是这个工作区" in result["error"]["message"]


def test_a_console_that_lacks_a_character_shows_a_mark_instead_of_failing() -> None:
    command = [sys.executable, "-c", "from youju.cli import main; main()", "read", FORMS]
    shown = subprocess.run(  # noqa: S603 - our own interpreter
        command, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False
    )
    assert shown.returncode == 0
    assert b"Traceback" not in shown.stderr
