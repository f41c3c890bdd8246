"""A dump that lacks a column: what is said of it, which rows do not count for it, where a carried value came from."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from installations import declared

from youju.model.ledger import ImportReport, Ledger
from youju.model.organisation import Person, Role
from youju.work.blanks import left_out, left_out_words
from youju.work.browsing import history_of, page
from youju.work.declaring import dossiers
from youju.work.entering import enter
from youju.work.explaining import path_of
from youju.work.ledgers import import_bytes, ledger_of, notes_of
from youju.work.listing import listed, rows_csv
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.origins import carried_words, origins_of, with_origins
from youju.work.workspace import Workspace, open_workspace

CLERK = Person("张三", Role.CLERK)
CODES = ("91350100M000100Y43", "91330106MA2XQT1B2U")
WITH = "办件编号,受理时间,统一社会信用代码,服务大厅\n"
WITHOUT = "办件编号,受理时间,办结时间\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return declared(tmp_path_factory.mktemp("declared") / "unit")


@pytest.fixture
def workspace(folder: Path, tmp_path: Path) -> Workspace:
    """Five projects declared, one of which promises 服务新开办企业数量."""
    shutil.copytree(folder, tmp_path / "unit")
    return open_workspace(tmp_path / "unit")


@pytest.fixture
def openings(workspace: Workspace) -> Ledger:
    return ledger_of(workspace, "enterprise_openings")


def brought(workspace: Workspace, ledger: Ledger, name: str, text: str) -> ImportReport:
    return import_bytes(workspace, ledger, name, text.encode(), CLERK)


def measured(workspace: Workspace) -> tuple[View, ProjectSheet, int]:
    """The project that counts enterprises, and the number of that indicator."""
    seen = view(workspace, date(2022, 1, 31))
    for project in measure_projects(seen, dossiers(workspace)):
        for number, line in enumerate(project.sheet.lines, start=1):
            if line.indicator.name == "服务新开办企业数量":
                return seen, project, number
    raise AssertionError


def test_a_column_that_an_indicator_reads_and_the_dump_lacks_is_named_with_the_indicator(
    workspace: Workspace, openings: Ledger
) -> None:
    report = brought(workspace, openings, "a.csv", f"{WITHOUT}A1,2021-03-01 09:00,\n")
    notes = notes_of(workspace, report)
    assert "没有这一列：统一社会信用代码（“服务新开办企业数量”要用）。" in notes
    assert not any("服务大厅" in note or "办结时间" in note for note in notes)


def test_a_column_that_is_there_or_that_nothing_reads_is_not_spoken_of(workspace: Workspace, openings: Ledger) -> None:
    report = brought(
        workspace, openings, "a.csv", f"办件编号,受理时间,信用代码,发照时间\nA1,2021-03-01 09:00,{CODES[0]},\n"
    )
    assert report.missing_columns == ("enterprise", "hall", "window")
    assert notes_of(workspace, report) == ()


def test_rows_without_the_value_are_counted_and_said(workspace: Workspace, openings: Ledger) -> None:
    brought(workspace, openings, "a.csv", f"{WITH}A1,2021-03-01 09:00,{CODES[0]},东厅\n")
    late = "".join(f"B{number},2021-04-01 09:00,\n" for number in range(1200))
    brought(workspace, openings, "b.csv", f"{WITHOUT}{late}C1,2020-04-01 09:00,\n")
    seen, project, number = measured(workspace)
    (found,) = left_out(seen, [project.asked[number - 1]])
    assert left_out_words(found) == "另有 1,200 行未填统一社会信用代码，没有计入"


def test_what_has_not_happened_yet_is_no_row_left_out(workspace: Workspace) -> None:
    items = ledger_of(workspace, "plan_items")
    seen, project, _ = measured(workspace)
    name = project.declaration.project.name
    dump = f"事项编号,项目,计划完成日期,实际完成日期\nP1,{name},2021-05-01,2021-05-01\nP2,{name},2021-06-01,\n"
    assert brought(workspace, items, "计划.csv", dump.replace("事项编号", items.columns[0].label)).added == 2
    seen = view(workspace, date(2022, 1, 31))
    asked = [
        item
        for project in measure_projects(seen, dossiers(workspace))
        for item in project.asked
        if item.question and item.question.measure.kind == "share" and item.question.ledger.code == "plan_items"
    ]
    assert asked
    assert all(not any(one.label == "实际完成日期" for one in found) for found in left_out(seen, asked))


def test_a_carried_value_names_the_file_and_row_that_said_it(workspace: Workspace, openings: Ledger) -> None:
    brought(workspace, openings, "一.csv", f"{WITH}A0,2021-03-01 09:00,,\nA1,2021-03-01 09:00,{CODES[0]},东厅\n")
    brought(workspace, openings, "二.csv", f"{WITHOUT}A1,2021-03-01 09:00,2021-03-02 10:00\n")
    seen, project, number = measured(workspace)
    path = path_of(seen, project, number)
    (row,) = with_origins(workspace, openings, listed(path.page, openings, personal=True))
    assert (row.row.name, row.row.row) == ("二.csv", 2)
    assert row.carried == ("统一社会信用代码沿用自 一.csv 第3行",)
    assert "统一社会信用代码沿用自 一.csv 第3行" in rows_csv([row]).decode()


def test_a_value_is_followed_back_through_every_file_that_lacked_it(workspace: Workspace, openings: Ledger) -> None:
    brought(workspace, openings, "一.csv", f"{WITH}A1,2021-03-01 09:00,{CODES[0]},东厅\n")
    brought(workspace, openings, "二.csv", f"{WITHOUT}A1,2021-03-01 09:00,2021-03-02 10:00\n")
    enter(workspace, openings, {"case_no": "A1", "accepted_at": "2021-03-01 09:00", "hall": "西厅"}, CLERK)
    (stands,) = page(workspace, openings).rows
    versions = history_of(workspace, openings, stands.file.batch, stands.row)
    first, second, third = origins_of(workspace, openings, versions)
    assert first == {}
    assert carried_words(openings, second) == ("统一社会信用代码、服务大厅沿用自 一.csv 第2行",)
    assert carried_words(openings, third) == ("统一社会信用代码沿用自 一.csv 第2行", "办结时间沿用自 二.csv 第2行")


def test_a_row_that_no_file_corrected_carries_nothing(workspace: Workspace, openings: Ledger) -> None:
    brought(workspace, openings, "一.csv", f"{WITH}A1,2021-03-01 09:00,{CODES[0]},东厅\n")
    seen, project, number = measured(workspace)
    rows = listed(path_of(seen, project, number).page, openings, personal=True)
    assert with_origins(workspace, openings, rows) == rows
    assert "沿用" not in rows_csv(rows).decode()


def test_what_is_carried_over_by_an_import_is_said_in_its_notes(workspace: Workspace, openings: Ledger) -> None:
    brought(workspace, openings, "一.csv", f"{WITH}A1,2021-03-01 09:00,{CODES[0]},东厅\n")
    report = brought(workspace, openings, "二.csv", f"{WITHOUT}A1,2021-03-01 09:00,2021-03-02 10:00\n")
    assert "更正的 1 行里，统一社会信用代码沿用台账里原有的值。" in notes_of(workspace, report)
