"""The head of a form: labels spelt in many ways, blank values, names below their label, years, options."""

from __future__ import annotations

import pytest

from youju.forms.head import Head, read_head
from youju.forms.page import lines_of
from youju.forms.spelling import respelled
from youju.forms.years import year_said
from youju.importers import grid_of

TOP = "项目名称\t社区食堂补贴\t\n"
ROWS = """<table><tr><td>项目名称</td><td colspan="3">社区食堂补贴</td></tr>{row}</table>"""


def read(text: str, name: str = "表.txt") -> Head:
    return read_head(respelled(lines_of(grid_of(text.encode(), name)[1])))


def spanned(*cells: str) -> Head:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return read(ROWS.format(row=f"<tr>{row}</tr>"), "表.html")


@pytest.mark.parametrize("label", ["预算主管部门", "主管单位", "区级主管部门", "主管部门名称", "一级预算单位"])
@pytest.mark.parametrize(
    "unit", ["申报单位", "项目承担单位", "责任单位", "资金使用部门", "二级预算单位", "实施单位名称"]
)
def test_department_and_unit_are_told_by_the_parts_of_their_labels(label: str, unit: str) -> None:
    for head in (
        read(f"{TOP}{label}\t样市民政局\t{unit}\t样市养老中心\n"),
        spanned(label, "样市民政局", unit, "样市养老中心"),
    ):
        project = head.project
        assert (project.name, project.department, project.unit) == ("社区食堂补贴", "样市民政局", "样市养老中心")


@pytest.mark.parametrize("start", ["起始日期", "开始时间", "项目起始时间"])
@pytest.mark.parametrize("end", ["结束日期", "终止时间", "项目结束时间", "截止日期"])
def test_start_and_end_are_told_by_the_parts_of_their_labels(start: str, end: str) -> None:
    project = read(f"{TOP}{start}\t2024-01-01\t{end}\t2024-12-31\n").project
    assert (str(project.start), str(project.end)) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize("label", ["预算项目名称", "支出项目名称", "政策（项目）名称"])
def test_the_name_is_told_by_the_parts_of_its_label(label: str) -> None:
    assert read(f"{label}\t社区食堂补贴\n").project.name == "社区食堂补贴"


def test_a_project_may_be_named_like_a_label() -> None:
    assert read("项目名称\t责任单位\n主管部门\t样市民政局\n").project.name == "责任单位"


def test_a_listed_label_goes_before_one_told_by_its_parts() -> None:
    project = read(f"{TOP}申报单位\t样市民政局\t实施单位\t样市养老中心\n").project
    assert project.unit == "样市养老中心"


def test_an_unknown_label_and_its_value_belong_to_no_value_beside_or_above() -> None:
    head = spanned("主管部门", "样市民政局", "归口科室", "养老科")
    assert (head.project.name, head.project.department) == ("社区食堂补贴", "样市民政局")
    head = spanned("归口科室", "养老科", "主管部门", "样市民政局")
    assert (head.project.name, head.project.department) == ("社区食堂补贴", "样市民政局")


def test_a_blank_value_before_the_next_label_is_none() -> None:
    assert spanned("主管部门", "", "归口科室", "养老科").project.department is None
    assert spanned("主管部门", "", "责任单位", "样市养老中心").project.department is None


def test_a_label_below_a_blank_name_is_no_name() -> None:
    project = read("项目名称\t\n主管单位\t样市民政局\t责任单位\t样市养老中心\n").project
    assert (project.name, project.department, project.unit) == (None, "样市民政局", "样市养老中心")


def test_a_name_on_the_line_below_its_label_is_read_though_it_is_named_like_a_form() -> None:
    text = "2020年度项目支出绩效自评表\n| 项目名称 |\n2020年补助经费支出绩效自评表 |||\n| 主管部门 | 样市民政局 |\n"
    head = read(text)
    assert (head.title, head.project.name) == ("2020年度项目支出绩效自评表", "2020年补助经费支出绩效自评表")


@pytest.mark.parametrize(
    "line",
    [
        "2024 年",
        "（2024年）",
        "(２０２４年度)",
        "预算年度：2024",
        "年度：2024年",
        "（二〇二四年度）",
        "二○二四年度",
        "2024年部门预算公开",
    ],
)
def test_a_year_is_read_in_every_way_it_is_written(line: str) -> None:
    assert year_said(line) == 2024
    assert read(f"项目支出绩效目标表\n{line}\n{TOP}").year == 2024


@pytest.mark.parametrize("line", ["（2024-2026年度）", "填报日期：2023年11月2日", "2023年12月1日印发", "（ 年度）"])
def test_neither_a_span_of_years_nor_a_day_is_the_year(line: str) -> None:
    head = read(f"项目支出绩效目标表\n{line}\n{TOP}")
    assert head.year is None
    assert "no_year" in [note.code for note in head.notes]


def test_a_year_beside_its_label_in_the_table_is_read() -> None:
    assert read(f"{TOP}预算年度\t2024\n").year == 2024


def test_a_period_that_cannot_be_read_leaves_both_its_ends_open() -> None:
    head = read(f"{TOP}项目起止时间\t20247-202520\n")
    assert (head.project.start, head.doubts) == (None, ("project.start", "project.end"))
    assert read(f"{TOP}项目起止时间\t2024.07-2025.02\n").doubts == ()


def test_a_numbered_list_whose_ticks_were_lost_is_no_option() -> None:
    head = read(f"{TOP}项目属性\t1、持续性项目0 2、新增性项目\n")
    assert head.project.nature is None
    assert head.alternatives == {"project.nature": ("新增性项目", "持续性项目")}
    assert "project.nature" in head.doubts


@pytest.mark.parametrize("line", ["（2024年1-9月）", "(2024年度，1—7月)", "2024年1月至9月"])
def test_the_year_of_some_months_is_the_year(line: str) -> None:
    assert year_said(line) == 2024
    assert read(f"项目支出绩效运行监控表\n{line}\n{TOP}").year == 2024


@pytest.mark.parametrize("label", ["项目周期", "项目期限", "实施周期"])
def test_a_period_of_months_gives_its_first_and_last_day(label: str) -> None:
    project = spanned(label, "2024.1-2024.12").project
    assert (str(project.start), str(project.end)) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize("said", ["一年", "长期", "2024年"])
def test_a_period_without_its_days_is_told(said: str) -> None:
    head = spanned("项目期限", said)
    notes = [note.message for note in head.notes if note.code == "period_unread"]
    assert (head.project.start, head.project.end, len(notes)) == (None, None, 1)
    assert said in notes[0]


def test_a_period_beside_both_days_needs_no_days_of_its_own() -> None:
    head = spanned("项目期限", "一年", "计划开始日期", "2024-01-01", "计划完成日期", "2024-12-31")
    assert "period_unread" not in [note.code for note in head.notes]


def test_the_budget_unit_is_the_department_where_the_form_names_a_unit_besides() -> None:
    project = spanned("预算单位", "样市人社局", "实施单位", "样市社保中心").project
    assert (project.department, project.unit) == ("样市人社局", "样市社保中心")
    project = spanned("预算单位", "样市社保中心", "主管部门", "样市人社局").project
    assert (project.department, project.unit) == ("样市人社局", "样市社保中心")
    project = spanned("预算单位", "样市社保中心", "实施单位", "").project
    assert (project.department, project.unit) == (None, "样市社保中心")


def test_a_second_body_for_the_same_field_is_told() -> None:
    head = spanned("填报单位", "样市甲中心", "实施单位", "样市乙中心")
    messages = [note.message for note in head.notes if note.code == "second_label"]
    assert head.project.unit == "样市乙中心"
    assert len(messages) == 1
    assert "样市甲中心" in messages[0]
    same = spanned("填报单位", "样市乙中心（盖章）", "实施单位", "样市乙中心")
    assert "second_label" not in [note.code for note in same.notes]


def test_a_number_is_no_body_and_leaves_the_body_open() -> None:
    head = spanned("实施单位", "11,610")
    assert (head.project.unit, head.doubts) == (None, ("project.unit",))


def test_the_nature_of_the_money_is_not_that_of_the_project() -> None:
    assert spanned("资金性质", "一般公共预算").project.nature is None


@pytest.mark.parametrize(
    "line",
    [
        "还剩1页未读,文本内容:省级项目支出绩效目标表(2023年度)",
        "省级项目支出绩效目标表2023年度",
    ],
)
def test_a_title_that_ran_together_with_what_stands_around_it_is_read(line: str) -> None:
    assert read(f"{line}\n{TOP}").title == "省级项目支出绩效目标表"
