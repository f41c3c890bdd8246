"""Hand out official forms: the declaration, and the self-evaluation, filed or in draft, in the format of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from youju import exporters, forms
from youju.errors import NotFoundError, RefusedError
from youju.forms.contract import Style
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Dossier
from youju.model.grid import Grid
from youju.model.organisation import Person
from youju.stages.declare import DECLARED
from youju.stages.self_evaluate import form as form_of
from youju.work import answering
from youju.work.declaring import current
from youju.work.measuring import measure_projects, view
from youju.work.self_evaluating import draft_form, filed_form
from youju.work.workspace import DEMO_MARK, Workspace, moment_words

DRAFT_MARK = "草稿"
DECLARATION, SELF_EVALUATION = "shanghai-2021", "shanghai-selfeval"
_FORMS = {
    "declaration": DECLARATION,
    "申报表": DECLARATION,
    DECLARATION: DECLARATION,
    "self-evaluation": SELF_EVALUATION,
    "自评表": SELF_EVALUATION,
    SELF_EVALUATION: SELF_EVALUATION,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed to a sheet and has not filed; ``base``: how many acts the dossier had then."""

    content: answering.Content
    base: int
    person: Person


def sheet_of(form: Declaration) -> Grid:
    """The official self-evaluation form as cells, for a page."""
    return forms.fill(SELF_EVALUATION, form, Style())


def fill(  # noqa: PLR0913, PLR0917 (which form of what, where to, and what is not filed yet)
    workspace: Workspace, dossier: Dossier, form: str, to: Path, as_of: date, typed: Typed | None = None
) -> Path:
    """Writes the form; in the draft of a self-evaluation stands what was ``typed``, in a filed one what was filed.

    Raises NotFoundError for an unknown form or format, RefusedError where it cannot be written.
    """
    layout = _FORMS.get(form)
    if layout is None:
        raise NotFoundError(f"没有表“{form}”。", "现在可以填写的表：declaration（申报表）、self-evaluation（自评表）。")
    code = to.suffix.removeprefix(".").lower()
    if not code:
        raise RefusedError(f"“{to}”没有后缀，不知道写成什么格式。", f"请写成 {to.name}.docx。")
    document, style = (
        _declaration(workspace, dossier)
        if layout == DECLARATION
        else _self_evaluation(workspace, dossier, as_of, typed)
    )
    data = exporters.write(forms.fill(layout, document, style), code)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
    except OSError as fault:
        raise RefusedError(
            f"“{to}”写不进去：{fault.strerror}。", "请换一个可以写入的位置。", {"path": str(to)}
        ) from None
    return to


def _declaration(workspace: Workspace, dossier: Dossier) -> tuple[Declaration, Style]:
    """The declared version that counts."""
    document, act = current(dossier), dossier.latest(DECLARED)
    return document, Style(
        watermark=DEMO_MARK if workspace.demo else None, footer=_recorded("申报", act) if act else None
    )


def _self_evaluation(
    workspace: Workspace, dossier: Dossier, as_of: date, typed: Typed | None
) -> tuple[Declaration, Style]:
    """The filed self-evaluation, else the draft, which says so."""
    filed = filed_form(dossier)
    marks = [mark for mark, needed in ((DEMO_MARK, workspace.demo), (DRAFT_MARK, filed is None)) if needed]
    watermark = " ".join(marks) or None
    if filed is None:
        return _draft(workspace, dossier, as_of, typed), Style(
            watermark=watermark, footer=f"未填报的草稿 · 截至 {as_of}"
        )
    return filed[0], Style(watermark=watermark, footer=_recorded("自评", filed[1]))


def _draft(workspace: Workspace, dossier: Dossier, as_of: date, typed: Typed | None) -> Declaration:
    """The self-evaluation as it stands, not filed."""
    if typed is None:
        return draft_form(workspace, dossier, as_of)
    (project,) = measure_projects(view(workspace, as_of), [dossier])
    content = answering.content_of(project, typed.content, typed.base)
    sheet = answering.answered_sheet(project, content, typed.person).sheet
    return form_of(sheet, content.get(answering.RESULT))


def _recorded(what: str, act: Act) -> str:
    return f"{what}记录 {moment_words(act.at)} · 摘要 {act.digest}"
