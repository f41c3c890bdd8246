"""A rule's page: what ``youju explain`` prints and what stands in ``docs/reference``, from one source."""

from __future__ import annotations

from youju.lint.contract import Rule
from youju.model.citation import Status
from youju.model.finding import FindingType, Severity

SEVERITY_NAMES = {
    Severity.ERROR: "错误（改正后才能报送）",
    Severity.WARNING: "警告（需要改正或说明理由）",
    Severity.HINT: "提示（供参考）",
}
TYPE_NAMES = {
    FindingType.COMPLETENESS: "完整性",
    FindingType.COMPLIANCE: "合规性",
    FindingType.MEASURABILITY: "可衡量性",
    FindingType.RELEVANCE: "相关性",
    FindingType.MISMATCH: "一致性",
}
STATUS_NAMES = {
    Status.SEEN: "已见原文或实例",
    Status.SECONDARY: "见于第三方做法",
    Status.REMEMBERED: "凭记忆引用，文字与条款待核对",
    Status.UNCERTAIN: "不确定，仅供参考",
    Status.OURS: "本系统的默认做法",
}


def page_of(rule: Rule) -> str:
    """The page in Markdown: title, severity and type, the text, the citation and how well it is known."""
    citation = rule.citation
    return "\n".join(
        [
            f"# {rule.code} {rule.title}",
            "",
            f"- 级别：{SEVERITY_NAMES[rule.severity]}",
            f"- 类型：{TYPE_NAMES[rule.type]}",
            f"- 规则文件：`{rule.slug}`",
            "",
            rule.page.strip(),
            "",
            f"依据：{citation.text}",
            f"（{STATUS_NAMES[citation.status]}）",
            "",
        ]
    )
