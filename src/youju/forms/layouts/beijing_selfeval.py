"""项目支出绩效自评表 of Beijing, family P2: the rule of the points beside the points."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(25, ("主管部门及代码", "年初预算数", "全年执行数", "执行率", "年度资金总额")),
    Block(25, ("分值", "年度指标值", "全年实际值", "未完成原因分析")),
    Block(50, ("得分计算方法",)),
)
FOREIGN = ("指标性质", "度量单位", "复核分", "完成目标可能性")

LAYOUT = family(
    "beijing-selfeval",
    "项目支出绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
