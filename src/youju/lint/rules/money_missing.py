"""没有金额、金额是 0 或负数，目标就没有资金可以对照。

绩效目标说的是花这些钱要做到什么。总额空着，审核人无从判断目标定得高低，预算执行率也算不出来。

不妥的写法：

- 项目资金总额（空白）　年度资金申请总额（空白）
- 项目资金总额“0”
- 当年财政拨款“-500,000”

建议的写法：

- 项目资金总额“3,596,500”　年度资金申请总额“3,596,500”

不检查的情形：只写年度资金申请总额的表；自评表和监控表，它们的金额在预算执行一栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration, Kind
from youju.model.finding import FindingType, Severity
from youju.model.place import Place

_SUMS = {
    "total": "项目资金总额",
    "fiscal": "财政资金",
    "other": "其他资金",
    "annual": "年度资金申请总额",
    "appropriation": "当年财政拨款",
    "carry_over": "上年结转资金",
    "annual_other": "年度其他资金",
}


def _check(declaration: Declaration, _facts: Facts) -> Iterator[Remark]:
    funds = declaration.funds
    if declaration.kind is Kind.DECLARATION:
        if funds.total is None and funds.annual is None:
            yield _remark(declaration, "total", "项目资金总额没有填写。", "填写项目资金总额和年度资金申请总额。")
        elif funds.total == 0:
            yield _remark(declaration, "total", "项目资金总额是 0 元。", "核对后填写批复或申请的金额。")
    for name, label in _SUMS.items():
        amount = getattr(funds, name)
        if amount is not None and amount < 0:
            said = f"{label}是负数（{amount:,f} 元）。"
            yield _remark(declaration, name, said, "改为申请的金额；调减请写调减后的数，没有的写 0 或空着。")


def _remark(declaration: Declaration, name: str, message: str, remedy: str) -> Remark:
    path = f"funds.{name}"
    return Remark(
        message=message,
        remedy=remedy,
        field=path,
        place=declaration.places.get(path, Place()),
        doubts=tuple(doubt for doubt in declaration.doubts if doubt == path),
    )


RULE = Rule(
    code="B-09",
    slug="money_missing",
    title="金额空白、为 0 或为负",
    severity=Severity.ERROR,
    type=FindingType.COMPLETENESS,
    citation=Citation("有据", Status.OURS, "目标要有资金可以对照"),
    check=_check,
    page=str(__doc__),
)
