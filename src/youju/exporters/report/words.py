"""The words the report shows for codes: states, severities, how well a rule is known, how a row counts."""

from __future__ import annotations

STATES = {"value": "已计算", "none": "无数据", "unknown": "未知", "provisional": "暂定", "stated": "陈述"}
SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}
STATUSES = {
    "seen": ("已见原文", "规则文字见于所列公开文件。"),
    "secondary": ("第三方做法", "见于第三方的做法，未见规则原文。"),
    "remembered": ("凭记忆，待核", "规则内容据记忆，文字和条款号有待与原文核对。"),
    "uncertain": ("不确定", "依据薄弱，只作提示，不单独决定得分。"),
    "ours": ("本系统约定", "规则未作规定，这是本系统的默认做法，可由单位改定。"),
}
COUNTS = {
    "numerator": "分子",
    "denominator": "仅分母",
    "both": "分子、分母",
    "base": "上年基数",
    "value": "计值",
}
FIELDS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "指标名称",
    "target": "指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "points": "得分",
    "unit": "单位",
    "comparator": "比较符号",
}
FLAGS = {
    "over-achievement": "超额完成较多，需作分析",
    "over-achievement-strong": "超出指标值一半以上",
    "over-budget": "支出超过预算",
    "strict-equal": "恰等于界限值",
    "below-pass-mark": "低于及格线，不得分",
    "reduced": "因超额完成而减分",
    "doubt": "完成值读得不确定，须由人确认",
    "negative-count": "数量不会是负数",
    "unit-mismatch": "完成值与指标值的单位不能换算",
    "impossible-percentage": "比率超出可能的范围",
    "not-a-number": "完成值不是数",
    "undefined-word": "这个词没有评分口径",
    "interval-reversed": "指标值的区间上下颠倒",
    "no-budget-but-spent": "没有预算却有支出",
    "small-sample": "样本太少，结论不稳",
}
RATES = frozenset(("share", "on_time_share", "checklist", "satisfaction", "budget_execution", "change"))
# A rate is a fraction of one unless its measure names another unit (a change may be absolute: 3 分钟).
RATE_UNITS = ("", "%")
REMEDIES = {
    "unknown": "补齐未关账期间的数据（确无发生的作零报告）并关账，然后重新计算；"
    "确实无法补齐的，由负责人陈述实际值并附证明，或者说明原因、认可按 0 分计。",
    "none": "补录可供计算的数据后重新计算；确实没有的，由负责人陈述实际值并附证明，或者说明原因、认可按 0 分计。",
}


def flag_word(code: str) -> str:
    """What a flag says; a flag without words is shown as it is."""
    return FLAGS.get(code.replace("_", "-"), code)


def field_word(path: str) -> str:
    """The label of a field of the document; a path without a label is shown as it is."""
    return FIELDS.get(path, path)
