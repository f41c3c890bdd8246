"""项目支出绩效目标批复表 of Hubei, family I1: last year's result beside what this year is to bring."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(10, ("项目支出绩效目标批复表",)),
    Block(30, ("项目负责人", "项目金额", "项目属性", "项目期")),
    Block(20, ("其中：当年市级财政资金",)),
    Block(10, ("年度绩效目标",)),
    Block(30, ("指标标准或依据",)),
)
FOREIGN = (*REPORTED, "项目负责人及电话", "绩效标准", "成本构成")

LAYOUT = family(
    "hubei-approval",
    "项目支出绩效目标批复表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
