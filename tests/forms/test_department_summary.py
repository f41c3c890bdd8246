"""The summary of a department's self-evaluations: one row for each project, sums only of what every project tells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from filled_forms import by_field, covered, everywhere, lines_above, row_of, table_of, texts_of

from youju.forms.contract import Style
from youju.forms.sheets.department_summary import SHEET, fill
from youju.model.declaration import Declaration, Execution, Kind, Project, Totals

RIVER = Declaration(
    Kind.SELF_EVALUATION,
    "mof-selfeval",
    Project("样河清淤", department="样城水务局", unit="样城河道所"),
    year=2022,
    execution=Execution(budget=Decimal(250_000), spent=Decimal("215457.6"), rate=Decimal("0.8618304")),
    totals=Totals(Decimal(100), Decimal("98.62"), "优"),
)
LAKE = Declaration(
    Kind.SELF_EVALUATION,
    "shanghai-selfeval",
    Project("样湖补水", department="样城水务局"),
    year=2022,
    execution=Execution(budget=Decimal(50_000), spent=Decimal(0), rate=Decimal(0)),
    totals=Totals(Decimal(100), Decimal(0)),
)


def test_title_year_and_department_stand_above_eight_columns_and_a_row_for_each_project() -> None:
    grid = fill((RIVER, LAKE), Style(watermark="草稿", footer="摘要"))
    assert lines_above(grid) == [
        ("部门项目支出绩效自评汇总表", "title"),
        ("（2022年度）", "year"),
        ("主管部门：样城水务局", "text"),
    ]
    assert (grid.watermark, grid.footer, sum(table_of(grid).widths)) == ("草稿", "摘要", 100)
    assert table_of(grid).header_rows == (1,)
    assert covered(grid) == everywhere(4, 8)


def test_rows_stand_in_the_order_given_with_zeros_printed_and_blanks_left_blank() -> None:
    grid = fill((RIVER, LAKE), Style())
    assert texts_of(grid, 1) == [
        "序号",
        "项目名称",
        "实施单位",
        "全年预算数（万元）",
        "全年执行数（万元）",
        "执行率",
        "得分",
        "等级",
    ]
    assert texts_of(grid, 2) == ["1", "样河清淤", "样城河道所", "25", "21.54576", "86.18%", "98.62", "优"]
    assert texts_of(grid, 3) == ["2", "样湖补水", "", "5", "0", "0.00%", "0.00", ""]
    shown = by_field(grid)
    assert (shown["documents.0.totals.points"], shown["documents.1.execution.spent"]) == ("98.62", "0")


def test_the_last_row_sums_the_money_and_gives_its_rate_but_no_points() -> None:
    grid = fill((RIVER, LAKE), Style())
    assert row_of(grid, 4) == [
        (1, "合计", 1, 3),
        (4, "30", 1, 1),
        (5, "21.54576", 1, 1),
        (6, "71.82%", 1, 1),  # 215,457.6 of 300,000
        (7, "", 1, 1),
        (8, "", 1, 1),
    ]


def test_where_one_project_does_not_tell_an_amount_its_sum_is_not_known() -> None:
    silent = replace(LAKE, execution=Execution(budget=Decimal(50_000)))
    assert texts_of(fill((RIVER, silent), Style()), 4) == ["合计", "30", "", "", "", ""]
    without = replace(LAKE, execution=None)
    assert texts_of(fill((RIVER, without), Style()), 4) == ["合计", "", "", "", "", ""]
    unfunded = replace(LAKE, execution=Execution(budget=Decimal(0), spent=Decimal(0)))
    assert texts_of(fill((unfunded,), Style()), 3) == ["合计", "0", "0", "", "", ""]


def test_a_year_or_department_that_differs_is_left_to_be_written() -> None:
    other = replace(LAKE, year=2021, project=replace(LAKE.project, department="样城园林局"))
    assert lines_above(fill((RIVER, other), Style()))[1:] == [("（    年度）", "year"), ("主管部门：", "text")]


def test_a_summary_of_nothing_has_numbered_rows_to_write_in() -> None:
    grid = fill(SHEET.empty, Style())
    assert covered(grid) == everywhere(17, 8)
    assert texts_of(grid, 16) == ["15", "", "", "", "", "", "", ""]
    assert texts_of(fill((), Style()), 2) == ["合计", "", "", "", "", ""]
