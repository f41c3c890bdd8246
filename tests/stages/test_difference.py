"""Two versions compared cell by cell, and edits carried from one to the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from youju.model.declaration import Declaration, Funds, Kind, Project
from youju.model.indicator import Indicator
from youju.model.target import Comparator, NoTarget, Quality, Quantity
from youju.stages.difference import Difference, carried, differences, paired
from youju.stages.edit import Edit
from youju.stages.fields import RowField, label_of, row_field, row_path, text_of

A = Indicator("产出指标", "数量指标", "甲", Quantity(">=3次", Comparator.AT_LEAST, Decimal(3), "次"))
B = Indicator("产出指标", "质量指标", "乙", Quality("及时", "及时"))
C = Indicator("效益指标", None, "丙", NoTarget("待定"))
FORM = Declaration(
    Kind.DECLARATION,
    "x",
    Project("样例项目", start=date(2021, 1, 1)),
    year=2021,
    funds=Funds(total=Decimal(18000)),
    indicators=(A, B, C),
)


def with_rows(*rows: Indicator) -> Declaration:
    return replace(FORM, indicators=rows)


def test_equal_versions_do_not_differ() -> None:
    assert differences(FORM, FORM) == ()


def test_changed_cells_are_told_in_the_order_of_the_form_with_chinese_labels() -> None:
    funds, project = replace(FORM.funds, total=None), replace(FORM.project, start=date(2021, 2, 1))
    other = replace(
        with_rows(A, replace(B, target=Quality("健全", "健全"), weight=Decimal("6.250")), C),
        funds=funds,
        project=project,
        year=2022,
    )
    assert differences(FORM, other) == (
        Difference("year", "年度", "2021", "2022"),
        Difference("project.start", "计划开始日期", "2021-01-01", "2021-02-01"),
        Difference("funds.total", "项目资金总额", "18,000", ""),
        Difference("indicators.1.target", "第2行 指标值", "及时", "健全"),
        Difference("indicators.1.weight", "第2行 分值", "", "6.25"),
    )


def test_rows_added_and_removed_are_told_whole_and_numbered_as_edits_number_them() -> None:
    new = Indicator("产出指标", "时效指标", "丁", Quality("及时", "及时"))
    assert differences(FORM, with_rows(new, A, C)) == (
        Difference("indicators.1", "第2行", "产出指标/质量指标　乙　及时", ""),
        Difference("indicators.3", "第4行", "", "产出指标/时效指标　丁　及时"),
    )


def test_rows_are_paired_by_name_and_a_renamed_one_by_its_levels() -> None:
    renamed = replace(B, name="乙二")
    assert paired(FORM, with_rows(C, renamed, A)) == {0: 2, 1: 1, 2: 0}
    other = replace(C, level2="社会效益指标", name="别的")
    assert paired(FORM, with_rows(other)) == {0: None, 1: None, 2: None}
    assert paired(with_rows(A, A), with_rows(A, A, A)) == {0: 0, 1: 1}


def test_what_became_of_a_row_comes_before_names_where_it_is_known() -> None:
    assert differences(with_rows(A), with_rows(replace(B, name="甲")), {0: None}) == (
        Difference("indicators.0", "第1行", "产出指标/数量指标　甲　>=3次", ""),
        Difference("indicators.1", "第2行", "", "产出指标/质量指标　甲　及时"),
    )


def test_edits_follow_their_rows_into_the_other_version_and_those_of_a_row_that_is_gone_are_told() -> None:
    new = Indicator("满意度指标", None, "丁")
    edits = [
        Edit("project.unit", "样例单位"),
        Edit("indicators.0.target", "≥4次"),
        Edit("indicators.1.target", "健全"),
        Edit("indicators.2.levels", "效益指标/社会效益指标"),
        Edit("indicators.3", "add:产出指标/数量指标"),
        Edit("indicators.3.name", "戊"),
    ]
    assert carried(FORM, with_rows(C, new, A, replace(new, name="己")), edits) == (
        (
            Edit("project.unit", "样例单位"),
            Edit("indicators.2.target", "≥4次"),
            Edit("indicators.0.levels", "效益指标/社会效益指标"),
            Edit("indicators.4", "add:产出指标/数量指标"),
            Edit("indicators.4.name", "戊"),
        ),
        (Edit("indicators.1.target", "健全"),),
    )


def test_a_path_has_a_label_a_row_and_a_text() -> None:
    assert [label_of(path) for path in ("project.unit", "indicators.2.target", "indicators.2.odd", "odd")] == [
        "实施单位",
        "第3行 指标值",
        "第3行 odd",
        "odd",
    ]
    assert (row_field("indicators.2.level1"), row_field("indicators.2")) == (RowField(2, "level1"), RowField(2, ""))
    assert [row_field(path) for path in ("funds.total", "indicators", "indicators.x.name", "indicators.1.a.b")] == [
        None
    ] * 4
    assert [row_path(2), row_path(2, "name"), row_path(2, "unit"), row_path(2, "comparator")] == [
        "indicators.2",
        "indicators.2.name",
        "indicators.2.target",
        "indicators.2.target",
    ]
    assert [text_of(FORM, path) for path in ("year", "project.name", "indicators.0.target", "indicators.2.target")] == [
        "2021",
        "样例项目",
        ">=3次",
        "待定",
    ]
