"""财政项目支出绩效目标申报表 of Shanghai as of 2026, family B: 项目性质 beside 项目类别, 成本指标 as a first level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from youju.forms.cells import day, label, level_cells, middle, number, page, target_text, value, year_line
from youju.forms.contract import Facts, Layout, Style
from youju.forms.likeness import Block, likeness
from youju.forms.reading import read_form
from youju.model.declaration import Declaration, Funds, Kind, Objectives, Project
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.model.money import half_up
from youju.model.target import Quantity, Target
from youju.notation.number import plain
from youju.notation.target import format_target

CODE = "shanghai-2026"
TITLE = "财政项目支出绩效目标申报表"
TREE = "shanghai-2025"
BLOCKS = (
    Block(5, (TITLE,)),
    Block(20, ("项目名称", "项目性质", "项目类别", "主管部门", "实施单位", "计划开始日期", "计划完成日期")),
    Block(20, ("项目资金总额", "年度资金申请总额", "其中：财政资金", "其中：当年财政拨款", "上年结转资金", "其他资金")),
    Block(25, ("项目总体目标", "年度总体目标")),
    Block(30, ("一级指标", "二级指标", "三级指标", "年度(/项目)指标值")),
)
# Labels of its relatives: the form of 2021, self-evaluations, approvals, monitoring.
FOREIGN = ("指标目标值", "实际完成值", "得分", "度量单位", "预算申报数", "完成目标可能性")
WIDTHS = (7, 9, 17, 8, 15, 16, 12, 16)
# This year's funds stand on the right of what they are part of.
FUND_ROWS = (
    (("项目资金总额", "total"), ("年度资金申请总额", "annual")),
    (("其中：财政资金", "fiscal"), ("其中：当年财政拨款", "appropriation")),
    (None, ("上年结转资金", "carry_over")),
    (("其他资金", "other"), ("其他资金", "annual_other")),
)
INDICATOR_HEAD = 10


def matches(grid: Grid) -> int:
    """How much of the form's labels are printed, wherever a damaged text put them; little with a relative's label."""
    return likeness(grid, BLOCKS, FOREIGN)


def read(grid: Grid, facts: Facts) -> Declaration:
    """The document of one form of this family."""
    return read_form(grid, facts, CODE, TREE)


def fill(declaration: Declaration, style: Style) -> Grid:
    """The form as 8 columns and 10 + n rows (form book §3.2); what the document does not hold prints blank.

    Rows stand as they were filed: a document in the order of 2021 is not put into the order of 2026.
    """
    cells = (
        *_head(declaration.project),
        *_funds(declaration.funds),
        *_goals(declaration.objectives),
        *_indicators(declaration.indicators, style),
    )
    table = Table(tuple(cells), spans_known=True, widths=WIDTHS, header_rows=(INDICATOR_HEAD,))
    return page((Paragraph(TITLE, role="title"), Paragraph(year_line(declaration.year), role="year")), table, style)


def _head(project: Project) -> tuple[Cell, ...]:
    return (
        label(1, 1, "项目名称", columns=2),
        value(1, 3, project.name, "project.name", columns=2),
        label(1, 5, "项目性质"),
        value(1, 6, project.nature, "project.nature"),
        label(1, 7, "项目类别"),
        value(1, 8, project.category, "project.category"),
        label(2, 1, "主管部门", columns=2),
        value(2, 3, project.department, "project.department", columns=2),
        label(2, 5, "实施单位"),
        value(2, 6, project.unit, "project.unit", columns=3),
        label(3, 1, "计划开始日期", columns=2),
        value(3, 3, day(project.start), "project.start", columns=2),
        label(3, 5, "计划完成日期"),
        value(3, 6, day(project.end), "project.end", columns=3),
    )


def _funds(funds: Funds) -> Iterator[Cell]:
    yield label(4, 1, "项目资金（元）", rows=len(FUND_ROWS), columns=2)
    for row, (whole, year) in enumerate(FUND_ROWS, start=4):
        yield label(row, 3, whole[0] if whole else "", columns=2)
        yield _amount(row, 5, whole[1], funds) if whole else label(row, 5, "")
        yield label(row, 6, year[0], columns=2)
        yield _amount(row, 8, year[1], funds)


def _amount(row: int, column: int, name: str, funds: Funds) -> Cell:
    """Two decimals always, as this form prints them."""
    text = number(lambda yuan: f"{half_up(yuan):,f}", getattr(funds, name))
    return middle(row, column, text, f"funds.{name}")


def _goals(objectives: Objectives) -> tuple[Cell, ...]:
    period = objectives.overall_period
    years = "" if period is None else f" ({period.replace('-', '年-')}年)"
    overall = Cell(8, 2, f"项目总体目标{years}", columns=4, label=True, field="objectives.overall_period")
    return (
        label(8, 1, "项目绩效目标", rows=2),
        overall,
        label(8, 6, "年度总体目标", columns=3),
        value(9, 2, objectives.overall, "objectives.overall", columns=4),
        value(9, 6, objectives.annual, "objectives.annual", columns=3),
    )


def _indicators(indicators: Sequence[Indicator], style: Style) -> Iterator[Cell]:
    """The form has no column of weights; the column of targets is parted where the document files any."""
    weighted = any(indicator.weight is not None for indicator in indicators)
    target_columns = 1 if weighted else 2
    yield label(INDICATOR_HEAD, 1, "绩效指标", rows=len(indicators) + 1)
    yield label(INDICATOR_HEAD, 2, "一级指标")
    yield label(INDICATOR_HEAD, 3, "二级指标")
    yield label(INDICATOR_HEAD, 4, "三级指标", columns=3)
    yield label(INDICATOR_HEAD, 7, "年度(/项目)指标值", columns=target_columns)
    if weighted:
        yield label(INDICATOR_HEAD, 8, "分值")
    yield from level_cells(INDICATOR_HEAD + 1, 2, indicators)
    for at, indicator in enumerate(indicators):
        row, path = INDICATOR_HEAD + 1 + at, f"indicators.{at}"
        yield value(row, 4, indicator.name, f"{path}.name", columns=3)
        yield middle(row, 7, _target(indicator.target, style.signs), f"{path}.target", columns=target_columns)
        if weighted:
            yield middle(row, 8, number(plain, indicator.weight), f"{path}.weight")


def _target(target: Target, signs: str) -> str:
    """As the form prints targets: rates with two decimals and their unit in brackets, =100.00(%)."""
    if signs == "filed" or not isinstance(target, Quantity) or target.unit != "%":
        return target_text(target, signs)
    exact, shown = plain(target.value), half_up(target.value)
    sign = format_target(target, signs).removesuffix(f"{exact}%")
    return f"{sign}{shown if shown == target.value else exact}(%)"


LAYOUT = Layout(CODE, TITLE, Kind.DECLARATION, matches, read=read, fill=fill, tree="shanghai-2025")
