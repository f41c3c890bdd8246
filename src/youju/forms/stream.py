"""Text with one cell a line: puts the cells back into rows, by labels and by the kind of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from youju.forms import words
from youju.forms.extent import is_footer, is_notice
from youju.forms.labels import SECOND
from youju.forms.levels import Label, Vocabulary, is_label_like
from youju.forms.page import Line, Piece
from youju.forms.parts import is_header
from youju.forms.rows import belongs, joined
from youju.forms.values import is_measured, is_number, is_sign, is_value

BY_ORDER = ("name", "target", "level2", "level1")
_ONE_CELL_SHARE = (4, 5)


def is_stream(lines: Sequence[Line]) -> bool:
    """Whether cells stand on lines of their own: nearly all lines hold one piece and no line heads the columns."""
    alone = sum(len(line.pieces) == 1 for line in lines)
    part, whole = _ONE_CELL_SHARE
    return alone * whole >= len(lines) * part and not any(is_header(line) for line in lines)


def rows_of(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines of a stream as rows without blank cells; titles and texts stay lines of their own."""
    pieces = [piece for line in lines for piece in line.pieces]
    table = next((index for index, piece in enumerate(pieces) if _is_column(piece)), len(pieces))
    return (*_head(pieces[:table]), *_table(pieces[table:], vocabulary))


def _line(row: Sequence[Piece], open_fields: tuple[str, ...] = ()) -> Line:
    return Line(tuple(replace(piece, column=column) for column, piece in enumerate(row, start=1)), open=open_fields)


def _is_column(piece: Piece) -> bool:
    return piece.key in words.labels("columns")


def _head(pieces: Sequence[Piece]) -> Iterator[Line]:
    """A label with the texts up to the next label; goal labels and texts, which pair by order, one by one."""
    row: list[Piece] = []
    goals = False
    for piece in pieces:
        goals = goals or piece.key in words.labels("objectives")
        headed = bool(row) and row[0].key in words.all_labels()
        if goals or not headed or piece.key in words.all_labels() or piece.key in words.vertical_pieces():
            if row:
                yield _line(row)
            row = []
        row.append(piece)
    if row:
        yield _line(row)


def _table(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Line]:
    """The header, then rows: labels as they come, and the texts between two labels paired to names and values.

    Where more is printed in a row than that (results, weights), the pairs are only a proposal.
    """
    header = [piece for piece in pieces if _is_column(piece)]
    columns = {words.labels("columns")[piece.key] for piece in header}
    proposed = BY_ORDER if columns - {"level1", "level2", "name", "target"} else ()
    if header:
        yield _line(header)
    cells = [piece for piece in pieces if not _is_column(piece) and piece.key not in words.vertical_pieces()]
    end = next((index for index in range(len(cells)) if _ends(cells, index)), len(cells))
    labels: list[Label] = []
    for is_text, run in groupby(_marked(_whole(cells[:end]), vocabulary), key=lambda mark: mark[1] is None):
        if is_text:
            rows = list(_pairs([piece for piece, _ in run]))
            for number, (row, open_fields) in enumerate(rows):
                yield _line(
                    [*([label.piece for label in labels] if number == 0 else []), *row], open_fields or proposed
                )
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


def _ends(cells: Sequence[Piece], index: int) -> bool:
    """Whether a footer or a notice begins there; what a number with a sign or a unit follows is a name."""
    following = cells[index + 1].text if index + 1 < len(cells) else ""
    return (is_footer(cells[index]) or is_notice(cells[index].text)) and not is_measured(following)


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


def _pairs(texts: Sequence[Piece]) -> Iterator[tuple[list[Piece], tuple[str, ...]]]:
    """Names with their values, in turn; all names and then all values, or the other way round, pair by order."""
    half = len(texts) // 2
    kinds = [is_value(piece.text) for piece in texts]
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
