"""各项分值加起来不是评分方案的分数，得分就加不到满分。

满分 100 分里，预算执行率先占去一份，其余的由绩效指标分。分值多了少了，自评总分都不对；写 0 分的指标等于没有这一条。

不妥的写法：

- 预算执行率 10 分，十五项指标每项 6.25 分（合计 93.75 分）
- 有的行写了分值，有的行空着

建议的写法：

- 预算执行率 10 分，各项指标合计 90 分
- 都不写，自评时按评分方案分配

不检查的情形：一项分值也没有写的表；一级指标之间怎样分。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import rows
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.indicator import Indicator

_FIELD = "weight"


def _check(declaration: Declaration, facts: Facts) -> Iterator[Remark]:
    weighed = [row for row in declaration.indicators if row.weight is not None]
    if weighed and facts.weights is not None:
        yield from _sum(declaration, weighed, facts.weights)
    for row in rows(declaration):
        if row.weight is not None and row.weight <= 0:
            yield Remark(
                message=f"“{row.name}”的分值是 {_plain(row.weight)} 分，做得好坏都不影响得分。",
                remedy="写一个大于 0 的分值，或者删去这一条。",
                field=_FIELD,
                indicator=row.name,
                place=row.place,
                doubts=row.doubts,
            )


def _sum(declaration: Declaration, weighed: list[Indicator], expected: Decimal) -> Iterator[Remark]:
    total = sum((row.weight or Decimal(0) for row in weighed), Decimal(0))
    blank = len(declaration.indicators) - len(weighed)
    if total == expected and not blank:
        return
    short = f"，还有 {blank} 行没有写" if blank else ""
    yield Remark(
        message=f"各项指标的分值合计 {_plain(total)} 分，应为 {_plain(expected)} 分{short}。",
        remedy=f"调整分值，使各行都有、合计正好 {_plain(expected)} 分；也可以全部不写，自评时按评分方案分配。",
        field="indicators",
        doubts=tuple(doubt for row in declaration.indicators for doubt in row.doubts if doubt == _FIELD),
    )


def _plain(weight: Decimal) -> str:
    return f"{weight.normalize():f}"


RULE = Rule(
    code="I-18",
    slug="weights_off_scheme",
    title="分值合计与评分方案不符",
    severity=Severity.ERROR,
    type=FindingType.COMPLIANCE,
    citation=Citation("财预〔2020〕10号《项目支出绩效评价管理办法》", Status.REMEMBERED, "单位自评的权重"),
    check=_check,
    page=str(__doc__),
)
