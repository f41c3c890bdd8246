"""Hand out official forms: the filed self-evaluation, or a draft that says so, in the format of the file name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from youju import exporters, forms
from youju.errors import NotFoundError, RefusedError
from youju.forms.contract import Style
from youju.model.dossier import Dossier
from youju.work.self_evaluating import draft_form, filed_form
from youju.work.workspace import DEMO_MARK, Workspace, moment_words

DRAFT_MARK = "草稿"
_FORMS = {
    "self-evaluation": "shanghai-selfeval",
    "自评表": "shanghai-selfeval",
    "shanghai-selfeval": "shanghai-selfeval",
}


def fill(workspace: Workspace, dossier: Dossier, form: str, to: Path, as_of: date) -> Path:
    """Writes the form. Raises NotFoundError for an unknown form or format, RefusedError where it cannot be written."""
    layout = _FORMS.get(form)
    if layout is None:
        raise NotFoundError(f"没有表“{form}”。", "现在可以填写的表：self-evaluation（自评表）。")
    code = to.suffix.removeprefix(".").lower()
    if not code:
        raise RefusedError(f"“{to}”没有后缀，不知道写成什么格式。", f"请写成 {to.name}.docx。")
    filed = filed_form(dossier)
    document = filed[0] if filed else draft_form(workspace, dossier, as_of)
    marks = [mark for mark, needed in ((DEMO_MARK, workspace.demo), (DRAFT_MARK, filed is None)) if needed]
    footer = f"未填报的草稿 · 截至 {as_of}"
    if filed:
        footer = f"自评记录 {moment_words(filed[1].at)} · 摘要 {filed[1].digest}"
    grid = forms.fill(layout, document, Style(watermark=" ".join(marks) or None, footer=footer))
    data = exporters.write(grid, code)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
    except OSError as fault:
        raise RefusedError(
            f"“{to}”写不进去：{fault.strerror}。", "请换一个可以写入的位置。", {"path": str(to)}
        ) from None
    return to
