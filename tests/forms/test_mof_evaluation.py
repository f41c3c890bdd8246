"""The score table of an evaluation, filled: exactly the grid of the form book §3.6, 8 columns and 19 rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from filled_forms import by_field, covered, everywhere, lines_above, row_of, table_of, texts_of

from youju.forms.contract import Style
from youju.forms.sheets.mof_evaluation import SHEET, fill
from youju.forms.wordings import evaluation_wording
from youju.model.assessment import EvaluationRow, EvaluationTable
from youju.model.declaration import Project

EMPTY_GRID = fill(SHEET.empty, Style())


def scored() -> EvaluationTable:
    first, second, *rest = SHEET.empty.rows
    first = replace(first, points=Decimal("1.5"), reason="立项依据缺行业规划，证据3、7。")
    second = replace(second, points=Decimal(0), standard="程序合规得2分。")
    project = Project("样河清淤")
    return EvaluationTable(project, 2021, (first, second, *rest), points=Decimal("86.5"), grade="良")


def test_title_year_and_project_stand_above_eight_columns_and_nineteen_rows() -> None:
    grid = fill(scored(), Style(watermark="草稿", footer="摘要"))
    assert lines_above(grid) == [
        ("绩效评价评分表", "title"),
        ("（2021年度）", "year"),
        ("项目名称：样河清淤", "text"),
    ]
    assert (grid.watermark, grid.footer) == ("草稿", "摘要")
    assert (table_of(grid).widths, table_of(grid).header_rows) == ((8, 10, 13, 7, 22, 20, 7, 13), (1,))
    assert covered(grid) == everywhere(19, 8)


def test_the_framework_has_seventeen_rows_worth_a_hundred() -> None:
    assert texts_of(EMPTY_GRID, 1) == [
        "一级指标",
        "二级指标",
        "三级指标",
        "分值",
        "指标解释",
        "评分标准",
        "得分",
        "扣分依据及证据编号",
    ]
    rows = [{column: text for column, text, _, _ in row_of(EMPTY_GRID, row)} for row in range(2, 19)]
    assert [(row[3], row[4]) for row in rows] == [
        ("立项依据充分性", "2"),
        ("立项程序规范性", "2"),
        ("绩效目标合理性", "3"),
        ("绩效指标明确性", "3"),
        ("预算编制科学性", "3"),
        ("资金分配合理性", "2"),
        ("资金到位率", "3"),
        ("预算执行率", "5"),
        ("资金使用合规性", "4"),
        ("管理制度健全性", "4"),
        ("制度执行有效性", "4"),
        ("实际完成率", "10"),
        ("质量达标率", "10"),
        ("完成及时性", "8"),
        ("成本节约率", "7"),
        ("实施效益", "20"),
        ("满意度", "10"),
    ]
    assert {row[7] for row in rows} == {row[8] for row in rows} == {""}


def test_levels_span_their_rows_first_levels_with_what_they_are_worth() -> None:
    levels = [(cell.row, cell.column, cell.text, cell.rows) for cell in table_of(EMPTY_GRID).cells if cell.column < 3]
    assert sorted(level for level in levels if 1 < level[0] < 19) == [
        (2, 1, "决策（15）", 6),
        (2, 2, "项目立项", 2),
        (4, 2, "绩效目标", 2),
        (6, 2, "资金投入", 2),
        (8, 1, "过程（20）", 5),
        (8, 2, "资金管理", 3),
        (11, 2, "组织实施", 2),
        (13, 1, "产出（35）", 4),
        (13, 2, "产出数量", 1),
        (14, 2, "产出质量", 1),
        (15, 2, "产出时效", 1),
        (16, 2, "产出成本", 1),
        (17, 1, "效益（30）", 2),
        (17, 2, "项目效益", 2),
    ]
    assert row_of(EMPTY_GRID, 19) == [
        (1, "合计", 1, 3),
        (4, "100", 1, 1),
        (5, "", 1, 2),
        (7, "", 1, 1),
        (8, "等级：", 1, 1),
    ]


def test_only_explanations_that_are_known_are_printed() -> None:
    known = {cell.row: cell.text for cell in table_of(EMPTY_GRID).cells if cell.column == 5 and 1 < cell.row < 19}
    assert {row: text for row, text in known.items() if text} == {
        8: "实际到位资金/预算资金×100%",
        9: "实际支出资金/实际到位资金×100%",
        13: "实际产出数/计划产出数×100%",
        14: "质量达标产出数/实际产出数×100%",
        16: "(计划成本−实际成本)/计划成本×100%",
    }
    assert {cell.text for cell in table_of(EMPTY_GRID).cells if cell.column == 6 and cell.row > 1} == {""}


def test_points_have_two_decimals_a_zero_is_printed_and_the_reason_names_the_evidence() -> None:
    grid = fill(scored(), Style())
    assert texts_of(grid, 2)[2:] == ["立项依据充分性", "2", "", "", "1.50", "立项依据缺行业规划，证据3、7。"]
    assert texts_of(grid, 3) == ["立项程序规范性", "2", "", "程序合规得2分。", "0.00", ""]
    assert texts_of(grid, 19) == ["合计", "100", "", "86.50", "等级：良"]
    shown = by_field(grid)
    assert (shown["rows.0.points"], shown["rows.1.standard"], shown["points"]) == ("1.50", "程序合规得2分。", "86.50")


def test_a_project_may_split_rows_into_indicators_of_its_own_and_the_worth_stays() -> None:
    own = (
        EvaluationRow("效益", "项目效益", "样例知晓度", Decimal("12.5")),
        EvaluationRow("效益", "项目效益", "样例影响", Decimal("7.5")),
        EvaluationRow("效益", "项目效益", "满意度", Decimal(10)),
    )
    grid = fill(EvaluationTable(rows=(*SHEET.empty.rows[:-2], *own)), Style())
    assert covered(grid) == everywhere(20, 8)
    assert row_of(grid, 17)[:2] == [(1, "效益（30）", 3, 1), (2, "项目效益", 3, 1)]
    assert texts_of(grid, 20)[1] == "100"


def test_where_a_row_is_not_weighted_no_sum_is_printed() -> None:
    rows = (EvaluationRow("产出", None, "样例", Decimal(10)), EvaluationRow("产出", None, "样例二"))
    grid = fill(EvaluationTable(rows=rows), Style())
    assert texts_of(grid, 2)[:3] == ["产出", "", "样例"]
    assert texts_of(grid, 4)[1] == ""


def test_the_framework_says_how_well_it_is_known_and_leans_on_results() -> None:
    wording = evaluation_wording("evaluation-10")
    assert wording.citation.status == "remembered"
    assert "财预〔2020〕10号" in wording.citation.reference
    results = [row.available for row in wording.rows if row.level1 in ("产出", "效益")]
    assert sum(available for available in results if available is not None) == 65
