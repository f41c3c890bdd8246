"""The review form, filled: exactly the grid of the form book §3.5, 6 columns and 13 rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from filled_forms import by_field, covered, everywhere, lines_above, row_of, table_of, texts_of

from youju.forms.contract import Style
from youju.forms.sheets.mof_review import SHEET, fill
from youju.forms.wordings import review_wording
from youju.model.assessment import ReviewForm, ReviewItem
from youju.model.declaration import Project

FORM = ReviewForm(
    project=Project("样河清淤", department="样城水务局", unit="样城河道所"),
    items=(
        ReviewItem("明确清晰性", Decimal("9.5"), opinion="目标写得清楚。"),
        ReviewItem("规范完整性", Decimal(0)),
        ReviewItem("条件充分性", Decimal(10), "优"),
    ),
    points=Decimal(86),
    grade="良",
    opinion="补充成本指标后进入下一步。",
    body="样城财政局",
    reviewer="样审核",
    day=date(2025, 11, 3),
)
FORM_GRID = fill(FORM, Style(watermark="草稿", footer="摘要"))


def test_the_title_stands_above_six_columns_and_thirteen_rows() -> None:
    assert lines_above(FORM_GRID) == [("项目支出绩效目标审核表", "title")]
    assert (FORM_GRID.watermark, FORM_GRID.footer, FORM_GRID.landscape) == ("草稿", "摘要", False)
    assert (table_of(FORM_GRID).widths, table_of(FORM_GRID).header_rows) == ((14, 16, 8, 34, 10, 18), (2,))
    assert covered(FORM_GRID) == everywhere(13, 6)


def test_the_head_names_project_and_bodies() -> None:
    assert row_of(FORM_GRID, 1) == [
        (1, "项目名称", 1, 1),
        (2, "样河清淤", 1, 2),
        (4, "主管部门 / 实施单位：样城水务局 / 样城河道所", 1, 3),
    ]
    assert texts_of(FORM_GRID, 2) == ["审核内容", "审核要点", "分值", "具体内容", "得分/等级", "审核意见"]


def test_four_kinds_of_review_have_two_points_each_worth_a_hundred_together() -> None:
    assert row_of(FORM_GRID, 3)[:3] == [(1, "一、完整性审核（20分）", 2, 1), (2, "规范完整性", 1, 1), (3, "10", 1, 1)]
    assert [texts_of(FORM_GRID, row)[:3] for row in (3, 5, 7, 9)] == [
        ["一、完整性审核（20分）", "规范完整性", "10"],
        ["二、相关性审核（30分）", "目标相关性", "15"],
        ["三、适当性审核（30分）", "绩效合理性", "15"],
        ["四、可行性审核（20分）", "实现可能性", "10"],
    ]
    assert [texts_of(FORM_GRID, row)[:2] for row in (4, 6, 8, 10)] == [
        ["明确清晰性", "10"],
        ["指标科学性", "15"],
        ["资金匹配性", "15"],
        ["条件充分性", "10"],
    ]


def test_points_and_opinions_find_their_row_by_name_a_zero_is_printed_and_what_was_not_said_is_blank() -> None:
    assert texts_of(FORM_GRID, 3)[3:] == ["", "0", ""]
    assert texts_of(FORM_GRID, 4)[2:] == ["", "9.5", "目标写得清楚。"]
    assert texts_of(FORM_GRID, 5)[3:] == ["", "", ""]
    assert texts_of(FORM_GRID, 10)[2:] == ["", "10", ""]
    shown = by_field(FORM_GRID)
    assert (shown["items.0.points"], shown["items.0.opinion"], shown["items.1.points"]) == (
        "9.5",
        "目标写得清楚。",
        "0",
    )


def test_the_grade_is_ticked_and_who_answers_stands_below() -> None:
    assert row_of(FORM_GRID, 11) == [
        (1, "总分", 1, 2),
        (3, "100", 1, 1),
        (4, "综合评定等级：优□ 良☑ 中□ 差□", 1, 1),
        (5, "86", 1, 1),
        (6, "", 1, 1),
    ]
    assert row_of(FORM_GRID, 12) == [(1, "总体意见", 1, 1), (2, "补充成本指标后进入下一步。", 1, 5)]
    assert row_of(FORM_GRID, 13) == [
        (1, "审核单位（盖章）：样城财政局", 1, 3),
        (4, "审核人 / 日期：样审核 / 2025-11-03", 1, 3),
    ]


def test_an_ordinary_project_is_graded_point_by_point_without_scores() -> None:
    grid = fill(replace(FORM, by_grade=True), Style())
    assert texts_of(grid, 10) == ["条件充分性", "—", "", "优", ""]
    assert texts_of(grid, 4)[1:] == ["—", "", "", "目标写得清楚。"]
    assert texts_of(grid, 11) == ["总分", "—", "综合评定等级：优□ 良☑ 中□ 差□", "", ""]


def test_a_body_that_is_not_known_leaves_its_side_blank() -> None:
    form = replace(FORM, project=Project("样河清淤", unit="样城河道所"), reviewer=None)
    grid = fill(form, Style())
    assert texts_of(grid, 1)[2] == "主管部门 / 实施单位： / 样城河道所"
    assert texts_of(grid, 13)[1] == "审核人 / 日期： / 2025-11-03"


def test_an_empty_review_is_a_form_to_fill_by_hand() -> None:
    grid = fill(SHEET.empty, Style())
    assert covered(grid) == everywhere(13, 6)
    said = {cell.text for cell in table_of(grid).cells if not cell.label}
    assert said == {
        "",
        "主管部门 / 实施单位：",
        "综合评定等级：优□ 良□ 中□ 差□",
        "审核单位（盖章）：",
        "审核人 / 日期：",
    }


def test_the_wording_says_how_well_it_is_known() -> None:
    wording = review_wording("review-88")
    assert wording.citation.status == "remembered"
    assert "财预〔2015〕88号" in wording.citation.reference
