"""目标值把指标名称里的词又说了一遍，等于没有写目标。

名称说的是“看什么”，目标值说的是“要做到什么程度”。名称里已经有的词，再写成目标值，读的人得不到新的内容。

不妥的写法：

- 政务公开情况　目标值“公开”
- 活动开展及时性　目标值“及时性”

建议的写法：

- 政务公开率　目标值“=100%”（已公开的项数 ÷ 应公开的项数）
- 活动按期开展率　目标值“≥95%”（按期开展的场次 ÷ 应开展的场次）

只换目标值、不改名称，“及时性 ≥95%”又看不出是什么除以什么（V-04）：名称和目标值要一起改。
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import bare, rows
from youju.lint.words import found, measurable
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.target import Quality


def _check(declaration: Declaration, _facts: Facts) -> Iterator[Remark]:
    for indicator in rows(declaration):
        target = indicator.target
        if not isinstance(target, Quality) or not target.word:
            continue
        name = bare(indicator.name)
        if target.word in name or bare(target.raw) in name:
            yield Remark(
                message=f"目标值“{target.raw}”只是重复了指标名称，没有说要做到什么程度。",
                remedy=(
                    f"写明做到什么程度算达成：{measurable(found('vague', target.word))}。"
                    "写成百分比的，名称也一并改成“……率”，并说明分子和分母各是什么。"
                ),
                field="target",
                indicator=indicator.name,
                place=indicator.place,
                doubts=indicator.doubts,
            )


RULE = Rule(
    code="V-03",
    slug="value_repeats_name",
    title="目标值重复指标名称",
    severity=Severity.WARNING,
    type=FindingType.MEASURABILITY,
    citation=Citation("2021年度财政项目支出绩效目标申报表实例（区级，五份）", Status.SEEN),
    check=_check,
    page=str(__doc__),
)
