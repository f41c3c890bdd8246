"""The sealed archive: whole, verified file by file, and without any person's name unless it is asked for by right."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from findings import found_in

from youju.cli.app import run
from youju.engines.paging import MASKED
from youju.notation.canonical import canonical, digest_of
from youju.work.verifying import verify

Json = Callable[..., tuple[int, dict[str, Any]]]
PLANTED = "欧阳植入"
PROJECT = "业务培训"
DUMP = f"场次编号,姓名,培训日期,是否到课,考核成绩\nS1,{PLANTED},2021-03-01,是,97\n"
CORRECTED = DUMP.replace("97", "98")
REGISTER = "登记编号,项目,类别,名称,生效日期\nR1,业务培训,培训回访,回访制度,2021-01-01\n"
SOURCE = Path(__file__).parents[2] / "src"


def bring(root: Path, tmp_path: Path, ledger: str, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["ledger", "import", str(root), ledger, str(tmp_path / name)]) == 0


@pytest.fixture
def trained(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A person trained and corrected, with a sheet attached; and a register without persons, with a document."""
    bring(root, tmp_path, "training_attendance", "签到.csv", DUMP)
    bring(root, tmp_path, "training_attendance", "签到-更正.csv", CORRECTED)
    bring(root, tmp_path, "registers", "登记.csv", REGISTER)
    (tmp_path / "签到单.txt").write_text(f"{PLANTED} 到", encoding="utf-8")
    (tmp_path / "制度.txt").write_text("回访制度", encoding="utf-8")
    attach = ["ledger", "attach", str(root)]
    assert run([*attach, "training_attendance", "S1", PLANTED, str(tmp_path / "签到单.txt")]) == 0
    assert run([*attach, "registers", "R1", str(tmp_path / "制度.txt")]) == 0
    capsys.readouterr()
    return root


@pytest.fixture
def sealed(trained: Path, tmp_path: Path, call: Json) -> Path:
    """The archive as anybody may have it."""
    code, _ = call("archive", trained, PROJECT, "--to", tmp_path / "档案")
    assert code == 0
    return tmp_path / "档案"


def inventory(folder: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((folder / "inventory.json").read_bytes())
    return found


def test_no_byte_of_the_archive_names_the_person(sealed: Path, trained: Path) -> None:
    assert len(found_in(trained, PLANTED)) == 5  # two source files, two batches, one attachment
    assert found_in(sealed, PLANTED) == []
    rows = [json.loads(file.read_bytes())["rows"] for file in sorted((sealed / "why").glob("*.json"))]
    keys = [row["key"] for found in rows for row in found if "person" in row["key"]]
    assert keys
    assert all(key == {"session_no": "S1", "person": MASKED} for key in keys)


def test_what_is_left_out_is_declared_with_digest_and_reason(sealed: Path, trained: Path) -> None:
    withheld = inventory(sealed)["withheld"]
    assert sorted(one["path"] for one in withheld) == found_in(trained, PLANTED)
    assert {one["name"] for one in withheld} == {"签到.csv", "签到-更正.csv", "签到单.txt", "“培训签到与考核”的行"}
    assert all("姓名" in one["reason"] for one in withheld)
    readme = (sealed / "说明.txt").read_text(encoding="utf-8")
    assert all(one["sha256"] in readme and one["reason"] in readme for one in withheld)


def test_an_archive_with_files_left_out_is_whole(sealed: Path, call: Json) -> None:
    code, found = call("verify", sealed)
    assert (code, found["ok"], found["problems"], found["withheld"]) == (0, True, [], 5)
    assert found["files"] == sum(file.is_file() for file in sealed.rglob("*"))
    assert len(inventory(sealed)["files"]) == found["files"] - 2


def test_with_the_right_to_it_everything_is_there_and_whole(trained: Path, tmp_path: Path, call: Json) -> None:
    to = tmp_path / "全"
    code, made = call("archive", trained, PROJECT, "--to", to, "--personal", "--role", "head")
    assert (code, made["withheld"]) == (0, [])
    assert len([path for path in found_in(to, PLANTED) if not path.startswith("why/")]) == 5
    assert [path for path in found_in(to, PLANTED) if path.startswith("why/")]
    assert "未遮盖" in (to / "说明.txt").read_text(encoding="utf-8")
    assert to.stat().st_mode & 0o077 == 0
    code, found = call("verify", to)
    assert (code, found["ok"], found["withheld"], found["seal"]) == (0, True, 0, made["seal"])


@pytest.mark.parametrize("role", ["department", "auditor", "expert"])
def test_nobody_else_gets_persons_and_nothing_is_written(trained: Path, tmp_path: Path, call: Json, role: str) -> None:
    code, found = call("archive", trained, PROJECT, "--to", tmp_path / "全", "--personal", "--role", role)
    assert code == 2
    assert "经办人、单位负责人" in found["error"]["remedy"]
    assert not list(tmp_path.glob("全*")) + list(tmp_path.glob(".writing*"))


def test_every_file_is_covered_whatever_is_changed_or_lost(sealed: Path) -> None:
    for file in [file for file in sorted(sealed.rglob("*")) if file.is_file()]:
        name, content = file.relative_to(sealed).as_posix(), file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert name in {one.path for one in verify(sealed).problems}
        file.unlink()
        assert name in {one.path for one in verify(sealed).problems}
        file.write_bytes(content)
    assert verify(sealed).problems == ()


def test_a_file_too_many_and_a_file_that_was_to_be_left_out_are_problems(
    sealed: Path, trained: Path, call: Json
) -> None:
    left_out = inventory(sealed)["withheld"][0]["path"]
    shutil.copyfile(trained / left_out, sealed / left_out)
    (sealed / "多余.txt").write_text("x", encoding="utf-8")
    (sealed / "链接").symlink_to("/etc/hostname")
    problems = {one["path"]: one["problem"] for one in call("verify", sealed)[1]["problems"]}
    assert set(problems) == {left_out, "多余.txt", "链接"}
    assert "没有收入" in problems[left_out]


def test_a_list_that_forgets_what_was_left_out_is_a_problem_even_under_a_new_seal(sealed: Path, call: Json) -> None:
    listed = inventory(sealed)
    forgotten = [one["path"] for one in listed["withheld"] if one["path"].startswith("blobs/")]
    (sealed / "inventory.json").write_text(json.dumps({**listed, "withheld": []}), encoding="utf-8")
    seal = json.loads((sealed / "seal.json").read_bytes())
    seal["inventory"] = hashlib.sha256((sealed / "inventory.json").read_bytes()).hexdigest()
    seal["digest"] = digest_of({key: value for key, value in seal.items() if key != "digest"})
    (sealed / "seal.json").write_bytes(canonical(seal))
    code, found = call("verify", sealed)
    assert code == 1
    assert {one["path"] for one in found["problems"]} == set(forgotten)


@pytest.mark.parametrize("name", ["seal.json", "inventory.json", "acts/unit/000001.json"])
def test_nonsense_in_a_file_is_a_problem_and_no_fault(sealed: Path, name: str) -> None:
    for text in ("", "[]", "{", '{"digest": 1.5}', '{"digest": "x", "algorithm": "none"}', "[" * 9000):
        (sealed / name).write_text(text, encoding="utf-8")
        assert name in {one.path for one in verify(sealed).problems}, text


def test_an_archive_is_never_written_over_something(trained: Path, sealed: Path, call: Json) -> None:
    before = sorted(sealed.rglob("*"))
    code, found = call("archive", trained, PROJECT, "--to", sealed)
    assert (code, "已经存在" in found["error"]["message"]) == (2, True)
    assert sorted(sealed.rglob("*")) == before
    assert call("verify", sealed.parent / "nowhere")[0] == 2


def test_people_are_told_the_path_of_what_is_wrong(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["verify", str(sealed)]) == 0
    assert "核验通过" in capsys.readouterr().out
    (sealed / "workspace.toml").unlink()
    assert run(["verify", str(sealed)]) == 1
    assert "workspace.toml：文件不见了" in capsys.readouterr().err


def test_a_source_that_was_lost_from_the_workspace_is_not_archived_in_silence(
    trained: Path, tmp_path: Path, call: Json
) -> None:
    for blob in (trained / "blobs").iterdir():
        if blob.read_bytes() == "回访制度".encode():
            blob.unlink()
    code, found = call("archive", trained, PROJECT, "--to", tmp_path / "档案")
    assert (code, "不见了" in found["error"]["message"]) == (2, True)
    assert not list(tmp_path.glob("档案*")) + list(tmp_path.glob(".writing*"))


def test_the_standard_library_alone_verifies(sealed: Path) -> None:
    program = f"from pathlib import Path; from youju.work.verifying import verify; f = verify(Path({str(sealed)!r}))"
    told = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-S", "-c", f"{program}; print(len(f.problems), f.withheld)"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout.strip(), told.stderr) == ("0 5", "")
