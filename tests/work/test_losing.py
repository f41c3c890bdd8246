"""What a sheet lost and left open, and whether filing it again would say anything new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from installations import demonstrated

from youju.model.organisation import Person, Role
from youju.work import losing
from youju.work.answering import RESULT, answered_sheet, content_of, lines_of
from youju.work.declaring import dossier_of
from youju.work.measuring import ProjectSheet, measure_projects, view
from youju.work.workspace import open_workspace

CLERK, HEAD = Person("经办人甲", Role.CLERK), Person("负责人乙", Role.HEAD)
DAY = date(2021, 12, 31)
GAP = 11  # 重大事故发生数, stated when the demo filed


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> ProjectSheet:
    """A project that was filed for the day it is computed for."""
    workspace = open_workspace(demonstrated(tmp_path_factory.mktemp("year") / "unit"))
    (found,) = measure_projects(view(workspace, DAY), [dossier_of(workspace, "窗口业务管理")])
    return found


def unchanged(sheet: ProjectSheet, typed: dict[str, str], person: Person = CLERK) -> bool:
    """Whether nothing new would be filed."""
    content = content_of(sheet, typed, len(sheet.dossier.acts))
    return losing.unchanged(sheet, answered_sheet(sheet, content, person).sheet, content.get(RESULT))


def test_what_was_filed_is_not_new_whoever_files_it_and_on_whatever_day(sheet: ProjectSheet) -> None:
    assert unchanged(sheet, {})
    assert unchanged(sheet, {}, HEAD)
    assert unchanged(replace(sheet, as_of=DAY + timedelta(days=1)), {})


@pytest.mark.parametrize(
    "typed",
    [
        {"3.reason": "另一个理由。"},
        {RESULT: "另一种说法。"},
        {f"{GAP}.stated": "1起"},
        {f"{GAP}.reason": "另一个理由。"},
        {f"{GAP}.proof": "cd" * 32},
        {f"{GAP}.stated": "", f"{GAP}.concede": "1"},
    ],
)
def test_whatever_is_said_otherwise_is_new(sheet: ProjectSheet, typed: dict[str, str]) -> None:
    assert not unchanged(sheet, typed)


def test_another_measurement_is_new_even_at_the_same_points(sheet: ProjectSheet) -> None:
    first, *rest = sheet.sheet.lines
    more = replace(first, measurement=replace(first.measurement, n=first.measurement.n + 1))
    assert not unchanged(replace(sheet, sheet=replace(sheet.sheet, lines=(more, *rest))), {})


def test_before_anything_is_filed_everything_is_new(sheet: ProjectSheet) -> None:
    before = replace(sheet, dossier=replace(sheet.dossier, acts=sheet.dossier.acts[:-1]))
    assert not losing.unchanged(before, before.sheet, None)


def test_open_rows_stand_together_under_why_they_are_open(sheet: ProjectSheet) -> None:
    ((why, rows),) = losing.open_rows(sheet.sheet)
    assert "未关账" in why
    assert [number for number, _ in rows] == [GAP]
    both = replace(sheet.sheet, lines=(*sheet.sheet.lines, rows[0][1]))
    ((_, twice),) = losing.open_rows(both)
    assert [number for number, _ in twice] == [GAP, len(lines_of(both)) - 1]
