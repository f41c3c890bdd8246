"""绩效目标申报表 of county projects paid by transfers, family G: the person in the head, one goal for the year."""

from __future__ import annotations

from youju.forms.likeness import REPORTED, Block, family
from youju.model.declaration import Kind

BLOCKS = (
    Block(30, ("项目负责人及电话",)),
    Block(20, ("主管部门", "实施单位")),
    Block(20, ("年度资金总额", "其中：财政拨款", "其他资金")),
    Block(15, ("年度目标",)),
    Block(15, ("一级指标", "二级指标", "三级指标", "指标值")),
)
FOREIGN = (*REPORTED, "项目属性", "项目期", "绩效标准", "指标目标值", "主管部门及代码", "中期资金总额")

LAYOUT = family(
    "transfer-goal",
    "绩效目标申报表",
    Kind.DECLARATION,
    BLOCKS,
    foreign=FOREIGN,
)
