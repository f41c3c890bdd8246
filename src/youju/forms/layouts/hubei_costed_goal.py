"""项目支出绩效目标申报表 of Hubei, family I2: a table of costs, indicators in groups."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(40, ("立项依据", "成本构成", "测算依据")),
    Block(10, ("绩效目标",)),
    Block(50, ("绩效标准", "当年预期实现值")),
)
FOREIGN = (*REPORTED, "项目支出实施期", "指标标准或依据")

LAYOUT = family(
    "hubei-costed-goal",
    "项目支出绩效目标申报表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
