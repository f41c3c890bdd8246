"""部门项目支出绩效自评汇总表: the self-evaluations of a department's projects, one row each, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from youju.forms.cells import label, middle, number, page, points, rate, value, year_line
from youju.forms.contract import Sheet, Style
from youju.model.declaration import Declaration, Execution, Kind, Project
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.notation.amount import format_amount
from youju.notation.number import decimal_of

A = TypeVar("A")
CODE = "department-summary"
TITLE = "部门项目支出绩效自评汇总表"
WIDTHS = (6, 28, 20, 12, 12, 8, 7, 7)
LABELS = ("序号", "项目名称", "实施单位", "全年预算数（万元）", "全年执行数（万元）", "执行率", "得分", "等级")
BLANK_ROWS = 15


def fill(documents: Sequence[Declaration], style: Style) -> Grid:
    """The table as 8 columns and 2 + n rows, in the order given; what a document does not hold prints blank.

    Year and department stand above the table where all documents agree on them. A sum is printed only when every
    document holds the amount; points have no sum.
    """
    last = len(documents) + 2
    cells = (
        *(label(1, column, text) for column, text in enumerate(LABELS, start=1)),
        *(cell for at, document in enumerate(documents) for cell in _row(at, document)),
        *_sums(last, [document.execution or Execution() for document in documents]),
    )
    department = _agreed(document.project.department for document in documents)
    lines = (
        Paragraph(TITLE, role="title"),
        Paragraph(year_line(_agreed(document.year for document in documents)), role="year"),
        Paragraph(f"主管部门：{department or ''}"),
    )
    return page(lines, Table(cells, spans_known=True, widths=WIDTHS, header_rows=(1,)), style)


def _row(at: int, document: Declaration) -> tuple[Cell, ...]:
    row, path = at + 2, f"documents.{at}"
    project, execution, totals = document.project, document.execution or Execution(), document.totals
    return (
        label(row, 1, str(at + 1)),
        value(row, 2, project.name, f"{path}.project.name"),
        value(row, 3, project.unit, f"{path}.project.unit"),
        middle(row, 4, number(_ten_thousands, execution.budget), f"{path}.execution.budget"),
        middle(row, 5, number(_ten_thousands, execution.spent), f"{path}.execution.spent"),
        middle(row, 6, number(rate, execution.rate), f"{path}.execution.rate"),
        middle(row, 7, number(points, totals.points), f"{path}.totals.points"),
        middle(row, 8, totals.grade or "", f"{path}.totals.grade"),
    )


def _sums(row: int, executions: Sequence[Execution]) -> tuple[Cell, ...]:
    budget = _sum([one.budget for one in executions])
    spent = _sum([one.spent for one in executions])
    whole = decimal_of(Fraction(spent) / Fraction(budget)) if budget and spent is not None else None
    return (
        label(row, 1, "合计", columns=3),
        middle(row, 4, number(_ten_thousands, budget), None),
        middle(row, 5, number(_ten_thousands, spent), None),
        middle(row, 6, number(rate, whole), None),
        Cell(row, 7, ""),
        Cell(row, 8, ""),
    )


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _ten_thousands(yuan: Decimal) -> str:
    return format_amount(yuan, "万元")


def _agreed(said: Iterable[A | None]) -> A | None:
    """What all say alike, None where they differ or one says nothing."""
    different = set(said)
    return different.pop() if len(different) == 1 else None


_NOTHING = Declaration(Kind.SELF_EVALUATION, CODE, Project())
SHEET: Sheet[Sequence[Declaration]] = Sheet(CODE, TITLE, fill, empty=(_NOTHING,) * BLANK_ROWS)
