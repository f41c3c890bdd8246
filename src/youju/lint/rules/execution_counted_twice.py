"""预算执行率已经单独计分，再作一条指标就重复计算了。

自评表里“预算执行率”本身占 10 分。把它再列为成本指标，花钱快的项目得两次分，花得省的项目失两次分；
而且它说的是钱花掉没有，不是成本高低。

不妥的写法：

- 成本指标　预算执行率　目标值“≥90%”

建议的写法：

- 成本指标　单件快递成本　目标值“≤12元”
- 删去这一条，把权重分给其他指标
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import bare, rows
from youju.lint.words import words
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity


def _is_execution(name: str) -> bool:
    return any(f"{money}{spending}率" in name for money, spending in product(words("money"), words("spending")))


def _check(declaration: Declaration, _facts: Facts) -> Iterator[Remark]:
    for indicator in rows(declaration):
        if _is_execution(bare(indicator.name)):
            yield Remark(
                message=f"“{indicator.name}”就是预算执行率，自评时已经单独计分，这里会重复计算。",
                remedy="删去这一条，或者换成真正的成本指标，例如单位成本不高于多少元。",
                field="name",
                indicator=indicator.name,
                place=indicator.place,
                doubts=indicator.doubts,
            )


RULE = Rule(
    code="B-08",
    slug="execution_counted_twice",
    title="预算执行率重复计分",
    severity=Severity.WARNING,
    type=FindingType.RELEVANCE,
    citation=Citation("财预〔2020〕10号《项目支出绩效评价管理办法》", Status.REMEMBERED, "单位自评的权重"),
    check=_check,
    page=str(__doc__),
)
