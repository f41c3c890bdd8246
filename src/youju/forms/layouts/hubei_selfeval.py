"""项目自评表 of Hubei, family J1: 20 points for execution, 80 for one or several goals, lists of boxes in the head."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(20, ("项目类别", "项目属性", "项目类型")),
    Block(30, ("预算数", "执行数", "年度财政资金总额")),
    Block(40, ("年初目标值", "实际完成值", "得分")),
    Block(10, ("偏差大或目标未完成原因分析",)),
)
FOREIGN = ("年初指标值", "复核分", "指标性质", "年初预算数", "完成目标可能性")

LAYOUT = family(
    "hubei-selfeval",
    "项目自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
