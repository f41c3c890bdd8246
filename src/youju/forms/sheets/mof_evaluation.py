"""绩效评价评分表 (10号): the framework of evaluation or the project's own, points given and the evidence for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from youju.forms.cells import label, middle, number, page, points, value, year_line
from youju.forms.contract import Sheet, Style
from youju.forms.wordings import evaluation_wording
from youju.model.assessment import EvaluationRow, EvaluationTable
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.notation.number import plain

CODE = "mof-evaluation"
WORDING = evaluation_wording("evaluation-10")
WIDTHS = (8, 10, 13, 7, 22, 20, 7, 13)
LABELS = ("一级指标", "二级指标", "三级指标", "分值", "指标解释", "评分标准", "得分", "扣分依据及证据编号")


def fill(table: EvaluationTable, style: Style) -> Grid:
    """The table as 8 columns and 2 + n rows (form book §3.6); what was not said prints blank.

    Rows are the project's own where it splits them (实施效益, 实际完成率); ``SHEET.empty`` holds the framework.
    """
    rows = table.rows
    last = len(rows) + 2
    cells = (
        *(label(1, column, text) for column, text in enumerate(LABELS, start=1)),
        *_levels(rows),
        *(cell for at, row in enumerate(rows) for cell in _row(at + 2, f"rows.{at}", row)),
        label(last, 1, "合计", columns=3),
        label(last, 4, _worth(rows)),
        Cell(last, 5, "", columns=2),
        middle(last, 7, number(points, table.points), "points"),
        value(last, 8, f"等级：{table.grade or ''}", "grade"),
    )
    lines = (
        Paragraph(WORDING.title, role="title"),
        Paragraph(year_line(table.year), role="year"),
        Paragraph(f"项目名称：{table.project.name or ''}"),
    )
    return page(lines, Table(cells, spans_known=True, widths=WIDTHS, header_rows=(1,)), style)


def _levels(rows: Sequence[EvaluationRow]) -> Iterator[Cell]:
    """First levels with what they are worth, second levels beside them, each over its rows."""
    at = 2
    for level1, same in groupby(rows, key=lambda row: row.level1):
        group = tuple(same)
        worth = _worth(group)
        yield label(at, 1, f"{level1 or ''}（{worth}）" if worth else level1 or "", rows=len(group))
        for level2, inner in groupby(group, key=lambda row: row.level2):
            count = len(tuple(inner))
            yield label(at, 2, level2 or "", rows=count)
            at += count


def _worth(rows: Sequence[EvaluationRow]) -> str:
    """What the rows are worth together; blank where one does not say, or there is none."""
    known = [row.available for row in rows if row.available is not None]
    return plain(sum(known, Decimal(0))) if known and len(known) == len(rows) else ""


def _row(row: int, path: str, given: EvaluationRow) -> tuple[Cell, ...]:
    return (
        value(row, 3, given.level3, f"{path}.level3"),
        middle(row, 4, number(plain, given.available), f"{path}.available"),
        value(row, 5, given.explanation, f"{path}.explanation"),
        value(row, 6, given.standard, f"{path}.standard"),
        middle(row, 7, number(points, given.points), f"{path}.points"),
        value(row, 8, given.reason, f"{path}.reason"),
    )


SHEET = Sheet(CODE, WORDING.title, fill, empty=EvaluationTable(rows=WORDING.rows))
