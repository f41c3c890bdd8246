"""The self-evaluation form, filled: exactly the grid of the form book §3.3."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from youju.forms.contract import Style
from youju.forms.layouts.shanghai_selfeval import LAYOUT, matches
from youju.model.declaration import Declaration, Execution, Kind, Objectives, Project, Totals
from youju.model.grid import Cell, Grid, Table
from youju.model.indicator import Indicator
from youju.model.target import Comparator, Quality, Quantity

AT_LEAST = Comparator.AT_LEAST
ROWS = (
    Indicator(
        level1="产出指标",
        level2="数量指标",
        name="服务新开办企业数量",
        target=Quantity(">=29000家", AT_LEAST, Decimal(29000), "家"),
        actual=Quantity("30000家", Comparator.EQUAL, Decimal(30000), "家"),
        weight=Decimal(10),
        points=Decimal(10),
    ),
    Indicator(
        level1="产出指标",
        level2="数量指标",
        name="终端购置数",
        target=Quantity("=6台", Comparator.EQUAL, Decimal(6), "台"),
        actual=Quantity("5台（陈述）", Comparator.EQUAL, Decimal(5), "台"),
        weight=Decimal("6.25"),
        points=Decimal("5.21"),
        reason="一台未到货，次年1月补齐。",
    ),
    Indicator(
        level1="产出指标",
        level2="质量指标",
        name="验收合格率",
        target=Quantity("=100%", Comparator.EQUAL, Decimal(100), "%"),
        weight=Decimal("6.25"),
    ),
    Indicator(level1="效益指标", level2="质量指标", name="服务效能", target=Quality("提升", "提升"), weight=Decimal(5)),
    Indicator(level1="产出指标", level2="质量指标", name="出错率", target=Quality("低", "低"), weight=Decimal(5)),
)
FILED = Declaration(
    kind=Kind.SELF_EVALUATION,
    layout="shanghai-selfeval",
    project=Project(name="样例项目", department="样例部门", unit="样例单位"),
    year=2022,
    execution=Execution(
        initial=Decimal(250_000),
        budget=Decimal(250_000),
        spent=Decimal("215457.6"),
        rate=Decimal("0.8618304"),
        weight=Decimal(10),
        points=Decimal("8.62"),
        parts=(
            Execution("其他资金", Decimal(0), Decimal(20_000), Decimal(9_034), rate=Decimal("0.4517")),
            Execution("当年财政拨款", budget=Decimal(230_000), spent=Decimal("206423.6")),
        ),
    ),
    objectives=Objectives(annual="目标。", annual_result="结果。"),
    indicators=ROWS,
    totals=Totals(Decimal(100), Decimal("98.62")),
)


def table_of(declaration: Declaration, style: Style | None = None) -> Table:
    assert LAYOUT.fill is not None
    table = LAYOUT.fill(declaration, style or Style()).blocks[2]
    assert isinstance(table, Table)
    return table


def row_of(declaration: Declaration, row: int) -> list[tuple[int, str, int, int]]:
    """Column, text, rows, columns of each cell that starts in the row."""
    return [(cell.column, cell.text, cell.rows, cell.columns) for cell in table_of(declaration).rows()[row - 1]]


def test_title_and_year_line_stand_above_a_table_of_nine_columns_and_eleven_rows_and_one_for_each_indicator() -> None:
    assert LAYOUT.fill is not None
    grid = LAYOUT.fill(FILED, Style(watermark="草稿", footer="摘要"))
    title, year, table = grid.blocks
    assert (getattr(title, "text", None), getattr(title, "role", None)) == ("财政项目支出绩效自评表", "title")
    assert (getattr(year, "text", None), getattr(year, "role", None)) == ("（2022年度）", "year")
    assert (grid.watermark, grid.footer, grid.landscape) == ("草稿", "摘要", False)
    assert isinstance(table, Table)
    assert table.widths == (7, 10, 11, 19, 11, 11, 7, 8, 16)
    assert sum(table.widths) == 100
    assert len(table.rows()) == 11 + len(ROWS)
    assert table.header_rows == (10,)


def test_every_position_of_the_table_is_covered_by_exactly_one_cell() -> None:
    covered = [
        (row, column)
        for cell in table_of(FILED).cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    everywhere = [(row, column) for row in range(1, 12 + len(ROWS)) for column in range(1, 10)]
    assert sorted(covered) == everywhere


def test_the_head_names_project_department_and_unit() -> None:
    assert row_of(FILED, 1) == [(1, "项目名称", 1, 1), (2, "样例项目", 1, 8)]
    assert row_of(FILED, 2) == [
        (1, "主管部门", 1, 1),
        (2, "样例部门", 1, 3),
        (5, "实施单位", 1, 1),
        (6, "样例单位", 1, 4),
    ]


def test_only_the_total_of_the_funds_has_weight_and_points() -> None:
    texts = [[text for _, text, _, _ in row_of(FILED, row)] for row in range(3, 8)]
    assert texts == [
        ["项目资金（元）", "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
        ["年度资金总额", "250,000", "250,000", "215,457.60", "10", "86.18%", "8.62"],
        ["其中：当年财政拨款", "", "230,000", "206,423.60", "—", "", "—"],
        ["上年结转资金", "", "", "", "—", "", "—"],
        ["其他资金", "0", "20,000", "9,034", "—", "45.17%", "—"],
    ]
    assert row_of(FILED, 3)[0] == (1, "项目资金（元）", 5, 1)


def test_goals_stand_side_by_side() -> None:
    assert row_of(FILED, 8) == [(1, "年度总体目标", 2, 1), (2, "预期目标", 1, 4), (6, "实际完成情况", 1, 4)]
    assert row_of(FILED, 9) == [(2, "目标。", 1, 4), (6, "结果。", 1, 4)]


def test_level_cells_span_their_rows_as_filed_and_a_label_that_comes_again_gets_a_new_cell() -> None:
    levels = {(cell.row, cell.column): (cell.text, cell.rows) for cell in table_of(FILED).cells if cell.row > 10}
    assert [place for place in sorted(levels) if place[1] == 2] == [(11, 2), (14, 2), (15, 2)]
    assert [levels[row, 2] for row in (11, 14, 15)] == [("产出指标", 3), ("效益指标", 1), ("产出指标", 1)]
    assert [place for place in sorted(levels) if place[1] == 3] == [(11, 3), (13, 3), (14, 3), (15, 3)]
    assert [levels[row, 3] for row in (11, 13)] == [("数量指标", 2), ("质量指标", 1)]
    assert row_of(FILED, 10)[0] == (1, "绩效指标", 6, 1)


def test_an_indicator_prints_official_signs_its_actual_its_points_and_a_reason_only_where_given() -> None:
    assert [text for _, text, _, _ in row_of(FILED, 11)][2:] == [
        "服务新开办企业数量",
        "≥29000家",
        "30000家",
        "10",
        "10.00",
        "",
    ]
    assert [text for _, text, _, _ in row_of(FILED, 12)] == [
        "终端购置数",
        "=6台",
        "5台（陈述）",
        "6.25",
        "5.21",
        "一台未到货，次年1月补齐。",
    ]


def test_an_actual_without_text_of_its_own_prints_its_value() -> None:
    bare = replace(ROWS[0], actual=Quantity("", Comparator.EQUAL, Decimal(30000), "家", implied=True))
    assert row_of(replace(FILED, indicators=(bare,)), 11)[4][1] == "30000家"


def test_an_open_row_prints_no_actual_and_no_points_and_never_a_zero() -> None:
    assert [text for _, text, _, _ in row_of(FILED, 13)][1:] == ["验收合格率", "=100%", "", "6.25", "", ""]


def test_a_zero_prints_as_zero() -> None:
    missed = replace(ROWS[0], actual=Quantity("0家", Comparator.EQUAL, Decimal(0), "家"), points=Decimal(0))
    assert [text for _, text, _, _ in row_of(replace(FILED, indicators=(missed,)), 11)][4:7] == ["0家", "10", "0.00"]


def test_signs_can_be_kept_as_filed() -> None:
    cells = table_of(FILED, Style(signs="filed")).cells
    assert [cell.text for cell in cells if (cell.row, cell.column) == (11, 5)] == [">=29000家"]


def test_the_last_row_is_the_total() -> None:
    assert row_of(FILED, 16) == [(1, "总分", 1, 6), (7, "100", 1, 1), (8, "98.62", 1, 1), (9, "", 1, 1)]


def test_an_empty_document_is_an_empty_form() -> None:
    empty = Declaration(kind=Kind.SELF_EVALUATION, layout="shanghai-selfeval", project=Project())
    assert LAYOUT.fill is not None
    assert getattr(LAYOUT.fill(empty, Style()).blocks[1], "text", None) == "（    年度）"
    values = {cell.text for cell in table_of(empty).cells if not cell.label}
    assert values == {"", "—"}
    levelless = replace(empty, indicators=(replace(ROWS[0], level1=None, level2=None),))
    assert row_of(levelless, 11)[:2] == [(2, "", 1, 1), (3, "", 1, 1)]


def test_the_form_is_known_by_its_labels_and_the_one_in_ten_thousands_of_yuan_is_not_it() -> None:
    assert LAYOUT.fill is not None
    assert matches(LAYOUT.fill(FILED, Style())) == 100
    cells = table_of(FILED).cells
    scaled = tuple(replace(cell, text=cell.text.replace("（元）", "（万元）")) for cell in cells)
    assert matches(Grid((Table(scaled),))) < 50
    assert matches(Grid((Table((Cell(1, 1, "指标目标值"),)),))) == 0


def test_values_tell_their_field_and_those_the_document_cannot_hold_tell_none() -> None:
    cells = table_of(FILED).cells
    texts = {cell.field: cell.text for cell in cells if cell.field}
    assert texts["project.unit"] == "样例单位"
    assert texts["execution.budget"] == "250,000"
    assert texts["execution.rate"] == "86.18%"
    assert texts["execution.weight"] == "10"
    assert texts["execution.points"] == "8.62"
    assert texts["execution.parts.0.rate"] == "45.17%"
    assert texts["execution.parts.1.budget"] == "230,000"
    assert texts["objectives.annual_result"] == "结果。"
    assert texts["totals.points"] == "98.62"
    second = {
        name: texts[f"indicators.1.{name}"] for name in ("name", "target", "actual", "weight", "points", "reason")
    }
    assert second == {
        "name": "终端购置数",
        "target": "=6台",
        "actual": "5台（陈述）",
        "weight": "6.25",
        "points": "5.21",
        "reason": "一台未到货，次年1月补齐。",
    }
    assert [texts[f"indicators.{at}.level2"] for at in (0, 2)] == ["数量指标", "质量指标"]
    fieldless = {cell.text for cell in cells if not cell.label and not cell.field}
    assert fieldless == {"—", ""}
