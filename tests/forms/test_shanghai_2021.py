"""The declaration form, filled: exactly the grid of the form book §3.1, each value under the path of its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from youju.forms.contract import Style
from youju.forms.layouts.shanghai_2021 import LAYOUT, matches
from youju.model.declaration import Declaration, Funds, Kind, Objectives, Project
from youju.model.grid import Cell, Table
from youju.model.indicator import Indicator
from youju.model.target import Comparator, NoTarget, Quality, Quantity

AT_LEAST = Quantity(">=29000家", Comparator.AT_LEAST, Decimal(29000), "家")
ROWS = (
    Indicator("产出指标", "数量指标", "样例企业数量", AT_LEAST),
    Indicator("产出指标", "数量指标", "样例业务量", NoTarget("待议 <b>")),
    Indicator("产出指标", "质量指标", "样例合格率", Quantity("=100%", Comparator.EQUAL, Decimal(100), "%")),
    Indicator("效益指标", "社会效益指标", "样例影响", Quality("提升", "提升")),
)
FORM = Declaration(
    kind=Kind.DECLARATION,
    layout="shanghai-2021",
    project=Project("样例项目", None, "经常性项目", None, "样例部门", None, date(2021, 1, 1), date(2021, 12, 31)),
    year=2021,
    funds=Funds(
        total=Decimal(3_596_500), fiscal=Decimal(3_596_500), annual=Decimal("1000.5"), carry_over=Decimal(0), other=None
    ),
    objectives=Objectives("总目标。", "2021-2023", "年度目标。"),
    indicators=ROWS,
)


def table_of(declaration: Declaration, style: Style | None = None) -> Table:
    assert LAYOUT.fill is not None
    table = LAYOUT.fill(declaration, style or Style()).blocks[2]
    assert isinstance(table, Table)
    return table


def row_of(declaration: Declaration, row: int) -> list[tuple[int, str, int, int]]:
    """Column, text, rows, columns of each cell that starts in the row."""
    return [(cell.column, cell.text, cell.rows, cell.columns) for cell in table_of(declaration).rows()[row - 1]]


def by_field(table: Table) -> dict[str | None, Cell]:
    return {cell.field: cell for cell in table.cells}


def weighted(*weights: str | None) -> Declaration:
    rows = zip(ROWS, weights, strict=True)
    return replace(
        FORM, indicators=tuple(replace(row, weight=None if text is None else Decimal(text)) for row, text in rows)
    )


def test_title_and_year_line_stand_above_a_table_of_five_columns_and_eleven_rows_and_one_for_each_indicator() -> None:
    assert LAYOUT.fill is not None
    grid = LAYOUT.fill(FORM, Style(watermark="演示数据", footer="摘要"))
    title, year, table = grid.blocks
    assert (getattr(title, "text", None), getattr(title, "role", None)) == ("财政项目支出绩效目标申报表", "title")
    assert (getattr(year, "text", None), getattr(year, "role", None)) == ("(2021年度)", "year")
    assert (grid.watermark, grid.footer, grid.landscape) == ("演示数据", "摘要", False)
    assert isinstance(table, Table)
    assert table.widths == (14, 18, 20, 26, 22)
    assert (len(table.rows()), table.header_rows) == (11 + len(ROWS), (11,))


def test_every_position_is_covered_by_exactly_one_cell_with_and_without_weights() -> None:
    for form, columns in ((FORM, 5), (weighted("40", None, "10", "0"), 6)):
        covered = [
            (row, column)
            for cell in table_of(form).cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        ]
        assert sorted(covered) == [(row, column) for row in range(1, 16) for column in range(1, columns + 1)]


def test_head_and_funds_stand_in_pairs_with_thousands_separators_and_blanks_left_blank() -> None:
    assert row_of(FORM, 1) == [
        (1, "项目名称", 1, 1),
        (2, "样例项目", 1, 2),
        (4, "项目类别", 1, 1),
        (5, "经常性项目", 1, 1),
    ]
    assert [text for _, text, _, _ in row_of(FORM, 2)] == ["主管部门", "样例部门", "实施单位", ""]
    assert [text for _, text, _, _ in row_of(FORM, 3)] == ["计划开始日期", "2021-01-01", "计划完成日期", "2021-12-31"]
    assert row_of(FORM, 4)[0] == (1, "项目资金", 4, 1)
    assert [[text for _, text, _, _ in row_of(FORM, row)] for row in range(4, 8)] == [
        ["项目资金", "项目资金总额", "3,596,500", "年度资金申请总额", "1,000.50"],
        ["其中：财政资金", "3,596,500", "其中：当年财政拨款", ""],
        ["", "", "上年结转资金", "0"],
        ["其他资金", "", "其他资金", ""],
    ]


def test_the_goals_stand_side_by_side_under_their_labels_and_years() -> None:
    assert row_of(FORM, 8) == [(1, "项目绩效目标", 3, 1), (2, "项目总目标", 1, 2), (4, "年度总目标", 1, 2)]
    assert row_of(FORM, 9) == [(2, "(2021年 - 2023年)", 1, 2), (4, "", 1, 2)]
    assert row_of(FORM, 10) == [(2, "总目标。", 1, 2), (4, "年度目标。", 1, 2)]


def test_levels_are_merged_over_their_rows_and_stand_beside_name_and_target() -> None:
    assert row_of(FORM, 11) == [
        (1, "绩效指标", 5, 1),
        (2, "一级指标", 1, 1),
        (3, "二级指标", 1, 1),
        (4, "三级指标", 1, 1),
        (5, "指标目标值", 1, 1),
    ]
    assert row_of(FORM, 12) == [
        (2, "产出指标", 3, 1),
        (3, "数量指标", 2, 1),
        (4, "样例企业数量", 1, 1),
        (5, "≥29000家", 1, 1),
    ]
    assert row_of(FORM, 14)[0] == (3, "质量指标", 1, 1)


def test_a_target_that_was_not_read_prints_what_was_filed_and_signs_can_be_kept() -> None:
    assert row_of(FORM, 13)[-1][1] == "待议 <b>"
    assert by_field(table_of(FORM, Style(signs="filed")))["indicators.0.target"].text == ">=29000家"


def test_every_value_tells_its_field_and_no_printed_label_does() -> None:
    table = table_of(FORM)
    assert all(cell.field for cell in table.cells if not cell.label)
    head = {"name", "category", "department", "unit", "start", "end"}
    funds = {"total", "fiscal", "other", "annual", "appropriation", "carry_over", "annual_other"}
    rows = {f"indicators.{at}.{name}" for at in range(4) for name in ("name", "target")}
    values = {cell.field for cell in table.cells if not cell.label}
    goals = {"objectives.overall", "objectives.annual"}
    assert values == {f"project.{name}" for name in head} | {f"funds.{name}" for name in funds} | goals | rows
    levels = {cell.field: cell.text for cell in table.cells if cell.label and cell.field}
    assert levels == {
        "objectives.overall_period": "(2021年 - 2023年)",
        "indicators.0.level1": "产出指标",
        "indicators.0.level2": "数量指标",
        "indicators.2.level2": "质量指标",
        "indicators.3.level1": "效益指标",
        "indicators.3.level2": "社会效益指标",
    }


def test_a_column_of_weights_is_added_only_where_some_row_has_one() -> None:
    table = table_of(weighted("40", None, "6.25", "0"))
    assert sum(table.widths) == 100
    assert [cell.text for cell in table.cells if cell.column == 6] == ["分值", "40", "", "6.25", "0"]
    assert by_field(table)["indicators.2.weight"].text == "6.25"
    assert not any("分值" in cell.text for cell in table_of(FORM).cells)


def test_an_empty_document_is_an_empty_form() -> None:
    empty = Declaration(Kind.DECLARATION, "shanghai-2021", Project())
    assert LAYOUT.fill is not None
    assert getattr(LAYOUT.fill(empty, Style()).blocks[1], "text", None) == "(    年度)"
    assert {cell.text for cell in table_of(empty).cells if not cell.label} == {""}
    assert by_field(table_of(empty))["objectives.overall_period"].text == ""


def test_the_form_that_was_filled_is_known_as_this_form() -> None:
    assert LAYOUT.fill is not None
    assert matches(LAYOUT.fill(FORM, Style())) == 100
