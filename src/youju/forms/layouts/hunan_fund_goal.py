"""专项资金绩效目标申报表 of Hunan, family M2: a fund and its money by level of government."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(30, ("专项名称", "专项属性", "起止时间")),
    Block(20, ("本年度预计投入",)),
    Block(10, ("本年度绩效目标",)),
    Block(40, ("三级指标内容", "指标值及单位")),
)
FOREIGN = (*REPORTED, "绩效标准", "资金额度")

LAYOUT = family(
    "hunan-fund-goal",
    "专项资金绩效目标申报表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
