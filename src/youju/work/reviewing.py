"""Review at the desk: submit, comment, return and approve a dossier, as far as the permission table allows."""

from __future__ import annotations

from collections.abc import Sequence

from youju.errors import UnreadableError
from youju.model.dossier import Act, Data, Dossier
from youju.model.finding import Finding
from youju.model.organisation import Person
from youju.stages import review
from youju.stages.permissions import Deed, Standing, alone, require
from youju.stages.review import CellComment
from youju.stages.status import phase_of
from youju.work.declaring import current
from youju.work.linting import findings_of
from youju.work.measuring import measured_names, view
from youju.work.workspace import Workspace, now, today


def submit(
    workspace: Workspace,
    dossier: Dossier,
    person: Person,
    text: str | None = None,
    standing: Standing | None = None,
) -> Act:
    """Puts the declared version before the reviewer. Raises RefusedError: not allowed, open doubts, errors."""
    require(Deed.SUBMIT, person, standing or alone(person), dossier)
    draft = review.submit(dossier, standing_findings(workspace, dossier), person, now(), text)
    return workspace.store.append(dossier.stream, draft, after=len(dossier.acts))


def comment(
    workspace: Workspace, dossier: Dossier, cell: CellComment, person: Person, standing: Standing | None = None
) -> Act:
    """Pins a comment to a cell of the submitted version. Raises RefusedError."""
    require(Deed.COMMENT, person, standing or alone(person), dossier)
    draft = review.comment(dossier, cell, person, now())
    return workspace.store.append(dossier.stream, draft, after=len(dossier.acts))


def return_(  # noqa: PLR0913, PLR0917 (the reasons have two forms, on cells and on the whole)
    workspace: Workspace,
    dossier: Dossier,
    cells: Sequence[CellComment],
    text: str | None,
    person: Person,
    standing: Standing | None = None,
) -> Act:
    """Gives the dossier back to its unit, which may then change it. Raises RefusedError, also without a reason."""
    require(Deed.RETURN, person, standing or alone(person), dossier)
    draft = review.return_(dossier, cells, text, person, now())
    return workspace.store.append(dossier.stream, draft, after=len(dossier.acts))


def approve(
    workspace: Workspace,
    dossier: Dossier,
    person: Person,
    text: str | None = None,
    standing: Standing | None = None,
) -> Act:
    """Approves the submitted version and locks it. Raises RefusedError: not allowed, or open doubts."""
    require(Deed.APPROVE, person, standing or alone(person), dossier)
    draft = review.approve(dossier, person, now(), text)
    return workspace.store.append(dossier.stream, draft, after=len(dossier.acts))


def standing_findings(workspace: Workspace, dossier: Dossier) -> tuple[Finding, ...]:
    """What the rules say of the version that counts."""
    declaration = current(dossier)
    measured = measured_names(view(workspace, today()), declaration)
    return findings_of(declaration, measured, workspace.jurisdiction)


def cells_from(texts: Sequence[str]) -> tuple[CellComment, ...]:
    """Comments written ``FIELD=TEXT``. Raises UnreadableError where the equals sign is missing."""
    parted = [(text, text.partition("=")) for text in texts]
    for text, (field, sign, _) in parted:
        if not sign or not field.strip():
            raise UnreadableError(
                f"意见“{text}”没有写明是哪一格。", "请写成 funds.total=总额与分项不符，或 indicators.3.target=…。"
            )
    return tuple(CellComment(field.strip(), None, said) for _, (field, _, said) in parted)


def review_document(dossier: Dossier, act: Act) -> dict[str, Data]:
    """What became of the dossier, as ``submit``, ``return`` and ``approve --json`` print it."""
    phase = phase_of(Dossier(dossier.stream, (*dossier.acts, act)))
    year, _, project = dossier.stream.partition("/")
    return {
        "project": project,
        "year": int(year),
        "phase": None if phase is None else phase.value,
        "act": {"stream": act.stream, "sequence": act.sequence, "digest": act.digest},
        "text": act.body.get("text"),
        "comments": act.body.get("comments", []),
        "findings": act.body.get("findings"),
    }
