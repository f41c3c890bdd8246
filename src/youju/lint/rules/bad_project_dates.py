"""项目完成在开始之前，或者只写了一个日期，就看不出项目做多久。

起止日期定下项目跨几个年度、年度目标与总目标是否一回事、截止期限是否落在项目之内。

不妥的写法：

- 计划开始日期“2021-12-31”　计划完成日期“2021-01-01”
- 计划开始日期“2021-01-01”　计划完成日期（空白）

建议的写法：

- 计划开始日期“2021-01-01”　计划完成日期“2021-12-31”

不检查的情形：两个日期都没有的表，有的版式不设这两栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.place import Place

_LABELS = {"start": "计划开始日期", "end": "计划完成日期"}


def _check(declaration: Declaration, _facts: Facts) -> Iterator[Remark]:
    start, end = declaration.project.start, declaration.project.end
    if start is None and end is None:
        return
    if start is None or end is None:
        missing, known = ("start", "end") if start is None else ("end", "start")
        said = f"写了“{_LABELS[known]}”，没有写“{_LABELS[missing]}”。"
        yield _remark(declaration, missing, said, f"补上{_LABELS[missing]}，例如 {start or end}。")
    elif end < start:
        said = f"计划完成日期 {end} 早于计划开始日期 {start}。"
        yield _remark(declaration, "end", said, "核对两个日期，完成不能早于开始；常见的是两栏写反，或年份写错。")


def _remark(declaration: Declaration, field: str, message: str, remedy: str) -> Remark:
    paths = tuple(f"project.{name}" for name in _LABELS)
    return Remark(
        message=message,
        remedy=remedy,
        field=field,
        place=declaration.places.get(f"project.{field}", Place()),
        doubts=tuple(path for path in declaration.doubts if path in paths),
    )


RULE = Rule(
    code="G-04",
    slug="bad_project_dates",
    title="起止日期不成立",
    severity=Severity.ERROR,
    type=FindingType.COMPLIANCE,
    citation=Citation("第三方绩效目标审核做法", Status.SECONDARY),
    check=_check,
    page=str(__doc__),
)
