"""区域绩效自评表 of a transfer, family R1: three departments in the head, results without points."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(10, ("区域绩效自评表",)),
    Block(40, ("中央主管部门", "地方主管部门", "资金使用单位")),
    Block(20, ("总体目标", "全年实际完成情况")),
    Block(30, ("指标值", "全年实际完成值", "未完成原因和改进措施")),
)
FOREIGN = ("得分", "分值", "完成目标可能性")

LAYOUT = family(
    "regional-selfeval",
    "区域绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
