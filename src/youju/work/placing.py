"""What is said of a declaration, put beside the cells it speaks of: findings of the rules, remarks of reviewers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace

from youju.model.declaration import Declaration, Project
from youju.model.finding import Finding
from youju.model.grid import Grid, Table
from youju.model.indicator import Indicator
from youju.model.place import Place
from youju.notation.text import name_key
from youju.stages.fields import row_field, row_path
from youju.stages.review import CellComment, Remark
from youju.work.linting import findings_of
from youju.work.measuring import measure_of
from youju.work.record import record_of
from youju.work.workspace import Workspace

WHOLE_FORM = ""
_HEAD = {item.name for item in fields(Project)}


def findings_by_cell(
    workspace: Workspace, declaration: Declaration, cells: Collection[str]
) -> Mapping[str, tuple[Finding, ...]]:
    """Findings under the path of one of the ``cells`` that a form shows; under ``""`` what is about the whole form.

    What speaks of a row in a field that the form does not show there (a level) stands at the name of the row.
    """
    record = record_of(workspace)
    names = [row.name for row in declaration.indicators if row.name]
    measured = {name: found.label for name in names if (found := measure_of(workspace, record, name))}
    placed: dict[str, list[Finding]] = {}
    for finding in findings_of(_numbered(declaration), measured, workspace.jurisdiction):
        path, row = _cell_of(finding, cells)
        place = finding.place if row is None else declaration.indicators[row].place
        placed.setdefault(path, []).append(replace(finding, place=place))
    return {path: tuple(found) for path, found in placed.items()}


def cells_of(grid: Grid) -> frozenset[str]:
    """The paths of what a form shows; of merged level cells, those of the first row."""
    tables = (block for block in grid.blocks if isinstance(block, Table))
    return frozenset(cell.field for table in tables for cell in table.cells if cell.field)


def cell_for(path: str, cells: Collection[str]) -> str:
    """The cell where something about ``path`` stands: its own, else the name of its row, else the whole form."""
    row = row_field(path)
    if path in cells:
        return path
    return WHOLE_FORM if row is None else row_path(row.row, "name")


def _numbered(declaration: Declaration) -> Declaration:
    """The same form with rows whose places are their numbers: names repeat, and a row typed by hand has no place."""

    def at(row: Indicator, number: int) -> Indicator:
        children = tuple(at(child, number) for child in row.children)
        return replace(row, place=Place(row=number), children=children)

    return replace(declaration, indicators=tuple(at(row, n) for n, row in enumerate(declaration.indicators, start=1)))


def _cell_of(finding: Finding, cells: Collection[str]) -> tuple[str, int | None]:
    """The cell a finding stands at, and the row where it speaks of one: only rows have nothing but a number."""
    number, field = finding.place.row, finding.field or ""
    if number is None or finding.place != Place(row=number):
        return cell_for(f"project.{field}" if field in _HEAD else field, cells), None
    return cell_for(row_path(number - 1, field), cells), number - 1


def remarks_by_cell(declaration: Declaration, remarks: Iterable[Remark]) -> Mapping[str, tuple[Remark, ...]]:
    """Remarks under the paths of the cells, where their rows stand now; under ``""`` those about the whole form.

    A remark whose row is no longer there is about the whole form.
    """
    placed: dict[str, list[Remark]] = {}
    for remark in remarks:
        placed.setdefault(_pinned_to(declaration, remark), []).append(remark)
    return {path: tuple(found) for path, found in placed.items()}


def _pinned_to(declaration: Declaration, remark: Remark) -> str:
    field = row_field(remark.field or "")
    if field is None:
        return remark.field or WHOLE_FORM
    wanted = name_key(remark.indicator or "")
    named = [at for at, row in enumerate(declaration.indicators) if name_key(row.name or "") == wanted]
    if not named:
        return WHOLE_FORM
    at = field.row - 1  # reviewers count rows from 1, as on the form
    return row_path(at if at in named else named[0], field.name)


def comment_on(declaration: Declaration, path: str, text: str) -> CellComment:
    """A reviewer's comment on the cell of a form shown: rows from 1 as people count them, with the name of the row."""
    field = row_field(path)
    if field is None:
        return CellComment(path, None, text)
    known = field.row < len(declaration.indicators)
    return CellComment(
        row_path(field.row + 1, field.name), declaration.indicators[field.row].name if known else None, text
    )
