"""项目绩效目标自评表 of Hubei, family J2: decision and management scored beside the indicators, points reviewed."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(15, ("项目主管单位", "项目实施单位", "项目年度目标")),
    Block(25, ("项目权重", "评价内容")),
    Block(60, ("年初指标值", "年终完成值", "自评分", "复核分")),
)
FOREIGN = ("实际完成值", "指标性质", "完成目标可能性")

LAYOUT = family(
    "hubei-selfeval-managed",
    "项目绩效目标自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
