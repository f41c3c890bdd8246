"""部门整体绩效自评表 of Chongqing, family T: indicators without levels, unit and sign before the value."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(15, ("自评总分", "部门名称")),
    Block(15, ("年初预算数", "全年预算数", "全年执行数")),
    Block(20, ("年初绩效目标", "全年绩效目标", "全年目标实际完成情况")),
    Block(50, ("指标名称", "计量单位", "指标性质", "指标值", "权重", "完成值", "得分")),
)
FOREIGN = ("度量单位", "实际完成值", "完成目标可能性", "一级指标")

LAYOUT = family(
    "chongqing-department",
    "部门整体绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
