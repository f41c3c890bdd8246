"""区域绩效目标表 of a transfer, family R2: the sum and the goal of a region."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(30, ("区域绩效目标表",)),
    Block(40, ("专项名称", "资金额度")),
    Block(10, ("年度总体目标",)),
    Block(20, ("一级指标", "二级指标", "三级指标", "指标值")),
)
FOREIGN = (*REPORTED, "本年度预计投入", "三级指标内容")

LAYOUT = family(
    "regional-goal",
    "区域绩效目标表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
