"""项目支出绩效目标申报表, the national form (88号), family L: one goal, or one of the period beside it."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

ONE_GOAL = (
    Block(45, ("主管部门及代码", "项目属性", "项目期")),
    Block(25, ("项目金额", "年度资金总额", "其他资金")),
    Block(10, ("总体目标",)),
    Block(20, ("一级指标", "二级指标", "三级指标", "指标值")),
)
TWO_GOALS = (
    Block(35, ("主管部门及代码", "项目属性", "项目期")),
    Block(25, ("中期资金总额", "年度资金总额")),
    Block(20, ("中期目标", "年度目标")),
    Block(20, ("一级指标", "二级指标", "三级指标", "指标值")),
)
FOREIGN = (*REPORTED, "项目负责人及电话", "指标标准或依据", "绩效标准", "指标目标值", "度量单位", "项目概况")

LAYOUT = family(
    "mof-goal",
    "项目支出绩效目标申报表",
    Kind.DECLARATION,
    ONE_GOAL,
    TWO_GOALS,
    foreign=FOREIGN,
)
