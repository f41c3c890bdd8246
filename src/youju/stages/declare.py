"""Declare (绩效目标申报): a form that was read becomes the first or next version of its project's dossier."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from youju.errors import RefusedError
from youju.model.declaration import Declaration, Kind
from youju.model.dossier import Data, Dossier, Draft
from youju.model.organisation import Person
from youju.notation.document import document_of
from youju.notation.text import name_key
from youju.stages.settle import Settlement, settle

DECLARED = "declared"
LONGEST_NAME = 500  # characters; official names are far shorter, and a name is also the name of a folder


def stream_of(declaration: Declaration) -> str:
    """``year/project name``. Raises RefusedError where the form says neither, or no name that can be one."""
    if declaration.kind not in (Kind.DECLARATION, Kind.UNKNOWN):
        raise RefusedError("这份表不是绩效目标申报表，不能申报。", "请改用申报表；自评表和监控表由系统按申报内容生成。")
    name, year = declaration.project.name, declaration.year
    if not name or year is None:
        missing = "项目名称" if not name else "年度"
        raise RefusedError(f"表上没有{missing}，无法建档。", f"请在表上补写{missing}后重新读入。")
    if len(name) > LONGEST_NAME:
        raise RefusedError(
            f"项目名称有 {len(name):,} 个字，最多 {LONGEST_NAME} 个。", "请核对表上的项目名称；可能读进了别的内容。"
        )
    return unicodedata.normalize("NFC", f"{year}/{name}")


def declare(
    dossier: Dossier, declaration: Declaration, settlements: Sequence[Settlement], person: Person, at: str
) -> Draft | None:
    """The act of declaring, or None when the latest declared version says the same already."""
    settled = settle(declaration, settlements)
    own = [s for s in settlements if name_key(s.project) == name_key(declaration.project.name or "")]
    answers: list[Data] = [{"indicator": s.indicator, "field": s.field, "value": s.value} for s in own]
    body: Mapping[str, Data] = {**document_of(settled), "answers": answers}
    last = dossier.latest(DECLARED)
    if last is not None and _content(last.body) == _content(body):
        return None
    return Draft(DECLARED, person.name, person.role.value, at, body)


def _content(body: Mapping[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in body.items() if key != "source"}
