"""The dossier as a history: each act with what it was in words, and the form it holds where it holds one."""

from __future__ import annotations

from dataclasses import dataclass

from youju.errors import NotFoundError
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Data, Dossier
from youju.notation.document_reader import declaration_from
from youju.stages.review import COMMENTED
from youju.stages.status import Phase

NAMES = {
    Phase.DECLARED.value: "申报",
    Phase.SUBMITTED.value: "提交审核",
    COMMENTED: "审核意见",
    Phase.RETURNED.value: "退回",
    Phase.APPROVED.value: "批准",
    Phase.SELF_EVALUATED.value: "填报自评",
}
_WITH_FORM = frozenset({Phase.DECLARED.value, Phase.SELF_EVALUATED.value})


@dataclass(frozen=True, slots=True)
class Moment:
    """An act in words: the ``name`` of its kind, what a person ``said`` with it, whether it holds a form to open."""

    act: Act
    name: str
    version: int | None
    said: tuple[str, ...]
    points: str | None
    opens: bool


def moments(dossier: Dossier) -> tuple[Moment, ...]:
    """Every act, the latest first; ``version`` counts the declared ones."""
    found: list[Moment] = []
    version = 0
    for act in dossier.acts:
        declares = act.kind == Phase.DECLARED.value
        version += declares
        name = "修改目标" if declares and version > 1 else NAMES.get(act.kind, act.kind)
        number = version if declares else None
        found.append(Moment(act, name, number, _said(act), _points(act), act.kind in _WITH_FORM))
    return tuple(reversed(found))


def act_of(dossier: Dossier, sequence: int) -> Act:
    """The act of that number. Raises NotFoundError."""
    if not 1 <= sequence <= len(dossier.acts):
        raise NotFoundError(f"档案里没有第{sequence}条记录。", f"共有 {len(dossier.acts)} 条记录。")
    return dossier.acts[sequence - 1]


def form_of(act: Act) -> Declaration:
    """The form that a declaring or self-evaluating act holds."""
    return declaration_from(act.body)


def until(dossier: Dossier, sequence: int) -> Dossier:
    """The dossier as it was right after that act."""
    return Dossier(dossier.stream, dossier.acts[:sequence])


def _said(act: Act) -> tuple[str, ...]:
    whole = act.body.get("text")
    cells = act.body.get("comments")
    texts = [_cell(cell) for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
    return (*([str(whole)] if whole else []), *texts)


def _cell(cell: dict[str, Data]) -> str:
    where = cell.get("indicator")
    return f"{where}：{cell['text']}" if where else str(cell["text"])


def _points(act: Act) -> str | None:
    totals = act.body.get("totals")
    points = totals.get("points") if isinstance(totals, dict) else None
    return None if act.kind != Phase.SELF_EVALUATED.value or points is None else str(points)
