"""财政项目支出绩效自评表, family C: the sheet with actual values, points and reasons that a unit files for its year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from youju.forms.cells import label, level_cells, middle, number, value
from youju.forms.contract import Layout, Style
from youju.model.declaration import Declaration, Execution, Kind
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.model.money import half_up
from youju.notation.amount import format_amount
from youju.notation.number import plain, rounded
from youju.notation.target import format_target

TITLE = "财政项目支出绩效自评表"
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
# How the form names the parts of the funds, and the word by which a part is known whatever its label.
PARTS = (("其中：当年财政拨款", "拨款"), ("上年结转资金", "结转"), ("其他资金", "其他"))
UNSCORED = "—"
INDICATOR_HEAD = 10


def matches(grid: Grid) -> int:
    """Sure when one table has both 实际完成值 and 偏差原因分析及改进措施 among its labels and the funds are in yuan."""
    for block in grid.blocks:
        if isinstance(block, Table):
            texts = {"".join(cell.text.split()) for cell in block.cells}
            if {"实际完成值", "偏差原因分析及改进措施", "年初预算数"} <= texts:
                return 60 if any("万元" in text for text in texts) else 90
    return 0


def fill(declaration: Declaration, style: Style) -> Grid:
    """The form as 9 columns and 11 + n rows (form book §3.3); what the document does not hold prints blank."""
    year = "    " if declaration.year is None else str(declaration.year)
    cells = (
        *_head(declaration),
        *_funds(declaration.execution or Execution()),
        *_goals(declaration),
        *_indicators(declaration.indicators, style),
        *_total(declaration, INDICATOR_HEAD + len(declaration.indicators) + 1),
    )
    table = Table(cells, spans_known=True, widths=WIDTHS, header_rows=(INDICATOR_HEAD,))
    return Grid(
        blocks=(Paragraph(TITLE, role="title"), Paragraph(f"（{year}年度）", role="year"), table),
        watermark=style.watermark,
        footer=style.footer,
    )


def _head(declaration: Declaration) -> tuple[Cell, ...]:
    project = declaration.project
    return (
        label(1, 1, "项目名称"),
        value(1, 2, project.name, "project.name", columns=8),
        label(2, 1, "主管部门"),
        value(2, 2, project.department, "project.department", columns=3),
        label(2, 5, "实施单位"),
        value(2, 6, project.unit, "project.unit", columns=4),
    )


def _funds(total: Execution) -> tuple[Cell, ...]:
    heads = (label(3, column, text) for column, text in enumerate(FUND_LABELS, start=4))
    cells = [label(3, 1, "项目资金（元）", rows=5), label(3, 2, "", columns=2), *heads]
    cells += [label(4, 2, "年度资金总额", columns=2), *_fund_cells(4, total, "execution")]
    scored = ((7, number(plain, total.weight), "weight"), (9, number(_points, total.points), "points"))
    cells += [middle(4, column, text, f"execution.{name}") for column, text, name in scored]
    for row, (text, word) in enumerate(PARTS, start=5):
        found = (at for at, part in enumerate(total.parts) if word in (part.label or ""))
        at = next(found, None)
        part, path = (Execution(), None) if at is None else (total.parts[at], f"execution.parts.{at}")
        cells += [label(row, 2, text, columns=2), *_fund_cells(row, part, path)]
        cells += [middle(row, column, UNSCORED, None) for column in (7, 9)]
    return tuple(cells)


def _fund_cells(row: int, funds: Execution, path: str | None) -> tuple[Cell, ...]:
    """The amounts and the rate of a row; ``path`` None: the document has no such row."""
    texts = (
        (4, number(format_amount, funds.initial), "initial"),
        (5, number(format_amount, funds.budget), "budget"),
        (6, number(format_amount, funds.spent), "spent"),
        (8, number(_rate, funds.rate), "rate"),
    )
    return tuple(middle(row, column, text, path and f"{path}.{name}") for column, text, name in texts)


def _goals(declaration: Declaration) -> tuple[Cell, ...]:
    objectives = declaration.objectives
    return (
        label(8, 1, "年度总体目标", rows=2),
        label(8, 2, "预期目标", columns=4),
        label(8, 6, "实际完成情况", columns=4),
        value(9, 2, objectives.annual, "objectives.annual", columns=4),
        value(9, 6, objectives.annual_result, "objectives.annual_result", columns=4),
    )


def _indicators(indicators: Sequence[Indicator], style: Style) -> tuple[Cell, ...]:
    first = INDICATOR_HEAD + 1
    cells = [
        label(INDICATOR_HEAD, 1, "绩效指标", rows=len(indicators) + 1),
        *(label(INDICATOR_HEAD, column, text) for column, text in enumerate(INDICATOR_LABELS, start=2)),
        *level_cells(first, 2, indicators),
    ]
    for at, indicator in enumerate(indicators):
        cells.extend(_indicator_row(first + at, f"indicators.{at}", indicator, style))
    return tuple(cells)


def _indicator_row(row: int, path: str, indicator: Indicator, style: Style) -> tuple[Cell, ...]:
    actual = indicator.actual
    # An actual prints as composed: whoever composed it put the mark 陈述 beside a value that was not computed.
    printed = "" if actual is None else actual.raw or format_target(actual, style.signs)
    return (
        value(row, 4, indicator.name, f"{path}.name"),
        middle(row, 5, format_target(indicator.target, style.signs), f"{path}.target"),
        middle(row, 6, printed, f"{path}.actual"),
        middle(row, 7, number(plain, indicator.weight), f"{path}.weight"),
        middle(row, 8, number(_points, indicator.points), f"{path}.points"),
        value(row, 9, indicator.reason, f"{path}.reason"),
    )


def _total(declaration: Declaration, row: int) -> tuple[Cell, ...]:
    totals = declaration.totals
    return (
        label(row, 1, "总分", columns=6),
        middle(row, 7, number(plain, totals.weight), "totals.weight"),
        middle(row, 8, number(_points, totals.points), "totals.points"),
        Cell(row, 9, ""),
    )


def _points(value: Decimal) -> str:
    return f"{half_up(value):f}"


def _rate(value: Decimal) -> str:
    return f"{rounded(Fraction(value) * 100, 2):f}%"


LAYOUT = Layout(code="shanghai-selfeval", title=TITLE, kind=Kind.SELF_EVALUATION, matches=matches, fill=fill)
