"""项目支出绩效目标申报表 of Hunan until 2017, family M1: tables for the period and for the year."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(30, ("项目概况", "项目立项依据", "项目可行性", "项目必要性", "项目实施进度计划")),
    Block(40, ("项目长期绩效目标", "项目年度绩效目标", "项目长期绩效指标", "项目年度绩效指标")),
    Block(30, ("一级指标", "二级指标", "指标内容", "指标值")),
)
FOREIGN = (*REPORTED, "三级指标", "三级指标内容", "绩效标准")

LAYOUT = family(
    "hunan-goal-old",
    "项目支出绩效目标申报表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
