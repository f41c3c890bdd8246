"""Sheets of a workbook, told cell by cell by the format that reads them, to a grid of what they show or to rows.

A sheet of a million rows may hold three cells, so nothing is laid out by its size: only cells with content are kept.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import NamedTuple, TypeAlias

from youju.errors import UnreadableError
from youju.importers.contract import Rows
from youju.importers.number_formats import LARGEST_INTEGER, Value, general, is_moment, iso, shown
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.grid import Cell, Grid, Table
from youju.model.place import Place

MOST_CELLS = 500_000
MOST_SPANS = 50_000
MOST_SPANS_OF_A_DUMP = 300_000
WIDEST = 16_384  # columns of the widest sheet there is
LISTED = 8  # runs of hidden rows that a note names
FEWEST_LABELS = 2  # cells that make a header
_KEEP_ONLY = "请只保留要读的表，另存后再读。"


class Filled(NamedTuple):
    """A cell with content; ``code`` is its number format."""

    row: int
    column: int
    value: Value
    code: str


class Span(NamedTuple):
    """A merged range, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class HiddenRow(NamedTuple):
    """A row that is not shown."""

    row: int


class HiddenColumns(NamedTuple):
    """Columns that are not shown, both ends included."""

    first: int
    last: int


class Unanswered(NamedTuple):
    """A formula whose result the file does not hold; ``formula`` without its sign, as far as it is known."""

    row: int
    column: int
    formula: str = ""


Told: TypeAlias = Filled | Span | HiddenRow | HiddenColumns | Unanswered


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet; ``told`` are its cells, row by row as files have them, and what is known of them."""

    name: str
    told: Iterable[Told]
    visible: bool = True
    from_1904: bool = False


@dataclass(slots=True)
class _Layout:
    """What was told of one sheet."""

    cells: dict[tuple[int, int], Filled] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    unanswered: list[Unanswered] = field(default_factory=list)


def column_name(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def grid_of(sheets: Iterable[Sheet]) -> Grid:
    """One table for each visible sheet that holds anything. Raises UnreadableError when there is none."""
    tables: list[Table] = []
    notes: list[Note] = []
    for sheet in sheets:
        if not sheet.visible:
            notes.append(_note("hidden_left_out", f"工作表“{sheet.name}”是隐藏的，没有读。", sheet.name))
            continue
        layout = _layout(sheet, MOST_CELLS - sum(len(table.cells) for table in tables))
        notes.extend(_notes(sheet, layout))
        cells = _cells(sheet, layout, len(tables) + 1)
        if any(cell.text for cell in cells):
            tables.append(Table(cells, spans_known=bool(layout.spans)))
    if not tables:
        raise UnreadableError(
            "工作簿里没有看得见的内容。",
            "请核对文件；如果表在隐藏的工作表、行或列里，请取消隐藏，另存后再读。",
        )
    return Grid(tuple(tables), notes=tuple(notes))


def _layout(sheet: Sheet, room: int) -> _Layout:
    layout = _Layout()
    for told in sheet.told:
        match told:
            case Filled():
                layout.cells[told.row, told.column] = told
            case Span():
                layout.spans.append(told)
            case HiddenRow():
                layout.rows.add(told.row)
            case HiddenColumns() if told.first not in layout.columns or told.last not in layout.columns:
                layout.columns.update(range(max(told.first, 1), min(told.last, WIDEST) + 1))
            case Unanswered():
                layout.unanswered.append(told)
        if len(layout.cells) > room or len(layout.spans) > MOST_SPANS:
            raise UnreadableError(
                f"单元格超过 {MOST_CELLS:,} 个，或合并的区域超过 {MOST_SPANS:,} 个，不像申报表。",
                _KEEP_ONLY,
                {"sheet": sheet.name},
            )
    return layout


def _cells(sheet: Sheet, layout: _Layout, number: int) -> tuple[Cell, ...]:
    """The cells that are shown, in reading order; a merged range stands where its first visible cell is."""
    texts = {at: shown(cell.value, cell.code, from_1904=sheet.from_1904) for at, cell in layout.cells.items()}
    spans = _apart(layout.spans)
    found = [
        Cell(*at, text, place=Place(sheet=sheet.name, table=number, row=at[0], column=at[1]))
        for at, text in _uncovered(texts, spans)
        if text and at[0] not in layout.rows and at[1] not in layout.columns
    ]
    rows, columns = _runs(layout.rows), _runs(layout.columns)
    for span in spans:
        top, left = _first_shown(span.top, span.bottom, rows), _first_shown(span.left, span.right, columns)
        if top is not None and left is not None:
            place = Place(sheet=sheet.name, table=number, row=top, column=left)
            text = texts.get((span.top, span.left), "")
            found.append(Cell(top, left, text, span.bottom - top + 1, span.right - left + 1, place))
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _first_shown(first: int, last: int, hidden: list[tuple[int, int]]) -> int | None:
    """The first row or column of a span that stands in no hidden run; None when all of it is hidden."""
    place = bisect_right(hidden, first, key=lambda run: run[0]) - 1
    shown_from = max(first, hidden[place][1] + 1) if place >= 0 else first
    return shown_from if shown_from <= last else None


class _Reach:
    """The merged ranges that reach the row looked at; rows come in order, the ranges stand apart."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int, int]] = []  # left, right, bottom
        self._ends = 0  # the first row that one of them does not reach

    def move(self, row: int) -> None:
        if row >= self._ends:
            self._ranges = [each for each in self._ranges if each[2] >= row]
            self._ends = min((each[2] for each in self._ranges), default=row) + 1

    def add(self, span: Span) -> None:
        insort(self._ranges, (span.left, span.right, span.bottom))
        self._ends = min(self._ends, span.bottom + 1)

    def covers(self, left: int, right: int) -> bool:
        """Whether a range stands in any of the columns."""
        place = bisect_right(self._ranges, right, key=lambda each: each[0])
        return place > 0 and self._ranges[place - 1][1] >= left


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The merged ranges in reading order without single cells and without those that overlap an earlier one."""
    found: list[Span] = []
    reach = _Reach()
    for span in sorted(spans):
        if (span.top, span.left) == (span.bottom, span.right) or span.bottom < span.top or span.right < span.left:
            continue
        reach.move(span.top)
        if not reach.covers(span.left, span.right):
            reach.add(span)
            found.append(span)
    return found


def _uncovered(texts: dict[tuple[int, int], str], spans: list[Span]) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells that stand in no merged range, row by row."""
    waiting = iter(spans)
    following = next(waiting, None)
    reach = _Reach()
    for row, cells in groupby(sorted(texts.items()), key=lambda item: item[0][0]):
        while following is not None and following.top <= row:
            reach.add(following)
            following = next(waiting, None)
        reach.move(row)
        yield from (item for item in cells if not reach.covers(item[0][1], item[0][1]))


def _note(code: str, message: str, sheet: str, row: int | None = None, column: int | None = None) -> Note:
    return Note(code, Severity.HINT, message, Place(sheet=sheet, row=row, column=column))


def _notes(sheet: Sheet, layout: _Layout) -> Iterator[Note]:
    """What was left out of a sheet; rows and columns only where they hold something."""
    rows = {row for row, _ in layout.cells} & layout.rows
    if rows:
        words = f"工作表“{sheet.name}”有隐藏的行（{_listed(rows)}），没有读。"
        yield _note("hidden_left_out", words, sheet.name, min(rows))
    columns = {column for _, column in layout.cells} & layout.columns
    if columns:
        words = f"工作表“{sheet.name}”有隐藏的列（{_listed(columns, letters=True)}），没有读。"
        yield _note("hidden_left_out", words, sheet.name, column=min(columns))
    if layout.unanswered:
        first, count = layout.unanswered[0], len(layout.unanswered)
        at = f"{column_name(first.column)}{first.row}"
        words = f"工作表“{sheet.name}”有 {count} 个公式没有存结果（第一个在 {at}），读作空白；请打开保存后再读。"
        yield _note("formula_without_value", words, sheet.name, first.row, first.column)


def _runs(numbers: set[int]) -> list[tuple[int, int]]:
    """Numbers as runs, each from its first to its last."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _listed(numbers: set[int], *, letters: bool = False) -> str:
    """Rows as 3、5–7, columns as C、E–G; of many only the first ones."""
    runs = _runs(numbers)
    ends = [tuple(column_name(end) if letters else str(end) for end in run) for run in runs[:LISTED]]
    words = "、".join(first if first == last else f"{first}–{last}" for first, last in ends)
    return f"{words} 等" if len(runs) > LISTED else words


def written(cell: Filled, *, from_1904: bool = False) -> str:
    """What a cell of a dump holds, whatever its format shows: plain numbers, ISO days; 16 digits or more as 1.1e+17."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if is_moment(cell.code):
        return iso(value, cell.code, from_1904=from_1904)
    if abs(value) >= LARGEST_INTEGER:
        return f"{value.normalize():e}"
    return general(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def records(sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet that hold anything, from column A to their last filled cell.

    A formula without a result stands there as a text: it is not evaluated, and not taken for a blank.
    """
    filled = (told for told in sheet.told if isinstance(told, Filled | Unanswered))
    for row, cells in groupby(filled, key=lambda cell: cell.row):
        texts = {
            cell.column: f"={cell.formula}"
            if isinstance(cell, Unanswered)
            else written(cell, from_1904=sheet.from_1904)
            for cell in cells
        }
        yield row, tuple(texts.get(column, "") for column in range(1, max(texts) + 1))


class DumpSheet(NamedTuple):
    """A sheet of a dump: its rows with their numbers, and its merged ranges, which are taken before any row."""

    name: str
    rows: Iterator[tuple[int, tuple[str, ...]]]
    spans: Iterable[Span]


def rows_of(sheets: Iterable[DumpSheet]) -> Rows:
    """The rows below the header of the first sheet that has one: the first row with two filled cells or more.

    What stands above is a title. Rows keep the number that the spreadsheet shows; blank ones are left out. Raises
    UnreadableError when no sheet has a header.
    """
    for sheet in sheets:
        spans = _spans(sheet)
        for number, cells in sheet.rows:
            if sum(bool(cell and not cell.isspace()) for cell in cells) >= FEWEST_LABELS:
                header = _trimmed(cells, 0)
                rows = _below(sheet.rows, len(header))
                return Rows(header, rows, sheet=sheet.name, header_row=number, spans=spans)
    raise UnreadableError(
        "工作簿里没有看得见的表头：没有一行写了两格以上。",
        "请核对导出的文件；表头一行应是列名，隐藏的工作表请取消隐藏。",
    )


def _spans(sheet: DumpSheet) -> tuple[Span, ...]:
    """The merged ranges of several rows, apart from each other."""
    found = list(islice((span for span in sheet.spans if span.bottom > span.top), MOST_SPANS_OF_A_DUMP + 1))
    if len(found) > MOST_SPANS_OF_A_DUMP:
        raise UnreadableError(
            f"合并的区域超过 {MOST_SPANS_OF_A_DUMP:,} 个，没有读。",
            "请在表格软件里取消合并、填满各行，另存后再导入。",
            {"sheet": sheet.name},
        )
    return tuple(_apart(found))


def _trimmed(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Cells without the blank ones at the end, at least ``width``."""
    end = len(cells)
    while end > width and not cells[end - 1]:
        end -= 1
    return cells[:end] if end < len(cells) else cells


def _below(numbered: Iterator[tuple[int, tuple[str, ...]]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row in numbered:
        number, cells = row
        if not cells[0].strip() and not any(map(str.strip, cells)):
            continue
        if len(cells) == width:
            yield row
        elif len(cells) < width:
            yield number, cells + ("",) * (width - len(cells))
        else:
            yield number, _trimmed(cells, width)
