"""财政项目支出绩效目标申报表 of Shanghai as of 2021, family A: its labels and the field that each one heads."""

from __future__ import annotations

from functools import cache

from youju.forms.contract import Facts, Layout
from youju.forms.glue import unglued
from youju.forms.page import lines_of
from youju.forms.reading import read_form
from youju.model.declaration import Declaration, Kind
from youju.model.grid import Grid
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


LAYOUT = Layout(CODE, TITLE, Kind.DECLARATION, matches, read=read)
