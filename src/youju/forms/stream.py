"""Text with one cell a line: puts the cells back into rows, by labels and by the kind of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from youju.forms import words
from youju.forms.alignment import aligned
from youju.forms.columns import PLAIN, TELLING, Columns, columns_of, field_of
from youju.forms.extent import is_footer, is_notice
from youju.forms.labels import SECOND
from youju.forms.levels import Label, Vocabulary, is_label_like
from youju.forms.page import Line, Piece
from youju.forms.page import piece as piece_of
from youju.forms.parts import is_header
from youju.forms.rows import belongs, joined
from youju.forms.scrambled import SCATTERED, is_scrambled, paired
from youju.forms.table import is_heading
from youju.forms.values import is_measured, is_number, is_plain_number, is_sign, is_value
from youju.notation.text import label_key

BY_ORDER = ("name", "target", "level2", "level1")
CUT = ("name", "target", "actual", "weight", "points")
TOTALS = ("weight", "points")
NAMES_ALONE = ("name", "target", "level2", "level1")
_SIGNED = re.compile("[<>=≥≤≧≦＞＜＝%]")
_NUMBERED = ("率", "数", "量", "度", "额")  # the ends of names that a number follows
SHORT_SOURCE = "中央资"
_ONE_CELL_SHARE = (4, 5)


def is_stream(lines: Sequence[Line]) -> bool:
    """Whether cells stand on lines of their own: nearly all lines hold one piece and no line heads the columns."""
    alone = sum(len(line.pieces) == 1 for line in lines)
    part, whole = _ONE_CELL_SHARE
    return alone * whole >= len(lines) * part and not any(is_header(line) for line in lines)


def rows_of(lines: Sequence[Line], vocabulary: Vocabulary, *, ran_together: bool = False) -> tuple[Line, ...]:
    """The lines of a stream as rows without blank cells; titles and texts stay lines of their own.

    ``ran_together``: the cells were cut out of a text without separators.
    """
    pieces = [piece for line in lines for piece in line.pieces]
    table = next((index for index, piece in enumerate(pieces) if _is_telling(piece)), len(pieces))
    rows = _table(pieces[table:], vocabulary)
    if ran_together:
        fields = {words.labels("columns").get(piece.key) for piece in pieces}
        rows = (_guessed(row, tuple(field for field in CUT if field in fields)) for row in rows)
    return (*_head(pieces[:table]), *rows)


def _guessed(row: Line, fields: tuple[str, ...]) -> Line:
    """A row cut out of a text that ran together: a sign or a number after 率 proves where a name ends, nothing else."""
    name, value = (row.pieces[-2].text, row.pieces[-1].text) if len(row.pieces) > 1 else ("", "")
    proven = _SIGNED.match(value) or (name.endswith(_NUMBERED) and value[:1].isdigit())
    if proven and set(fields) <= PLAIN:
        return row
    return replace(row, open=tuple(dict.fromkeys((*row.open, *fields))))


def _line(row: Sequence[Piece], open_fields: tuple[str, ...] = ()) -> Line:
    return Line(tuple(replace(piece, column=column) for column, piece in enumerate(row, start=1)), open=open_fields)


def _is_column(piece: Piece) -> bool:
    return piece.key in words.labels("columns")


def _is_telling(piece: Piece) -> bool:
    return words.labels("columns").get(piece.key) in TELLING


def _head(pieces: Sequence[Piece]) -> Iterator[Line]:
    """A label with the texts up to the next label; goal labels and texts, which pair by order, one by one."""
    row: list[Piece] = []
    goals = False
    for piece in (part for whole in pieces for part in _amount_and_label(whole)):
        goals = piece.key in words.labels("objectives") or (goals and not _ends_goals(piece))
        headed = bool(row) and (row[0].key in words.all_labels() or _is_source(row[0]))
        block = bool(row) and _is_block(row[-1]) and _is_block(piece)
        if not block and (goals or not headed or _opens(piece)):
            if row:
                yield _line(row)
            row = []
        row.append(piece)
    if row:
        yield _line(row)


def _amount_and_label(cell: Piece) -> Iterator[Piece]:
    """An amount and the next label that ran together in one line (10,308,000.00 年度资金申请总额), apart."""
    amount, blank, label = cell.text.partition(" ")
    known = blank and is_number(amount) and label_key(label) in words.labels("funds")
    if not known:
        yield cell
        return
    yield piece_of(amount, cell.column, cell.place)
    yield piece_of(label.strip(), cell.column, cell.place)


def _header(pieces: Sequence[Piece]) -> list[Piece]:
    """The labels of columns: those in a run at the top, columns that no other table has among them, and any further."""
    run = list(takewhile(lambda piece: field_of(piece.key) or piece.key in words.vertical_pieces(), pieces))
    rest = [piece for piece in pieces[len(run) :] if _is_column(piece)]
    seen: dict[str, Piece] = {}
    for piece in (*(piece for piece in run if field_of(piece.key)), *rest):
        seen.setdefault(piece.key, piece)
    return list(seen.values())


def _is_block(piece: Piece) -> bool:
    """Whether a text is a label of the block of execution, whose labels stand in one line."""
    return piece.key in words.labels("execution")


def _ends_goals(piece: Piece) -> bool:
    """Whether the block of execution begins, which some forms print below the goals."""
    return _is_block(piece) or words.labels("head").get(piece.key) == "ignored"


def _opens(piece: Piece) -> bool:
    """Whether a label opens a line of its own."""
    known = (words.all_labels(), words.vertical_pieces(), words.labels("execution"))
    return _is_source(piece) or any(piece.key in keys for keys in known)


def _is_source(piece: Piece) -> bool:
    """Whether a text labels money of one source; 中央 and 市级 alone are said of other things as well."""
    named = piece.key in words.labels("origins") and len(piece.key) > len(SHORT_SOURCE)
    return named or piece.key in words.labels("sources")


def _table(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Line]:
    """The header, then rows: labels as they come, and the texts between two labels paired to names and values.

    Where more is printed in a row than that (results, weights), each cell goes where it fits in the order of columns.
    """
    header = _header(pieces)
    columns = {field_of(piece.key) for piece in header}
    heads = {piece.key for piece in header if piece.key}
    if header:
        yield _line(header)
    printed = heads | words.vertical_pieces() - {""}
    cells = [piece for piece in pieces if piece.key not in printed]
    further = bool(columns - PLAIN)
    end = next((index for index in range(len(cells)) if _ends(cells, index, prose=further)), len(cells))
    if further:
        found = tuple(_further(cells[:end], columns_of(_line(header), None), vocabulary))
        yield from found
        yield from _closing(cells[end:], _left(cells[:end], found, columns))
        return
    valueless = not any(is_value(piece.text) for piece in cells[:end])
    labels: list[Label] = []
    for is_text, run in groupby(_marked(_whole(cells[:end]), vocabulary), key=lambda mark: mark[1] is None):
        if is_text:
            rows = list(_pairs([piece for piece, _ in run], valueless=valueless))
            for number, (row, open_fields) in enumerate(rows):
                yield _line([*([label.piece for label in labels] if number == 0 else []), *row], open_fields)
            labels = []
            continue
        for _, label in run:
            if label and labels and label.level <= labels[-1].level:
                yield _line([above.piece for above in labels])
                labels = []
            labels += [label] if label else []
    if labels:
        yield _line([label.piece for label in labels])
    yield from (_line([piece]) for piece in cells[end:])


def _further(cells: Sequence[Piece], columns: Columns, vocabulary: Vocabulary) -> Iterator[Line]:
    """Rows of further columns: each cell under the column it fits, in order; by kind and order where that is lost."""
    if is_scrambled(cells, columns.fields):
        rows = paired(cells, columns.fields, vocabulary)
        yield from (_line(row, SCATTERED) for row in rows)
        if rows:
            return
    for part in [cells] if {"level1", "level2"} & set(columns.fields) else _between_headings(cells):
        for row in aligned(part, columns.fields, vocabulary):
            yield _line([piece for _, piece in row.cells])


def _between_headings(cells: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The cells of a table without columns of levels: each heading over rows alone, and those between two of them."""
    for heading, run in groupby(cells, key=is_heading):
        part = tuple(run)
        yield from ((piece,) for piece in part) if heading else (part,)


def _left(cells: Sequence[Piece], rows: Sequence[Line], columns: Collection[str | None]) -> tuple[Piece, ...]:
    """The numbers that no row took, where they are as many as a total has."""
    taken = Counter(piece.raw for line in rows for piece in line.pieces)
    left: list[Piece] = []
    for piece in (one for one in cells if is_plain_number(one.text)):
        if taken[piece.raw]:
            taken[piece.raw] -= 1
        else:
            left.append(piece)
    return tuple(left) if len(left) == len({"weight", "points"} & set(columns)) else ()


def _closing(cells: Sequence[Piece], left: Sequence[Piece]) -> Iterator[Line]:
    """What stands below the table: a total with its numbers in one line, every other text alone.

    A total alone has the numbers ``left`` above it, as an open line.
    """
    if left and cells and cells[0].key in words.totals() and not any(is_plain_number(one.text) for one in cells[1:2]):
        yield _line([cells[0], *left], TOTALS)
        cells = cells[1:]
    row: list[Piece] = []
    for piece in cells:
        if row and is_plain_number(piece.text) and row[0].key in words.totals():
            row.append(piece)
            continue
        if row:
            yield _line(row)
        row = [piece]
    if row:
        yield _line(row)


def _ends(cells: Sequence[Piece], index: int, *, prose: bool) -> bool:
    """Whether a footer or a notice begins there; what a number with a sign or a unit follows is a name.

    ``prose``: the table has cells of prose (reasons), so that a sentence ends nothing.
    """
    following = cells[index + 1].text if index + 1 < len(cells) else ""
    closes = is_footer(cells[index]) or (not prose and is_notice(cells[index].text))
    return closes and not is_measured(following)


def _whole(cells: Sequence[Piece]) -> list[Piece]:
    """The cells with those in one piece that a line break cut: a bracket opened and not closed, a sign alone."""
    found: list[Piece] = []
    for cell in cells:
        if found and is_sign(found[-1].text) and is_number(cell.text):
            found[-1] = joined(found[-1], cell)
            continue
        opened = next((back for back in (1, 2) if len(found) >= back and belongs(found[-back], cell)), None)
        if opened:
            found[-opened] = joined(found[-opened], cell)
        else:
            found.append(cell)
    return found


def _marked(cells: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[tuple[Piece, Label | None]]:
    """Each piece with the level label it is; a text shaped like one counts when no name awaits its value."""
    named = False
    for piece in cells:
        label = vocabulary.find(piece, whole=True)
        if label is None and not named and is_label_like(piece):
            label = Label(SECOND, piece.text, piece, known=False)
        named = label is None and not named
        yield piece, label


def _pairs(texts: Sequence[Piece], *, valueless: bool) -> Iterator[tuple[list[Piece], tuple[str, ...]]]:
    """Names with their values, in turn; all names and then all values, or the other way round, pair by order.

    In a ``valueless`` table every text is a name.
    """
    kinds = [is_value(piece.text) for piece in texts]
    if valueless:
        yield from (([piece], NAMES_ALONE) for piece in texts)
        return
    half = len(texts) // 2
    if half > 1 and kinds in ([False] * half + [True] * half, [True] * half + [False] * half):
        first, second = (texts[:half], texts[half:]) if kinds[-1] else (texts[half:], texts[:half])
        yield from (([name, value], BY_ORDER) for name, value in zip(first, second, strict=True))
        return
    name: Piece | None = None
    for index, piece in enumerate(texts):
        following = texts[index + 1] if index + 1 < len(texts) else None
        if name is None:
            name = piece
        elif not kinds[index] and following and kinds[index + 1]:
            name = joined(name, piece)
        else:
            yield [name, piece], ()
            name = None
    if name:
        yield [name], ()
