"""Rows of a dump to typed rows of a ledger: which column stands where, and which rows cannot be kept and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeAlias

from youju.errors import UnreadableError
from youju.evidence.asides import aside
from youju.evidence.cells import INVISIBLE, RejectedCellError, Typed, converter
from youju.model.ledger import Column, Ledger, LeftOut, Reject

Values: TypeAlias = tuple[Typed, ...]
Cell: TypeAlias = tuple[int, int, Callable[[str], Typed]]  # place in the ledger, place in the dump, how it is typed
NAMED = 20  # columns of a dump that a message names


class PlainText(Protocol):
    """A dump that every reader of CSV cuts alike: UTF-8 text on disk, a record a line, no blank lines between."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def separator(self) -> str:
        """What stands between cells."""
        ...

    @property
    def header_row(self) -> int:
        """The number of the row it begins with, which names the columns or is a title above them."""
        ...

    @property
    def records(self) -> int | None:
        """How many rows follow that row; None where counting takes reading them."""
        ...


class Rows(Protocol):
    """What an importer gives: the first row that may be the header, and the rows with their numbers in the file."""

    @property
    def header(self) -> tuple[str, ...]:
        """Column names as printed."""
        ...

    @property
    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Row number and cells, at least as many as the header has."""
        ...

    @property
    def header_row(self) -> int:
        """The number of the header's row."""
        ...

    @property
    def spans(self) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges of several rows as (top, left, bottom, right) from 1, apart from each other, by their tops."""
        ...

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook, None for a plain file."""
        ...

    @property
    def plain(self) -> PlainText | None:
        """The same rows as a text that can be read in bulk; None where they have to be taken one by one."""
        ...


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where the ledger's columns stand in the dump: position by column code, None for a column the dump lacks.

    ``left_out`` fills while rows are typed: those that are no records.
    """

    header: tuple[str, ...]
    positions: dict[str, int | None]
    ignored: tuple[str, ...]
    left_out: list[LeftOut] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class TypedRow:
    """``number`` as a spreadsheet counts; ``values`` in the order of the ledger's columns."""

    number: int
    values: Values


def matching_key(text: str) -> str:
    """What two spellings of one column name have in common: blanks, widths, case and invisible marks make no matter."""
    return "".join(unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold().split())


def _names(column: Column) -> tuple[str, ...]:
    return (column.code, column.label, *column.synonyms)


def columns_by_name(ledger: Ledger) -> dict[str, list[Column]]:
    """The columns by the ``matching_key`` of each of their names."""
    known: dict[str, list[Column]] = {}
    for column in ledger.columns:
        for key in {matching_key(name) for name in _names(column)}:
            known.setdefault(key, []).append(column)
    return known


def map_header(ledger: Ledger, header: Sequence[str], row: int = 1) -> Mapping:
    """Finds each column by code, label or synonym, blanks, widths and case ignored; unknown columns are ignored.

    ``row``: the header's number. Raises UnreadableError when a name fits two columns, two names fit one, or a key or
    date column is missing.
    """
    try:
        return _mapped(ledger, header)
    except UnreadableError as fault:
        raise UnreadableError(fault.message, fault.remedy, {"row": row}) from None


def _mapped(ledger: Ledger, header: Sequence[str]) -> Mapping:
    known = columns_by_name(ledger)
    positions: dict[str, int | None] = {column.code: None for column in ledger.columns}
    ignored: list[str] = []
    for position, printed in enumerate(header):
        fitting = known.get(matching_key(printed), [])
        if len(fitting) > 1:
            labels = "和".join(f"“{column.label}”" for column in fitting)
            raise _unusable(
                ledger, f"列“{printed.strip()}”既可以是{labels}", "请把列名改成其中一个的正式名称后重新导入。"
            )
        if fitting:
            _place(ledger, header, positions, (fitting[0], position))
        elif printed.strip():
            ignored.append(printed.strip())
    _require(ledger, header, positions)
    return Mapping(tuple(header), positions, tuple(ignored))


def _place(ledger: Ledger, header: Sequence[str], positions: dict[str, int | None], found: tuple[Column, int]) -> None:
    column, position = found
    before = positions[column.code]
    if before is not None:
        both = f"第{before + 1}列“{header[before].strip()}”和第{position + 1}列“{header[position].strip()}”"
        raise _unusable(ledger, f"{both}都是“{column.label}”", "请只保留其中一列后重新导入。")
    positions[column.code] = position


def _require(ledger: Ledger, header: Sequence[str], positions: dict[str, int | None]) -> None:
    needed = dict.fromkeys((*ledger.key, ledger.date))
    missing = [ledger.column(code) for code in needed if positions[code] is None]
    if missing:
        words = "；".join(
            f"“{column.label}”（也可写作{'、'.join((*column.synonyms, column.code))}）" for column in missing
        )
        printed = [name.strip() for name in header if name.strip()]
        found = "、".join(printed[:NAMED]) + (f"等 {len(printed):,} 列" if len(printed) > NAMED else "")
        raise _unusable(
            ledger, f"缺少列{words}，文件里的列是：{found}", "请补上所缺的列，或把它的列名改成上述名称之一。"
        )


def _unusable(ledger: Ledger, what: str, remedy: str) -> UnreadableError:
    return UnreadableError(f"不能导入“{ledger.label}”：{what}。", remedy)


def typed_rows(
    ledger: Ledger, mapping: Mapping, rows: Iterator[tuple[int, tuple[str, ...]]]
) -> Iterator[TypedRow | Reject]:
    """Each row typed, or rejected with all its cells that cannot be kept, in the order of the ledger's columns.

    Rows that are no records are left out, which ``mapping`` keeps.
    """
    why_aside = aside(ledger, mapping.header, mapping.positions)
    width = len(mapping.header)
    due = {due.by for due in ledger.due}
    cells = [
        (
            place,
            position,
            converter(
                column, mapping.header[position].strip(), is_key=column.code in ledger.key, is_due=column.code in due
            ),
        )
        for place, column in enumerate(ledger.columns)
        if (position := mapping.positions[column.code]) is not None
    ]
    for number, printed in rows:
        if (why := why_aside(printed)) is not None:
            mapping.left_out.append(LeftOut(number, why))
            continue
        if len(printed) > width and (extra := "".join(printed[width:]).strip()):
            yield Reject(number, ledger.key[0], extra, _too_long(len(printed), width))
            continue
        values: list[Typed] = [None] * len(ledger.columns)
        try:
            for place, position, convert in cells:
                values[place] = convert(printed[position])
        except RejectedCellError:
            yield _rejected(ledger, number, printed, cells)
        else:
            yield TypedRow(number, tuple(values))


def _rejected(ledger: Ledger, number: int, printed: Sequence[str], cells: Sequence[Cell]) -> Reject:
    faults = []
    for place, position, convert in cells:
        try:
            convert(printed[position])
        except RejectedCellError as fault:
            faults.append(Reject(number, ledger.columns[place].code, printed[position], str(fault)))
    return replace(faults[0], also=tuple(faults[1:]))


def _too_long(cells: int, width: int) -> str:
    return f"这一行有{cells}格，表头只有{width}格，可能是内容里有未加引号的分隔符；请核对后重新导出。"
