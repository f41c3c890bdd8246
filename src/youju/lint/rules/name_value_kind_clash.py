"""名称说的是一个数，目标值却是一个词；或者反过来，名称说的是状态，目标值却是百分比。

名称以“率”“度”“数”结尾，读的人等着看一个数。写成“及时”，既算不出得分，也无法与往年比较。
名称以“性”“情况”等结尾却写百分比，则看不出是什么除以什么。

不妥的写法：

- 工程完工及时率　目标值“及时”
- 制度健全性　目标值“=100%”

建议的写法：

- 工程完工及时率　目标值“≥95%”
- 应有制度生效率　目标值“=100%”

不检查的情形：效率、制度、进度之类以“率”“度”“数”结尾、说的却不是数的词。
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import bare, rows
from youju.lint.words import ending, found, measurable
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.target import Interval, Quality, Quantity, Target
from youju.model.unit import is_rate


def _clash(name: str, target: Target) -> tuple[str, str] | None:
    """What is wrong and what to do, or None."""
    number = None if ending("not_numeric", name) else ending("numeric_endings", name)
    if number and isinstance(target, Quality):
        return (
            f"指标名称以“{number}”结尾，应当是一个数，目标值却是文字“{target.raw}”。",
            f"把目标值写成数（{measurable(found('vague', target.word))}）；只能写文字的，改掉名称末尾的“{number}”。",
        )
    state = ending("wordy_endings", name)
    if state and isinstance(target, Quantity | Interval) and is_rate(target.unit):
        return (
            f"指标名称以“{state}”结尾，说的是状态，目标值却是百分比“{target.raw}”，看不出是什么除以什么。",
            "把名称改成“……率”，并说明分子和分母各是什么。",
        )
    return None


def _check(declaration: Declaration, _facts: Facts) -> Iterator[Remark]:
    for indicator in rows(declaration):
        clash = _clash(bare(indicator.name), indicator.target)
        if clash:
            yield Remark(
                message=clash[0],
                remedy=clash[1],
                field="target",
                indicator=indicator.name,
                place=indicator.place,
                doubts=indicator.doubts,
            )


RULE = Rule(
    code="V-04",
    slug="name_value_kind_clash",
    title="名称与目标值的类型对不上",
    severity=Severity.WARNING,
    type=FindingType.MEASURABILITY,
    citation=Citation("2021年度财政项目支出绩效目标申报表实例（区级，五份）", Status.SEEN),
    check=_check,
    page=str(__doc__),
)
