"""绩效目标表 of Guangdong, family N: two targets for each name, of the year and of the whole period."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(40, ("资金名称", "战略领域", "财政事权", "政策任务", "实施周期")),
    Block(10, ("资金需求",)),
    Block(50, ("三级指标", "年度目标值", "实施周期目标值")),
)
FOREIGN = (*REPORTED, "绩效标准")

LAYOUT = family(
    "guangdong-goal",
    "绩效目标表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
