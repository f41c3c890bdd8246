"""The whole line on the five declarations: every measured value is what plain Python finds in the same dumps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from simulated_truth import DECLARED, Truth, Year, truths

from youju.errors import NotFoundError, RefusedError, TamperedError
from youju.model.measurement import State
from youju.notation.text import name_key
from youju.work.declaring import dossier_of, dossiers
from youju.work.demonstrating import CLERK, Demonstration, demonstrate
from youju.work.explaining import path_of, why, why_document
from youju.work.ledgers import status
from youju.work.measuring import ProjectSheet, measure_projects, measured_document, view
from youju.work.self_evaluating import filed_form
from youju.work.simulation import ProjectRole, write_year
from youju.work.workspace import Workspace, create, open_workspace

YEAR_END = date(2021, 12, 31)


def silent(_title: str, _count: int) -> Callable[[str], None]:
    """A progress bar that nobody sees."""
    return lambda _step: None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demonstrate(tmp_path_factory.mktemp("demo") / "youju-demo", silent)


@pytest.fixture(scope="module")
def sheets(made: Demonstration) -> tuple[ProjectSheet, ...]:
    return measure_projects(view(made.workspace, YEAR_END), dossiers(made.workspace))


@pytest.fixture(scope="module")
def true_values(made: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Truth]:
    folder = tmp_path_factory.mktemp("dumps")
    manifest = write_year(folder, DECLARED)
    year = Year(folder, manifest, made.workspace.pack.ledgers, 2021)
    return {(name_key(DECLARED[role].name), name_key(name)): truth for (role, name), truth in truths(year).items()}


def test_all_five_projects_are_filed_with_eighty_nine_indicators(made: Demonstration) -> None:
    assert len(made.evaluated) == 5
    assert sum(len(item.sheet.lines) for item in made.evaluated) == 89
    assert all(item.act is not None for item in made.evaluated)
    assert made.workspace.demo


def test_every_value_is_what_plain_python_finds_in_the_dumps(
    sheets: tuple[ProjectSheet, ...], true_values: dict[tuple[str, str], Truth]
) -> None:
    compared = 0
    for project in sheets:
        for line in project.sheet.lines:
            key = (name_key(project.declaration.project.name or ""), name_key(line.indicator.name or ""))
            truth, found = true_values[key], line.measurement
            assert (found.state.value, found.value, found.provisional) == (
                truth.state,
                truth.value,
                truth.provisional,
            ), key
            if truth.numerator is not None:
                assert (found.numerator, found.denominator) == (truth.numerator, truth.denominator), key
            compared += 1
    assert compared == 89


def test_every_indicator_has_its_path_to_rows_to_closings_or_to_the_gap(
    made: Demonstration, sheets: tuple[ProjectSheet, ...]
) -> None:
    seen = view(made.workspace, YEAR_END)
    for project in sheets:
        for number, line in enumerate(project.sheet.lines, start=1):
            document = why_document(path_of(seen, project, number, 3))
            if line.measurement.state is State.UNKNOWN:
                assert document["gaps"], line.indicator.name
            elif line.measurement.value == 0 and not document["rows_total"]:
                assert document["closed"], line.indicator.name
                assert not document["gaps"], line.indicator.name
            else:
                assert document["rows_total"], line.indicator.name
                rows = document["rows"]
                assert isinstance(rows, list)
                assert isinstance(rows[0], dict)
                assert (made.workspace.root / str(rows[0]["file"])).is_file()


def test_the_unknown_zero_names_its_gap_and_gives_no_points(sheets: tuple[ProjectSheet, ...]) -> None:
    line = sheets[0].sheet.lines[10]
    assert line.measurement.state is State.UNKNOWN
    assert line.score.points is None
    assert line.measurement.reason is not None
    assert "2021-08-02" in line.measurement.reason
    assert sheets[0].sheet.total.provisional


def test_the_sum_of_points_open_and_lost_is_the_whole_weight(sheets: tuple[ProjectSheet, ...]) -> None:
    for project in sheets:
        total = project.sheet.total
        assert total.points + total.open_weight + total.lost == total.weight == 100


def test_what_was_known_earlier_is_still_known(made: Demonstration, sheets: tuple[ProjectSheet, ...]) -> None:
    nothing = measure_projects(view(made.workspace, YEAR_END, 0), dossiers(made.workspace))
    assert all(
        line.measurement.state is not State.VALUE or line.measurement.value == 0
        for p in nothing
        for line in p.sheet.lines
    )
    july = measure_projects(view(made.workspace, date(2021, 7, 31)), dossiers(made.workspace))
    openings = july[0].sheet.lines[0].measurement
    whole = sheets[0].sheet.lines[0].measurement
    assert openings.value is not None
    assert whole.value is not None
    assert 0 < openings.value < whole.value


def test_a_question_about_a_day_before_the_year_has_no_answer(made: Demonstration) -> None:
    early = measure_projects(view(made.workspace, date(2020, 6, 30)), dossiers(made.workspace))
    line = early[0].sheet.lines[0]
    assert line.measurement.state is State.NONE
    assert line.measurement.reason is not None
    assert "尚未开始" in line.measurement.reason


def test_the_filed_act_pins_cut_scheme_and_declared_version(made: Demonstration) -> None:
    act = made.evaluated[0].act
    assert act is not None
    assert act.body["scheme"] == "shanghai-2021"
    assert act.body["as_of"] == "2021-12-31"
    cuts = act.body["cuts"]
    assert isinstance(cuts, dict)
    accidents = cuts["accidents"]
    assert isinstance(accidents, dict)
    assert accidents["head"]
    declared, _, approved, filed = made.workspace.store.acts(act.stream)
    assert act.body["declared"] == declared.digest
    assert (filed.digest, filed.previous) == (act.digest, approved.digest)


def test_the_filed_form_reads_back_with_its_points(made: Demonstration) -> None:
    filed = filed_form(dossier_of(made.workspace, "业务培训"))
    assert filed is not None
    assert filed[0].totals.points == made.evaluated[4].sheet.total.points


def test_the_report_and_the_forms_are_written(made: Demonstration) -> None:
    assert made.report.is_file()
    assert len(made.forms) == 5
    assert all(path.read_bytes().startswith(b"PK") for path in made.forms)
    assert len(list(made.report.parent.glob("project-*-indicator-*.html"))) == 89


def test_a_project_is_found_whatever_the_quotation_marks_and_by_year(made: Demonstration) -> None:
    for name in ('深化"一网通办"专项费用', "深化 一网通办 专项费用", "深化“一网通办”专项费用@2021"):
        assert dossier_of(made.workspace, name).stream == "2021/深化“一网通办”专项费用"
    with pytest.raises(NotFoundError, match="没有项目"):
        dossier_of(made.workspace, "业务培训@2020")


def test_an_indicator_is_found_by_name_by_number_and_the_execution_rate_by_its_name(
    made: Demonstration, sheets: tuple[ProjectSheet, ...]
) -> None:
    seen = view(made.workspace, YEAR_END)
    assert why(seen, sheets[4], "培训场次", 1).number == why(seen, sheets[4], "1", 1).number == 1
    execution = why_document(why(seen, sheets[4], "预算执行率", 1))
    assert execution["points"] == "8.64"
    assert execution["rows_total"]
    with pytest.raises(NotFoundError, match="没有指标“培训”"):
        why(seen, sheets[4], "培训")


def test_measured_documents_give_fractions_as_decimal_text(
    made: Demonstration, sheets: tuple[ProjectSheet, ...]
) -> None:
    document = measured_document(view(made.workspace, YEAR_END), sheets[0])
    rows = document["indicators"]
    assert isinstance(rows, list)
    express = rows[6]
    assert isinstance(express, dict)
    assert (express["measure"], express["ledger"], express["rule"]) == ("on_time_share", "express_deliveries", "band")
    assert Fraction(str(express["value"])).limit_denominator(100_000) == Fraction(18890, 19266)
    assert "SELECT" in str(express["sql"])
    json.dumps(document)


def test_ledgers_show_their_rows_and_gaps(made: Demonstration) -> None:
    found = {item.ledger.code: item for item in status(made.workspace, 2021)}
    assert len(found) == 30
    assert found["accidents"].completeness.gaps
    assert found["express_deliveries"].rows > 19_000
    assert not found["registers"].completeness.closes


@pytest.fixture
def copy(made: Demonstration, tmp_path: Path) -> Workspace:
    shutil.copytree(made.workspace.root, tmp_path / "copy", ignore=shutil.ignore_patterns("report", "dumps"))
    return open_workspace(tmp_path / "copy")


def test_a_deleted_batch_is_noticed(copy: Workspace) -> None:
    batch = next((copy.root / "ledgers" / "payments" / "batches").glob("*.parquet"))
    batch.unlink()
    with pytest.raises(TamperedError, match=r"payments|资金支出"):
        measure_projects(view(copy, YEAR_END), dossiers(copy))


def test_one_changed_byte_in_a_batch_is_noticed(copy: Workspace) -> None:
    batch = next((copy.root / "ledgers" / "payments" / "batches").glob("*.parquet"))
    data = bytearray(batch.read_bytes())
    data[len(data) // 2] ^= 1
    batch.write_bytes(data)
    with pytest.raises(TamperedError):
        measure_projects(view(copy, YEAR_END), dossiers(copy))


def test_a_changed_source_file_is_noticed_by_the_status(copy: Workspace) -> None:
    for blob in (copy.root / "blobs").iterdir():
        blob.write_bytes(blob.read_bytes() + b"x")
    with pytest.raises(TamperedError):
        status(copy, 2021)


def test_the_demo_is_built_anew_over_itself_but_never_over_other_things(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("重要", encoding="utf-8")
    with pytest.raises(RefusedError, match="已有别的内容"):
        demonstrate(mine, silent)
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "重要"
    real = tmp_path / "real"
    create(real, CLERK)
    with pytest.raises(RefusedError, match="已有别的内容"):
        demonstrate(real, silent)


def test_names_of_the_roles_are_those_of_the_five_projects() -> None:
    assert {role.value for role in ProjectRole} == {"windows", "digital", "network", "publicity", "training"}
