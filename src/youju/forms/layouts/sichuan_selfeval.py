"""部门预算项目支出绩效自评表 of Sichuan, family E: sign, value and unit in columns, funds with 财政专户管理资金."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(30, ("年初预算", "调整后预算数", "预算执行数", "预算执行率")),
    Block(20, ("总额", "财政专户管理资金", "单位资金")),
    Block(10, ("项目年度目标", "年度目标完成情况")),
    Block(40, ("指标性质", "指标值", "度量单位", "完成值", "权重", "未完成原因分析")),
)
FOREIGN = ("实际完成值", "全年执行数", "计量单位", "复核分", "完成目标可能性")

LAYOUT = family(
    "sichuan-selfeval",
    "部门预算项目支出绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
