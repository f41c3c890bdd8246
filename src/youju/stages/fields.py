"""The fields of a declaration that people speak of: their paths, Chinese labels, and what each shows as text.

Rows count from 0 in a path (``indicators.3.target``) and from 1 in a label (第4行 指标值).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from youju.model.declaration import Declaration
from youju.model.indicator import Indicator
from youju.model.target import NoTarget
from youju.notation.amount import format_amount
from youju.notation.number import plain
from youju.notation.target import format_target

HEAD_LABELS = {
    "year": "年度",
    "project.name": "项目名称",
    "project.code": "项目代码",
    "project.category": "项目类别",
    "project.nature": "项目性质",
    "project.department": "主管部门",
    "project.unit": "实施单位",
    "project.start": "计划开始日期",
    "project.end": "计划完成日期",
    "funds.total": "项目资金总额",
    "funds.fiscal": "财政资金",
    "funds.other": "其他资金（项目）",
    "funds.annual": "年度资金申请总额",
    "funds.appropriation": "当年财政拨款",
    "funds.carry_over": "上年结转资金",
    "funds.annual_other": "其他资金（年度）",
    "objectives.overall": "项目总目标",
    "objectives.annual": "年度总目标",
}
# What a person reads and answers doubts of, and does not type.
READ_LABELS = {
    "funds.unit_declared": "金额单位",
    "objectives.overall_period": "实施期",
    "objectives.annual_result": "目标完成情况",
    "execution.initial": "年初预算数",
    "execution.budget": "全年预算数",
    "execution.spent": "执行数",
    "execution.forecast": "全年预计执行数",
    "execution.rate": "执行率",
    "execution.weight": "执行率分值",
    "execution.points": "执行率得分",
    "totals.weight": "总分的分值",
    "totals.points": "总分的得分",
    "totals.grade": "等级",
}
LABELS = {**HEAD_LABELS, **READ_LABELS}
ROW_LABELS = {"level1": "一级指标", "level2": "二级指标", "name": "指标名称", "target": "指标值", "weight": "分值"}
DOUBT_LABELS = {**ROW_LABELS, "comparator": "比较符号", "unit": "计量单位", "actual": "完成值", "points": "得分"}
# What a doubt or a finding speaks of stands in this cell of the row.
CELLS = {"comparator": "target", "unit": "target"}
_ROW = re.compile(r"indicators\.(\d{1,6})(?:\.([a-z0-9]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RowField:
    """A path into a row; ``name`` empty: the row itself."""

    row: int
    name: str


def row_field(path: str) -> RowField | None:
    """The row and field a path leads to; None when it leads to the head, the funds or the goals."""
    match = _ROW.fullmatch(path)
    return RowField(int(match[1]), match[2] or "") if match else None


def row_path(row: int, name: str = "") -> str:
    """The path of a row, or of the cell of it that shows the field ``name``."""
    return f"indicators.{row}.{CELLS.get(name, name)}" if name else f"indicators.{row}"


def label_of(path: str) -> str:
    """The field in Chinese: 项目名称, 第4行 指标值; a path without a label as it is."""
    field = row_field(path)
    if field is None:
        return LABELS.get(path, path)
    return f"第{field.row + 1}行 {DOUBT_LABELS.get(field.name, field.name)}".rstrip()


def text_of(declaration: Declaration, path: str) -> str:
    """What the field shows, as a person would type it; empty where the document holds nothing."""
    field = row_field(path)
    if field is not None:
        return row_text(declaration.indicators[field.row], field.name)
    block, _, name = path.partition(".")
    held = getattr(declaration, block)
    value = getattr(held, name) if name and held is not None else held
    return format_amount(value) if isinstance(value, Decimal) else _text(value)


def row_text(indicator: Indicator, name: str) -> str:
    """What one field of a row shows; a target that could not be read shows what was filed."""
    if name in ("target", "actual"):
        target = indicator.target if name == "target" else indicator.actual
        if target is None:
            return ""
        return (target.raw or "").strip() if isinstance(target, NoTarget) else format_target(target, "filed")
    value = getattr(indicator, name)
    return plain(value) if isinstance(value, Decimal) else _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
