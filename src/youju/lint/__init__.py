"""Shelf: reads a declaration as a reviewer would; one rule a file in ``rules``."""

from __future__ import annotations

from youju.errors import NotFoundError
from youju.lint.contract import Facts, Remark, Rule
from youju.lint.rows import rows
from youju.model.declaration import Declaration
from youju.model.finding import Finding, Severity
from youju.registry import shelf

IN_DOUBT = "（读表存疑，待确认）"
_BLOCKS = ("project", "unit", "funds", "execution", "objectives")


def all_rules() -> tuple[Rule, ...]:
    """All rules, by code."""
    return tuple(sorted(shelf("youju.lint.rules", Rule), key=lambda rule: rule.code))


def rule(code: str) -> Rule:
    """The rule of that code, whatever its case. Raises NotFoundError with the codes there are."""
    for known in all_rules():
        if known.code == code.strip().upper():
            return known
    codes = "、".join(known.code for known in all_rules())
    raise NotFoundError(f"没有编号为“{code}”的审核规则。", f"现有规则：{codes}。")


def lint(declaration: Declaration, facts: Facts) -> tuple[Finding, ...]:
    """Everything the rules find, in the order of the form: head, funds, objectives, then row by row.

    What rests on a doubtful reading becomes a hint to be confirmed: the form may be right and the reader wrong.
    """
    positions = {(row.name, row.place): number for number, row in enumerate(rows(declaration))}

    def position(remark: Remark) -> tuple[int, int]:
        block = remark.field.partition(".")[0]
        if remark.indicator is None and block in _BLOCKS:
            return _BLOCKS.index(block), 0
        return len(_BLOCKS), positions.get((remark.indicator, remark.place), -1)

    found = [(position(remark), known, remark) for known in all_rules() for remark in known.check(declaration, facts)]
    return tuple(_finding(known, remark) for _, known, remark in sorted(found, key=lambda item: item[0]))


def _finding(known: Rule, remark: Remark) -> Finding:
    severity = remark.severity or known.severity
    return Finding(
        code=known.code,
        severity=Severity.HINT if remark.doubts else severity,
        type=known.type,
        message=remark.message + (IN_DOUBT if remark.doubts else ""),
        remedy=remark.remedy,
        citation=known.citation,
        indicator=remark.indicator,
        field=remark.field,
        place=remark.place,
    )
