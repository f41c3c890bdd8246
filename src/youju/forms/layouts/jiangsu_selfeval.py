"""财政专项资金绩效自评表 of Jiangsu, family U: numbered goals, each with an indicator and two results."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(20, ("绩效目标设置情况", "绩效目标完成情况")),
    Block(80, ("目标名称", "目标值", "评价指标", "标准值", "评价指标值", "权重分值", "评分规则", "得分")),
)
FOREIGN = ("三级指标", "指标性质", "完成目标可能性")

LAYOUT = family(
    "jiangsu-selfeval",
    "财政专项资金绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
