"""The command line: one JSON object, tables for people, exit codes, and one sentence for every bad call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.cli.app import run

EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
FORMS = str(EXAMPLES / "declarations.txt")
Json = Callable[..., tuple[int, dict[str, Any]]]


def test_read_gives_five_documents_and_eighty_nine_indicators(call: Json) -> None:
    code, result = call("read", FORMS)
    assert code == 0
    assert [len(document["indicators"]) for document in result["documents"]] == [18, 18, 19, 19, 15]
    assert result["failed"] == []


def test_one_bad_file_of_several_is_reported_and_the_rest_is_read(call: Json, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, result = call("read", FORMS, tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert code == 0
    assert len(result["documents"]) == 5
    assert [Path(item["path"]).name for item in result["failed"]] == ["empty.txt", "missing.txt"]
    assert all(item["message"] and item["remedy"] for item in result["failed"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "没有这个文件.txt"],
        ["read"],
        ["unknown-command"],
        ["measure", "没有这个文件夹"],
        ["explain", "V-99"],
        ["score", FORMS],
    ],
)
def test_a_call_that_cannot_be_used_gives_one_sentence_and_exit_code_two(
    arguments: list[str], call: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    code, result = call(*arguments)
    assert code == 2
    assert result["error"]["message"]
    assert result["error"]["remedy"]
    run(arguments)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("youju: ")
    assert "Traceback" not in captured.err


def test_lint_lists_findings_and_counts_them(call: Json) -> None:
    code, result = call("lint", FORMS)
    assert code == (1 if result["errors"] else 0)
    assert sum(finding["code"] == "G-02" for finding in result["findings"]) == 5
    assert result["warnings"] + result["hints"] + result["errors"] == len(result["findings"])
    assert {"code", "severity", "file", "project", "indicator", "field", "message", "remedy", "source", "place"} <= set(
        result["findings"][0]
    )


def test_explain_prints_the_page_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "V-02"]) == 0
    assert "V-02" in capsys.readouterr().out


def test_score_says_which_cases_hold(call: Json, tmp_path: Path) -> None:
    cases = tmp_path / "cases.toml"
    cases.write_text(
        '[[case]]\nname = "甲"\nweight = "6"\ntarget = "<=15分钟"\nactual = "20分钟"\npoints = "4.50"\n'
        '[[case]]\nname = "乙"\nweight = "6"\ntarget = ">=3次"\nactual = "2次"\npoints = "6.00"\n',
        encoding="utf-8",
    )
    code, result = call("score", cases)
    assert code == 1
    assert (result["passed"], result["failed"]) == (1, 1)
    assert [case["points"] for case in result["cases"]] == ["4.50", "4.00"]


def test_declaring_twice_changes_nothing(root: Path, call: Json) -> None:
    code, result = call("declare", root, FORMS)
    assert code == 0
    assert all(item["unchanged"] for item in result["declared"])


def test_doubts_stay_open_until_they_are_answered(tmp_path: Path, call: Json) -> None:
    folder = tmp_path / "unit"
    call("init", folder)
    _, before = call("declare", folder, FORMS)
    assert sum(len(item["doubts"]) for item in before["declared"]) == 21
    _, after = call("declare", folder, FORMS, "--answers", EXAMPLES / "answers.json")
    assert sum(len(item["doubts"]) for item in after["declared"]) == 0
    assert not any(item["unchanged"] for item in after["declared"])


def test_an_answer_file_that_cannot_be_read_stores_nothing(tmp_path: Path, call: Json) -> None:
    folder = tmp_path / "unit"
    call("init", folder)
    answers = tmp_path / "answers.json"
    answers.write_text(
        '{"answers": [{"project": "没有的项目", "indicator": "x", "field": "level2", "value": "y"}]}', "utf-8"
    )
    code, result = call("declare", folder, FORMS, "--answers", answers)
    assert code == 2
    assert "没有的项目" in result["error"]["message"]
    answers.write_text("[]", "utf-8")
    assert call("declare", folder, FORMS, "--answers", answers)[0] == 2
    assert call("measure", folder)[1]["projects"] == []


def test_a_workspace_is_not_made_over_another(root: Path, call: Json) -> None:
    code, result = call("init", root)
    assert code == 2
    assert "已经是一个工作区" in result["error"]["message"]


def test_a_role_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path, call: Json) -> None:
    code, result = call("init", tmp_path / "x", "--role", "king")
    assert code == 2
    assert "clerk" in result["error"]["remedy"]


@pytest.mark.parametrize("day", ["2021-02-30", "昨天"])
def test_a_day_that_is_none_is_refused(root: Path, call: Json, day: str) -> None:
    code, result = call("measure", root, "--as-of", day)
    assert code == 2
    assert day in result["error"]["message"]


def test_a_sheet_with_open_rows_is_not_filed_and_says_what_is_missing(root: Path, call: Json) -> None:
    code, result = call("self-evaluate", root, "--as-of", "2021-12-31")
    assert code == 1
    assert all(not project["filed"] and project["missing"] for project in result["projects"])
    assert all(project["provisional"] for project in result["projects"])


def test_every_open_row_may_be_conceded_with_a_reason(root: Path, tmp_path: Path, call: Json) -> None:
    _, result = call("self-evaluate", root, "--as-of", "2021-12-31")
    rows = ["project,indicator,reason,stated,proof,concede"]
    for project in result["projects"]:
        rows += [
            f"{project['name']},{row['name']},台账尚未建立,,,{'' if row['points'] else 'true'}"
            for row in (project["execution"], *project["indicators"])
        ]
    reasons = tmp_path / "reasons.csv"
    reasons.write_text("\n".join(rows), encoding="utf-8")
    code, filed = call("self-evaluate", root, "--as-of", "2021-12-31", "--reasons", reasons)
    assert code == 0
    assert all(project["filed"] for project in filed["projects"])
    assert all(project["open_weight"] == "0" for project in filed["projects"])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("业务培训,没有的指标,理由,,,", "不在申报表中"),
        (",培训场次,理由,,,", "没有写项目"),
        ("业务培训,培训场次,理由,5次,,", "佐证"),
        ("业务培训,培训场次,理由,5次,没有.pdf,", "不存在"),
        ("业务培训,培训场次,,,,true", "没有写理由"),
        ("业务培训,培训场次,理由,,,也许", "concede"),
    ],
)
def test_a_bad_row_of_reasons_is_named_and_nothing_is_filed(
    root: Path, tmp_path: Path, call: Json, row: str, message: str
) -> None:
    reasons = tmp_path / "reasons.csv"
    reasons.write_text(f"project,indicator,reason,stated,proof,concede\n{row}\n", encoding="utf-8")
    code, result = call("self-evaluate", root, "--as-of", "2021-12-31", "--reasons", reasons)
    assert code == 2
    assert message in result["error"]["message"]
    assert not list(root.glob("acts/2021/*/000002.json"))


def test_reasons_without_their_columns_are_refused(root: Path, tmp_path: Path, call: Json) -> None:
    reasons = tmp_path / "reasons.csv"
    reasons.write_text("项目,理由\n业务培训,x\n", encoding="utf-8")
    code, result = call("self-evaluate", root, "--reasons", reasons)
    assert code == 2
    assert "project" in result["error"]["message"]


def test_an_unfiled_form_is_written_as_a_draft(root: Path, tmp_path: Path, call: Json) -> None:
    code, result = call("fill", root, "业务培训", "self-evaluation", "--to", tmp_path / "out" / "a.docx")
    assert code == 0
    assert Path(result["written"]).read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("form", "name"), [("self-evaluation", "a.xyz"), ("self-evaluation", "a"), ("没有的表", "a.docx")]
)
def test_a_form_or_format_that_is_not_there_is_refused(
    root: Path, tmp_path: Path, call: Json, form: str, name: str
) -> None:
    code, result = call("fill", root, "业务培训", form, "--to", tmp_path / name)
    assert code == 2
    assert result["error"]["remedy"]
    assert not (tmp_path / name).exists()


def test_two_years_of_a_project_ask_for_the_year(root: Path, tmp_path: Path, call: Json) -> None:
    text = Path(FORMS).read_text(encoding="utf-8").replace("2021年", "2022年").replace("2021-", "2022-")
    (tmp_path / "2022.txt").write_text(text, encoding="utf-8")
    call("declare", root, tmp_path / "2022.txt")
    code, result = call("why", root, "业务培训", "培训场次")
    assert code == 2
    assert "业务培训@2022" in result["error"]["remedy"]
    assert call("why", root, "业务培训@2022", "培训场次")[1]["year"] == 2022


def test_the_unit_s_own_definitions_come_before_the_pack_s(root: Path, tmp_path: Path, call: Json) -> None:
    definitions = tmp_path / "definitions.toml"
    definitions.write_text(
        '[[measure]]\ncode = "own"\nlabel = "次"\nkind = "count"\nledger = "training_sessions"\nnames = ["培训场次"]\n'
        '[[threshold]]\nindicator = "培训课时完成及时性"\nfull = "0.9"\nattained = "0.8"\npartly = "0.5"\n'
        '[[checklist]]\nproject = "业务培训"\nkind = "管理制度"\nitems = ["考核制度"]\n'
        "[calendar]\nholidays = [2021-10-01]\nmade_up = [2021-10-09]\n",
        encoding="utf-8",
    )
    code, result = call("define", root, definitions)
    assert (code, result["defined"]) == (0, ["calendar", "checklist", "measure", "threshold"])
    rows = {row["name"]: row for row in call("measure", root, "--as-of", "2021-12-31")[1]["projects"][4]["indicators"]}
    assert rows["培训场次"]["code"] == "own"


@pytest.mark.parametrize(
    "text",
    [
        "[[checklist]",
        '[[nothing]]\nx = "y"\n',
        '[[checklist]]\nproject = "业务培训"\n',
        '[[measure]]\ncode = "x"\nlabel = "x"\nkind = "no-kind"\nledger = "payments"\nnames = ["x"]\n',
        '[[threshold]]\nindicator = "x"\nfull = "很多"\n',
        '[calendar]\nholidays = ["国庆节"]\n',
        "",
        'checklist = "x"\n',
        '[calendar]\nholiday = ["2021-10-01"]\n',
        '[[threshold]]\nindicator = "x"\nfull = "NaN"\nattained = "NaN"\npartly = "NaN"\n',
        '[[threshold]]\nindicator = "x"\nfull = "0.8"\nattained = "0.95"\npartly = "0.5"\n',
        '[[threshold]]\nindicator = "x"\nfulll = "1"\nfull = "1"\nattained = "0.9"\npartly = "0.5"\n',
    ],
)
def test_definitions_that_cannot_be_used_store_nothing(root: Path, tmp_path: Path, call: Json, text: str) -> None:
    definitions = tmp_path / "definitions.toml"
    definitions.write_text(text, encoding="utf-8")
    before = len(list((root / "acts" / "unit").glob("0*.json")))
    code, result = call("define", root, definitions)
    assert code == 2
    assert result["error"]["remedy"]
    assert len(list((root / "acts" / "unit").glob("0*.json"))) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", FORMS],
        ["lint", FORMS],
        ["measure", "{root}", "--as-of", "2021-12-31"],
        ["self-evaluate", "{root}", "--as-of", "2021-12-31"],
        ["why", "{root}", "业务培训", "信息公开情况", "--as-of", "2021-12-31"],
        ["why", "{root}", "业务培训", "培训场次", "--as-of", "2021-12-31"],
        ["ledger", "status", "{root}"],
        ["ledger", "close", "{root}", "accidents", "--period", "2021-07"],
        ["define", "{root}", str(EXAMPLES / "definitions.toml")],
        ["declare", "{root}", FORMS],
        ["fill", "{root}", "业务培训", "自评表", "--to", "{root}/out.docx"],
    ],
)
def test_people_see_words_and_tables_and_never_python(
    root: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run([argument.replace("{root}", str(root)) for argument in arguments])
    shown = capsys.readouterr()
    assert shown.out.strip()
    assert "None" not in shown.out
    assert "Fraction" not in shown.out + shown.err
    assert "Traceback" not in shown.err


def test_a_broken_workspace_file_is_named(root: Path, call: Json) -> None:
    (root / "workspace.toml").write_text("kind = ", encoding="utf-8")
    assert call("measure", root)[0] == 2
    (root / "workspace.toml").write_text('kind = "other"\n', encoding="utf-8")
    code, result = call("measure", root)
    assert code == 2
    assert "other" in result["error"]["message"]


def test_help_alone_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "self-evaluate" in capsys.readouterr().out


@pytest.fixture
def twins(tmp_path: Path, call: Json) -> Path:
    """A workspace in which the training project has two indicators of one name."""
    form = tmp_path / "twins.txt"
    form.write_text(Path(FORMS).read_text(encoding="utf-8").replace("培训计划完成率", "培训场次"), encoding="utf-8")
    folder = tmp_path / "twins"
    call("init", folder)
    assert call("declare", folder, form)[0] == 0
    return folder


def reasoned(call: Json, root: Path, *rows: str) -> tuple[int, dict[str, Any]]:
    """Self-evaluates with these rows of reasons."""
    reasons = root.parent / "reasons.csv"
    reasons.write_text("\n".join(["project,indicator,reason,stated,proof,concede", *rows]), encoding="utf-8")
    return call("self-evaluate", root, "--as-of", "2021-12-31", "--reasons", reasons)


@pytest.mark.parametrize(
    "rows",
    [["业务培训,培训场次,理由,,,true"], ["业务培训,培训场次,甲,,,", "业务培训,培训场次,乙,,,"]],
)
def test_a_reason_under_a_name_that_two_indicators_share_asks_for_the_number(
    twins: Path, call: Json, rows: list[str]
) -> None:
    code, result = reasoned(call, twins, *rows)
    assert code == 2
    assert "序号" in result["error"]["remedy"]
    assert not list(twins.glob("acts/2021/*/000002.json"))


def test_reasons_under_numbers_go_each_to_its_indicator(twins: Path, call: Json) -> None:
    code, result = reasoned(call, twins, "业务培训,1,没有签到表。,,,true", "业务培训,2,计划没有留存。,,,")
    assert code == 1  # other rows are open
    (training,) = [project for project in result["projects"] if project["name"] == "业务培训"]
    first, second = training["indicators"][:2]
    assert first["name"] == second["name"] == "培训场次"
    assert (first["reason"], first["conceded"]) == ("没有签到表。", True)
    assert (second["reason"], second["conceded"]) == ("计划没有留存。", False)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["业务培训,99,理由,,,"], "没有第99项"),
        (["业务培训,99999999999999999999,理由,,,"], "不在申报表中"),
        (["业务培训,培训参与率,甲,,,", "业务培训,3,乙,,,"], "写了两次"),
    ],
)
def test_a_number_that_says_no_row_or_one_twice_is_refused(
    twins: Path, call: Json, rows: list[str], message: str
) -> None:
    code, result = reasoned(call, twins, *rows)
    assert code == 2
    assert message in result["error"]["message"]


def test_what_is_missing_is_told_with_the_number_to_write(twins: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["self-evaluate", str(twins), "--as-of", "2021-12-31"]) == 1
    told = capsys.readouterr().err
    assert "第1项 培训场次：" in told
    assert "第2项 培训场次：" in told
