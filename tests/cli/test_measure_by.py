"""``youju measure --by``: values by hall and by month, as a table and as one object; what cannot be is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

Json = Callable[..., tuple[int, dict[str, Any]]]
EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
DELIVERIES = """运单号,收寄时间,应妥投时间,妥投时间,是否错投,服务大厅
A,2021-01-04 09:00,2021-01-06,2021-01-05 10:00,否,东厅
B,2021-02-04 09:00,2021-02-06,2021-02-07 10:00,否,东厅
C,2021-02-04 09:00,2021-02-06,2021-02-05 10:00,是,
"""
ON_TIME = "快递邮寄及时性"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The five forms declared, three deliveries."""
    folder, dump = tmp_path / "unit", tmp_path / "寄递.csv"
    dump.write_text(DELIVERIES, encoding="utf-8")
    answers = ["--answers", str(EXAMPLES / "answers.json")]
    assert run(["init", str(folder)]) == 0
    assert run(["declare", str(folder), str(EXAMPLES / "declarations.txt"), *answers]) == 0
    assert run(["ledger", "import", str(folder), "express_deliveries", str(dump)]) == 0
    return folder


def groups(result: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
    """The groups of the punctuality of deliveries."""
    (project,) = result["projects"]
    (line,) = (line for line in project["indicators"] if line["name"] == ON_TIME)
    return {group["group"]: group for group in line["groups"]}


def test_one_project_by_hall(root: Path, call: Json) -> None:
    code, result = call("measure", root, "窗口业务管理", "--by", "服务大厅", "--as-of", "2021-12-31")
    assert (code, result["by"], [project["name"] for project in result["projects"]]) == (
        0,
        "服务大厅",
        ["窗口业务管理"],
    )
    found = {name: (one["numerator"], one["denominator"], one["n"]) for name, one in groups(result).items()}
    assert found == {"东厅": ("1", "2", 2), None: ("1", "1", 1)}


def test_by_month_with_the_value_up_to_each_month(root: Path, call: Json) -> None:
    _, result = call("measure", root, "窗口业务管理", "--by", "month", "--as-of", "2021-03-31")
    found = groups(result)
    assert list(found) == ["2021-01", "2021-02", "2021-03"]
    assert [(one["value"], one["cumulative"]["denominator"]) for one in found.values()] == [
        ("1", "1"),
        ("0.5", "3"),
        (None, "3"),
    ]


def test_people_get_a_table_with_the_blank_named_and_what_is_left_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["measure", str(root), "窗口业务管理", "--by", "hall", "--as-of", "2021-12-31"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("东厅", "（未填）", ON_TIME, "重大事故发生数：", "没有这一列"))


@pytest.mark.parametrize("by", ["姓名", "资费", "颜色", ""])
def test_what_cannot_be_grouped_by_is_said_in_one_sentence(root: Path, call: Json, by: str) -> None:
    code, result = call("measure", root, "--by", by, "--as-of", "2021-12-31")
    assert code == 2
    assert result["error"]["message"]
    assert "month" in result["error"]["remedy"]


def test_the_sample_and_its_interval_stand_beside_a_satisfaction(root: Path, tmp_path: Path, call: Json) -> None:
    dump = tmp_path / "满意度.csv"
    dump.write_text(
        "答卷编号,答卷时间,项目,对象,评分\n"
        "1,2021-03-01 09:00,窗口业务管理,企业,5\n2,2021-03-01 09:10,窗口业务管理,群众,3\n",
        encoding="utf-8",
    )
    assert call("ledger", "import", root, "satisfaction_responses", dump)[0] == 0
    _, result = call("measure", root, "窗口业务管理", "--as-of", "2021-12-31")
    (row,) = (row for row in result["projects"][0]["indicators"] if row["name"] == "企业、群众满意度")
    assert (row["numerator"], row["denominator"], row["n"], row["flags"]) == ("1", "2", 2, ["small_sample"])
    # Wilson by hand: z² = 3.841459; centre (0.5 + z²/4) ÷ (1 + z²/2) = 0.5, half width z √(1/8 + z²/16) ÷ (1 + z²/2)
    assert [bound[:5] for bound in row["interval"]] == ["0.094", "0.905"]
    assert row["coverage"] == "0"
