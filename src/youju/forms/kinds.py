"""What kind of document a form is: its columns say so, its title may say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from youju.forms import words
from youju.forms.page import Line
from youju.model.declaration import Kind, Note
from youju.model.finding import Severity

_IN_TITLE = ((Kind.SELF_EVALUATION, "自评"), (Kind.MONITORING, "监控"), (Kind.DECLARATION, "申报"))
_NAMES = {Kind.SELF_EVALUATION: "自评表", Kind.MONITORING: "监控表", Kind.DECLARATION: "申报表"}


def kind_of(lines: Sequence[Line]) -> Kind:
    """By the column labels: results or points → self-evaluation, likelihood → monitoring, else declaration."""
    labels = words.labels("columns")
    found = {labels[piece.key] for line in lines for piece in line.pieces if piece.key in labels}
    if "likelihood" in found:
        return Kind.MONITORING
    if found & {"actual", "points"}:
        return Kind.SELF_EVALUATION
    return Kind.DECLARATION


def title_clash(title: str | None, kind: Kind) -> tuple[Note, ...]:
    """A note where the title names another kind than the columns show."""
    titled = next((other for other, word in _IN_TITLE if title and word in title), kind)
    if titled == kind:
        return ()
    message = f"标题是{_NAMES[titled]}，表格的栏目却是{_NAMES[kind]}；按栏目读取。"
    return (Note("title_kind_clash", Severity.WARNING, message),)
