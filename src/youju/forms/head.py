"""The head of a form: title, year, and the cells beside the labels of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from youju.forms import words
from youju.forms.page import Line, Piece
from youju.forms.parts import title_of
from youju.model.declaration import Note, Project
from youju.model.finding import Severity
from youju.model.period import Period
from youju.model.place import Place
from youju.notation.date import ImpossibleDateError, parse_date, parse_span, parse_year_line
from youju.notation.options import chosen
from youju.notation.text import unwrap

_YEAR_IN_TITLE = re.compile(r"(20\d\d)\s*年")
_YEAR_ALONE = re.compile(r"20\d\d\s*年?度?")
_BESIDE_BODY = re.compile(r"[(（][^()（）]*(?:盖章|公章)[^()（）]*[)）][:：]?|(?:金额)?单位\s*[:：]\s*[亿万千]?元")
_CODED_BODY = re.compile(r"\d{3,}[-—_]+(\D.*)")
_CODE_BEHIND = re.compile(r"(\D.*?)[\s\[(（-]+\d{3,}[\])）]?")
_YEAR_OF_LABEL = re.compile(r"^20\d\d年度?")
_CODED_NAME = re.compile(r"([0-9A-Z]{6,})[-—_\s]+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Beside:
    """A label and the written cells between it and the next label; none: the cell is blank."""

    field: str
    label: Piece
    cells: tuple[Piece, ...]

    @property
    def text(self) -> str | None:
        """The cells as one text."""
        return unwrap("\n".join(cell.text for cell in self.cells)) or None

    @property
    def place(self) -> Place:
        """The place of the value, or of the blank cell behind the label."""
        if self.cells:
            return self.cells[0].place
        at = self.label.place
        return Place(at.sheet, at.page, at.table, at.row, None if at.column is None else at.column + 1, at.line)


@dataclass(frozen=True, slots=True)
class Head:
    """What the top of the form says, with places by field path."""

    title: str | None
    year: int | None
    project: Project
    places: dict[str, Place] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def beside(lines: Sequence[Line], section: str) -> Iterator[Beside]:
    """The labels of a section in reading order, each with what stands beside it.

    A text before the first label of a line goes on with the last cell of the line above, if that broke off there.
    """
    last: Beside | None = None
    above: Line | None = None
    for line in lines:
        pieces = line.own()
        marks = [index for index, piece in enumerate(pieces) if label_of(piece) in words.all_labels()]
        if last and above and marks and _goes_on(above, line):
            last = replace(last, cells=(*last.cells, *pieces[: marks[0]]))
        if last and marks:
            yield last
            last = None
        for start, end in pairwise([*marks, len(pieces)]):
            if last:
                yield last
            field_name = words.labels(section).get(label_of(pieces[start]))
            last = Beside(field_name, pieces[start], pieces[start + 1 : end]) if field_name else None
        above = line
    if last:
        yield last


def label_of(piece: Piece) -> str:
    """The key of a label, whatever year it names (2021年金额)."""
    return _YEAR_OF_LABEL.sub("当年", piece.key)


def _once(item: Beside) -> Beside:
    """The cells without those that only repeat their neighbour, as converters fill a span of columns."""
    cells = tuple(cell for at, cell in enumerate(item.cells) if not at or cell.text != item.cells[at - 1].text)
    return replace(item, cells=cells)


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line begins with the rest of a cell that a line break cut."""
    first = line.first
    return above.breaks_off() and not line.opens and first.column == 1 and first.key not in words.vertical_pieces()


def read_head(lines: Sequence[Line]) -> Head:
    """Title, year and project from the lines above the table."""
    found: dict[str, Beside] = {}
    for item in map(_once, beside(lines, "head")):
        if item.field not in found or _rank(item) < _rank(found[item.field]):
            found[item.field] = item
    title, title_place = _title(lines)
    year, year_place, notes = _year(lines, title, found)
    if title is None:
        notes = (*notes, Note("no_title", Severity.WARNING, "没有找到表格的标题。"))
    places = {name: item.place for name, item in found.items() if name.startswith("project.")}
    places |= {name: place for name, place in (("title", title_place), ("year", year_place)) if place}
    project, date_notes = _project(found)
    return Head(title, year, project, places, (*notes, *date_notes))


def _rank(item: Beside) -> tuple[bool, int]:
    """A label with a text goes before one without; of two spellings the first in the list of words."""
    return item.text is None, list(words.labels("head")).index(label_of(item.label))


def _title(lines: Sequence[Line]) -> tuple[str | None, Place | None]:
    for line in lines:
        title = title_of(line)
        if title:
            return unwrap(title), line.first.place
    return None, None


def _year(
    lines: Sequence[Line], title: str | None, found: dict[str, Beside]
) -> tuple[int | None, Place | None, tuple[Note, ...]]:
    """The year of the line below the title, else of the title, else of the start date, the last with a note."""
    for line in lines:
        if any(piece.key in words.all_labels() for piece in line.pieces):
            break
        for piece in line.pieces:
            year = parse_year_line(piece.text)
            if year:
                return year, piece.place, ()
    in_title = _YEAR_IN_TITLE.search(title or "")
    if in_title:
        return int(in_title.group(1)), None, ()
    start = _day(found.get("project.start"), "start")
    if isinstance(start, date):
        message = f"没有写明年度，按计划开始日期取{start.year}年。"
        return start.year, None, (Note("year_from_date", Severity.HINT, message, found["project.start"].place),)
    name = found.get("project.name")
    in_name = _YEAR_IN_TITLE.search(name.text or "") if name else None
    if name and in_name:
        message = f"没有写明年度，按项目名称取{in_name[1]}年。"
        return int(in_name[1]), None, (Note("year_from_name", Severity.HINT, message, name.place),)
    return None, None, (Note("no_year", Severity.WARNING, "没有找到表格的年度。"),)


def _day(item: Beside | None, which: str) -> date | Note | None:
    """The day beside a date label; a month or year stands for its first or last day; a note where it is no date."""
    if item is None or item.text is None:
        return None
    try:
        day = parse_date(item.text, which)
        span = None if day else parse_span(item.text)
    except ImpossibleDateError as fault:
        return Note("impossible_date", Severity.WARNING, f"“{item.label.text}”写的日期不存在：{fault}。", item.place)
    if span:
        return span.start if which == "start" else span.end
    return day or Note("date_unread", Severity.WARNING, f"“{item.label.text}”写的“{item.text}”不是日期。", item.place)


def _period(item: Beside | None) -> Period | None:
    """The days of a period (2023.06-2024.03); a year alone, 全年 and 长期 are none."""
    if item is None or item.text is None or _YEAR_ALONE.fullmatch(item.text):
        return None
    try:
        return parse_span(item.text)
    except ImpossibleDateError:
        return None


def _option(text: str | None) -> str | None:
    """The ticked one of a list of options; any other text as it is."""
    if text is None:
        return None
    option, listed = chosen(text)
    return option if listed else text


def _body(text: str | None) -> str | None:
    """A public body without its code (219-样市财政局, 样市财政局[219]), the seal and the unit of money beside it."""
    bare = _BESIDE_BODY.sub("", text).strip() if text else None
    coded = _CODED_BODY.fullmatch(bare) or _CODE_BEHIND.fullmatch(bare) if bare else None
    return coded[1] if coded else bare or None


def _project(found: dict[str, Beside]) -> tuple[Project, tuple[Note, ...]]:
    def text(name: str) -> str | None:
        item = found.get(f"project.{name}")
        return item.text if item else None

    period = _period(found.get("project.period"))
    start, end = _day(found.get("project.start"), "start"), _day(found.get("project.end"), "end")
    name, code = text("name"), text("code")
    coded = _CODED_NAME.fullmatch(name) if name and not code else None
    if coded:
        code, name = coded.groups()
    project = Project(
        name=name,
        code=code,
        category=_option(text("category")),
        nature=_option(text("nature")),
        department=_body(text("department")),
        unit=_body(text("unit")),
        start=start if isinstance(start, date) else period.start if period else None,
        end=end if isinstance(end, date) else period.end if period else None,
    )
    return project, tuple(note for note in (start, end) if isinstance(note, Note))
