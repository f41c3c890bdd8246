"""Where a dump names its columns: below a title, notes and blank rows, in one row or in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from youju.errors import UnreadableError
from youju.evidence.cells import INVISIBLE, RejectedCellError, converter
from youju.evidence.intake import Mapping as Places
from youju.evidence.intake import PlainText, Rows, columns_by_name, map_header, matching_key
from youju.evidence.merged import Row, spread
from youju.evidence.spellings import CREDIT_CODE_CHECK
from youju.model.ledger import Column, ColumnType, Ledger

LOOKED_AT = 20  # rows among which the header is
SAMPLE = 200  # rows by which a column is known by its content
WIDEST = 2_000  # columns; systems write some dozens, rarely hundreds
_TELLING = (ColumnType.TIMESTAMP, ColumnType.DATE, ColumnType.CHOICE)  # types that other content hardly has by chance


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text below its header, as ``intake.PlainText`` says."""

    path: Path
    separator: str
    header_row: int
    records: int | None


@dataclass(frozen=True, slots=True)
class Headed:
    """A dump whose header was found in row ``header_row``, the lower one of two, and where its columns stand."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    sheet: str | None
    plain: Text | None
    header_row: int
    spans: tuple[tuple[int, int, int, int], ...]
    mapping: Places


def headed(ledger: Ledger, rows: Rows) -> Headed:
    """The rows below the header, as wide as it is or wider; merged cells are said of each row they stand beside.

    Raises UnreadableError as ``map_header`` does, also when no row among the first names the ledger's key and date:
    then of the likeliest row, and the remedy names a column that holds what the missing one should.
    """
    remaining = rows.rows
    top = [(rows.header_row, rows.header), *islice(remaining, LOOKED_AT - 1)]
    found = _found(ledger, top)
    if found is None:
        raise _unheaded(ledger, [*top, *islice(remaining, SAMPLE)])
    below, number, printed = found
    header = _trimmed(printed)
    if len(header) > WIDEST:
        raise UnreadableError(
            f"表头有 {len(header):,} 列，超过 {WIDEST:,} 列，不像台账，没有读。",
            "请只保留要导入的列后重新导出。",
            {"row": number},
        )
    mapping = map_header(ledger, header, number)
    records = _padded(chain(top[below:], remaining), len(header))
    return Headed(
        header,
        spread(ledger, mapping, rows.spans, records),
        rows.sheet,
        _text(rows.plain, number),
        number,
        tuple(rows.spans),
        mapping,
    )


def _text(plain: PlainText | None, header_row: int) -> Text | None:
    """The text from the header on; None where what is below the header is not all plain."""
    if plain is None or header_row < plain.header_row:
        return None
    records = None if plain.records is None else plain.records - (header_row - plain.header_row)
    return Text(plain.path, plain.separator, header_row, records)


def _padded(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        yield row if len(row[1]) >= width else (row[0], row[1] + ("",) * (width - len(row[1])))


def _trimmed(header: Sequence[str]) -> tuple[str, ...]:
    """The header without blank cells at its end."""
    end = len(header)
    while end > 1 and not header[end - 1].strip():
        end -= 1
    return tuple(header[:end])


def _found(ledger: Ledger, top: Sequence[Row]) -> tuple[int, int, tuple[str, ...]] | None:
    """How many of the top rows the header and what is above it take, its row number, and the names of columns."""
    names = columns_by_name(ledger)
    needed = {*ledger.key, ledger.date}
    named = [_named(names, cells) for _, cells in top]
    for at, (number, cells) in enumerate(top):
        if at + 1 < len(top) and top[at + 1][0] == number + 1:
            joined = _joined(names, cells, top[at + 1][1])
            both = _named(names, joined)
            if len(both) > max(len(named[at]), len(named[at + 1])) and needed <= both:
                return at + 2, number + 1, joined
        if needed <= named[at]:
            return at + 1, number, cells
    return None


def _named(names: Mapping[str, Sequence[Column]], cells: Sequence[str]) -> set[str]:
    """Codes of the columns that a row names."""
    return {column.code for cell in cells for column in names.get(matching_key(cell), ())}


def _joined(names: Mapping[str, Sequence[Column]], upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """The names of two header rows in one: a head over several columns stands in the first of them."""
    width = max(len(upper), len(lower))
    heads, subs = ((*row, *[""] * (width - len(row))) for row in (upper, lower))
    found, head = [], ""
    for own, sub in zip(heads, subs, strict=True):
        head = own if own.strip() else head
        together = f"{head.strip()}{sub.strip()}"
        if not sub.strip():
            found.append(own)
        else:
            found.append(together if matching_key(together) in names else sub)
    return tuple(found)


def _unheaded(ledger: Ledger, top: Sequence[Row]) -> UnreadableError:
    """Why no row is the header, told of the row that names most columns, or of the first that has several."""
    names = columns_by_name(ledger)
    candidates = top[:LOOKED_AT]
    at = max(
        range(len(candidates)),
        key=lambda at: (len(_named(names, top[at][1])), sum(bool(cell.strip()) for cell in top[at][1]) > 1, -at),
    )
    number, header = top[at][0], _trimmed(top[at][1])
    try:
        map_header(ledger, header, number)
    except UnreadableError as fault:
        alike = _alike(ledger, header, [cells for _, cells in top[at + 1 : at + 1 + SAMPLE]])
        return UnreadableError(fault.message, alike or fault.remedy, fault.place)
    raise AssertionError(header)  # a row that names key and date is the header


def _alike(ledger: Ledger, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str | None:
    """What to do when one column is missing and one that is not used holds what it should hold."""
    names = columns_by_name(ledger)
    named = _named(names, header)
    missing = [code for code in dict.fromkeys((*ledger.key, ledger.date)) if code not in named]
    if not named or len(missing) != 1:
        return None
    column = ledger.column(missing[0])
    if column.type not in _TELLING and column.check != CREDIT_CODE_CHECK:
        return None
    unused = [at for at, name in enumerate(header) if name.strip() and matching_key(name) not in names]
    fitting = [
        header[at].strip() for at in unused if _holds(column, header[at], [row[at] for row in rows if at < len(row)])
    ]
    if len(fitting) != 1:
        return None
    return (
        f"“{fitting[0]}”列看起来就是“{column.label}”：可用 youju ledger map 工作区 {ledger.code} "
        f"{fitting[0]}={column.code} 记住，或把列名改成“{column.label}”，然后重新导入。"
    )


def _holds(column: Column, header: str, cells: Sequence[str]) -> bool:
    """Whether every filled cell is a value of the column, and there is one."""
    convert = converter(column, header, is_key=True)
    filled = [cell for cell in cells if cell.translate(INVISIBLE).strip()]
    try:
        for cell in filled:
            convert(cell)
    except RejectedCellError:
        return False
    return bool(filled)
