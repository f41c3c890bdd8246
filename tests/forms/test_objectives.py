"""The goal texts: side by side or one below the other, with numbering, vertical labels and residue around them."""

from __future__ import annotations

import pytest

from youju.forms.objectives import Goals, read_objectives
from youju.forms.page import lines_of
from youju.importers import grid_of

OVERALL, ANNUAL = "做好各项服务。", "1、完成任务； 2、满意度达到90%以上。"


def read(text: str) -> Goals:
    return read_objectives(lines_of(grid_of(text.encode(), "表.txt")[1]))


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
