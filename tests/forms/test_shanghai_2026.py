"""The declaration form of 2026, filled: exactly the grid of the form book §3.2, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from filled_forms import by_field, covered, everywhere, lines_above, row_of, table_of, texts_of

from youju import forms, packs
from youju.forms.contract import Facts, Style
from youju.forms.layouts import shanghai_2021
from youju.forms.layouts.shanghai_2026 import LAYOUT, fill, matches
from youju.model.declaration import Declaration, Funds, Kind, Objectives, Project, Source
from youju.model.grid import Grid
from youju.model.indicator import Indicator
from youju.model.target import Comparator, NoTarget, Quality, Quantity

ALL = Quantity("=100%", Comparator.EQUAL, Decimal(100), "%")
ROWS = (
    Indicator("成本指标", "经济成本指标", "样例成本控制率", ALL),
    Indicator("产出指标", "数量指标", "样例清淤长度", Quantity(">=12公里", Comparator.AT_LEAST, Decimal(12), "公里")),
    Indicator(
        "产出指标", "数量指标", "样例清淤次数", Quantity("3次", Comparator.EQUAL, Decimal(3), "次", implied=True)
    ),
    Indicator("产出指标", "质量指标", "样例合格率", Quantity(">=99.995%", Comparator.AT_LEAST, Decimal("99.995"), "%")),
    Indicator("效益指标", "社会效益指标", "样例知晓度", Quality("提升", "提升")),
    Indicator(
        "满意度指标", "服务对象满意度指标", "样例满意度", Quantity("≥90%", Comparator.AT_LEAST, Decimal(90), "%")
    ),
)
FORM = Declaration(
    kind=Kind.DECLARATION,
    layout="shanghai-2026",
    project=Project(
        "样河清淤", None, "特定目标类", "阶段性项目", "样城水务局", "样城河道所", date(2024, 1, 1), date(2026, 12, 31)
    ),
    year=2026,
    funds=Funds(
        "元",
        True,  # noqa: FBT003 (unit_declared)
        total=Decimal(10_308_000),
        fiscal=Decimal(10_308_000),
        annual=Decimal("3498000.5"),
        appropriation=Decimal("3498000.5"),
        carry_over=Decimal(0),
    ),
    objectives=Objectives("河道畅通。", "2024-2026", "清淤两次。"),
    indicators=ROWS,
)
FORM_GRID = fill(FORM, Style(watermark="草稿", footer="摘要"))
WEIGHTED = replace(FORM, indicators=tuple(replace(row, weight=Decimal(15)) for row in ROWS))


def test_title_and_year_line_stand_above_eight_columns_and_ten_rows_and_one_for_each_indicator() -> None:
    assert lines_above(FORM_GRID) == [("财政项目支出绩效目标申报表", "title"), ("（2026年度）", "year")]
    assert (FORM_GRID.watermark, FORM_GRID.footer, FORM_GRID.landscape) == ("草稿", "摘要", False)
    table = table_of(FORM_GRID)
    assert table.widths == (7, 9, 17, 8, 15, 16, 12, 16)
    assert (table.header_rows, table.spans_known) == ((10,), True)
    assert covered(FORM_GRID) == everywhere(16, 8)
    assert covered(fill(WEIGHTED, Style())) == everywhere(16, 8)


def test_the_head_has_nature_beside_category() -> None:
    assert row_of(FORM_GRID, 1) == [
        (1, "项目名称", 1, 2),
        (3, "样河清淤", 1, 2),
        (5, "项目性质", 1, 1),
        (6, "阶段性项目", 1, 1),
        (7, "项目类别", 1, 1),
        (8, "特定目标类", 1, 1),
    ]
    assert row_of(FORM_GRID, 2) == [
        (1, "主管部门", 1, 2),
        (3, "样城水务局", 1, 2),
        (5, "实施单位", 1, 1),
        (6, "样城河道所", 1, 3),
    ]
    assert row_of(FORM_GRID, 3) == [
        (1, "计划开始日期", 1, 2),
        (3, "2024-01-01", 1, 2),
        (5, "计划完成日期", 1, 1),
        (6, "2026-12-31", 1, 3),
    ]


def test_money_has_two_decimals_its_unit_in_the_label_a_zero_printed_and_a_blank_left_blank() -> None:
    assert row_of(FORM_GRID, 4) == [
        (1, "项目资金（元）", 4, 2),
        (3, "项目资金总额", 1, 2),
        (5, "10,308,000.00", 1, 1),
        (6, "年度资金申请总额", 1, 2),
        (8, "3,498,000.50", 1, 1),
    ]
    assert row_of(FORM_GRID, 5) == [
        (3, "其中：财政资金", 1, 2),
        (5, "10,308,000.00", 1, 1),
        (6, "其中：当年财政拨款", 1, 2),
        (8, "3,498,000.50", 1, 1),
    ]
    assert row_of(FORM_GRID, 6) == [(3, "", 1, 2), (5, "", 1, 1), (6, "上年结转资金", 1, 2), (8, "0.00", 1, 1)]
    assert row_of(FORM_GRID, 7) == [(3, "其他资金", 1, 2), (5, "", 1, 1), (6, "其他资金", 1, 2), (8, "", 1, 1)]


def test_goals_stand_under_their_labels_the_years_in_the_label_of_the_overall_goal() -> None:
    assert row_of(FORM_GRID, 8) == [
        (1, "项目绩效目标", 2, 1),
        (2, "项目总体目标 (2024年-2026年)", 1, 4),
        (6, "年度总体目标", 1, 3),
    ]
    assert row_of(FORM_GRID, 9) == [(2, "河道畅通。", 1, 4), (6, "清淤两次。", 1, 3)]


def test_cost_is_a_first_level_and_levels_span_their_rows() -> None:
    assert row_of(FORM_GRID, 10) == [
        (1, "绩效指标", 7, 1),
        (2, "一级指标", 1, 1),
        (3, "二级指标", 1, 1),
        (4, "三级指标", 1, 3),
        (7, "年度(/项目)指标值", 1, 2),
    ]
    assert row_of(FORM_GRID, 11) == [
        (2, "成本指标", 1, 1),
        (3, "经济成本指标", 1, 1),
        (4, "样例成本控制率", 1, 3),
        (7, "=100.00(%)", 1, 2),
    ]
    assert row_of(FORM_GRID, 12)[:2] == [(2, "产出指标", 3, 1), (3, "数量指标", 2, 1)]
    assert row_of(FORM_GRID, 13) == [(4, "样例清淤次数", 1, 3), (7, "3次", 1, 2)]


def test_rates_have_two_decimals_at_least_and_their_unit_in_brackets_other_targets_do_not() -> None:
    shown = by_field(FORM_GRID)
    assert [shown[f"indicators.{at}.target"] for at in range(6)] == [
        "=100.00(%)",
        "≥12公里",
        "3次",
        "≥99.995(%)",
        "提升",
        "≥90.00(%)",
    ]


def test_signs_can_be_kept_as_filed_and_what_was_not_read_prints_as_filed() -> None:
    filed = by_field(fill(FORM, Style(signs="filed")))
    assert (filed["indicators.1.target"], filed["indicators.3.target"]) == (">=12公里", ">=99.995%")
    unread = replace(FORM, indicators=(replace(ROWS[0], target=NoTarget("待议")),))
    assert by_field(fill(unread, Style()))["indicators.0.target"] == "待议"


def test_weights_that_the_document_files_stand_beside_the_targets() -> None:
    grid = fill(WEIGHTED, Style())
    assert row_of(grid, 10)[4:] == [(7, "年度(/项目)指标值", 1, 1), (8, "分值", 1, 1)]
    assert row_of(grid, 13) == [(4, "样例清淤次数", 1, 3), (7, "3次", 1, 1), (8, "15", 1, 1)]


def test_rows_stay_in_the_order_they_were_filed_in() -> None:
    turned = replace(FORM, indicators=(ROWS[1], ROWS[0]))
    assert [texts_of(fill(turned, Style()), row)[0] for row in (11, 12)] == ["产出指标", "成本指标"]


def test_an_empty_document_prints_labels_and_nothing_else() -> None:
    grid = fill(Declaration(Kind.DECLARATION, "shanghai-2026", Project()), Style())
    assert lines_above(grid)[1] == ("（    年度）", "year")
    assert {cell.text for cell in table_of(grid).cells if not cell.label} == {""}
    assert row_of(grid, 8)[1] == (2, "项目总体目标", 1, 4)
    assert covered(grid) == everywhere(10, 8)


def test_every_value_tells_its_field() -> None:
    assert all(cell.field for cell in table_of(FORM_GRID).cells if not cell.label)
    shown = by_field(FORM_GRID)
    assert shown["project.nature"] == "阶段性项目"
    assert shown["project.category"] == "特定目标类"
    assert shown["funds.annual"] == "3,498,000.50"
    assert shown["indicators.3.level2"] == "质量指标"


def test_the_form_is_surely_itself_and_not_the_form_of_2021_nor_the_other_way_round() -> None:
    assert matches(FORM_GRID) == 100
    assert matches(fill(WEIGHTED, Style())) == 100
    assert shanghai_2021.matches(FORM_GRID) < 50
    assert LAYOUT.fill is not None
    assert matches(shanghai_2021.fill(FORM, Style())) < 50
    assert matches(Grid(())) == 0


@pytest.mark.parametrize("form", [FORM, WEIGHTED], ids=["without weights", "with weights"])
def test_a_written_form_reads_back_as_the_same_document(form: Declaration) -> None:
    [read] = forms.read(fill(form, Style()), Facts(packs.taxonomies()), Source("样表", "", "docx"))
    assert (read.kind, read.layout, read.year, read.project) == (form.kind, form.layout, form.year, form.project)
    assert (read.funds, read.objectives) == (form.funds, form.objectives)
    assert [carried(row) for row in read.indicators] == [carried(row) for row in form.indicators]
    assert read.doubts == ()
    assert all(row.certain for row in read.indicators)


def carried(row: Indicator) -> tuple[object, ...]:
    """What the form holds of a row, without how it was spelled."""
    return (row.level1, row.level2, row.name, replace(row.target, raw=""), row.weight)
