"""The official form as a page shows it: its cells as boxes, and beside each row what is said of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from youju.model.dossier import Dossier
from youju.model.finding import Finding, Severity
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.stages.doubts import Doubt
from youju.stages.echo import Echo
from youju.stages.fields import DOUBT_LABELS, label_of, row_field, row_path
from youju.stages.review import Remark, comments_of
from youju.work.drafting import NAME, WEIGHT, DraftView
from youju.work.placing import WHOLE_FORM, remarks_by_cell

_LONG = 40  # characters from which a cell is a text of several lines
_FORM, _PAGE = 3, 4  # the form takes three quarters of the width, what is said of it the rest


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one cell: doubts with the text that confirms each, findings of the rules, remarks of people.

    ``unread``: why its text was not saved, where the cell is too narrow to say so itself.
    """

    path: str
    label: str
    doubts: tuple[tuple[Doubt, str], ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    unread: Echo | None

    @property
    def slug(self) -> str:
        """The cell's name in the page."""
        return slug(self.path)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the form. ``path`` empty: a label or a text that nobody types; ``name`` tells a screen reader which."""

    cell: Cell
    path: str
    name: str
    typed: bool
    scope: str
    echo: Echo | None
    worst: str

    @property
    def slug(self) -> str:
        """The cell's name in the page."""
        return slug(self.path)

    @property
    def label(self) -> str:
        """What the cell holds, for narrow pages where it stands without its column."""
        return _field_name(self.path)

    @property
    def narrow(self) -> bool:
        """Whether a sentence has no room in it."""
        return _narrow(self.path)

    @property
    def lines(self) -> int:
        """How high the box is where a browser cannot fit it to its text."""
        return 4 if len(self.cell.text) > _LONG else 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form; ``row`` is the number that edits use for its indicator, None above the indicators."""

    number: int
    boxes: tuple[Box, ...]
    said: tuple[Said, ...]
    row: int | None
    levels: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form with what blocks submitting it: texts not saved, open doubts, errors; each with its cell.

    ``remarks`` are what reviewers said since it was last approved.
    """

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    whole: Said
    doubts: tuple[tuple[str, Doubt], ...]
    errors: tuple[tuple[str, Finding], ...]
    unread: tuple[tuple[str, str, Echo], ...]
    remarks: tuple[tuple[Said, Remark], ...]
    widths: tuple[int, ...]

    @property
    def unanswered(self) -> tuple[tuple[Said, Remark], ...]:
        """The remarks since which the unit has declared no other version."""
        return tuple((said, remark) for said, remark in self.remarks if not remark.changed)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a typed text changed on the page besides itself."""

    lines: tuple[Line, ...]
    echoes: tuple[Box, ...]
    whole: Said | None


def slug(path: str) -> str:
    """A path as the name of an element: indicators-3-target."""
    return path.replace(".", "-")


def page_of(view: DraftView, dossier: Dossier, *, may_type: bool) -> FormPage:
    """The form of the draft, or of the declared version, with everything said of it beside it."""
    table = next(block for block in view.grid.blocks if isinstance(block, Table))
    texts = {cell.field: cell.text for cell in table.cells if cell.field}
    said = _said(view, dossier, texts)
    lines = tuple(_lines(view, table, said, may_type=may_type))
    return FormPage(
        titles=_titles(view.grid),
        lines=lines,
        whole=said[WHOLE_FORM],
        doubts=tuple((slug(path), doubt) for path, one in said.items() for doubt, _ in one.doubts),
        errors=tuple(
            (slug(path), finding)
            for path, one in said.items()
            for finding in one.findings
            if finding.severity is Severity.ERROR
        ),
        unread=tuple((slug(path), _name(path, view), echo) for path, echo in view.unread),
        remarks=tuple((one, remark) for one in said.values() for remark in one.remarks),
        widths=tuple(width * _FORM // _PAGE for width in table.widths),
    )


def changed(before: FormPage, after: FormPage) -> Changed:
    """The rows and cells of which something else is said now."""
    old = {line.number: line for line in before.lines}
    echoes = {box.path: box.echo for line in before.lines for box in line.boxes}
    return Changed(
        tuple(line for line in after.lines if line.number not in old or old[line.number].said != line.said),
        tuple(box for line in after.lines for box in line.boxes if box.typed and echoes.get(box.path) != box.echo),
        after.whole if after.whole != before.whole else None,
    )


def _titles(grid: Grid) -> tuple[str, ...]:
    return tuple(block.text for block in grid.blocks if isinstance(block, Paragraph))


def _said(view: DraftView, dossier: Dossier, texts: Mapping[str, str]) -> dict[str, Said]:
    """What is said of each cell, by its path; of a level that spans rows it is said at the name of the row."""
    doubts: dict[str, list[tuple[Doubt, str]]] = {}
    for path, found in view.doubts.items():
        at = _shown_at(path, texts)
        doubts.setdefault(at, []).extend((doubt, texts.get(path, doubt.value)) for doubt in found)
    remarks: dict[str, list[Remark]] = {}
    for path, said in remarks_by_cell(view.declaration, comments_of(dossier)).items():
        row = row_field(path)
        typed_at = path if row is None else row_path(view.rows[row.row], row.name)
        remarks.setdefault(_shown_at(typed_at, texts), []).extend(said)
    return {
        path: Said(
            path,
            _field_name(path),
            tuple(doubts.get(path, ())),
            view.findings.get(path, ()),
            tuple(remarks.get(path, ())),
            next((echo for unread, echo in view.unread if unread == path and _narrow(path)), None),
        )
        for path in (*texts, WHOLE_FORM)
    }


def _narrow(path: str) -> bool:
    row = row_field(path)
    return row is not None and row.name == WEIGHT


def _field_name(path: str) -> str:
    row = row_field(path)
    return label_of(path) if row is None else DOUBT_LABELS.get(row.name, row.name)


def _shown_at(path: str, texts: Mapping[str, str]) -> str:
    row = row_field(path)
    if row is not None and (path not in texts or row.name in ("level1", "level2")):
        return row_path(row.row, "name")
    return path if path in texts else WHOLE_FORM


def _lines(view: DraftView, table: Table, said: Mapping[str, Said], *, may_type: bool) -> Iterator[Line]:
    order = {number: at for at, number in enumerate(view.rows)}
    for number, cells in enumerate(table.rows(), start=1):
        row = _row_of(cells)
        levels = ""
        if row is not None:
            indicator = view.declaration.indicators[order[row]]
            levels = f"{indicator.level1 or ''}/{indicator.level2 or ''}"
        boxes = tuple(_box(cell, view, table, said, may_type=may_type) for cell in cells)
        paths = [cell.field for cell in cells if cell.field]
        spoken = tuple(one for path in paths if _speaks(one := said[path]))
        yield Line(number, boxes, spoken, row, levels)


def _row_of(cells: Sequence[Cell]) -> int | None:
    """The number of the indicator whose name stands in this row."""
    fields = [row_field(cell.field) for cell in cells if cell.field]
    return next((field.row for field in fields if field is not None and field.name == "name"), None)


def _box(cell: Cell, view: DraftView, table: Table, said: Mapping[str, Said], *, may_type: bool) -> Box:
    path = cell.field or ""
    typed = may_type and bool(path) and not cell.label and path != NAME
    one = said.get(path)
    severities = [finding.severity for finding in one.findings] if one else []
    worst = next((severity.value for severity in Severity if severity in severities), "")
    if one and one.doubts:
        worst = worst or Severity.WARNING.value
    if one and one.unread:
        worst = Severity.ERROR.value
    return Box(cell, path, _name(path, view), typed, _scope(cell, table), view.echoes.get(path), worst)


def _name(path: str, view: DraftView) -> str:
    row = row_field(path)
    if row is None or row.row not in view.rows:
        return label_of(path)
    at = view.rows.index(row.row)
    indicator = view.declaration.indicators[at].name or ""
    return f"{label_of(row_path(at, row.name))} {indicator[:_LONG]}".rstrip()


def _scope(cell: Cell, table: Table) -> str:
    if cell.row in table.header_rows and cell.column > 1:
        return "col"
    return "rowgroup" if cell.rows > 1 else "col" if cell.columns > 1 else "row"


def _speaks(said: Said) -> bool:
    return bool(said.doubts or said.findings or said.remarks or said.unread)
