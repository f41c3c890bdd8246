"""项目支出绩效自评表 of Yunnan, family F: as the national form, its 年度指标值 parted into sign, value and unit."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(20, ("年初预算数", "全年预算数", "全年执行数", "年度资金总额")),
    Block(5, ("预期目标", "实际完成情况")),
    Block(15, ("年度指标值", "实际完成值", "分值", "得分")),
    Block(60, ("指标性质", "度量单位")),
)
FOREIGN = ("完成值", "调整后预算数", "计量单位", "计算符号", "得分计算方法", "完成目标可能性")

LAYOUT = family(
    "yunnan-selfeval",
    "项目支出绩效自评表",
    Kind.SELF_EVALUATION,
    BLOCKS,
    foreign=FOREIGN,
)
