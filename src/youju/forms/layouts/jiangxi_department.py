"""部门整体支出绩效目标申报表 of Jiangxi, family S: a department's whole, sign, value and unit in columns."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(30, ("部门编码", "部门名称")),
    Block(20, ("年度绩效总目标",)),
    Block(50, ("计算符号", "目标值", "度量单位", "指标值说明")),
)
FOREIGN = (*REPORTED, "项目名称")

LAYOUT = family(
    "jiangxi-department",
    "部门整体支出绩效目标申报表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
