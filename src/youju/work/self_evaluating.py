"""Self-evaluate at the desk: measure, score, put people's reasons to the rows, and file what has nothing left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from youju.errors import RefusedError
from youju.evidence import lake
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Data, Dossier, Draft
from youju.model.organisation import Person
from youju.notation.document_reader import declaration_from
from youju.notation.number import plain
from youju.notation.text import name_key
from youju.stages.declare import DECLARED
from youju.stages.permissions import Deed, Refusal, Standing, alone, decide_on
from youju.stages.self_evaluate import SELF_EVALUATED, Missing, form, missing, points_text, row_document, self_evaluate
from youju.stages.sheet import Sheet, answered
from youju.work.declaring import dossiers
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.reasons import Reasons
from youju.work.workspace import Workspace, now


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """One project's sheet; ``act`` None: not filed, ``missing`` says why."""

    project: ProjectSheet
    sheet: Sheet
    missing: tuple[Missing, ...]
    act: Act | None


def self_evaluate_projects(  # noqa: PLR0913, PLR0917 (whose projects, what is said of them, and who says it)
    workspace: Workspace,
    as_of: date,
    reasons: Reasons,
    person: Person,
    only: Sequence[Dossier] | None = None,
    standing: Standing | None = None,
) -> tuple[SelfEvaluation, ...]:
    """Computes every project (or those named) and files each whose sheet is complete and whose phase allows it.

    Raises RefusedError when the person may file none of them.
    """
    chosen = dossiers(workspace) if only is None else only
    refusals = [decide_on(Deed.SELF_EVALUATE, person, standing or alone(person), dossier) for dossier in chosen]
    if refusals and refusals[0] is not None and all(refusals):
        place: dict[str, object] = {"name": chosen[0].stream.partition("/")[2]}
        raise RefusedError(refusals[0].message, refusals[0].remedy, place)
    seen = view(workspace, as_of)
    projects = measure_projects(seen, chosen)
    names = {name_key(project.declaration.project.name or "") for project in projects}
    for name in (*(name for name, _ in reasons.answers), *(reasons.results or {})):
        if name_key(name) not in names:
            raise RefusedError(f"理由表里的项目“{name}”不在工作区中。", "请核对项目名称。")
    checked = [
        _checked(seen, project, reasons, person, refusal) for project, refusal in zip(projects, refusals, strict=True)
    ]
    return tuple(_filed(workspace, done, draft) for done, draft in checked)


def _checked(
    seen: View, project: ProjectSheet, reasons: Reasons, person: Person, refusal: Refusal | None
) -> tuple[SelfEvaluation, Draft | None]:
    """The sheet with people's answers and the act it would make; nothing is stored before all projects are checked."""
    name = project.declaration.project.name or ""
    sheet = answered(project.sheet, reasons.of(name), person.name)
    barred = () if refusal is None else (Missing("办理阶段", refusal.message, refusal.remedy),)
    lacking = (*barred, *missing(sheet))
    done = SelfEvaluation(project, sheet, lacking, None)
    if lacking:
        return done, None
    return done, self_evaluate(sheet, _facts(seen, project, reasons.result(name)), person, now())


def _filed(workspace: Workspace, done: SelfEvaluation, draft: Draft | None) -> SelfEvaluation:
    if draft is None:
        return done
    dossier = done.project.dossier
    return replace(done, act=workspace.store.append(dossier.stream, draft, after=len(dossier.acts)))


def _facts(seen: View, project: ProjectSheet, result: str | None) -> dict[str, Data]:
    used = sorted({item.question.ledger.code for item in (*project.asked, project.execution) if item.question})
    for code in used:
        lake.verify_sources(seen.workspace.root, seen.cut(code))
    cuts: dict[str, Data] = {code: {"sequence": seen.cut(code).sequence, "head": seen.cut(code).head} for code in used}
    declared = project.dossier.latest(DECLARED)
    return {
        "as_of": seen.as_of.isoformat(),
        "cuts": cuts,
        "declared": None if declared is None else declared.digest,
        "annual_result": result,
    }


def filed_form(dossier: Dossier) -> tuple[Declaration, Act] | None:
    """The latest filed self-evaluation of the dossier as a document, with its act; None when none is filed."""
    act = dossier.latest(SELF_EVALUATED)
    return None if act is None else (declaration_from(act.body), act)


def draft_form(workspace: Workspace, dossier: Dossier, as_of: date) -> Declaration:
    """The self-evaluation as it stands, not filed."""
    (project,) = measure_projects(view(workspace, as_of), [dossier])
    return form(project.sheet)


def self_evaluation_document(done: SelfEvaluation) -> dict[str, Data]:
    """One project as ``self-evaluate --json`` prints it."""
    total, act = done.sheet.total, done.act
    return {
        "name": done.project.declaration.project.name,
        "year": done.project.declaration.year,
        "scheme": done.sheet.scheme.code,
        "filed": act is not None,
        "act": None if act is None else {"stream": act.stream, "sequence": act.sequence, "digest": act.digest},
        "points": points_text(total.points),
        "open_weight": plain(total.open_weight),
        "lost": plain(total.lost),
        "provisional": total.provisional,
        "grade": total.grade,
        "execution": row_document(done.sheet.execution),
        "indicators": [row_document(line) for line in done.sheet.lines],
        "missing": [{"indicator": item.indicator, "why": item.why, "remedy": item.remedy} for item in done.missing],
    }
