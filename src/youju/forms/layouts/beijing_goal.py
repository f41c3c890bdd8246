"""项目支出绩效目标表 of Beijing, family P1: one goal and one amount."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(50, ("主管预算部门", "项目预算金额")),
    Block(10, ("绩效目标",)),
    Block(40, ("一级指标", "二级指标", "三级指标", "指标值")),
)
FOREIGN = (*REPORTED, "年度资金总额", "绩效标准")

LAYOUT = family(
    "beijing-goal",
    "项目支出绩效目标表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
