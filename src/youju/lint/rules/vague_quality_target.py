"""目标值只写一个笼统的词，年底就没有人说得清做到了几分。

“提升”“及时”“健全”说的是方向，不是尺度：自评时给几分都有理，给几分也都没有依据。
只要为这个词指定了计算口径（由哪本台账、怎样算、达到多少算达成），或者在目标值里写明了分档，就不算笼统。

不妥的写法：

- 窗口形象　目标值“提升”

建议的写法：

- 窗口检查平均分较上年提升　目标值“≥5%”
- 窗口形象　目标值“提升”，并指定口径：窗口检查平均分与上年相比，≥5% 为达成，持平为部分达成

不检查的情形：目标值里有数字、分级（二级以上）、分档（健全、基本健全、不健全）或底线（不降低、零增长）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import rows
from youju.lint.words import found, measurable, words
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.finding import FindingType, Severity
from youju.model.target import Quality

_COUNTED = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万两]+[级类等项次个家件人天月年]")


def _vague(target: Quality) -> tuple[str, ...]:
    """The vague words of the text, longest first; none when the text says how much."""
    text = f"{target.raw} {target.word}"
    if _COUNTED.search(text):
        return ()
    for phrase in words("definite"):
        text = text.replace(phrase, "")
    return tuple(word for word in found("vague", text) if not _graded(word, target.raw) and not _bounded(word, text))


def _graded(word: str, text: str) -> bool:
    """Whether the text spells out bands of the word: 健全、基本健全、不健全."""
    return text.count(word) > 1


def _bounded(word: str, text: str) -> bool:
    """Whether the word stands as a bound that can be checked: 不降低, 零增长."""
    return any(bound + word in text for bound in words("bounds"))


def _check(declaration: Declaration, facts: Facts) -> Iterator[Remark]:
    for indicator in rows(declaration):
        target = indicator.target
        if not isinstance(target, Quality) or indicator.name in facts.measured:
            continue
        vague = _vague(target)
        if vague:
            yield Remark(
                message=f"目标值“{target.raw}”没有尺度，年底无法判断做到了几分。",
                remedy=f"写成可以核对的数（{measurable(vague)}），或者为这个词指定计算口径和分档标准。",
                field="target",
                indicator=indicator.name,
                place=indicator.place,
                doubts=indicator.doubts,
            )


RULE = Rule(
    code="V-02",
    slug="vague_quality_target",
    title="目标值只有笼统的词",
    severity=Severity.WARNING,
    type=FindingType.MEASURABILITY,
    citation=Citation(
        "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》",
        Status.REMEMBERED,
        "指标值的设置",
    ),
    check=_check,
    page=str(__doc__),
)
