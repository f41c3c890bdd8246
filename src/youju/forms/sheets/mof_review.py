"""项目支出绩效目标审核表 (88号): four kinds of review with points, or grades for ordinary projects, and opinions."""

from __future__ import annotations

from collections.abc import Iterator

from youju.forms.cells import day, label, middle, number, page, value
from youju.forms.contract import Sheet, Style
from youju.forms.wordings import ReviewGroup, review_wording
from youju.model.assessment import ReviewForm, ReviewItem
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.notation.number import plain

CODE = "mof-review"
WORDING = review_wording("review-88")
WIDTHS = (14, 16, 8, 34, 10, 18)
LABELS = ("审核内容", "审核要点", "分值", "具体内容", "得分/等级", "审核意见")
UNSCORED = "—"
HEAD = 2
TICKED, OPEN = "☑", "□"


def fill(form: ReviewForm, style: Style) -> Grid:
    """The form as 6 columns and 13 rows (form book §3.5); what was not said prints blank.

    An ordinary project prints no points, given or available.
    """
    said = {item.point: (f"items.{at}", item) for at, item in enumerate(form.items)}
    cells = [
        label(1, 1, "项目名称"),
        value(1, 2, form.project.name, "project.name", columns=2),
        Cell(1, 4, _said("主管部门 / 实施单位", form.project.department, form.project.unit), columns=3),
        *(label(HEAD, column, text) for column, text in enumerate(LABELS, start=1)),
    ]
    row = HEAD + 1
    for group in WORDING.groups:
        cells += _group(row, group, said, by_grade=form.by_grade)
        row += len(group.points)
    table = Table((*cells, *_end(row, form)), spans_known=True, widths=WIDTHS, header_rows=(HEAD,))
    return page((Paragraph(WORDING.title, role="title"),), table, style)


def _group(
    first: int, group: ReviewGroup, said: dict[str, tuple[str, ReviewItem]], *, by_grade: bool
) -> Iterator[Cell]:
    """The points of a group beside its heading; ``said`` by the name of a point, with the path of its field."""
    yield label(first, 1, f"{group.title}（{plain(group.worth)}分）", rows=len(group.points))
    for row, point in enumerate(group.points, start=first):
        path, item = said.get(point.name, (None, ReviewItem(point.name)))
        result, field = (item.grade or "", "grade") if by_grade else (number(plain, item.points), "points")
        yield label(row, 2, point.name)
        yield label(row, 3, UNSCORED if by_grade else plain(point.points))
        yield Cell(row, 4, point.question or "")
        yield middle(row, 5, result, path and f"{path}.{field}")
        yield Cell(row, 6, item.opinion or "", field=path and f"{path}.opinion")


def _end(row: int, form: ReviewForm) -> tuple[Cell, ...]:
    """The total with the grade ticked, the opinion on the whole, and who answers for it."""
    worth = sum(group.worth for group in WORDING.groups)
    grades = " ".join(f"{grade}{TICKED if grade == form.grade else OPEN}" for grade in WORDING.grades)
    return (
        label(row, 1, "总分", columns=2),
        label(row, 3, UNSCORED if form.by_grade else plain(worth)),
        Cell(row, 4, f"综合评定等级：{grades}", field="grade"),
        middle(row, 5, "" if form.by_grade else number(plain, form.points), "points"),
        Cell(row, 6, ""),
        label(row + 1, 1, "总体意见"),
        value(row + 1, 2, form.opinion, "opinion", columns=5),
        Cell(row + 2, 1, _said("审核单位（盖章）", form.body), columns=3),
        Cell(row + 2, 4, _said("审核人 / 日期", form.reviewer, day(form.day)), columns=3),
    )


def _said(text: str, *values: str | None) -> str:
    """A label and its values in one cell, the values parted as the label is."""
    return f"{text}：{' / '.join(given or '' for given in values)}" if any(values) else f"{text}："


SHEET = Sheet(CODE, WORDING.title, fill, empty=ReviewForm())
