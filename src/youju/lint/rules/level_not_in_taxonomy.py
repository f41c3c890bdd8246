"""一级或二级指标的名称不在这一版表格的指标体系里，汇总和计分都找不到它的位置。

每一版表格有自己的指标体系：有的版本里成本指标是二级指标，较新的版本里是一级指标。
表格按自己年度的体系核对；“效果指标”之类的通行别名不算错。

不妥的写法：

- 产出指标 → 管理指标 → 制度汇编数

建议的写法：

- 产出指标 → 数量指标 → 制度汇编数

表中若有文字像是层级名称、又归不到任何一行，只作提示：读表时可能移了位，请对照原表确认。
没有可用的指标体系时，说明未核对。
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import rows
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.indicator import Indicator
from youju.model.taxonomy import Taxonomy

_ORPHAN = "orphan_text"


def _misplaced(indicator: Indicator, tree: Taxonomy) -> tuple[str, str, str] | None:
    """The wrong field, what is wrong and what to do; a blank level is not this rule's question."""
    level1, level2 = (tree.canonical(label or "") for label in (indicator.level1, indicator.level2))
    if level1 and level1 not in tree.levels:
        allowed = "、".join(tree.levels)
        return "level1", f"一级指标“{indicator.level1}”不在“{tree.title}”里。", f"改为其中之一：{allowed}。"
    if not level2 or (level1 and level2 in tree.levels[level1]):
        return None
    homes = tree.parents(level2)
    if level1 and homes:
        wrong = f"二级指标“{indicator.level2}”在“{tree.title}”里不属于“{indicator.level1}”。"
        return "level2", wrong, f"移到“{'、'.join(homes)}”下，或者改为：{'、'.join(tree.levels[level1])}。"
    if homes:
        return None
    allowed = "、".join(tree.levels[level1] if level1 else (name for names in tree.levels.values() for name in names))
    return "level2", f"二级指标“{indicator.level2}”不在“{tree.title}”里。", f"改为其中之一：{allowed}。"


def _check(declaration: Declaration, facts: Facts) -> Iterator[Remark]:
    for note in declaration.notes:
        if note.code == _ORPHAN:
            yield Remark(
                message=note.message,
                remedy="对照原表：如果是层级名称，改为体系内的名称；如果是误留的文字，删去。",
                field="indicators",
                place=note.place,
                severity=Severity.HINT,
            )
    if facts.taxonomy is None:
        yield Remark(
            message="没有这一年度的指标体系，一级和二级指标未核对。",
            remedy="请在表上写明年度，或者为这个年度补充指标体系。",
            field="indicators",
            severity=Severity.HINT,
        )
        return
    for indicator in rows(declaration):
        wrong = _misplaced(indicator, facts.taxonomy)
        if wrong:
            yield Remark(
                field=wrong[0],
                message=wrong[1],
                remedy=wrong[2],
                indicator=indicator.name,
                place=indicator.place,
                doubts=indicator.doubts,
            )


RULE = Rule(
    code="C-01",
    slug="level_not_in_taxonomy",
    title="层级不在指标体系内",
    severity=Severity.ERROR,
    type=FindingType.COMPLIANCE,
    citation=Citation("2021年度财政项目支出绩效目标申报表“一级指标”“二级指标”栏", Status.SEEN),
    check=_check,
    page=str(__doc__),
)
