"""The national self-evaluation form, filled: exactly the grid of the form book §3.3, in ten thousands of yuan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from filled_forms import by_field, covered, everywhere, lines_above, row_of, table_of, texts_of

from youju import forms, packs
from youju.forms.contract import Facts, Style
from youju.forms.layouts import shanghai_selfeval
from youju.forms.layouts.mof_selfeval import fill, matches
from youju.model.declaration import Declaration, Execution, Kind, Objectives, Project, Source, Totals
from youju.model.grid import Cell, Grid, Table
from youju.model.indicator import Indicator
from youju.model.target import Comparator, NoTarget, Quality, Quantity

ROWS = (
    Indicator(
        "产出指标",
        "数量指标",
        "样例审计项目数量",
        Quantity(">=40个", Comparator.AT_LEAST, Decimal(40), "个"),
        actual=Quantity("40个", Comparator.EQUAL, Decimal(40), "个", implied=True),
        weight=Decimal(25),
        points=Decimal(25),
    ),
    Indicator(
        "产出指标",
        "质量指标",
        "样例报告合格率",
        Quantity("=100%", Comparator.EQUAL, Decimal(100), "%"),
        actual=Quantity("96%", Comparator.EQUAL, Decimal(96), "%", implied=True),
        weight=Decimal(25),
        points=Decimal(24),
        reason="两份报告补正。",
    ),
    Indicator(
        "效益指标",
        "社会效益指标",
        "样例规范程度",
        Quality("明显", "明显"),
        actual=Quality("达成预期指标", "达成预期指标"),
        weight=Decimal(30),
        points=Decimal(30),
    ),
    Indicator("满意度指标", "服务对象满意度指标", "样例满意度", NoTarget(), weight=Decimal(10), points=Decimal(0)),
)
FORM = Declaration(
    kind=Kind.SELF_EVALUATION,
    layout="mof-selfeval",
    project=Project("样例审计", "20220013", department="样城财政局", unit="样城审计中心"),
    year=2022,
    execution=Execution(
        initial=Decimal(600_000),
        budget=Decimal(600_000),
        spent=Decimal("599742.38"),
        rate=Decimal("0.9996"),
        weight=Decimal(10),
        points=Decimal("9.996"),
        parts=(
            Execution("本年财政拨款", Decimal(600_000), Decimal(590_000), Decimal("589742.38"), rate=Decimal("0.9996")),
            Execution("其他资金", Decimal(0), Decimal(10_000), Decimal(10_000), rate=Decimal(1)),
        ),
    ),
    objectives=Objectives(annual="审计四十个项目。", annual_result="审计了四十个项目。"),
    indicators=ROWS,
    level_weights={"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)},
    totals=Totals(Decimal(100), Decimal(89)),
)
FORM_GRID = fill(FORM, Style())


def test_title_and_year_line_stand_above_nine_columns_and_eleven_rows_and_one_for_each_indicator() -> None:
    assert lines_above(FORM_GRID) == [("项目支出绩效自评表", "title"), ("（2022年度）", "year")]
    table = table_of(FORM_GRID)
    assert table.widths == (7, 10, 11, 19, 11, 11, 7, 8, 16)
    assert (table.header_rows, table.spans_known, FORM_GRID.landscape) == ((10,), True, False)
    assert covered(FORM_GRID) == everywhere(15, 9)


def test_the_code_of_the_project_stands_before_its_name() -> None:
    assert row_of(FORM_GRID, 1) == [(1, "项目名称", 1, 1), (2, "20220013-样例审计", 1, 8)]
    assert row_of(FORM_GRID, 2) == [
        (1, "主管部门", 1, 1),
        (2, "样城财政局", 1, 3),
        (5, "实施单位", 1, 1),
        (6, "样城审计中心", 1, 4),
    ]


@pytest.mark.parametrize("code", [None, "219", "样-220013", "ab220013", "22-00-13"])
def test_without_a_code_that_can_be_told_from_the_name_the_name_stands_alone(code: str | None) -> None:
    form = replace(FORM, project=replace(FORM.project, code=code))
    assert texts_of(fill(form, Style()), 1)[1] == "样例审计"


def test_a_code_without_a_name_is_not_printed_as_one() -> None:
    form = replace(FORM, project=replace(FORM.project, name=None))
    assert texts_of(fill(form, Style()), 1)[1] == ""


def test_money_is_in_ten_thousands_with_as_many_decimals_as_are_exact() -> None:
    assert row_of(FORM_GRID, 3) == [
        (1, "项目资金（万元）", 5, 1),
        (2, "", 1, 2),
        (4, "年初预算数", 1, 1),
        (5, "全年预算数（A）", 1, 1),
        (6, "全年执行数（B）", 1, 1),
        (7, "分值", 1, 1),
        (8, "执行率（B/A）", 1, 1),
        (9, "得分", 1, 1),
    ]
    assert row_of(FORM_GRID, 4)[0] == (2, "年度资金总额", 1, 2)
    assert [texts_of(FORM_GRID, row) for row in range(4, 8)] == [
        ["年度资金总额", "60", "60", "59.974238", "10", "99.96%", "10.00"],
        ["其中：本年财政拨款", "60", "59", "58.974238", "—", "99.96%", "—"],
        ["上年结转资金", "", "", "", "—", "", "—"],
        ["其他资金", "0", "1", "1", "—", "100.00%", "—"],
    ]


def test_goals_stand_side_by_side() -> None:
    assert row_of(FORM_GRID, 8) == [(1, "年度总体目标", 2, 1), (2, "预期目标", 1, 4), (6, "实际完成情况", 1, 4)]
    assert row_of(FORM_GRID, 9) == [(2, "审计四十个项目。", 1, 4), (6, "审计了四十个项目。", 1, 4)]


def test_first_levels_tell_their_weight_where_the_document_holds_it() -> None:
    assert row_of(FORM_GRID, 10) == [
        (1, "绩效指标", 5, 1),
        (2, "一级指标", 1, 1),
        (3, "二级指标", 1, 1),
        (4, "三级指标", 1, 1),
        (5, "年度指标值", 1, 1),
        (6, "实际完成值", 1, 1),
        (7, "分值", 1, 1),
        (8, "得分", 1, 1),
        (9, "偏差原因分析及改进措施", 1, 1),
    ]
    assert [row_of(FORM_GRID, row)[0] for row in (11, 13, 14)] == [
        (2, "产出指标(50分)", 2, 1),
        (2, "效益指标(30分)", 1, 1),
        (2, "满意度指标(10分)", 1, 1),
    ]
    assert by_field(FORM_GRID)["indicators.0.level1"] == "产出指标(50分)"
    plain = fill(replace(FORM, level_weights={"效益指标": Decimal("30.5")}), Style())
    assert [texts_of(plain, row)[0] for row in (11, 13, 14)] == ["产出指标", "效益指标(30.5分)", "满意度指标"]


def test_a_row_prints_target_actual_weight_points_and_reason_and_a_zero_as_zero() -> None:
    assert texts_of(FORM_GRID, 11)[1:] == ["数量指标", "样例审计项目数量", "≥40个", "40个", "25", "25.00", ""]
    assert texts_of(FORM_GRID, 12) == ["质量指标", "样例报告合格率", "=100%", "96%", "25", "24.00", "两份报告补正。"]
    assert texts_of(FORM_GRID, 14)[2:] == ["样例满意度", "", "", "10", "0.00", ""]
    assert row_of(FORM_GRID, 15) == [(1, "总分", 1, 6), (7, "100", 1, 1), (8, "89.00", 1, 1), (9, "", 1, 1)]


def test_an_empty_document_prints_labels_and_the_dashes_of_unscored_rows_only() -> None:
    grid = fill(Declaration(Kind.SELF_EVALUATION, "mof-selfeval", Project()), Style())
    assert {cell.text for cell in table_of(grid).cells if not cell.label} == {"", "—"}
    assert lines_above(grid)[1] == ("（    年度）", "year")
    assert covered(grid) == everywhere(11, 9)


def test_the_form_is_surely_itself_and_the_one_in_yuan_is_not_it() -> None:
    assert matches(FORM_GRID) == 100
    assert matches(shanghai_selfeval.fill(FORM, Style())) < 50
    assert matches(FORM_GRID) > shanghai_selfeval.matches(FORM_GRID)
    assert matches(Grid(())) == 0


def test_a_relative_with_sign_and_unit_in_columns_of_their_own_is_not_it() -> None:
    cells = (*table_of(FORM_GRID).cells, Cell(10, 10, "度量单位"))
    assert matches(Grid((*FORM_GRID.blocks[:2], Table(cells, spans_known=True)))) < 50


def test_a_written_form_reads_back_as_the_same_document() -> None:
    [read] = forms.read(fill(FORM, Style()), Facts(packs.taxonomies()), Source("样表", "", "docx"))
    assert (read.kind, read.layout, read.year, read.project) == (FORM.kind, FORM.layout, FORM.year, FORM.project)
    assert (read.objectives, read.level_weights, read.totals) == (FORM.objectives, FORM.level_weights, FORM.totals)
    assert read.execution is not None
    assert FORM.execution is not None
    assert amounts(read.execution) == (*amounts(FORM.execution)[:-1], Decimal("10.00"))  # points are printed rounded
    assert [amounts(part) for part in read.execution.parts if amounts(part) != NOTHING] == [
        amounts(part) for part in FORM.execution.parts
    ]
    assert [carried(row) for row in read.indicators] == [carried(row) for row in FORM.indicators]
    assert read.doubts == ()
    assert all(row.certain for row in read.indicators)


NOTHING = (None,) * 6


def amounts(row: Execution) -> tuple[Decimal | None, ...]:
    """A row of the execution block without its label, whose spelling is the form's."""
    return (row.initial, row.budget, row.spent, row.rate, row.weight, row.points)


def carried(row: Indicator) -> tuple[object, ...]:
    """What the form holds of a row, without how it was spelled."""
    actual = None if row.actual is None else replace(row.actual, raw="")
    levels = (row.level1, row.level2, row.name)
    return (*levels, replace(row.target, raw=""), actual, row.weight, row.points, row.reason)
