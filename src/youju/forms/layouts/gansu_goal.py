"""省级部门预算项目支出绩效目标表 of Gansu, family O: names on two levels, cost as a first level."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(40, ("一级项目名称", "二级项目名称", "资金用途", "项目分类")),
    Block(30, ("项目总投资", "预算申报数", "资金性质")),
    Block(30, ("一级指标", "二级指标", "三级指标", "指标目标值")),
)
FOREIGN = (*REPORTED, "年度资金申请总额")

LAYOUT = family(
    "gansu-goal",
    "省级部门预算项目支出绩效目标表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
