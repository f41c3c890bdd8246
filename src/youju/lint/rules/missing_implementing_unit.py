"""“实施单位”空着，就没有人对这些指标负责。

主管部门批预算，实施单位花钱、做事、留存凭据。两者可以是同一家，也要写出来：自评、监控和抽查都要找到它。

不妥的写法：

- 主管部门“某市行政服务中心”　实施单位（空白）

建议的写法：

- 主管部门“某市行政服务中心”　实施单位“某市行政服务中心”
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.place import Place

_PATH = "project.unit"


def _check(declaration: Declaration, _facts: Facts) -> Iterator[Remark]:
    if (declaration.project.unit or "").strip():
        return
    department = declaration.project.department
    yield Remark(
        message="“实施单位”没有填写。",
        remedy="填写具体实施项目的单位全称" + (f"；如果就是主管部门，也请写上“{department}”。" if department else "。"),
        field="unit",
        place=declaration.places.get(_PATH, Place()),
        doubts=tuple(path for path in declaration.doubts if path == _PATH),
    )


RULE = Rule(
    code="G-02",
    slug="missing_implementing_unit",
    title="实施单位空白",
    severity=Severity.WARNING,
    type=FindingType.COMPLETENESS,
    citation=Citation("2021年度财政项目支出绩效目标申报表“实施单位”栏", Status.SEEN),
    check=_check,
    page=str(__doc__),
)
