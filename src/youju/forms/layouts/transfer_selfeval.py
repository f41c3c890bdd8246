"""项目支出绩效自评表 of projects paid by transfers, family H: weight before the target, ★ rows above others."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(20, ("项目负责人及电话",)),
    Block(20, ("全年预算数", "全年执行数", "执行率", "年度资金总额")),
    Block(20, ("年初设定目标", "年度总体目标完成情况综述")),
    Block(40, ("分值", "年度指标值", "全年实际值", "未完成原因及拟采取的改进措施")),
)
FOREIGN = ("年初预算数", "得分计算方法", "指标性质", "复核分", "完成目标可能性")

LAYOUT = family(
    "transfer-selfeval",
    "项目支出绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
