"""Answers typed row by row: half said they do not count, and they stay with the row they were given to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from installations import declared, demonstrated

from youju.model.organisation import Person, Role
from youju.work import losing
from youju.work.answering import (
    answered_sheet,
    carried,
    content_of,
    filed_at,
    reasons_of,
)
from youju.work.declaring import dossier_of
from youju.work.drafting import declare_draft
from youju.work.measuring import ProjectSheet, measure_projects, view
from youju.work.self_evaluating import self_evaluate_projects
from youju.work.workspace import Workspace, open_workspace

CLERK = Person("经办人甲", Role.CLERK)
DEPARTMENT = Person("主管丙", Role.DEPARTMENT)
DAY = date(2021, 12, 31)
PROJECT = "窗口业务管理"
GAP = 11  # 重大事故发生数: the ledger was not closed for two weeks
REASON, STATED, PROOF, CONCEDE = (f"{GAP}.{name}" for name in ("reason", "stated", "proof", "concede"))
WHOLE = {REASON: "值班日志可以证明。", STATED: "0起", PROOF: "ab" * 32}


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's whole year, read and never written."""
    return demonstrated(tmp_path_factory.mktemp("year") / "unit")


@pytest.fixture(scope="session")
def sheet(year: Path) -> ProjectSheet:
    """A sheet with one open row and several that demand a reason."""
    workspace = open_workspace(year)
    (found,) = measure_projects(view(workspace, DAY), [dossier_of(workspace, PROJECT)])
    return found


def gap(sheet: ProjectSheet, content: dict[str, str]) -> tuple[str, ...]:
    """What is still missing of the open row."""
    return tuple(one.why for one in answered_sheet(sheet, content, CLERK).missing if one.number == GAP)


def test_an_unanswered_row_is_missing_with_what_to_do_on_the_page(sheet: ProjectSheet) -> None:
    (one,) = [one for one in answered_sheet(sheet, {}, CLERK).missing if one.number == GAP]
    assert "未关账" in one.why
    assert "请陈述完成值并附佐证" in one.remedy
    assert "concede" not in one.remedy
    assert one.words == one.remedy  # the row itself says why


def test_what_several_rows_want_is_said_once_with_all_their_names(tmp_path: Path) -> None:
    workspace = open_workspace(declared(tmp_path / "unit"))
    (bare,) = measure_projects(view(workspace, DAY), [dossier_of(workspace, PROJECT)])
    answered = answered_sheet(bare, {}, CLERK)
    assert len({words for words, _ in answered.wanted}) == len(answered.wanted) < 4
    assert [gap for _, gaps in answered.wanted for gap in gaps if gap.number] == [
        gap for gap in answered.missing if gap.number
    ]


def test_a_word_that_is_not_understood_says_what_may_be_written(sheet: ProjectSheet) -> None:
    answered = answered_sheet(sheet, WHOLE | {STATED: "还行吧"}, CLERK)
    (one,) = [one for one in answered.missing if one.number == GAP]
    assert one.remedy == "请写一个数。"
    assert answered.asked[[row.number for row in answered.asked].index(GAP)].now.open


def test_an_answered_row_shows_what_it_is_now(sheet: ProjectSheet) -> None:
    (row,) = [row for row in answered_sheet(sheet, WHOLE, CLERK).asked if row.number == GAP]
    assert row.line.open
    assert (row.now.open, row.now.score.points) == (False, row.now.score.weight)
    assert not row.proof_filed


def test_a_filed_proof_is_known_by_the_name_of_its_file(sheet: ProjectSheet) -> None:
    content = content_of(sheet, {}, 0)
    (row,) = [row for row in answered_sheet(sheet, content, CLERK).asked if row.number == GAP]
    assert row.proof_filed
    assert row.proof_name == content[f"{GAP}.proof-name"]
    assert "." in row.proof_name


def test_the_rows_of_the_filed_sheet_stand_where_their_indicators_stand_now(sheet: ProjectSheet) -> None:
    found = filed_at(sheet)
    assert list(found) == list(range(len(sheet.sheet.lines) + 1))
    assert all(row["name"] == sheet.sheet.lines[n - 1].indicator.name for n, row in found.items() if n)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({STATED: "0起"}, "还缺理由、佐证。"),
        ({STATED: "0起", REASON: "有"}, "还缺佐证"),
        ({STATED: "0起", PROOF: "ab" * 32}, "还缺理由"),
        ({CONCEDE: "1"}, "还缺理由"),
        (WHOLE | {CONCEDE: "1"}, "只能选一个"),
    ],
)
def test_an_answer_that_is_half_said_does_not_count_and_says_what_it_wants(
    sheet: ProjectSheet, content: dict[str, str], why: str
) -> None:
    answered = answered_sheet(sheet, content, CLERK)
    (found,) = gap(sheet, content)
    assert why in found
    assert answered.sheet.total.open_weight == sheet.sheet.total.open_weight


def test_a_stated_actual_with_reason_and_proof_is_scored_and_marked(sheet: ProjectSheet) -> None:
    answered = answered_sheet(sheet, WHOLE, CLERK)
    line = answered.sheet.lines[GAP - 1]
    assert sheet.sheet.lines[GAP - 1].open
    assert line.score.points == line.score.weight
    assert line.measurement.stated is not None
    assert not gap(sheet, WHOLE)


def test_a_row_given_up_with_a_reason_loses_its_weight(sheet: ProjectSheet) -> None:
    answered = answered_sheet(sheet, {CONCEDE: "1", REASON: "无法补证。"}, CLERK)
    assert answered.sheet.lines[GAP - 1].conceded
    assert answered.sheet.total.open_weight == 0
    assert answered.sheet.total.lost == sheet.sheet.total.lost + sheet.sheet.total.open_weight


def test_a_computed_row_is_neither_stated_nor_given_up(sheet: ProjectSheet) -> None:
    content = {"3.reason": "已重刻。", "3.stated": "100%", "3.proof": "ab" * 32, "3.concede": ""}
    (answer,) = reasons_of(sheet, content).of(PROJECT)
    assert (answer.reason, answer.stated, answer.proof, answer.concede) == ("已重刻。", None, None, False)


def test_the_result_of_the_year_goes_to_the_project(sheet: ProjectSheet) -> None:
    assert reasons_of(sheet, {"result": "全年正常。"}).result(PROJECT) == "全年正常。"
    assert reasons_of(sheet, {"result": ""}).result(PROJECT) is None


def test_what_was_filed_is_said_again_with_its_proof_and_the_result(sheet: ProjectSheet) -> None:
    content = content_of(sheet, {}, 0)
    assert content[STATED] == "0起"
    assert len(content[PROOF]) == 64
    assert content["3.reason"].startswith("16枚印章")
    assert content["result"].startswith("全年窗口正常运转")
    assert answered_sheet(sheet, content, CLERK).missing == ()


def test_answers_stay_with_the_row_of_their_name_when_rows_move(tmp_path: Path) -> None:
    workspace = open_workspace(declared(tmp_path / "unit"))
    before = dossier_of(workspace, PROJECT)
    declare_draft(workspace, before, {"indicators.1": "remove"}, CLERK, len(before.acts))
    (after,) = measure_projects(view(workspace, DAY), [dossier_of(workspace, PROJECT)])
    content = {"1.reason": "甲", "2.reason": "乙", "3.reason": "丙", "0.reason": "丁", "result": "戊"}
    assert carried(after, content, len(before.acts)) == {
        "1.reason": "甲",
        "2.reason": "丙",
        "0.reason": "丁",
        "result": "戊",
    }
    assert content_of(after, {}, 0) == {}


def test_lost_points_stand_worst_first_and_add_up(sheet: ProjectSheet) -> None:
    lost = losing.lost_points(sheet.sheet)
    assert sum(one.points for one in lost) == sheet.sheet.total.lost
    assert [one.points for one in lost] == sorted((one.points for one in lost), reverse=True)
    assert all(one.working for one in lost)


def test_the_filed_sheet_differs_only_where_points_moved(sheet: ProjectSheet) -> None:
    same = answered_sheet(sheet, content_of(sheet, {}, 0), CLERK).sheet
    assert losing.difference(sheet, same) is None
    found = losing.difference(sheet, sheet.sheet)
    assert found is not None
    (row,) = found.rows
    assert (row.number, row.filed, row.now) == (GAP, "3.75", None)
    assert found.filed_for == found.now_for == DAY.isoformat()
    assert not found.targets_changed


def test_a_dossier_without_a_filed_sheet_differs_from_nothing(sheet: ProjectSheet) -> None:
    declared_only = replace(sheet.dossier, acts=sheet.dossier.acts[:1])
    assert losing.difference(replace(sheet, dossier=declared_only), sheet.sheet) is None


# Two indicators of one name

TRAINING, TWIN = "业务培训", "培训场次"
FIRST_GIVEN = {"1.reason": "场次由签到表证明。", "1.stated": "4次", "1.proof": "ab" * 32}
SECOND_GIVEN = {"2.reason": "计划没有留存。", "2.concede": "1"}


def sheet_now(workspace: Workspace) -> ProjectSheet:
    """The training project as it is declared now."""
    (found,) = measure_projects(view(workspace, DAY), [dossier_of(workspace, TRAINING)])
    return found


def edited(workspace: Workspace, edits: dict[str, str]) -> ProjectSheet:
    """The training project after an edit of its form."""
    dossier = dossier_of(workspace, TRAINING)
    declare_draft(workspace, dossier, edits, CLERK, len(dossier.acts))
    return sheet_now(workspace)


@pytest.fixture
def twins(tmp_path: Path) -> Workspace:
    """A project whose first two indicators have one name: >=3次 and =100%; nothing is measured yet."""
    workspace = open_workspace(declared(tmp_path / "unit"))
    edited(workspace, {"indicators.1.name": TWIN})
    return workspace


def test_two_indicators_of_one_name_are_filed_each_with_its_own_answer_and_say_it_again(twins: Workspace) -> None:
    before = sheet_now(twins)
    rest = {
        f"{n}.{name}": text for n in (0, *range(3, 16)) for name, text in (("reason", "无台账。"), ("concede", "1"))
    }
    reasons = reasons_of(before, FIRST_GIVEN | SECOND_GIVEN | rest)
    (done,) = self_evaluate_projects(twins, DAY, reasons, CLERK, [before.dossier])
    assert done.act is not None
    first, second = done.sheet.lines[:2]
    assert (first.reason, first.conceded, first.score.points) == ("场次由签到表证明。", False, first.score.weight)
    assert (second.reason, second.conceded) == ("计划没有留存。", True)
    assert losing.difference(sheet_now(twins), done.sheet) is None
    again = content_of(sheet_now(twins), {}, 0)
    assert {key: text for key, text in again.items() if key in FIRST_GIVEN | SECOND_GIVEN} == (
        FIRST_GIVEN | SECOND_GIVEN
    )


def test_what_is_missing_of_two_indicators_of_one_name_leads_to_each(twins: Workspace) -> None:
    missing = answered_sheet(sheet_now(twins), {"2.stated": "100%"}, CLERK).missing
    assert [(one.number, one.why) for one in missing if one.name == TWIN][1] == (2, "陈述了完成值，还缺理由、佐证。")
    assert [one.number for one in missing if one.name == TWIN] == [1, 2]
    assert answered_sheet(sheet_now(twins), FIRST_GIVEN, CLERK).sheet.lines[1].open


@pytest.mark.parametrize(
    ("edits", "kept"),
    [
        ({"indicators.0": "remove"}, {"1.reason": "乙"}),
        ({"indicators.1": "remove"}, {"1.reason": "甲"}),
        ({"indicators.0.target": ">=5次"}, {"1.reason": "甲", "2.reason": "乙"}),
        ({"indicators.0.target": ">=5次", "indicators.1.target": "=90%"}, {"1.reason": "甲", "2.reason": "乙"}),
        ({"indicators.0": "remove", "indicators.1.target": "=90%"}, {}),  # whose it was cannot be told
    ],
)
def test_of_two_indicators_of_one_name_each_keeps_its_answer_when_the_form_changes(
    twins: Workspace, edits: dict[str, str], kept: dict[str, str]
) -> None:
    acts = len(dossier_of(twins, TRAINING).acts)
    assert carried(edited(twins, edits), {"1.reason": "甲", "2.reason": "乙"}, acts) == kept


def test_of_two_rows_alike_in_everything_the_one_that_is_left_keeps_an_answer(twins: Workspace) -> None:
    edited(twins, {"indicators.1.target": ">=3次"})
    acts = len(dossier_of(twins, TRAINING).acts)
    after = edited(twins, {"indicators.1": "remove"})
    assert carried(after, {"1.reason": "甲", "2.reason": "乙"}, acts) == {"1.reason": "甲"}
