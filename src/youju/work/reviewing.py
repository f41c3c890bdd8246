"""Review at the desk: submit, comment, return and approve a dossier, as far as the permission table allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.errors import ConflictError, UnreadableError
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Data, Dossier
from youju.model.finding import Finding, Severity
from youju.model.organisation import Person
from youju.stages import review
from youju.stages.declare import DECLARED
from youju.stages.permissions import Deed, Standing, alone, require, who
from youju.stages.review import CellComment, Remark, comments_of
from youju.stages.status import Phase, phase_of
from youju.work.declaring import current
from youju.work.linting import findings_of
from youju.work.measuring import measured_names, view
from youju.work.workspace import Workspace, moment_words, now, today


@dataclass(frozen=True, slots=True)
class Approvable:
    """What a reviewer is about to approve, to be looked at once more.

    ``submitted`` is the act that put it before the reviewer (None: nobody did), ``version`` the digest of the form it
    speaks of, ``findings`` how many of each severity still stand, ``remarks`` what reviewers said and the unit has not
    changed since, ``lifted_by`` who can unlock the form again.
    """

    declaration: Declaration
    version: str
    submitted: Act | None
    findings: Mapping[Severity, int]
    remarks: tuple[Remark, ...]
    lifted_by: str


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


def approve(  # noqa: PLR0913 (which version, by whom, seen from where)
    workspace: Workspace,
    dossier: Dossier,
    person: Person,
    text: str | None = None,
    standing: Standing | None = None,
    *,
    version: str | None = None,
) -> Act:
    """Approves the submitted version and locks it. Raises RefusedError: not allowed, or open doubts.

    ``version``: the one the person looked at (see ``Approvable``). Raises ConflictError when it is another by now.
    """
    require(Deed.APPROVE, person, standing or alone(person), dossier)
    declared = _declared(dossier)
    if version not in (None, declared.digest):
        raise ConflictError(
            f"没有批准：{declared.by} 已于 {moment_words(declared.at)} 申报了新的一版，不是您核对的那一版。",
            "请刷新审核页，核对新的一版后再批准。",
        )
    draft = review.approve(dossier, person, now(), text)
    return workspace.store.append(dossier.stream, draft, after=len(dossier.acts))


def approvable(dossier: Dossier, findings: Sequence[Finding]) -> Approvable:
    """What approving would settle now, with the ``findings`` of the version that counts."""
    counted = Counter(finding.severity for finding in findings)
    return Approvable(
        declaration=current(dossier),
        version=_declared(dossier).digest,
        submitted=dossier.latest(Phase.SUBMITTED),
        findings={severity: counted[severity] for severity in Severity},
        remarks=tuple(remark for remark in comments_of(dossier) if not remark.changed),
        lifted_by=who(Deed.RETURN),
    )


def _declared(dossier: Dossier) -> Act:
    return next(act for act in reversed(dossier.acts) if act.kind == DECLARED)


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
