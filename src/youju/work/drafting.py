"""Draft a declaration at the desk: typed texts as a form with echoes and findings, and the next version from them.

A draft is kept elsewhere, as one text a field (see ``stages.edit``), with the number of acts the dossier had when the
person began: row numbers are those of the version declared then. A text that is no amount, date or weight stands under
its field with ``UNREAD`` behind it, beside the last text of the field that could be kept, which goes on counting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from youju import forms, packs
from youju.errors import ConflictError, RefusedError
from youju.forms.contract import Style
from youju.model.declaration import Declaration
from youju.model.dossier import Act, Dossier
from youju.model.finding import Finding
from youju.model.grid import Cell, Grid, Table
from youju.model.organisation import Person
from youju.stages.declare import DECLARED
from youju.stages.difference import Difference, differences
from youju.stages.doubts import Doubt, doubts_of
from youju.stages.echo import Echo, echo_of
from youju.stages.edit import Edit, edited, numbers
from youju.stages.fields import label_of, row_field, row_path, row_text
from youju.stages.permissions import Standing
from youju.stages.weighing import WeightSum, distributed, weight_edits, weight_sum
from youju.work.declaring import Declared, current, declare_documents
from youju.work.measuring import scheme_of
from youju.work.merging import Apart, Mine, Side, ThreeWay, compared, merged
from youju.work.placing import cell_for, cells_of, findings_by_cell
from youju.work.reviewing import standing_findings
from youju.work.workspace import Workspace, moment_words

LAYOUT = "shanghai-2021"
NAME = "project.name"
WEIGHT = "weight"
UNREAD = "?"
FORMATTED = ("amount", "date", "weight")
_NAME_STAYS = Echo(
    understood="",
    kind="text",
    problem="项目名称是档案的名字，不在这里修改。",
    remedy="名称有误的，请用新名称另行申报。",
    kept=False,
)
Edits = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A declaration to look at and type into. All paths have the row numbers that edits use, not the order of rows.

    ``grid`` is the official form, as filed: cells with a ``field`` and no ``label`` can be typed into. ``rows`` are the
    numbers of its rows from above, ``next_row`` that of the next row added. ``findings`` stand at cells of the grid or
    at ``""``, ``doubts`` and ``echoes`` at cells; a doubt is answered by an edit of its own ``path``. ``levels`` are
    the first levels of the form's year with their seconds. ``overtaken``: somebody declared another version since.
    ``weighed``: the form shows its column of weights.
    """

    declaration: Declaration
    grid: Grid
    rows: tuple[int, ...]
    next_row: int
    changed: tuple[Difference, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    echoes: Mapping[str, Echo]
    doubts: Mapping[str, tuple[Doubt, ...]]
    weights: WeightSum
    levels: Mapping[str, tuple[str, ...]]
    overtaken: bool = False
    weighed: bool = False

    @property
    def unread(self) -> tuple[tuple[str, Echo], ...]:
        """The cells with a text that cannot be kept; the draft is not declared while there are any."""
        return tuple((path, echo) for path, echo in self.echoes.items() if not echo.kept)


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Both versions against the one both began with, field by field; theirs was declared ``by`` somebody.

    ``sequence``: how many acts the dossier has with their version.
    """

    fields: tuple[ThreeWay, ...]
    by: str
    at: str
    sequence: int

    def undecided(self, chosen: Mapping[str, Side]) -> tuple[ThreeWay, ...]:
        """The fields that each changed otherwise, and of which nobody has said yet whose text it is to be."""
        return tuple(one for one in self.fields if one.apart is Apart.BOTH and one.field not in chosen)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The version the editing began with, what it became, and the row numbers of that."""

    base: Declaration
    edits: tuple[Edit, ...]
    declaration: Declaration
    rows: tuple[int, ...]
    echoes: Mapping[str, Echo]
    unread: Mapping[str, str]

    def path(self, field: str) -> str:
        """The path that edits use, of a path in the edited declaration."""
        row = row_field(field)
        return field if row is None else row_path(self.rows[row.row], row.name)

    def became(self) -> dict[int, int | None]:
        """Which row of the base became which."""
        at = {number: index for index, number in enumerate(self.rows)}
        return {number: at.get(number) for number in range(len(self.base.indicators))}


def form_view(workspace: Workspace, declaration: Declaration) -> DraftView:
    """A declaration on the official form with what there is to say of it: to review, or before it is declared."""
    return _view(workspace, _drafted(declaration, {}))


def typed_in(dossier: Dossier, edits: Edits, field: str, text: str, base: int | None = None) -> dict[str, str]:
    """The draft with one text more. Raises RefusedError for a cell that the form does not have."""
    others = {kept: said for kept, said in edits.items() if kept != f"{field}{UNREAD}"}
    version = current(dossier if base is None else _begun(dossier, base))
    edited(version, [*(Edit(*one) for one in _legible(others).items() if one[0] != NAME), Edit(field, text)])
    echo = _drafted(version, {**others, field: text}).echoes.get(field)
    return {**others, field if echo is None or echo.kept else f"{field}{UNREAD}": text}


def preview(
    workspace: Workspace, dossier: Dossier, edits: Edits, base: int | None = None, *, weighing: bool = False
) -> DraftView:
    """The draft on the official form. ``base``: how many acts the dossier had when it was begun; None: all.

    ``weighing``: with a column for weights even where none is filed yet.
    """
    begun = dossier if base is None else _begun(dossier, base)
    view = _view(workspace, _drafted(current(begun), edits), weighing=weighing)
    return replace(view, overtaken=begun.latest(DECLARED) != dossier.latest(DECLARED))


def declare_draft(  # noqa: PLR0913, PLR0917 (what, by whom, on what version, seen from where)
    workspace: Workspace,
    dossier: Dossier,
    edits: Edits,
    person: Person,
    after: int,
    standing: Standing | None = None,
) -> Declared:
    """Declares the draft as the next version; without any change nothing is stored.

    Raises ConflictError when another version was declared since the dossier had ``after`` acts, RefusedError when the
    person may not, or a text typed cannot be kept.
    """
    latest = Dossier(dossier.stream, workspace.store.acts(dossier.stream))
    begun = _begun(latest, after)
    if begun.latest(DECLARED) != latest.latest(DECLARED):
        raise _overtaken(latest)
    draft = _drafted(current(begun), edits)
    if unread := [(path, echo) for path, echo in draft.echoes.items() if not echo.kept]:
        raise _unread(unread)
    if draft.declaration == draft.base:
        return Declared(dossier.stream, draft.base, None, standing_findings(workspace, latest))
    # The file it was read from says no longer what the form says; the earlier version keeps naming it.
    seen = {dossier.stream: latest}
    changed = replace(draft.declaration, source=None)
    return declare_documents(workspace, [changed], person, standing=standing, seen=seen)[0]


def conflict_view(workspace: Workspace, dossier: Dossier, edits: Edits, base_sequence: int) -> ConflictView:
    """What the two of us changed, each since the version we both began with."""
    latest = Dossier(dossier.stream, workspace.store.acts(dossier.stream))
    act = _declared(latest)
    fields = compared(_mine(latest, edits, base_sequence), current(latest))
    return ConflictView(fields, act.by, act.at, len(latest.acts))


def merge_draft(
    workspace: Workspace, dossier: Dossier, edits: Edits, base_sequence: int, chosen: Mapping[str, Side]
) -> dict[str, str]:
    """The draft as edits of the version declared meanwhile, with the texts ``chosen`` where both changed a field."""
    latest = Dossier(dossier.stream, workspace.store.acts(dossier.stream))
    return merged(_mine(latest, edits, base_sequence), current(latest), chosen)


def _mine(latest: Dossier, edits: Edits, base_sequence: int) -> Mine:
    draft = _drafted(current(_begun(latest, base_sequence)), edits)
    texts = {**_legible(edits), **draft.unread}
    unread = {path: texts[path] for path, echo in draft.echoes.items() if not echo.kept}
    return Mine(draft.base, tuple(Edit(*one) for one in texts.items()), draft.declaration, draft.rows, unread)


def distribute(workspace: Workspace, dossier: Dossier, edits: Edits, base: int | None = None) -> dict[str, str]:
    """The draft with the scheme's weights divided evenly among its rows: a new set of edits."""
    draft = _drafted(current(dossier if base is None else _begun(dossier, base)), edits)
    weighed = distributed(draft.declaration, scheme_of(workspace, draft.declaration))
    return _reweighed(edits, weight_edits(weighed, draft.rows))


def without_weights(dossier: Dossier, edits: Edits, base: int | None = None) -> dict[str, str]:
    """The draft with all weights blank, as the official form has none: a new set of edits."""
    draft = _drafted(current(dossier if base is None else _begun(dossier, base)), edits)
    rows = (replace(row, weight=None) for row in draft.declaration.indicators)
    bare = replace(draft.declaration, indicators=tuple(rows))
    return _reweighed(edits, weight_edits(bare, draft.rows))


def _reweighed(edits: Edits, weights: Sequence[Edit]) -> dict[str, str]:
    """The draft with these weights; what was typed there and could not be kept is gone."""
    beside = {f"{weight.field}{UNREAD}" for weight in weights}
    others = {field: text for field, text in edits.items() if field not in beside}
    return {**others, **{weight.field: weight.text for weight in weights}}


def _legible(edits: Edits) -> dict[str, str]:
    return {field: text for field, text in edits.items() if not field.endswith(UNREAD)}


def _unread(cells: Sequence[tuple[str, Echo]]) -> RefusedError:
    said = "；".join(f"{label_of(path)}：{(echo.problem or '').rstrip('。')}" for path, echo in cells)
    remedies = dict.fromkeys(echo.remedy or "" for _, echo in cells)
    return RefusedError(f"{said}。", "".join(remedies), {"field": cells[0][0]})


def _begun(dossier: Dossier, acts: int) -> Dossier:
    return Dossier(dossier.stream, dossier.acts[:acts])


def _declared(dossier: Dossier) -> Act:
    return next(act for act in reversed(dossier.acts) if act.kind == DECLARED)


def _overtaken(dossier: Dossier) -> ConflictError:
    act = _declared(dossier)
    return ConflictError(
        f"“{dossier.stream.partition('/')[2]}”：{act.by} 已于 {moment_words(act.at)} 申报了新的一版。",
        "您的修改都还在；请对照两边的改动，再决定怎样申报。",
    )


def _drafted(base: Declaration, edits: Edits) -> _Draft:
    unread = {field.removesuffix(UNREAD): text for field, text in edits.items() if field.endswith(UNREAD)}
    given = tuple(Edit(field, text) for field, text in _legible(edits).items() if field != NAME)
    declaration, rows = edited(base, given), numbers(base, given)
    own = base.project.name or ""
    renamed = {**edits, **unread}.get(NAME, own).strip() != own
    echoes = {
        row_path(number, "target"): echo_of(row_path(at, "target"), row_text(row, "target"), declaration)
        for at, (number, row) in enumerate(zip(rows, declaration.indicators, strict=True))
    }
    for edit in (*given, *(Edit(*one) for one in unread.items())):
        row = row_field(edit.field)
        if row is None:
            echoes[edit.field] = echo_of(edit.field, edit.text, declaration)
        elif row.row in rows and row.name in ("name", "target", WEIGHT):
            echoes[edit.field] = echo_of(row_path(rows.index(row.row), row.name), edit.text, declaration)
    return _Draft(base, given, declaration, rows, {**echoes, **({NAME: _NAME_STAYS} if renamed else {})}, unread)


def _view(workspace: Workspace, draft: _Draft, *, weighing: bool = False) -> DraftView:
    declaration = draft.declaration
    grid = _form(declaration, weighing=weighing or any(_is_weight(path) for path in draft.unread))
    cells = cells_of(grid)
    findings = findings_by_cell(workspace, declaration, cells)
    doubts: dict[str, tuple[Doubt, ...]] = {}
    for doubt in doubts_of(declaration):
        path = draft.path(cell_for(doubt.path, cells))
        doubts[path] = (*doubts.get(path, ()), replace(doubt, path=draft.path(doubt.path)))
    scheme = scheme_of(workspace, declaration)
    return DraftView(
        declaration=declaration,
        grid=_typed(grid, draft),
        rows=draft.rows,
        next_row=max((len(draft.base.indicators) - 1, *_row_numbers(draft.edits))) + 1,
        changed=differences(draft.base, declaration, draft.became()),
        findings={draft.path(path): found for path, found in findings.items()},
        echoes=draft.echoes,
        doubts=doubts,
        weights=weight_sum(declaration, scheme),
        levels=packs.taxonomy(scheme.taxonomy).levels,
        weighed=any(_is_weight(path) for path in cells),
    )


def _form(declaration: Declaration, *, weighing: bool) -> Grid:
    """The official form; it has a column of weights where any is filed, or one is to be."""
    if not weighing or any(row.weight is not None for row in declaration.indicators):
        return forms.fill(LAYOUT, declaration, Style(signs="filed"))
    rows = tuple(replace(row, weight=Decimal(0)) for row in declaration.indicators)
    grid = forms.fill(LAYOUT, replace(declaration, indicators=rows), Style(signs="filed"))

    def bare(cell: Cell) -> Cell:
        return replace(cell, text="") if cell.field and _is_weight(cell.field) else cell

    return _with_cells(grid, bare)


def _is_weight(path: str) -> bool:
    row = row_field(path)
    return row is not None and row.name == WEIGHT


def _row_numbers(edits: Sequence[Edit]) -> list[int]:
    return [field.row for edit in edits if (field := row_field(edit.field))]


def _typed(grid: Grid, draft: _Draft) -> Grid:
    """The form with the paths that edits use, texts as typed, and amounts, dates and weights as understood."""
    texts = {
        edit.field: edit.text
        for edit in draft.edits
        if (echo := draft.echoes.get(edit.field)) and not (echo.kept and echo.kind in FORMATTED)
    } | dict(draft.unread)

    def cell_of(cell: Cell) -> Cell:
        if cell.field is None:
            return cell
        path = draft.path(cell.field)
        return replace(cell, field=path, text=texts.get(path, cell.text))

    return _with_cells(grid, cell_of)


def _with_cells(grid: Grid, change: Callable[[Cell], Cell]) -> Grid:
    blocks = (
        replace(block, cells=tuple(map(change, block.cells))) if isinstance(block, Table) else block
        for block in grid.blocks
    )
    return replace(grid, blocks=tuple(blocks))
