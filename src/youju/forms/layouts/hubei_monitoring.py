"""项目支出绩效监控表 of Hubei, family K: results of half a year, second levels without names below them."""

from __future__ import annotations

from youju.forms.likeness import Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(20, ("项目执行单位", "项目属性", "项目类型")),
    Block(20, ("年初预算数", "全年预计执行数")),
    Block(40, ("半年度指标执行情况", "完成目标可能性")),
    Block(20, ("指标名称", "指标值")),
)
FOREIGN = ("得分", "三级指标", "全年预计完成情况", "实际完成值")

LAYOUT = family(
    "hubei-monitoring",
    "项目支出绩效监控表",
    Kind.MONITORING,
    BLOCKS,
    foreign=FOREIGN,
)
