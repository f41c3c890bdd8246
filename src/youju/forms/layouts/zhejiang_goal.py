"""项目支出绩效目标申报表 of Zhejiang, family Q: second levels under 指标名称, the indicator in its description."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(10, ("总体描述",)),
    Block(30, ("指标类型", "指标名称", "指标值")),
    Block(60, ("指标描述",)),
)
FOREIGN = (*REPORTED, "三级指标")

LAYOUT = family(
    "zhejiang-goal",
    "项目支出绩效目标申报表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
