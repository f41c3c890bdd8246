"""Tables whose cells come in the order of a page's columns: all values, then names; names, levels, then values.

Nothing but order pairs them: the n-th name with the n-th run of values and the n-th second level, if there are as many
of each. Every pair is a proposal, and all of it is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from youju.forms.alignment import aligned
from youju.forms.levels import Label, Vocabulary
from youju.forms.page import Line, Piece
from youju.forms.rows import Entry, joined
from youju.forms.values import is_measured, is_number, is_plain_number, is_value

SCATTERED = ("name", "target", "level2", "level1", "actual", "weight", "points")  # what only the order of cells pairs
VALUES = ("sign", "target", "unit", "actual", "weight", "points")
_RULE = re.compile("得分|[,，;；=].*[%％]|[%％].*[,，;；=]")
_WORD = re.compile("[\u4e00-\u9fff]{2}")
SHORTEST_NAME = 2  # what is shorter is the end of a name that a line break cut


def is_torn(rows: Sequence[Entry]) -> bool:
    """Whether a third of the names are scraps: then cells were cut anywhere, and nothing read in the table is sure.

    A scrap is a character or two without a measured value beside it, or a rule for points (低于80%不得分) that stands
    where names do. Where the source told of spans no cell was cut.
    """
    named = [entry for entry in rows if entry.name and not entry.line.spans_known]
    scraps = sum(map(_is_scrap, named))
    return scraps > 1 and scraps * 3 >= sum(entry.is_indicator for entry in rows)


def _is_scrap(entry: Entry) -> bool:
    name = entry.name.text if entry.name else ""
    short = len(name) <= SHORTEST_NAME and not any(is_measured(piece.text) for piece in entry.value)
    return short or _RULE.search(name) is not None


def with_glued(rows: Sequence[Line], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The rows, all of one ``open`` where a level label runs on into another text: there cells ran together."""
    return tuple(
        replace(line, open=tuple(dict.fromkeys((*line.open, *SCATTERED))))
        if not line.spans_known and any(_runs_on(piece, vocabulary) for piece in line.own())
        else line
        for line in rows
    )


def _runs_on(piece: Piece, vocabulary: Vocabulary) -> bool:
    rests = [piece.key.removeprefix(label) for label in vocabulary.exact if piece.key.startswith(label)]
    return any(map(_WORD.match, rests)) and vocabulary.find(piece, whole=True) is None


def is_scrambled(cells: Sequence[Piece], fields: Sequence[str]) -> bool:
    """Whether more values follow one another than a row of these columns has."""
    values = sum(field in VALUES for field in fields)
    longest = max((len(list(run)) for kind, run in groupby(cells, key=_is_a_value) if kind), default=0)
    return longest > values + 1


def _is_a_value(piece: Piece) -> bool:
    return is_value(piece.text)


def paired(cells: Sequence[Piece], fields: Sequence[str], vocabulary: Vocabulary) -> tuple[tuple[Piece, ...], ...]:
    """Rows by order; none where names, values and second levels are not as many."""
    labels = [label for piece in cells if (label := vocabulary.find(piece, whole=True))]
    taken = [label.piece for label in labels]
    rest = [piece for piece in cells if piece not in taken]
    names = _names([piece for piece in rest if not is_value(piece.text)])
    values = _runs([piece for piece in rest if is_value(piece.text)], fields, vocabulary)
    seconds = [label for label in labels if label.level > 1]
    if not names or len(names) != len(values):
        return ()
    levels = seconds if len(seconds) == len(names) else []
    return tuple(
        (*([_first(levels[at], labels, vocabulary), levels[at].piece] if levels else []), name, *values[at])
        if levels
        else (name, *values[at])
        for at, name in enumerate(names)
    )


def _first(second: Label, labels: Sequence[Label], vocabulary: Vocabulary) -> Piece:
    """The first level of a second one: as printed, if the tree's own parent was printed."""
    parent = vocabulary.parent(second.name)
    printed = next((label.piece for label in labels if label.level == 1 and label.name == parent), None)
    return printed or replace(second.piece, text=parent or "", raw=parent or "", key=parent or "")


def _names(texts: Sequence[Piece]) -> list[Piece]:
    """The names in order, each with the end that a line break cut from it."""
    found: list[Piece] = []
    for text in texts:
        if found and len(text.text) < SHORTEST_NAME:
            found[-1] = joined(found[-1], text)
        else:
            found.append(text)
    return found


def _runs(values: Sequence[Piece], fields: Sequence[str], vocabulary: Vocabulary) -> list[tuple[Piece, ...]]:
    """The values of each row; a total of two plain numbers at the end is no row."""
    wanted = [field for field in fields if field in VALUES]
    rows = [tuple(piece for _, piece in row.cells) for row in aligned(values, wanted, vocabulary)]
    while rows and len(rows[-1]) < len(wanted) and all(is_plain_number(piece.text) for piece in rows[-1]):
        rows.pop()
    return rows if all(any(is_number(piece.text) for piece in row) for row in rows) else []
