"""The goal texts: side by side or one below the other, with numbering, vertical labels and residue around them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from youju.forms.objectives import Goals, read_objectives
from youju.forms.page import lines_of
from youju.forms.spelling import respelled
from youju.importers import grid_of

OVERALL, ANNUAL = "做好各项服务。", "1、完成任务； 2、满意度达到90%以上。"


def read(text: str) -> Goals:
    return read_objectives(lines_of(grid_of(text.encode(), "表.txt")[1]))


def spelt(text: str) -> Goals:
    return read_objectives(respelled(lines_of(grid_of(text.encode(), "表.txt")[1])))


@pytest.mark.parametrize(
    "text",
    [
        "项目绩效目标\t项目总目标\t\t年度总目标\t\n\t(2021年 - 2023年)\n\t{overall}\t\t{annual}\t\n",
        "项目\t项目总体目标（2021年-2023年）\t\t年度总体目标\t\n绩效目标\t{overall}\t\t{annual}\n",
        "项目总目标\t年度总目标\n(2021年 - 2023年)\n绩\t{overall}\t{annual}\n",
        "项目总目标 | | 年度总目标\n(2021年 – 2023年) |\n{overall} | | {annual}\n",
        "项目\n绩效\n目标\n项目总目标\n(2021 年-2023 年)\n年度总目标\n{overall}\n{annual}\n",
        "\t项目总目标\t\t年度总目标\n\t(2021年至2023年)\n\t<p>{overall}</p>\t\t<p>{annual}</p>\n",
    ],
)
def test_overall_and_annual_goal_and_its_years_are_found(text: str) -> None:
    goals = read(text.format(overall=OVERALL, annual=ANNUAL))
    assert (goals.objectives.overall, goals.objectives.annual) == (OVERALL, ANNUAL)
    assert goals.objectives.overall_period == "2021-2023"
    assert goals.doubts == ()


def test_a_single_text_belongs_to_the_label_it_stands_under() -> None:
    head = "\t项目总目标\t\t年度总目标\t\n"
    assert read(head + f"\t\t\t{ANNUAL}\t\n").objectives.annual == ANNUAL
    assert read(head + f"\t{OVERALL}\t\t\t\n").objectives.overall == OVERALL


def test_a_blank_goal_is_none_and_keeps_the_place_of_its_label() -> None:
    goals = read("\t项目总目标\t\t年度总目标\t\n\t\t\t\t\n")
    assert (goals.objectives.overall, goals.objectives.annual) == (None, None)
    assert (goals.places["objectives.annual"].line, goals.places["objectives.annual"].column) == (1, 4)


def test_lines_of_a_broken_cell_stay_with_their_goal() -> None:
    goals = read("\t项目总目标\t\t年度总目标\t\n\t1、甲；\n2、乙。\t\t1、丙；\n2、丁。\t\n")
    assert (goals.objectives.overall, goals.objectives.annual) == ("1、甲；\n2、乙。", "1、丙；\n2、丁。")


def test_many_texts_below_one_another_part_where_the_numbering_begins_anew_and_stay_open() -> None:
    goals = read("项目总目标\n年度总目标\n1、甲；\n2、乙。\n1、丙；\n2、丁。\n")
    assert (goals.objectives.overall, goals.objectives.annual) == ("1、甲；\n2、乙。", "1、丙；\n2、丁。")
    assert goals.doubts == ("objectives.overall", "objectives.annual")


def test_a_goal_beside_its_label_is_read_in_a_form_that_has_one() -> None:
    goals = read("年度绩效目标(文字) | 培训190人次； | |\n")
    assert (goals.objectives.overall, goals.objectives.annual) == (None, "培训190人次；")


@pytest.mark.parametrize("label", ["完成情况", "目标完成情况", "全年完成情况", "年度完成情况", "实际完成目标"])
@pytest.mark.parametrize("goal", ["设定目标", "预期绩效目标", "年度预期目标", "绩效目标", "目标值"])
def test_goal_and_result_are_told_by_the_parts_of_their_labels(goal: str, label: str) -> None:
    found = spelt(f"年度总体目标\t{goal}\t\t{label}\t\n\t{OVERALL}\t\t{ANNUAL}\t\n").objectives
    assert (found.overall, found.annual, found.annual_result) == (None, OVERALL, ANNUAL)


@pytest.mark.parametrize("side", ["项目总体目标", "年度总体目标完成情况", "总体目标完成情况"])
def test_a_label_at_the_side_is_neither_goal_nor_result(side: str) -> None:
    found = spelt(f"{side}\t预期目标\t\t实际完成情况\t\n\t{OVERALL}\t\t{ANNUAL}\t\n").objectives
    assert (found.overall, found.annual, found.annual_result) == (None, OVERALL, ANNUAL)


@pytest.mark.parametrize("gap", ["\t", "\t\t"])
def test_a_result_like_its_goal_is_the_text_of_both(gap: str) -> None:
    found = spelt(f"年度总体目标\t预期目标{gap}实际完成情况\n\t{OVERALL}{gap}{OVERALL}\n").objectives
    assert (found.annual, found.annual_result) == (OVERALL, OVERALL)


def test_help_and_places_of_signatures_are_no_goals() -> None:
    text = f"项目年度目标\t年度目标完成情况\n{OVERALL}\t对照年度目标，说明完成情况（100字以内）\n"
    assert spelt(text).objectives.annual_result is None
    assert spelt(f"年度目标\t单位领导审签：\n\t{ANNUAL}\n").objectives.annual == ANNUAL


def test_two_goals_that_ran_together_are_parted_at_the_end_of_a_sentence_and_open() -> None:
    rows = lines_of(grid_of(f"项目总目标\t年度总目标\n{OVERALL} 完成任务。\n".encode(), "表.txt")[1])
    found = read_objectives([rows[0], replace(rows[1], width=1)])
    assert (found.objectives.overall, found.objectives.annual) == (OVERALL, "完成任务。")
    assert found.doubts == ("objectives.overall", "objectives.annual")


def test_the_one_goal_of_a_form_may_stand_below_its_label() -> None:
    assert spelt(f"绩效目标\n{OVERALL}\n").objectives.annual == OVERALL
    assert spelt(f"项目绩效目标\t{OVERALL}\n").objectives.annual == OVERALL


def test_what_is_left_of_labels_around_a_goal_is_cut() -> None:
    assert spelt(f"年度目标\n(文字) {OVERALL}绩效指标\n").objectives.annual == OVERALL


@pytest.mark.parametrize(
    "row",
    [
        "年度目标\t预期目标：{goal}\t实际完成情况：{result}\n",
        "预期目标：{goal}\t实际完成情况：{result}\n",
        "年度绩效目标\t预期绩效目标:{goal}\t\t全年完成情况:{result}\n",
        "年度总目标：{goal}\n实际完成情况：{result}\n",
    ],
)
def test_a_label_in_the_cell_of_its_goal_parts_goal_and_result(row: str) -> None:
    found = spelt(row.format(goal=OVERALL, result=ANNUAL)).objectives
    assert (found.overall, found.annual, found.annual_result) == (None, OVERALL, ANNUAL)


@pytest.mark.parametrize(
    "row", ["绩效目标\t总体目标：{0}年度目标：{1}\n", '项目绩效目标\t"总体目标：{0}\n年度目标：{1}"\n']
)
def test_two_goals_with_their_labels_in_one_cell_are_two(row: str) -> None:
    found = spelt(row.format(OVERALL, "完成任务。")).objectives
    assert (found.overall, found.annual) == (OVERALL, "完成任务。")


def test_a_goal_that_begins_like_a_label_keeps_its_text() -> None:
    assert spelt(f"年度目标\n年度目标：{OVERALL}\n").objectives.annual == f"年度目标：{OVERALL}"


@pytest.mark.parametrize("label", ["绩效总目标", "总目标", "总体绩效目标"])
def test_the_goal_of_the_whole_project_is_known_by_shorter_labels(label: str) -> None:
    assert spelt(f"{label}\t{OVERALL}\n").objectives.overall == OVERALL


def test_what_stands_beside_labels_of_the_head_below_the_goals_is_no_goal() -> None:
    text = f"年度总目标\t{OVERALL}\n样项\t三年\t项目负责人\t样人\n年度资金总额\t5万元\n"
    assert spelt(text).objectives.annual == OVERALL
