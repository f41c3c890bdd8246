"""项目支出绩效自评表 as its families share it: 9 columns, 11 + n rows, in 元 or in 万元 (form book §3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youju.forms.cells import (
    NO_WEIGHTS,
    label,
    level_cells,
    middle,
    number,
    page,
    points,
    rate,
    target_text,
    value,
    year_line,
)
from youju.forms.contract import Style
from youju.forms.likeness import Block, keys, likeness
from youju.model.declaration import Declaration, Execution, Project
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.notation.amount import format_amount
from youju.notation.number import plain
from youju.notation.target import format_target
from youju.notation.text import flat

WIDTHS = (7, 10, 11, 19, 11, 11, 7, 8, 16)
FUND_LABELS = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
INDICATOR_LABELS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
UNSCORED = "—"
INDICATOR_HEAD = 10
# Labels of relatives: sign and unit in columns, how points are found, other heads, approvals, monitoring.
FOREIGN = (
    "指标性质",
    "度量单位",
    "计量单位",
    "得分计算方法",
    "项目负责人",
    "项目负责人及电话",
    "完成目标可能性",
    "复核分",
)
OTHER_UNIT_SHARE = 2  # the same labels with the money in the other family's unit: half as likely
TEN_THOUSANDS = "万元"
SHORTEST_CODE = 6  # a shorter code could not be told from the name when the form is read


@dataclass(frozen=True, slots=True)
class Family:
    """Where the families differ: title, unit of money, name of the year's grant.

    ``coded``: the code of the project is printed before its name and the weights of first levels in their labels.
    """

    title: str
    unit: str
    grant: str
    coded: bool = False

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Labels of the parts of the funds, each with the word by which a part is known whatever its label."""
        return ((self.grant, "拨款"), ("上年结转资金", "结转"), ("其他资金", "其他"))


def matches(grid: Grid, family: Family) -> int:
    """How much of the family's labels are printed; half as sure where the money is in the unit of the other family."""
    blocks = (
        Block(5, (family.title,)),
        Block(30, ("年初预算数", "全年预算数", "全年执行数", "执行率", "年度资金总额", "上年结转资金", "其他资金")),
        Block(10, (family.grant,)),
        Block(15, ("预期目标", "实际完成情况")),
        Block(40, INDICATOR_LABELS),
    )
    score = likeness(grid, blocks, FOREIGN)
    own = score and _in_ten_thousands(grid) == (family.unit == TEN_THOUSANDS)
    return score if own else score // OTHER_UNIT_SHARE


def _in_ten_thousands(grid: Grid) -> bool:
    """Whether a label says so in brackets, or in the corner above the table (单位：万元)."""
    if TEN_THOUSANDS in keys(grid):
        return True
    texts = (cell.text for block in grid.blocks if isinstance(block, Table) for cell in block.cells)
    lines = (block.text for block in grid.blocks if not isinstance(block, Table))
    return any(f"({TEN_THOUSANDS})" in said or f"单位:{TEN_THOUSANDS}" in said for said in map(flat, (*texts, *lines)))


def fill(declaration: Declaration, style: Style, family: Family) -> Grid:
    """The filled form; what the document does not hold prints blank."""
    indicators = declaration.indicators
    cells = (
        *_head(declaration.project, family),
        *_funds(declaration.execution or Execution(), family),
        *_goals(declaration),
        *_indicators(declaration, style, family),
        *_total(declaration, INDICATOR_HEAD + len(indicators) + 1),
    )
    table = Table(cells, spans_known=True, widths=WIDTHS, header_rows=(INDICATOR_HEAD,))
    return page(
        (Paragraph(family.title, role="title"), Paragraph(year_line(declaration.year), role="year")), table, style
    )


def _head(project: Project, family: Family) -> tuple[Cell, ...]:
    return (
        label(1, 1, "项目名称"),
        value(1, 2, _coded_name(project) if family.coded else project.name, "project.name", columns=8),
        label(2, 1, "主管部门"),
        value(2, 2, project.department, "project.department", columns=3),
        label(2, 5, "实施单位"),
        value(2, 6, project.unit, "project.unit", columns=4),
    )


def _coded_name(project: Project) -> str | None:
    code = project.code or ""
    telling = len(code) >= SHORTEST_CODE and code.isascii() and code.isalnum() and code == code.upper()
    return f"{code}-{project.name}" if telling and project.name else project.name


def _funds(total: Execution, family: Family) -> Iterator[Cell]:
    yield label(3, 1, f"项目资金（{family.unit}）", rows=5)
    yield label(3, 2, "", columns=2)
    yield from (label(3, column, text) for column, text in enumerate(FUND_LABELS, start=4))
    yield label(4, 2, "年度资金总额", columns=2)
    yield from _fund_cells(4, total, "execution", family.unit)
    yield middle(4, 7, number(plain, total.weight), "execution.weight")
    yield middle(4, 9, number(points, total.points), "execution.points")
    for row, (text, word) in enumerate(family.parts, start=5):
        at = next((at for at, part in enumerate(total.parts) if word in (part.label or "")), None)
        part, path = (Execution(), None) if at is None else (total.parts[at], f"execution.parts.{at}")
        yield label(row, 2, text, columns=2)
        yield from _fund_cells(row, part, path, family.unit)
        yield from (middle(row, column, UNSCORED, None) for column in (7, 9))


def _fund_cells(row: int, funds: Execution, path: str | None, unit: str) -> Iterator[Cell]:
    """The amounts and the rate of a row; ``path`` None: the document has no such row."""
    amounts = ((4, funds.initial, "initial"), (5, funds.budget, "budget"), (6, funds.spent, "spent"))
    for column, amount, name in amounts:
        text = number(lambda yuan: format_amount(yuan, unit), amount)
        yield middle(row, column, text, path and f"{path}.{name}")
    yield middle(row, 8, number(rate, funds.rate), path and f"{path}.rate")


def _goals(declaration: Declaration) -> tuple[Cell, ...]:
    objectives = declaration.objectives
    return (
        label(8, 1, "年度总体目标", rows=2),
        label(8, 2, "预期目标", columns=4),
        label(8, 6, "实际完成情况", columns=4),
        value(9, 2, objectives.annual, "objectives.annual", columns=4),
        value(9, 6, objectives.annual_result, "objectives.annual_result", columns=4),
    )


def _indicators(declaration: Declaration, style: Style, family: Family) -> Iterator[Cell]:
    indicators: Sequence[Indicator] = declaration.indicators
    first = INDICATOR_HEAD + 1
    yield label(INDICATOR_HEAD, 1, "绩效指标", rows=len(indicators) + 1)
    yield from (label(INDICATOR_HEAD, column, text) for column, text in enumerate(INDICATOR_LABELS, start=2))
    yield from level_cells(first, 2, indicators, declaration.level_weights if family.coded else NO_WEIGHTS)
    for at, indicator in enumerate(indicators):
        yield from _indicator_row(first + at, f"indicators.{at}", indicator, style)


def _indicator_row(row: int, path: str, indicator: Indicator, style: Style) -> tuple[Cell, ...]:
    actual = indicator.actual
    # An actual prints as composed: whoever composed it put the mark 陈述 beside a value that was not computed.
    printed = "" if actual is None else actual.raw or format_target(actual, style.signs)
    return (
        value(row, 4, indicator.name, f"{path}.name"),
        middle(row, 5, target_text(indicator.target, style.signs), f"{path}.target"),
        middle(row, 6, printed, f"{path}.actual"),
        middle(row, 7, number(plain, indicator.weight), f"{path}.weight"),
        middle(row, 8, number(points, indicator.points), f"{path}.points"),
        value(row, 9, indicator.reason, f"{path}.reason"),
    )


def _total(declaration: Declaration, row: int) -> tuple[Cell, ...]:
    totals = declaration.totals
    return (
        label(row, 1, "总分", columns=6),
        middle(row, 7, number(plain, totals.weight), "totals.weight"),
        middle(row, 8, number(points, totals.points), "totals.points"),
        Cell(row, 9, ""),
    )
