"""财政项目支出绩效目标申报表 of Shanghai as of 2021, family A: its labels and the field that each one heads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from youju.forms.cells import label, level_cells, middle, number, value
from youju.forms.contract import Facts, Layout, Style
from youju.forms.glue import unglued
from youju.forms.page import lines_of
from youju.forms.reading import read_form
from youju.model.declaration import Declaration, Funds, Kind, Objectives, Project
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.model.target import NoTarget, Target
from youju.notation.amount import format_amount
from youju.notation.number import plain
from youju.notation.target import format_target
from youju.notation.text import label_key

CODE = "shanghai-2021"
TITLE = "财政项目支出绩效目标申报表"
HEAD = (
    ("项目名称", "project.name"),
    ("项目类别", "project.category"),
    ("主管部门", "project.department"),
    ("实施单位", "project.unit"),
    ("计划开始日期", "project.start"),
    ("计划完成日期", "project.end"),
)
FUNDS = (
    ("项目资金总额", "funds.total"),
    ("年度资金申请总额", "funds.annual"),
    ("其中：财政资金", "funds.fiscal"),
    ("其中：当年财政拨款", "funds.appropriation"),
    ("上年结转资金", "funds.carry_over"),
    ("其他资金", "funds.other"),
)
GOALS = (("项目总目标", "objectives.overall"), ("年度总目标", "objectives.annual"))
COLUMNS = (("一级指标", "level1"), ("二级指标", "level2"), ("三级指标", "name"), ("指标目标值", "target"))
# How much each block of labels, printed in full, tells that it is this form; together with the title 100.
WEIGHTS = ((HEAD, 10), (FUNDS, 25), (GOALS, 20), (COLUMNS, 40))
TITLE_WEIGHT = 5
# Labels of its relatives: the form of 2026, self-evaluations, approvals, monitoring.
FOREIGN = ("实际完成值", "年度指标值", "项目性质", "度量单位", "预算申报数", "得分", "完成目标可能性")
# The form has no column of weights; it gets a sixth one where the document files any.
WIDTHS, WEIGHTED_WIDTHS = (14, 18, 20, 26, 22), (13, 16, 18, 24, 20, 9)
# How the funds are filled: this year's on the right of what they are part of.
FUND_ROWS = (
    (("项目资金总额", "total"), ("年度资金申请总额", "annual")),
    (("其中：财政资金", "fiscal"), ("其中：当年财政拨款", "appropriation")),
    (None, ("上年结转资金", "carry_over")),
    (("其他资金", "other"), ("其他资金", "annual_other")),
)
INDICATOR_HEAD = 11


def matches(grid: Grid) -> int:
    """How much of the form's labels are printed, wherever a damaged text put them; little with a relative's label."""
    printed = {piece.key for line in unglued(lines_of(grid)) for piece in line.pieces}
    score = TITLE_WEIGHT if TITLE in printed else 0
    for keys, weight in _marks():
        score += weight * len(keys & printed) // len(keys)
    return score // 3 if printed.intersection(FOREIGN) else score


@cache
def _marks() -> tuple[tuple[frozenset[str], int], ...]:
    return tuple((frozenset(label_key(label) for label, _ in labels), weight) for labels, weight in WEIGHTS)


def read(grid: Grid, facts: Facts) -> Declaration:
    """The document of one form of this family."""
    return read_form(grid, facts, CODE, CODE)


def fill(declaration: Declaration, style: Style) -> Grid:
    """The form as 5 columns and 11 + n rows (form book §3.1); what the document does not hold prints blank."""
    weighted = any(indicator.weight is not None for indicator in declaration.indicators)
    last = 2 if weighted else 1
    cells = (
        *_head(declaration.project, last),
        *_funds(declaration.funds, last),
        *_goals(declaration.objectives, last),
        *_indicators(declaration.indicators, style, weighted=weighted),
    )
    table = Table(
        cells, spans_known=True, widths=WEIGHTED_WIDTHS if weighted else WIDTHS, header_rows=(INDICATOR_HEAD,)
    )
    year = "    " if declaration.year is None else str(declaration.year)
    return Grid(
        blocks=(Paragraph(TITLE, role="title"), Paragraph(f"({year}年度)", role="year"), table),
        watermark=style.watermark,
        footer=style.footer,
    )


def _head(project: Project, last: int) -> tuple[Cell, ...]:
    start = "" if project.start is None else project.start.isoformat()
    end = "" if project.end is None else project.end.isoformat()
    return (
        label(1, 1, "项目名称"),
        value(1, 2, project.name, "project.name", columns=2),
        label(1, 4, "项目类别"),
        value(1, 5, project.category, "project.category", columns=last),
        label(2, 1, "主管部门"),
        value(2, 2, project.department, "project.department", columns=2),
        label(2, 4, "实施单位"),
        value(2, 5, project.unit, "project.unit", columns=last),
        label(3, 1, "计划开始日期"),
        value(3, 2, start, "project.start", columns=2),
        label(3, 4, "计划完成日期"),
        value(3, 5, end, "project.end", columns=last),
    )


def _funds(funds: Funds, last: int) -> tuple[Cell, ...]:
    cells = [label(4, 1, "项目资金", rows=len(FUND_ROWS))]
    for row, (whole, year) in enumerate(FUND_ROWS, start=4):
        left = _fund(row, 2, whole, funds) if whole else (label(row, 2, ""), label(row, 3, ""))
        cells.extend((*left, *_fund(row, 4, year, funds, columns=last)))
    return tuple(cells)


def _fund(row: int, column: int, item: tuple[str, str], funds: Funds, columns: int = 1) -> tuple[Cell, ...]:
    text, name = item
    amount = number(format_amount, getattr(funds, name))
    return label(row, column, text), middle(row, column + 1, amount, f"funds.{name}", columns)


def _goals(objectives: Objectives, last: int) -> tuple[Cell, ...]:
    period = objectives.overall_period
    years = "" if period is None else f"({period.replace('-', '年 - ')}年)"
    return (
        label(8, 1, "项目绩效目标", rows=3),
        label(8, 2, "项目总目标", columns=2),
        label(8, 4, "年度总目标", columns=1 + last),
        Cell(9, 2, years, columns=2, label=True, field="objectives.overall_period"),
        label(9, 4, "", columns=1 + last),
        value(10, 2, objectives.overall, "objectives.overall", columns=2),
        value(10, 4, objectives.annual, "objectives.annual", columns=1 + last),
    )


def _indicators(indicators: Sequence[Indicator], style: Style, *, weighted: bool) -> tuple[Cell, ...]:
    labels = [text for text, _ in COLUMNS] + (["分值"] if weighted else [])
    cells = [
        label(INDICATOR_HEAD, 1, "绩效指标", rows=len(indicators) + 1),
        *(label(INDICATOR_HEAD, column, text) for column, text in enumerate(labels, start=2)),
        *level_cells(INDICATOR_HEAD + 1, 2, indicators),
    ]
    for at, indicator in enumerate(indicators):
        row, path = INDICATOR_HEAD + 1 + at, f"indicators.{at}"
        cells.append(value(row, 4, indicator.name, f"{path}.name"))
        cells.append(middle(row, 5, _target(indicator.target, style), f"{path}.target"))
        if weighted:
            cells.append(middle(row, 6, number(plain, indicator.weight), f"{path}.weight"))
    return tuple(cells)


def _target(target: Target, style: Style) -> str:
    """What is promised; a cell that could not be read prints what was filed."""
    if isinstance(target, NoTarget):
        return (target.raw or "").strip()
    return format_target(target, style.signs)


LAYOUT = Layout(CODE, TITLE, Kind.DECLARATION, matches, read=read, fill=fill, tree="shanghai-2021")
