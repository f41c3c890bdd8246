"""项目支出绩效目标执行监控表, the national form (136号): results of the first months and what is to be expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from youju.forms.cells import label, level_cells, middle, number, page, rate, target_text, value, year_words
from youju.forms.contract import Facts, Layout, Style
from youju.forms.likeness import Block, keys, likeness
from youju.forms.reading import read_form
from youju.model.declaration import Declaration, Execution, Kind, Project
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator, Monitoring
from youju.notation.amount import format_amount

CODE = "mof-monitoring"
TITLE = "项目支出绩效目标执行监控表"
WIDTHS = (5, 7, 7, 12, 8, 8, 8, 4, 4, 4, 4, 4, 9, 4, 4, 4, 4)
CAUSES = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")
# What some units print for the last of them (form book §3.4, family K).
ALSO = {"不可能": "完全不可能"}
TICK = "√"
BLOCKS = (
    Block(5, (TITLE,)),
    Block(15, ("年初预算数", "全年预计执行数", "年度资金总额", "年度总体目标")),
    Block(20, ("二级指标", "三级指标", "年度指标值", "全年预计完成情况")),
    Block(20, ("偏差原因分析", *CAUSES[:-1], "原因说明")),
    Block(20, ("完成目标可能性", *LIKELIHOODS)),
)
PERIOD_WEIGHT = 20
# 1—7月执行数, 1-6月执行情况: the months differ from form to form; a blank one leaves room for them.
_OF_PERIOD = re.compile(r"1\D{1,2}\d{0,2}月(?P<what>执行数|执行率|执行情况)")
FOREIGN = ("得分", "指标目标值", "实际完成值")
# Columns of the funds: first column and how many it covers.
FUND_COLUMNS = ((5, 2), (7, 3), (10, 4), (14, 4))
PARTS = (("其中：本年一般公共预算拨款", "拨款"), ("其他资金", "其他"))
INDICATOR_HEAD = 8
FIRST_CAUSE, FIRST_LIKELIHOOD = 8, 14


def matches(grid: Grid) -> int:
    """How much of the form's labels are printed, whatever the months; little with a self-evaluation's label."""
    found = {match["what"] for key in keys(grid) if (match := _OF_PERIOD.fullmatch(key))}
    of_period = 0 if keys(grid).intersection(FOREIGN) else PERIOD_WEIGHT * len(found) // 3
    return likeness(grid, BLOCKS, FOREIGN) + of_period


def read(grid: Grid, facts: Facts) -> Declaration:
    """The document of one form of this family."""
    return read_form(grid, facts, CODE, None)


def fill(declaration: Declaration, style: Style) -> Grid:
    """The form as 17 columns and 9 + n rows (form book §3.4), landscape; what the document does not hold is blank."""
    months = f"1—{'    ' if style.month is None else style.month}月"
    cells = (
        *_head(declaration.project),
        *_funds(declaration.execution or Execution(), months),
        label(7, 1, "年度总体目标", columns=2),
        value(7, 3, declaration.objectives.annual, "objectives.annual", columns=15),
        *_labels(len(declaration.indicators), months),
        *_indicators(declaration.indicators, style),
    )
    table = Table(cells, spans_known=True, widths=WIDTHS, header_rows=(INDICATOR_HEAD, INDICATOR_HEAD + 1))
    year = Paragraph(f"（{year_words(declaration.year)}年度，{months}）", role="year")
    return page((Paragraph(TITLE, role="title"), year), table, style, landscape=True)


def _head(project: Project) -> tuple[Cell, ...]:
    return (
        label(1, 1, "项目名称", columns=2),
        value(1, 3, project.name, "project.name", columns=15),
        label(2, 1, "主管部门及代码", columns=2),
        value(2, 3, project.department, "project.department", columns=5),
        label(2, 8, "实施单位", columns=3),
        value(2, 11, project.unit, "project.unit", columns=7),
    )


def _funds(total: Execution, months: str) -> Iterator[Cell]:
    yield label(3, 1, "项目资金（万元）", rows=4, columns=2)
    yield label(3, 3, "", columns=2)
    heads = ("年初预算数", f"{months}执行数", f"{months}执行率", "全年预计执行数")
    for (column, columns), text in zip(FUND_COLUMNS, heads, strict=True):
        yield label(3, column, text, columns=columns)
    yield from _fund_row(4, "年度资金总额", total, "execution")
    for row, (text, word) in enumerate(PARTS, start=5):
        at = next((at for at, part in enumerate(total.parts) if word in (part.label or "")), None)
        if at is None:
            yield from _fund_row(row, text, Execution(), None)
        else:
            yield from _fund_row(row, text, total.parts[at], f"execution.parts.{at}")


def _fund_row(row: int, text: str, funds: Execution, path: str | None) -> Iterator[Cell]:
    """Amounts in 万元 and the rate; ``path`` None: the document has no such row."""
    yield label(row, 3, text, columns=2)
    shown = (
        (number(_ten_thousands, funds.initial), "initial"),
        (number(_ten_thousands, funds.spent), "spent"),
        (number(rate, funds.rate), "rate"),
        (number(_ten_thousands, funds.forecast), "forecast"),
    )
    for (column, columns), (printed, name) in zip(FUND_COLUMNS, shown, strict=True):
        yield middle(row, column, printed, path and f"{path}.{name}", columns=columns)


def _ten_thousands(yuan: Decimal) -> str:
    return format_amount(yuan, "万元")


def _labels(count: int, months: str) -> Iterator[Cell]:
    """The head of the indicators in two rows, beside the label that spans ``count`` rows of indicators too."""
    top, low = INDICATOR_HEAD, INDICATOR_HEAD + 1
    yield label(top, 1, "绩效指标", rows=count + 2)
    names = ("一级指标", "二级指标", "三级指标", "年度指标值", f"{months}执行情况", "全年预计完成情况")
    yield from (label(top, column, text, rows=2) for column, text in enumerate(names, start=2))
    yield label(top, FIRST_CAUSE, "偏差原因分析", columns=len(CAUSES) + 1)
    yield label(top, FIRST_LIKELIHOOD, "完成目标可能性", columns=len(LIKELIHOODS))
    yield label(top, 17, "备注", rows=2)
    yield from (label(low, column, text) for column, text in enumerate((*CAUSES, "原因说明"), start=FIRST_CAUSE))
    yield from (label(low, column, text) for column, text in enumerate(LIKELIHOODS, start=FIRST_LIKELIHOOD))


def _indicators(indicators: Sequence[Indicator], style: Style) -> Iterator[Cell]:
    first = INDICATOR_HEAD + 2
    yield from level_cells(first, 2, indicators)
    for row, (at, indicator) in enumerate(enumerate(indicators), start=first):
        path = f"indicators.{at}"
        yield value(row, 4, indicator.name, f"{path}.name")
        yield middle(row, 5, target_text(indicator.target, style.signs), f"{path}.target")
        yield from _said(row, f"{path}.monitoring", indicator.monitoring or Monitoring())
        yield Cell(row, 17, "")


def _said(row: int, path: str, monitoring: Monitoring) -> Iterator[Cell]:
    """What monitoring says of one indicator; a cause that the form does not name is one of 其他."""
    ticked = {cause if cause in CAUSES else "其他" for cause in monitoring.causes}
    likelihood = ALSO.get(monitoring.likelihood or "", monitoring.likelihood)
    yield value(row, 6, monitoring.progress, f"{path}.progress")
    yield value(row, 7, monitoring.forecast, f"{path}.forecast")
    for column, cause in enumerate(CAUSES, start=FIRST_CAUSE):
        yield middle(row, column, TICK if cause in ticked else "", f"{path}.causes")
    yield value(row, 13, monitoring.cause_text, f"{path}.cause_text")
    for column, likely in enumerate(LIKELIHOODS, start=FIRST_LIKELIHOOD):
        yield middle(row, column, TICK if likely == likelihood else "", f"{path}.likelihood")


LAYOUT = Layout(CODE, TITLE, Kind.MONITORING, matches, read=read, fill=fill, tree="central-2021")
