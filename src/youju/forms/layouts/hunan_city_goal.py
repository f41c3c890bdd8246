"""项目支出绩效目标表 of Hunan's cities, family M3 and M4: a standard beside each value."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

OF_PERIOD = (
    Block(40, ("项目支出名称", "预算部门", "年度本级预算金额", "项目支出实施期")),
    Block(20, ("实施期绩效目标", "本年度绩效目标")),
    Block(40, ("指标值及单位", "绩效标准")),
)
OF_PROJECT = (
    Block(35, ("项目起止时间", "主管部门及其编码", "项目资金申请", "项目实施进度计划")),
    Block(20, ("长期目标", "年度目标")),
    Block(45, ("一级指标", "二级指标", "三级指标", "指标值", "绩效标准")),
)
FOREIGN = (*REPORTED, "成本构成", "当年预期实现值", "三级指标内容")

LAYOUT = family(
    "hunan-city-goal",
    "项目支出绩效目标表",
    Kind.DECLARATION,
    OF_PERIOD,
    OF_PROJECT,
    foreign=FOREIGN,
)
