"""Names and numbers of persons are left out, and a note says how many, wherever they stand on a form."""

from __future__ import annotations

import pytest

from youju.forms.page import lines_of
from youju.forms.persons import left_out, without_persons
from youju.importers import grid_of


def told(text: str) -> list[str]:
    return [note.message for note in left_out(lines_of(grid_of(text.encode(), "表.txt")[1]))]


@pytest.mark.parametrize(
    "text",
    [
        "项目负责人及电话\t王某某 13900000000\n",
        "项目负责人\t王某某\t联系电话\t13900000000\n",
        "填表人：王某某  联系电话：021-55550000  填报日期：2024年1月2日\n",
        "联系人：王某某（13900000000）\n",
        "经办人\t王某某13900000000\t主管部门\t样市民政局\n",
    ],
)
def test_a_name_and_a_number_are_counted(text: str) -> None:
    assert told(text) == ["个人信息没有读入：1个姓名、1个电话或证件号码。"]


def test_a_name_alone_is_counted_alone() -> None:
    assert told("项目负责人\t王某某\n负责人：李某某 张某\n") == ["个人信息没有读入：3个姓名。"]


@pytest.mark.parametrize(
    "text",
    [
        "项目负责人\t\t主管部门\t样市民政局\n",
        "项目负责人：\t联系电话：\n",
        "项目名称\t负责人培训\n",
        "产出指标\t数量指标\t培训联系人数量\t≥100人\n",
        "单位负责人签字：        填报日期：\n",
    ],
)
def test_a_blank_or_another_word_is_no_person(text: str) -> None:
    assert told(text) == []


def test_the_note_never_repeats_the_name() -> None:
    [note] = left_out(lines_of(grid_of("联系人\t王某某\t\n".encode(), "表.txt")[1]))
    assert (note.code, note.severity.value) == ("personal_data_dropped", "hint")
    assert "王" not in note.message
    assert note.place.column == 2


@pytest.mark.parametrize(
    "cell", ["样市民政局（联系人：王某某 13900000000）", "样市民政局 13900000000", "样市民政局 负责人：王某某"]
)
def test_a_body_is_read_without_the_person_beside_it(cell: str) -> None:
    assert without_persons(cell) == "样市民政局"


def test_a_person_beside_a_body_is_counted() -> None:
    assert told("主管部门\t样市民政局（联系人：王某某 13900000000）\n") == [
        "个人信息没有读入：1个姓名、1个电话或证件号码。"
    ]
