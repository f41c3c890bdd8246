"""The monitoring form, filled: exactly the grid of the form book §3.4, 17 columns in two head rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from filled_forms import by_field, covered, everywhere, lines_above, row_of, table_of, texts_of

from youju import forms, packs
from youju.forms.contract import Facts, Style
from youju.forms.layouts import mof_selfeval
from youju.forms.layouts.mof_monitoring import fill, matches
from youju.model.declaration import Declaration, Execution, Kind, Objectives, Project, Source
from youju.model.grid import Cell, Grid, Table
from youju.model.indicator import Indicator, Monitoring
from youju.model.target import Comparator, Quality, Quantity

ROWS = (
    Indicator(
        "产出指标",
        "数量指标",
        "样例清淤长度",
        Quantity(">=12公里", Comparator.AT_LEAST, Decimal(12), "公里"),
        monitoring=Monitoring("8公里", "12公里", (), None, "确定能"),
    ),
    Indicator(
        "产出指标",
        "数量指标",
        "样例清淤次数",
        Quantity("=3次", Comparator.EQUAL, Decimal(3), "次"),
        monitoring=Monitoring("1次", "2次", ("经费保障", "硬件条件保障"), "船只检修，八月补作业。", "有可能"),
    ),
    Indicator(
        "效益指标",
        "社会效益指标",
        "样例知晓度",
        Quality("提升", "提升"),
        monitoring=Monitoring("未调查", None, ("其他",), "未到调查时间。", "完全不可能"),
    ),
    Indicator("效益指标", "社会效益指标", "样例影响", Quality("良好", "良好")),
)
FORM = Declaration(
    kind=Kind.MONITORING,
    layout="mof-monitoring",
    project=Project("样河清淤", department="样城水务局", unit="样城河道所"),
    year=2021,
    execution=Execution(
        initial=Decimal(1_800_000),
        spent=Decimal(713_600),
        rate=Decimal("0.3964"),
        forecast=Decimal(1_750_000),
        parts=(
            Execution("其他资金", initial=Decimal(0)),
            Execution("本年一般公共预算拨款", Decimal(1_800_000), None, Decimal(713_600), Decimal(1_750_000)),
        ),
    ),
    objectives=Objectives(annual="河道畅通。"),
    indicators=ROWS,
)
FORM_GRID = fill(FORM, Style(month=7))


def test_title_and_period_stand_above_seventeen_columns_on_a_page_turned_sideways() -> None:
    assert lines_above(FORM_GRID) == [("项目支出绩效目标执行监控表", "title"), ("（2021年度，1—7月）", "year")]
    assert FORM_GRID.landscape
    table = table_of(FORM_GRID)
    assert (len(table.widths), sum(table.widths), table.header_rows) == (17, 100, (8, 9))
    assert covered(FORM_GRID) == everywhere(13, 17)


def test_head_and_goal() -> None:
    assert row_of(FORM_GRID, 1) == [(1, "项目名称", 1, 2), (3, "样河清淤", 1, 15)]
    assert row_of(FORM_GRID, 2) == [
        (1, "主管部门及代码", 1, 2),
        (3, "样城水务局", 1, 5),
        (8, "实施单位", 1, 3),
        (11, "样城河道所", 1, 7),
    ]
    assert row_of(FORM_GRID, 7) == [(1, "年度总体目标", 1, 2), (3, "河道畅通。", 1, 15)]


def test_funds_stand_in_ten_thousands_under_the_period() -> None:
    assert row_of(FORM_GRID, 3) == [
        (1, "项目资金（万元）", 4, 2),
        (3, "", 1, 2),
        (5, "年初预算数", 1, 2),
        (7, "1—7月执行数", 1, 3),
        (10, "1—7月执行率", 1, 4),
        (14, "全年预计执行数", 1, 4),
    ]
    assert row_of(FORM_GRID, 4) == [
        (3, "年度资金总额", 1, 2),
        (5, "180", 1, 2),
        (7, "71.36", 1, 3),
        (10, "39.64%", 1, 4),
        (14, "175", 1, 4),
    ]
    assert texts_of(FORM_GRID, 5) == ["其中：本年一般公共预算拨款", "180", "71.36", "", "175"]
    assert texts_of(FORM_GRID, 6) == ["其他资金", "0", "", "", ""]


def test_the_head_of_the_indicators_has_two_rows() -> None:
    assert row_of(FORM_GRID, 8) == [
        (1, "绩效指标", 6, 1),
        (2, "一级指标", 2, 1),
        (3, "二级指标", 2, 1),
        (4, "三级指标", 2, 1),
        (5, "年度指标值", 2, 1),
        (6, "1—7月执行情况", 2, 1),
        (7, "全年预计完成情况", 2, 1),
        (8, "偏差原因分析", 1, 6),
        (14, "完成目标可能性", 1, 3),
        (17, "备注", 2, 1),
    ]
    assert row_of(FORM_GRID, 9) == [
        (8, "经费保障", 1, 1),
        (9, "制度保障", 1, 1),
        (10, "人员保障", 1, 1),
        (11, "硬件条件保障", 1, 1),
        (12, "其他", 1, 1),
        (13, "原因说明", 1, 1),
        (14, "确定能", 1, 1),
        (15, "有可能", 1, 1),
        (16, "完全不可能", 1, 1),
    ]


def test_causes_and_likelihood_are_ticks_and_what_was_not_said_is_blank() -> None:
    assert row_of(FORM_GRID, 10)[:3] == [(2, "产出指标", 2, 1), (3, "数量指标", 2, 1), (4, "样例清淤长度", 1, 1)]
    rows = [{column: text for column, text, _, _ in row_of(FORM_GRID, row)} for row in range(10, 14)]
    told = [[row[column] for column in range(5, 18)] for row in rows]
    assert told == [
        ["≥12公里", "8公里", "12公里", "", "", "", "", "", "", "√", "", "", ""],
        ["=3次", "1次", "2次", "√", "", "", "√", "", "船只检修，八月补作业。", "", "√", "", ""],
        ["提升", "未调查", "", "", "", "", "", "√", "未到调查时间。", "", "", "√", ""],
        ["良好", "", "", "", "", "", "", "", "", "", "", "", ""],
    ]


def test_another_spelling_of_impossible_and_a_cause_without_a_column_find_their_place() -> None:
    said = Monitoring(causes=("政策调整",), likelihood="不可能")
    grid = fill(replace(FORM, indicators=(replace(ROWS[0], monitoring=said),)), Style(month=6))
    row = {column: text for column, text, _, _ in row_of(grid, 10)}
    assert [column for column in row if row[column] == "√"] == [12, 16]


def test_without_a_month_there_is_room_to_write_it() -> None:
    grid = fill(FORM, Style())
    assert lines_above(grid)[1] == ("（2021年度，1—    月）", "year")
    assert texts_of(grid, 3)[3] == "1—    月执行数"


def test_an_empty_document_prints_labels_and_nothing_else() -> None:
    grid = fill(Declaration(Kind.MONITORING, "mof-monitoring", Project()), Style())
    assert {cell.text for cell in table_of(grid).cells if not cell.label} == {""}
    assert covered(grid) == everywhere(9, 17)


def test_values_tell_their_field() -> None:
    shown = by_field(FORM_GRID)
    assert shown["execution.forecast"] == "175"
    assert shown["execution.parts.1.spent"] == "71.36"
    assert shown["indicators.1.monitoring.causes"] == "√√"
    assert shown["indicators.1.monitoring.likelihood"] == "√"
    assert shown["indicators.1.monitoring.cause_text"] == "船只检修，八月补作业。"
    assert shown["indicators.2.monitoring.progress"] == "未调查"


def test_the_form_is_surely_itself_whatever_the_months() -> None:
    assert matches(FORM_GRID) == 100
    assert matches(fill(FORM, Style())) == 100
    hyphened = tuple(replace(cell, text=cell.text.replace("1—7月", "1-10月")) for cell in table_of(FORM_GRID).cells)
    assert matches(Grid((*FORM_GRID.blocks[:2], Table(hyphened, spans_known=True)))) == 100


def test_other_forms_are_not_it() -> None:
    assert matches(mof_selfeval.fill(FORM, Style())) < 50
    assert mof_selfeval.matches(FORM_GRID) < 50
    local = ("项目资金", "年初预算数", "1-6月执行数", "全年预计执行数", "指标值", "完成目标可能性")
    assert matches(Grid((Table(tuple(Cell(1, at, text) for at, text in enumerate(local, 1))),))) < 50
    assert matches(Grid(())) == 0


def test_a_written_form_reads_back_as_the_same_document() -> None:
    [read] = forms.read(fill(FORM, Style(month=7)), Facts(packs.taxonomies()), Source("样表", "", "docx"))
    assert (read.kind, read.layout, read.year, read.project) == (FORM.kind, FORM.layout, FORM.year, FORM.project)
    assert read.objectives == FORM.objectives
    assert read.execution is not None
    assert FORM.execution is not None
    assert amounts(read.execution) == amounts(FORM.execution)
    assert [amounts(part) for part in read.execution.parts] == [  # in the order of the form
        amounts(part) for part in reversed(FORM.execution.parts)
    ]
    assert [carried(row) for row in read.indicators] == [carried(row) for row in FORM.indicators]
    assert read.doubts == ()
    assert all(row.certain for row in read.indicators)


def amounts(row: Execution) -> tuple[Decimal | None, ...]:
    """A row of the funds without its label, whose spelling is the form's."""
    return (row.initial, row.spent, row.rate, row.forecast)


def carried(row: Indicator) -> tuple[object, ...]:
    """What the form holds of a row, without how it was spelled; a row of which nothing is said may have no words."""
    return (row.level1, row.level2, row.name, replace(row.target, raw=""), row.monitoring or Monitoring())
