"""The head of a form: title, year, and the cells beside the labels of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, takewhile

from youju.forms import words
from youju.forms.page import Line, Piece
from youju.forms.parts import title_of
from youju.forms.persons import without_persons
from youju.forms.spelling import label_of
from youju.forms.values import is_plain_number
from youju.forms.years import year_said
from youju.model.declaration import Note, Project
from youju.model.finding import Severity
from youju.model.period import Period
from youju.model.place import Place
from youju.notation.date import ImpossibleDateError, parse_date, parse_span
from youju.notation.options import chosen
from youju.notation.text import flat, label_key, unwrap

_YEAR_IN_TITLE = re.compile(r"(20\d\d)\s*年")
_TITLE_AT_END = re.compile(
    r"(?:^|[:：,，;；。])([^。，；,;《》!?:：]{0,40}绩效[^。，；,;《》!?:：]{0,20}表)(?:[(（]?20\d\d年度?[)）]?)?$"
)
_SPAN = re.compile(r"\d.*[-—–~～至到].*\d", re.DOTALL)
_YEAR_ALONE = re.compile(r"20\d\d\s*年?度?")
_BESIDE_BODY = re.compile(r"[(（][^()（）]*(?:盖章|公章)[^()（）]*[)）][:：]?|(?:金额)?单位\s*[:：]\s*[亿万千]?元")
_CODED_BODY = re.compile(r"\d{3,}[-—_]+(\D.*)")
_CODE_BEHIND = re.compile(r"(\D.*?)[\s\[(（-]+\d{3,}[\])）]?")
_CODED_NAME = re.compile(r"([0-9A-Z]{6,})[-—_\s]+(\S.*)", re.DOTALL)


NAME, DEPARTMENT, UNIT = "project.name", "project.department", "project.unit"
BUDGET_UNIT = "project.budget_unit"
LABEL_AND_VALUE = 2
_OPTIONS = ("project.category", "project.nature")
_NUMBERING = re.compile(r"(?<!\d)\d{1,2}\s*[、.．]\s*")
_LOST_BOXES = "0口□○"
_SEVERAL = 2


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
    doubts: tuple[str, ...] = ()
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)


def beside(lines: Sequence[Line], section: str) -> Iterator[Beside]:
    """The labels of a section in reading order, each with what stands beside it.

    A text before the first label of a line goes on with the last cell of the line above, if that broke off there. What
    stands beside another text in front of that label (an unknown label and its value) goes on with nothing.
    """
    last: Beside | None = None
    above: Line | None = None
    for line in lines:
        pieces = line.own()
        marks = [index for index, piece in enumerate(pieces) if label_of(piece.key) in words.all_labels()]
        if last and above and _goes_on(above, line, last, marks):
            last = replace(last, cells=(*last.cells, *pieces[: marks[0] if marks else None]))
        if last and marks:
            yield last
            last = None
        for start, end in pairwise([*marks, len(pieces)]):
            if last:
                yield last
            field_name = words.labels(section).get(label_of(pieces[start].key))
            last = Beside(field_name, pieces[start], _value(pieces[start:end], line)) if field_name else None
        above = line
    if last:
        yield last


def _value(pieces: Sequence[Piece], line: Line) -> tuple[Piece, ...]:
    """The cells behind a label. In a table with spans an unknown label may be among them, and a value is one cell."""
    label, cells = pieces[0], tuple(pieces[1:])
    if not line.spans_known or len(cells) < LABEL_AND_VALUE:
        return cells
    if cells[0].column > label.column + label.wide:
        return ()
    return cells[:1] if len(cells) > LABEL_AND_VALUE else cells


def _once(item: Beside) -> Beside:
    """The cells without those that only repeat their neighbour, as converters fill a span of columns."""
    cells = tuple(cell for at, cell in enumerate(item.cells) if not at or cell.text != item.cells[at - 1].text)
    return replace(item, cells=cells)


def _goes_on(above: Line, line: Line, last: Beside, marks: Sequence[int]) -> bool:
    """Whether a line begins with the rest of a cell that a line break cut, or is the name below its label."""
    first = line.first
    placed = not line.opens and first.column == 1 and first.key not in words.vertical_pieces()
    if not placed or line.spans_known:
        return False
    if not marks:
        return not last.cells and last.field == NAME and len(line.own()) == 1
    return above.breaks_off() and marks[0] <= 1


def read_head(lines: Sequence[Line]) -> Head:
    """Title, year and project from the lines above the table."""
    found, second = _found(lines)
    title, title_place = _title(lines)
    year, year_place, notes = _year(lines, title, found)
    if title is None:
        notes = (*notes, Note("no_title", Severity.WARNING, "没有找到表格的标题。"))
    places = {name: item.place for name, item in found.items() if name.startswith("project.")}
    places |= {name: place for name, place in (("title", title_place), ("year", year_place)) if place}
    project, date_notes = _project(found)
    notes = (*notes, *map(_second_label, second))
    unticked = {name: _unticked(found[name].text) for name in _OPTIONS if name in found}
    alternatives = {name: options for name, options in unticked.items() if options}
    doubts = (*_unread(found, project), *alternatives)
    return Head(title, year, project, places, (*notes, *date_notes), doubts, alternatives)


def _found(lines: Sequence[Line]) -> tuple[dict[str, Beside], tuple[Beside, ...]]:
    """The label of each field with its cells, and the labels of bodies and names that give way to another one.

    预算单位 is the department where the form names the unit besides.
    """
    items = list(map(_once, beside(lines, "head")))
    others = {item.field for item in items if item.text}
    budget = DEPARTMENT if UNIT in others and DEPARTMENT not in others else UNIT
    found: dict[str, Beside] = {}
    second: list[Beside] = []
    for item in (replace(one, field=budget) if one.field == BUDGET_UNIT else one for one in items):
        known = found.get(item.field)
        found[item.field] = min(known, item, key=_rank) if known else item
        if known and item.field in (NAME, DEPARTMENT, UNIT):
            second.append(max(known, item, key=_rank))
    return found, tuple(one for one in second if _body(one.text) not in (None, _body(found[one.field].text)))


def _second_label(item: Beside) -> Note:
    message = f"“{item.label.text}”写的“{item.text}”没有读入：同一项内容已按另一个标签读取。"
    return Note("second_label", Severity.HINT, message, item.place)


def _unread(found: dict[str, Beside], project: Project) -> tuple[str, ...]:
    """The dates whose cell says something that is no date, or a period that is none; bodies whose cell names none."""
    period = found.get("project.period")
    said = period is not None and _SPAN.search(period.text or "") is not None
    days = (("project.start", project.start), ("project.end", project.end))
    bodies = ((DEPARTMENT, project.department), (UNIT, project.unit))
    return (
        *(name for name, day in days if day is None and (said or (name in found and found[name].text))),
        *(name for name, body in bodies if body is None and name in found and is_plain_number(found[name].text or "")),
    )


def _rank(item: Beside) -> tuple[bool, int]:
    """A label with a text goes before one without; of two spellings the first in the list of words."""
    listed = list(words.labels("head"))
    key = label_of(label_key(item.label.text))
    return item.text is None, listed.index(key) if key in listed else len(listed)


def _title(lines: Sequence[Line]) -> tuple[str | None, Place | None]:
    """The title on a line of its own, else at the end of a text above the labels that ran together with it."""
    for line in lines:
        title = title_of(line)
        if title:
            return unwrap(title), line.first.place
    for line in takewhile(lambda line: len(line.pieces) == 1, lines):
        glued = _TITLE_AT_END.search(flat(line.first.text))
        if glued:
            return glued[1], line.first.place
    return None, None


def _year(
    lines: Sequence[Line], title: str | None, found: dict[str, Beside]
) -> tuple[int | None, Place | None, tuple[Note, ...]]:
    """The year of the line below the title, else of the title, else of the start date, the last with a note."""
    above = takewhile(lambda line: not any(piece.key in words.all_labels() for piece in line.pieces), lines)
    printed = [(year_said(piece.text), piece.place) for line in above for piece in line.pieces]
    labelled = found.get("year")
    if labelled:
        printed.append((year_said(labelled.text or "") or _plain_year(labelled.text), labelled.place))
    told = [(year, place) for year, place in printed if year]
    if told:
        return (*told[0], ())
    in_title = _YEAR_IN_TITLE.search(title or "")
    if in_title:
        return int(in_title.group(1)), None, ()
    start = _day(found.get("project.start"), "start")
    if isinstance(start, date):
        message = f"没有写明年度，按计划开始日期取{start.year}年。"
        return start.year, None, (Note("year_from_date", Severity.HINT, message, found["project.start"].place),)
    name = found.get(NAME)
    in_name = _YEAR_IN_TITLE.search(name.text or "") if name else None
    if name and in_name:
        message = f"没有写明年度，按项目名称取{in_name[1]}年。"
        return int(in_name[1]), None, (Note("year_from_name", Severity.HINT, message, name.place),)
    return None, None, (Note("no_year", Severity.WARNING, "没有找到表格的年度。"),)


def _plain_year(text: str | None) -> int | None:
    match = _YEAR_ALONE.fullmatch(flat(text or ""))
    return int(match[0][:4]) if match else None


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


def _no_period(found: dict[str, Beside], period: Period | None) -> tuple[Note, ...]:
    """A note where a period is written without the days it begins and ends on (一年, 长期)."""
    item = found.get("project.period")
    if item is None or item.text is None or period or {"project.start", "project.end"} <= found.keys():
        return ()
    message = f"“{item.label.text}”写的“{item.text}”没有起止日期，没有读入。"
    return (Note("period_unread", Severity.HINT, message, item.place),)


def _option(text: str | None) -> str | None:
    """The ticked one of a list of options, None of a list without ticks; any other text as it is."""
    if text is None:
        return None
    option, listed = chosen(text)
    if listed:
        return option
    return None if _unticked(text) else text


def _unticked(text: str | None) -> tuple[str, ...]:
    """The options of a numbered list whose ticks were lost, those without an empty box behind them first."""
    if text is None or chosen(text)[1]:
        return ()
    options = [part.strip() for part in _NUMBERING.split(text)[1:]]
    if len(options) < _SEVERAL or not all(options):
        return ()
    return tuple(
        option.rstrip(_LOST_BOXES).strip() for option in sorted(options, key=lambda one: one[-1] in _LOST_BOXES)
    )


def _body(text: str | None) -> str | None:
    """A public body without its code (219-样市财政局, 样市财政局[219]) and the seal, person or unit of money beside it.

    A number that a damaged text puts there is none.
    """
    bare = _BESIDE_BODY.sub("", without_persons(text)).strip() if text else None
    if bare and is_plain_number(bare):
        return None
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
    notes = (note for note in (start, end) if isinstance(note, Note))
    return project, (*notes, *_no_period(found, period))
