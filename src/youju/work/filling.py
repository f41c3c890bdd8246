"""Hand out official forms: the declaration, and the self-evaluation, filed or in draft, in the format of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from youju import exporters, forms, packs
from youju.errors import NotFoundError, RefusedError
from youju.forms.blank import blank, tree_of
from youju.forms.contract import Style
from youju.model.declaration import Declaration, Kind
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
SELF_EVALUATION = "shanghai-selfeval"
DECLARATIONS = ((2026, "shanghai-2026"), (0, "shanghai-2021"))  # the form in use from a year on
_KINDS = {
    "declaration": Kind.DECLARATION,
    "申报表": Kind.DECLARATION,
    "self-evaluation": Kind.SELF_EVALUATION,
    "自评表": Kind.SELF_EVALUATION,
}
# Forms of stages whose acts a dossier cannot hold yet.
_NEEDED = {
    "mof-monitoring": "绩效监控的记录",
    "mof-review": "目标审核打分的记录",
    "mof-evaluation": "绩效评价的记录",
    "department-summary": "各项目自评的汇总",
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
    kind, layout = _asked(form)
    document, style = (
        _declaration(workspace, dossier)
        if kind is Kind.DECLARATION
        else _self_evaluation(workspace, dossier, as_of, typed)
    )
    return _written(forms.fill(layout or _usual(kind, document), document, style), to)


def _asked(form: str) -> tuple[Kind, str | None]:
    """The kind of form that is asked for, and its layout where one is named."""
    kinds = {layout.code: layout.kind for layout in forms.known_layouts() if layout.fill}
    kind = _KINDS.get(form) or kinds.get(form)
    if kind is None or kind not in _KINDS.values():
        named = "、".join(code for code, known in kinds.items() if known in _KINDS.values())
        remedy = f"可以填写：declaration（申报表）、self-evaluation（自评表），或写明版式：{named}。"
        acts = _NEEDED.get(form)
        if acts is None:
            raise NotFoundError(f"没有表“{form}”。", remedy)
        raise NotFoundError(
            f"“{form}”要用{acts}来填，工作区里还没有。",
            f"{remedy}空白的可以现在写：youju blank {form} --to 空表.docx",
        )
    return kind, form if form in kinds else None


def _usual(kind: Kind, document: Declaration) -> str:
    """The form in use for the document's year."""
    if kind is Kind.SELF_EVALUATION:
        return SELF_EVALUATION
    return next(code for since, code in DECLARATIONS if (document.year or 0) >= since)


def write_blank(form: str, tree: str | None, to: Path, rows: int) -> Path:
    """A blank official form to print and complete by hand, with ``rows`` rows for each second level of the tree.

    Without a tree it is that of the form (a form of 2021 has 成本指标 below 产出指标, one of 2026 beside it).
    Raises NotFoundError for an unknown form, tree or format, RefusedError where it cannot be written.
    """
    code = tree or tree_of(form)
    return _written(blank(form, packs.taxonomy(code) if code else None, rows), to)


def _written(grid: Grid, to: Path) -> Path:
    code = to.suffix.removeprefix(".").lower()
    if not code:
        raise RefusedError(f"“{to}”没有后缀，不知道写成什么格式。", f"请写成 {to.name}.docx。")
    data = exporters.write(grid, code)
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
