"""Take in forms from bytes: read with nothing stored, shown beside the document, doubts answered, then declared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from youju import forms, packs
from youju.errors import NotFoundError, RefusedError
from youju.forms.contract import Facts
from youju.model.declaration import Declaration
from youju.model.dossier import Dossier
from youju.model.grid import Cell, Grid, Table
from youju.model.indicator import Indicator
from youju.model.organisation import Person
from youju.model.place import Place
from youju.notation.target import parse_target
from youju.notation.text import name_key
from youju.stages.declare import LONGEST_NAME, declare, stream_of
from youju.stages.doubts import Doubt, doubts_of
from youju.stages.edit import typed
from youju.stages.fields import HEAD_LABELS, row_path
from youju.stages.permissions import Deed, Standing, decide_on
from youju.stages.settle import Settlement, settle
from youju.work.declaring import Declared, declare_documents
from youju.work.reading import forms_in
from youju.work.workspace import Workspace, keep

Answers = Mapping[str, str]
NAME, YEAR = "project.name", "year"
YEARS = range(1990, 2100)
_MISALIGNED = "表上的行与级别没有对齐，只凭位置不能断定这一行属于哪一级。请对照文件原样。"
_UNCLEAR = "格子里的文字不能断定是怎样一个值。请对照文件原样。"
_WHY_OPEN = {
    **dict.fromkeys(("level1", "level2"), _MISALIGNED),
    **dict.fromkeys(("target", "actual"), _UNCLEAR),
    "comparator": "比较符号受损，是推断出来的。请对照文件原样。",
    "unit": "计量单位不完整，是推断出来的。请对照文件原样。",
}
_YEAR_IN_NAME = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Intake:
    """A file read: its bytes, the whole document as a grid, and the forms in it; ``name`` is how people know it."""

    name: str
    data: bytes
    format: str
    grid: Grid
    documents: tuple[Declaration, ...]


def look(data: bytes, name: str) -> Intake:
    """Reads a file from its bytes. Raises YoujuError when no form can be read. Nothing is stored."""
    last = PurePosixPath(name.replace("\\", "/")).name  # what a browser sends may be a path, and is never opened
    plain_name = last if last.strip(".") else "文件"
    grid, documents = forms_in(data, plain_name)
    source = documents[0].source
    return Intake(plain_name, data, source.format if source else "", grid, documents)


def lit(intake: Intake) -> tuple[Grid, ...]:
    """The part of the document that each form was read from, in order; cells that were read carry their field."""
    parts = forms.forms_in(intake.grid, Facts(packs.taxonomies()))
    return tuple(_lit(part, document) for part, document in zip(parts, intake.documents, strict=True))


def blanks(document: Declaration) -> tuple[str, ...]:
    """What no dossier can be opened without and the form as it was read does not say: name or year."""
    said = {NAME: document.project.name, YEAR: document.year}
    return tuple(field for field, value in said.items() if not value)


def suggested_year(intake: Intake, document: Declaration) -> str:
    """The year that the form or the name of its file hints at; empty where nothing does. A person decides."""
    if document.project.end is not None:
        return str(document.project.end.year)
    named = _YEAR_IN_NAME.search(f"{document.title or ''} {intake.name}")
    return named[0] if named else ""


def filled(intake: Intake, answers: Answers) -> tuple[Declaration, ...]:
    """The documents with the blanks that a person filled in. Raises RefusedError for a text that cannot stand there."""
    return tuple(_filled(document, answers) for document in intake.documents)


def _filled(document: Declaration, answers: Answers) -> Declaration:
    """What was filled in counts as a doubt that was answered, so that the act of declaring says who filled in what."""
    for field in blanks(document):
        text = _one_line(answers.get(blank_key(document, field), ""))
        if text and field == NAME:
            document = replace(document, project=replace(document.project, name=_name(text)))
        elif text:
            document = _of_year(document, _year(text))
        if text:
            document = replace(document, doubts=(*document.doubts, field))
    return document


def _one_line(text: str) -> str:
    return " ".join(typed(text).split())


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise RefusedError(f"项目名称写了 {len(text):,} 个字，最多 {LONGEST_NAME} 个。", "请写项目的正式名称。")
    return text


def _year(text: str) -> int:
    written = unicodedata.normalize("NFKC", text).removesuffix("度").removesuffix("年").strip()
    if not (written.isascii() and written.isdigit() and int(written) in YEARS):
        raise RefusedError(f"“{text[:20]}”不是年度。", "请写四位数的年份，例如 2021。")
    return int(written)


def _of_year(document: Declaration, year: int) -> Declaration:
    """The document of that year: targets that named a month only are read again with it."""
    rows = tuple(_dated(row, year) for row in document.indicators)
    notes = tuple(note for note in document.notes if note.code != "no_year")
    return replace(document, year=year, indicators=rows, notes=notes)


def _dated(row: Indicator, year: int) -> Indicator:
    undated, dated = (parse_target(row.target.raw, row.name, known) for known in (None, year))
    if row.target != undated.target or dated.target == undated.target:
        return row
    doubts = tuple(doubt for doubt in row.doubts if doubt not in undated.doubts)
    return replace(row, target=dated.target, doubts=(*doubts, *dated.doubts))


def doubts(document: Declaration) -> tuple[Doubt, ...]:
    """What the document leaves open, to be answered; ``key_of`` names each within the file."""
    return doubts_of(document)


def why_open(doubt: Doubt) -> str:
    """Why there is a doubt at all, where what was read is the only thing it could be."""
    return _WHY_OPEN.get(doubt.field, "这一栏的文字或位置受损，不能断定读对了。请对照文件原样。")


def key_of(document: Declaration, doubt: Doubt) -> str:
    """The name under which an answer to the doubt is kept: number of the form in its file, row and field."""
    return f"{_part(document)}/{doubt.number or 0}/{doubt.field}"


def blank_key(document: Declaration, field: str) -> str:
    """The name under which a blank that was filled in is kept, beside the answers to doubts."""
    return f"{_part(document)}/0/{field}"


def _part(document: Declaration) -> int:
    return document.source.part if document.source else 1


def answered(intake: Intake, answers: Answers) -> tuple[Declaration, ...]:
    """The documents with the answers given so far, by ``key_of``. Raises RefusedError for one that does not fit."""
    return tuple(settle(document, _settlements(document, answers)) for document in filled(intake, answers))


def declare_intake(  # noqa: PLR0913, PLR0917 (what, by whom, which of the forms, seen from where)
    workspace: Workspace,
    intake: Intake,
    answers: Answers,
    person: Person,
    only: Collection[int] | None = None,
    standing: Standing | None = None,
) -> tuple[Declared, ...]:
    """Declares the forms of the file, or those with the numbers ``only`` (from 1), and keeps the file by its digest.

    Raises as ``declare_documents`` does; nothing is then declared.
    """
    chosen = [one for number, one in enumerate(filled(intake, answers), start=1) if only is None or number in only]
    if not chosen:
        raise NotFoundError("没有选择要申报的表。", f"“{intake.name}”里有 {len(intake.documents)} 份表，请选择。")
    settlements = [one for document in chosen for one in _settlements(document, answers)]
    for document in chosen:
        stream_of(settle(document, settlements))
    keep(workspace, intake.data)
    return declare_documents(workspace, chosen, person, settlements, standing)


class Outcome(StrEnum):
    """What declaring a form would do."""

    NEW = "new"
    VERSION = "version"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``stream`` None where the form does not say which project it is; ``message`` and ``remedy`` of a refusal."""

    outcome: Outcome
    stream: str | None
    message: str = ""
    remedy: str = ""


def foresee(
    workspace: Workspace | None, document: Declaration, answers: Answers, person: Person, standing: Standing
) -> Foreseen:
    """What ``declare_intake`` would do with this form of a file. ``workspace`` None: nothing was declared yet."""
    document = _filled(document, answers)
    settlements = _settlements(document, answers)
    if lacking := [HEAD_LABELS[field] for field in blanks(document)]:
        said = "和".join(lacking)
        return Foreseen(Outcome.REFUSED, None, f"表上没有{said}，还不能申报。", f"请补填{said}。")
    try:
        stream = stream_of(settle(document, settlements))
    except RefusedError as fault:
        return Foreseen(Outcome.REFUSED, None, fault.message, fault.remedy)
    acts = () if workspace is None else workspace.store.acts(stream)
    dossier = Dossier(stream, acts)
    if acts and declare(dossier, document, settlements, person, "") is None:
        return Foreseen(Outcome.UNCHANGED, stream)
    refusal = decide_on(Deed.DECLARE, person, standing, dossier)
    if refusal is not None:
        return Foreseen(Outcome.REFUSED, stream, refusal.message, refusal.remedy)
    return Foreseen(Outcome.VERSION if acts else Outcome.NEW, stream)


def _settlements(document: Declaration, answers: Answers) -> list[Settlement]:
    """The answers to this document's doubts. Answers go by name: of rows with one name none may be passed over."""
    found: list[Settlement] = []
    passed: set[tuple[str, str]] = set()
    for doubt in doubts_of(document):
        value = _one_line(answers.get(key_of(document, doubt), ""))
        if value and doubt.field == YEAR:
            value = doubt.value
        same = (name_key(doubt.name or ""), doubt.field)
        if not value:
            passed.add(same)
        elif doubt.number and same in passed:
            raise RefusedError(f"表上有几行都叫“{doubt.name}”。", "请从上到下逐行答复。")
        else:
            found.append(doubt.settlement(document.project.name or "", value))
    return found


def _lit(part: Grid, document: Declaration) -> Grid:
    cells = [cell for block in part.blocks if isinstance(block, Table) for cell in block.cells]
    fields = {place: path for path, place in document.places.items() if path != "title"}
    fields |= dict(_row_fields(cells, document.indicators))

    def shown(cell: Cell) -> Cell:
        return replace(cell, field=fields.get(cell.place)) if cell.text.strip() else cell

    blocks = (
        replace(block, cells=tuple(map(shown, block.cells))) if isinstance(block, Table) else block
        for block in part.blocks
    )
    return replace(part, blocks=tuple(blocks))


def _row_fields(cells: Sequence[Cell], indicators: Sequence[Indicator]) -> Iterator[tuple[Place, str]]:
    """Where the name, the target and the level labels of each row stand: the reader keeps the place of the name."""
    at = {cell.place: index for index, cell in enumerate(cells)}
    starts = [at.get(row.place) for row in indicators]
    for number, (row, start) in enumerate(zip(indicators, starts, strict=True)):
        if start is None:
            continue
        yield row.place, row_path(number, "name" if row.name else "target")
        beside = [cell for cell in cells if _line(cell) == _line(cells[start]) and cell.text.strip()]
        for cell in beside:
            if cell.column < cells[start].column and cell.text.strip().endswith("指标"):
                yield cell.place, row_path(number, "level1" if cell.text.strip() == row.level1 else "level2")
        following = next((begin for begin in starts[number + 1 :] if begin is not None), len(cells))
        raw = row.target.raw or ""
        after = [cell for cell in cells[start + 1 : following] if cell.text.strip() and cell.text in raw]
        yield from ((cell.place, row_path(number, "target")) for cell in after)


def _line(cell: Cell) -> tuple[int | None, int | None]:
    return cell.place.table, cell.place.row
