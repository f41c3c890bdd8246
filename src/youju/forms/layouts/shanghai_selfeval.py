"""财政项目支出绩效自评表, family C: the sheet with actual values, points and reasons that a unit files for its year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

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


def _label(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(row, column, text, rows, columns, label=True)


def _middle(row: int, column: int, text: str) -> Cell:
    return Cell(row, column, text, align="center")


def _head(declaration: Declaration) -> tuple[Cell, ...]:
    project = declaration.project
    return (
        _label(1, 1, "项目名称"),
        Cell(1, 2, project.name or "", columns=8),
        _label(2, 1, "主管部门"),
        Cell(2, 2, project.department or "", columns=3),
        _label(2, 5, "实施单位"),
        Cell(2, 6, project.unit or "", columns=4),
    )


def _funds(total: Execution) -> tuple[Cell, ...]:
    heads = (_label(3, column, text) for column, text in enumerate(FUND_LABELS, start=4))
    scored = (_text(plain, total.weight), _text(_points, total.points))
    cells = [
        _label(3, 1, "项目资金（元）", rows=5),
        _label(3, 2, "", columns=2),
        *heads,
        *_fund_row(4, "年度资金总额", total, scored),
    ]
    for row, (label, word) in enumerate(PARTS, start=5):
        part = next((part for part in total.parts if word in (part.label or "")), Execution())
        cells.extend(_fund_row(row, label, part, (UNSCORED, UNSCORED)))
    return tuple(cells)


def _fund_row(row: int, label: str, funds: Execution, scored: tuple[str, str]) -> tuple[Cell, ...]:
    weight, points = scored
    texts = (
        _text(format_amount, funds.initial),
        _text(format_amount, funds.budget),
        _text(format_amount, funds.spent),
        weight,
        _text(_rate, funds.rate),
        points,
    )
    return (_label(row, 2, label, columns=2), *(_middle(row, column, text) for column, text in enumerate(texts, 4)))


def _goals(declaration: Declaration) -> tuple[Cell, ...]:
    objectives = declaration.objectives
    return (
        _label(8, 1, "年度总体目标", rows=2),
        _label(8, 2, "预期目标", columns=4),
        _label(8, 6, "实际完成情况", columns=4),
        Cell(9, 2, objectives.annual or "", columns=4),
        Cell(9, 6, objectives.annual_result or "", columns=4),
    )


def _indicators(indicators: Sequence[Indicator], style: Style) -> tuple[Cell, ...]:
    first = INDICATOR_HEAD + 1
    cells = [
        _label(INDICATOR_HEAD, 1, "绩效指标", rows=len(indicators) + 1),
        *(_label(INDICATOR_HEAD, column, text) for column, text in enumerate(INDICATOR_LABELS, start=2)),
        *_levels(first, 2, [(one.level1,) for one in indicators]),
        *_levels(first, 3, [(one.level1, one.level2) for one in indicators]),
    ]
    for row, indicator in enumerate(indicators, start=first):
        cells.extend(_indicator_row(row, indicator, style))
    return tuple(cells)


def _levels(row: int, column: int, paths: Sequence[tuple[str | None, ...]]) -> list[Cell]:
    """One cell for each run of rows under the same level, its label at the top; levels stay where they were filed."""
    cells: list[Cell] = []
    for path, run in groupby(paths):
        rows = len(list(run))
        cells.append(_label(row, column, path[-1] or "", rows=rows))
        row += rows
    return cells


def _indicator_row(row: int, indicator: Indicator, style: Style) -> tuple[Cell, ...]:
    actual = indicator.actual
    return (
        Cell(row, 4, indicator.name or ""),
        _middle(row, 5, format_target(indicator.target, style.signs)),
        # An actual prints as composed: whoever composed it put the mark 陈述 beside a value that was not computed.
        _middle(row, 6, "" if actual is None else actual.raw or format_target(actual, style.signs)),
        _middle(row, 7, _text(plain, indicator.weight)),
        _middle(row, 8, _text(_points, indicator.points)),
        Cell(row, 9, indicator.reason or ""),
    )


def _total(declaration: Declaration, row: int) -> tuple[Cell, ...]:
    totals = declaration.totals
    return (
        _label(row, 1, "总分", columns=6),
        _middle(row, 7, _text(plain, totals.weight)),
        _middle(row, 8, _text(_points, totals.points)),
        Cell(row, 9, ""),
    )


def _text(form: Callable[[Decimal], str], value: Decimal | None) -> str:
    """Blank where the document holds nothing: never 0."""
    return "" if value is None else form(value)


def _points(value: Decimal) -> str:
    return f"{half_up(value):f}"


def _rate(value: Decimal) -> str:
    return f"{rounded(Fraction(value) * 100, 2):f}%"


LAYOUT = Layout(code="shanghai-selfeval", title=TITLE, kind=Kind.SELF_EVALUATION, matches=matches, fill=fill)
