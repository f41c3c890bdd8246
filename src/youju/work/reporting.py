"""The report of a workspace: every project's sheet with the whole path of every score, as static pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from youju.engines.embedded import calculation
from youju.exporters.report import report_pages
from youju.model.dossier import Act, Data
from youju.model.organisation import ROLE_NAMES, Role
from youju.notation.document_reader import declaration_from
from youju.notation.number import plain
from youju.notation.target import format_target
from youju.stages.self_evaluate import SELF_EVALUATED, points_text, printed_actual, result_text, score_document
from youju.stages.sheet import Line, Sheet
from youju.work.explaining import path_of, why_document
from youju.work.linting import finding_document, findings_of
from youju.work.measuring import ProjectSheet, View, measured_names
from youju.work.workspace import now

PROVING_ROWS = 100


def write_report(
    seen: View,
    sheets: Sequence[tuple[ProjectSheet, Sheet]],
    folder: Path,
    form_of: Mapping[str, str],
    step: Callable[[], None],
) -> Path:
    """Writes the pages into ``folder`` and gives the first one.

    ``sheets``: each project with its sheet after people's reasons. ``form_of``: stream → path of the filled form
    relative to the report. ``step`` is called once a project, for progress.
    """
    projects: list[Data] = []
    questions = (asked.question for project, _ in sheets for asked in (*project.asked, project.execution))
    ledgers = {question.ledger.code for question in questions if question is not None}
    with calculation([seen.cut(ledger) for ledger in sorted(ledgers)]) as engine:
        shared = replace(seen, engine=engine)
        for project, sheet in sheets:
            projects.append(_project(shared, project, sheet, form_of.get(project.dossier.stream)))
            step()
    report = {
        "workspace": {"name": seen.workspace.name, "kind": seen.workspace.kind},
        "generated": now(),
        "as_of": seen.as_of.isoformat(),
        "projects": projects,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in report_pages(report).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page)
    return folder / "index.html"


def _project(seen: View, project: ProjectSheet, sheet: Sheet, form: str | None) -> dict[str, Data]:
    declaration, total = project.declaration, sheet.total
    act = _filed(seen, project)
    return {
        "name": declaration.project.name,
        "code": declaration.project.code,
        "year": declaration.year,
        "department": declaration.project.department,
        "unit": declaration.project.unit,
        "category": declaration.project.category,
        "funds": {
            key: None if amount is None else plain(amount)
            for key, amount in (
                ("total", declaration.funds.total),
                ("fiscal", declaration.funds.fiscal),
                ("annual", declaration.funds.annual),
                ("appropriation", declaration.funds.appropriation),
            )
        },
        "objectives": {
            "overall": declaration.objectives.overall,
            "annual": declaration.objectives.annual,
            "annual_result": result_text(sheet) if act is None else declaration_from(act.body).objectives.annual_result,
        },
        "filed": None
        if act is None
        else {
            "at": act.at,
            "by": act.by,
            "role": ROLE_NAMES[Role(act.role)],
            "digest": act.digest,
            "sequence": act.sequence,
        },
        "form": form,
        "total": {
            "weight": plain(total.weight),
            "points": points_text(total.points),
            "open_weight": plain(total.open_weight),
            "lost": plain(total.lost),
            "provisional": total.provisional,
            "grade": total.grade,
        },
        "execution": _row(seen, project, 0, sheet.execution),
        "findings": [
            finding_document(finding, declaration)
            for finding in findings_of(declaration, measured_names(seen, declaration), seen.workspace.jurisdiction)
        ],
        "indicators": [_row(seen, project, number, line) for number, line in enumerate(sheet.lines, start=1)],
    }


def _filed(seen: View, project: ProjectSheet) -> Act | None:
    acts = seen.workspace.store.acts(project.dossier.stream)
    return next((act for act in reversed(acts) if act.kind == SELF_EVALUATED), None)


def _row(seen: View, project: ProjectSheet, number: int, line: Line) -> dict[str, Data]:
    path = why_document(path_of(seen, project, number, PROVING_ROWS))
    scored = score_document(line.score)
    lost = None if line.score.points is None else line.score.weight - line.score.points
    return {
        **path,
        "name": line.indicator.name,
        "target": format_target(line.indicator.target) if number else None,
        "actual": printed_actual(line).raw if number else None,
        "weight": scored["weight"],
        "points": scored["points"],
        "share": scored["share"],
        "rule": {
            "id": scored["rule"],
            "text": scored["rule_text"],
            "source": scored["rule_source"],
            "status": scored["rule_status"],
        },
        "working": scored["working"],
        "flags": [*line.score.flags, *line.measurement.flags],
        "reason": line.reason,
        "stated": None
        if line.measurement.stated is None
        else {
            "by": line.measurement.stated.by,
            "reason": line.measurement.stated.reason,
            "proof": line.measurement.stated.proof,
        },
        "conceded": line.conceded,
        "lost": None if not lost else plain(lost),
        "lost_words": None if not lost else line.score.working,
    }
