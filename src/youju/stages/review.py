"""Review (审核): submit, comment on cells, return with reasons, approve; each act names the version it speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.errors import RefusedError
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Data, Dossier, Draft
from youju.model.finding import Finding, Severity
from youju.model.organisation import Person
from youju.notation.document_reader import declaration_from
from youju.stages.status import Phase

COMMENTED = "commented"
_CELLS = ("title", "year", "project", "funds", "objectives", "indicators")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class CellComment:
    """What a reviewer says of one cell.

    ``field`` is a path in the document: ``funds.total``, ``objectives.annual``, ``indicators.3.target`` (rows count
    from 1, as on the form); ``indicator`` is the name of that row, filled in where it is not given.
    """

    field: str
    indicator: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or reason of return for display. ``field`` None: it is about the whole form.

    ``changed``: the unit has declared another version since; ``earlier``: it was said before the latest submission.
    """

    field: str | None
    indicator: str | None
    text: str
    by: str
    role: str
    at: str
    kind: str
    changed: bool
    earlier: bool


def submit(dossier: Dossier, findings: Sequence[Finding], person: Person, at: str, text: str | None = None) -> Draft:
    """The act of submitting. Raises RefusedError while a doubt is open or a finding of severity error stands."""
    declared = _declared(dossier)
    _refuse_doubts(declared, "提交审核")
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        said = "；".join(finding.message.rstrip("。") for finding in errors[:_MOST_NAMED])
        raise RefusedError(
            f"还有{len(errors)}处错误，不能提交审核：{said}{'……' if len(errors) > _MOST_NAMED else '。'}",
            f"{errors[0].remedy}改好后重新申报，再提交。",
        )
    counted = Counter(finding.severity for finding in findings)
    body: dict[str, Data] = {"findings": {severity.value: counted[severity] for severity in Severity}}
    return _draft(Phase.SUBMITTED, declared, person, at, {"text": _said(text), **body})


def comment(dossier: Dossier, cell: CellComment, person: Person, at: str) -> Draft:
    """The act of commenting on a cell. Raises RefusedError for a cell that the form does not have, or no text."""
    declared = _declared(dossier)
    return _draft(COMMENTED, declared, person, at, {"comments": [_pinned(declared, cell)]})


def return_(dossier: Dossier, reasons: Sequence[CellComment], text: str | None, person: Person, at: str) -> Draft:
    """The act of returning. Raises RefusedError without any reason: a text, or a comment on a cell."""
    declared = _declared(dossier)
    pinned: list[Data] = [_pinned(declared, cell) for cell in reasons]
    said = _said(text)
    if said is None and not pinned:
        raise RefusedError("退回要写明理由。", "请写一段理由，或在具体的格子上写意见。")
    return _draft(Phase.RETURNED, declared, person, at, {"text": said, "comments": pinned})


def approve(dossier: Dossier, person: Person, at: str, text: str | None = None) -> Draft:
    """The act of approving the version that was submitted. Raises RefusedError while a doubt is open."""
    declared = _declared(dossier)
    _refuse_doubts(declared, "批准")
    return _draft(Phase.APPROVED, declared, person, at, {"text": _said(text)})


def open_doubts(declaration: Declaration) -> tuple[str, ...]:
    """The fields that the form leaves open and nobody has answered, in words."""
    head = [f"表头的“{doubt}”" for doubt in declaration.doubts]
    rows = [f"“{row.name}”的“{doubt}”" for row in declaration.indicators for doubt in row.doubts]
    return (*head, *rows)


def comments_of(dossier: Dossier) -> tuple[Remark, ...]:
    """Comments and reasons of return that still stand: a remark stands until the project is approved."""
    approved, submitted = dossier.latest(Phase.APPROVED), dossier.latest(Phase.SUBMITTED)
    last = dossier.latest(Phase.DECLARED)
    since = 0 if approved is None else approved.sequence
    round_start = 0 if submitted is None else submitted.sequence
    version = None if last is None else last.digest
    return tuple(
        Remark(
            field=_text(item.get("field")),
            indicator=_text(item.get("indicator")),
            text=str(item["text"]),
            by=act.by,
            role=act.role,
            at=act.at,
            kind=act.kind,
            changed=act.body.get("declared") != version,
            earlier=act.sequence < round_start,
        )
        for act in dossier.acts
        if act.kind in (COMMENTED, Phase.RETURNED) and act.sequence > since
        for item in _items(act.body)
    )


def _items(body: Mapping[str, Data]) -> list[Mapping[str, Data]]:
    """What one act says: the text about the whole form first, then the cells."""
    cells = body.get("comments")
    pinned = [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
    whole: list[Mapping[str, Data]] = [{"text": body["text"]}] if body.get("text") else []
    return [*whole, *pinned]


def _text(value: Data) -> str | None:
    return value if isinstance(value, str) else None


def _declared(dossier: Dossier) -> Act:
    act = dossier.latest(Phase.DECLARED)
    if act is None:
        raise RefusedError("这个项目还没有申报表。", "请先申报。")
    return act


def _draft(kind: str, declared: Act, person: Person, at: str, body: Mapping[str, Data]) -> Draft:
    return Draft(str(kind), person.name, person.role.value, at, {"declared": declared.digest, **body})


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None


def _refuse_doubts(declared: Act, what: str) -> None:
    doubts = open_doubts(declaration_from(declared.body))
    if doubts:
        named = "、".join(doubts[:_MOST_NAMED]) + ("等" if len(doubts) > _MOST_NAMED else "")
        raise RefusedError(
            f"还有{len(doubts)}处疑问没有答复，不能{what}：{named}。",
            "请逐项答复疑问，申报答复后的一版。",
            {"lifted_by": "declare"},
        )


def _pinned(declared: Act, cell: CellComment) -> dict[str, Data]:
    """The comment as the act keeps it, with the name of the row, so that it is found again when rows move."""
    text, parts = _said(cell.text), cell.field.split(".")
    if text is None:
        raise RefusedError(f"对“{cell.field}”的意见是空的。", "请写明意见。")
    found: Data = dict(declared.body) if parts[0] in _CELLS else None
    row: Data = None
    for part in parts:
        found = _inner(found, part, cell.field)
        row = found if row is None and isinstance(found, dict) and parts[0] == "indicators" else row
    name = _text(row.get("name")) if isinstance(row, dict) else None
    if cell.indicator is not None and cell.indicator != name:
        raise RefusedError(
            f"“{cell.field}”是“{name or '表头'}”，不是“{cell.indicator}”。", "表格可能已经改过，请重新打开后再写。"
        )
    return {"field": cell.field, "indicator": name, "text": text}


def _inner(outer: Data, part: str, path: str) -> Data:
    if isinstance(outer, dict) and part in outer:
        return outer[part]
    if isinstance(outer, list) and part.isascii() and part.isdigit() and 1 <= int(part) <= len(outer):
        return outer[int(part) - 1]
    raise RefusedError(f"申报表上没有“{path}”这一格。", "请写成 funds.total、indicators.3.target（行从 1 数起）这样。")
