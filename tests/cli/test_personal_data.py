"""A person who stands in a ledger comes out on the command line only for those who ask for it and may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from findings import found_in

from youju.cli.app import run
from youju.engines.paging import MASKED

Json = Callable[..., tuple[int, dict[str, Any]]]
PLANTED = "欧阳植入"
DUMP = f"场次编号,姓名,培训日期,是否到课,考核成绩\nS1,{PLANTED},2021-03-01,是,97\n"
PROJECT, ATTENDANCES = "业务培训", "培训人次"


@pytest.fixture
def trained(root: Path, tmp_path: Path, call: Json) -> Path:
    """One person trained, who stands in the key of the row."""
    dump = tmp_path / "签到.csv"
    dump.write_text(DUMP, encoding="utf-8")
    assert call("ledger", "import", root, "training_attendance", dump)[0] == 0
    assert call("ledger", "close", root, "all", "--period", "2021")[0] == 0
    return root


def why(*more: str) -> list[str]:
    return ["why", "{root}", PROJECT, ATTENDANCES, "--as-of", "2021-12-31", *more]


def test_a_person_in_the_key_of_a_row_is_masked(trained: Path, call: Json) -> None:
    code, found = call(*(one.format(root=trained) for one in why()))
    assert (code, found["rows_total"]) == (0, 1)
    assert found["rows"][0]["key"] == {"session_no": "S1", "person": MASKED}
    assert found["rows"][0]["name"] == "签到.csv"


@pytest.mark.parametrize("role", ["clerk", "head"])
def test_who_writes_the_ledger_sees_the_person_when_asking_for_it(trained: Path, call: Json, role: str) -> None:
    code, found = call(*(one.format(root=trained) for one in why("--personal", "--role", role)))
    assert (code, found["rows"][0]["key"]["person"]) == (0, PLANTED)


@pytest.mark.parametrize("role", ["department", "finance", "expert", "auditor", "administrator"])
def test_nobody_else_does_and_is_told_who_may(trained: Path, call: Json, role: str) -> None:
    code, found = call(*(one.format(root=trained) for one in why("--personal", "--role", role)))
    assert (code, list(found)) == (2, ["error"])
    assert "不能看台账里的个人信息" in found["error"]["message"]
    assert "经办人、单位负责人" in found["error"]["remedy"]


def test_the_table_masks_and_shows_as_the_object_does(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run([one.format(root=trained) for one in why()]) == 0
    masked = capsys.readouterr().out
    assert PLANTED not in masked
    assert f"person {MASKED}" in masked
    assert run([one.format(root=trained) for one in why("--personal")]) == 0
    assert f"person {PLANTED}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked",
    [
        ["measure", "{root}", "--as-of", "2021-12-31"],
        ["self-evaluate", "{root}", "--as-of", "2021-12-31"],
        ["ledger", "status", "{root}"],
        ["ledger", "check", "{root}", "training_attendance"],
        ["ledger", "history", "{root}", "training_attendance"],
        ["ledger", "import", "{root}", "training_attendance", "{dump}"],
        *(["why", "{root}", PROJECT, str(number), "--as-of", "2021-12-31"] for number in range(1, 10)),
    ],
    ids=" ".join,
)
def test_no_other_answer_names_the_person(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str]
) -> None:
    for more in ([], ["--json"]):
        run([*(one.format(root=trained, dump=tmp_path / "签到.csv") for one in asked), *more])
        told = capsys.readouterr()
        assert told.out
        assert PLANTED not in told.out + told.err


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("form", ["declaration", "self-evaluation"])
def test_no_form_names_the_person(trained: Path, tmp_path: Path, form: str, suffix: str) -> None:
    to = tmp_path / "out" / f"表.{suffix}"
    assert run(["fill", str(trained), PROJECT, form, "--to", str(to), "--as-of", "2021-12-31"]) == 0
    assert found_in(to.parent, PLANTED) == []


def test_the_search_of_this_file_finds_the_person_where_it_stands(trained: Path) -> None:
    kept = found_in(trained, PLANTED)
    assert [one for one in kept if one.startswith("blobs/")]
    assert [one for one in kept if one.endswith(".parquet")]
