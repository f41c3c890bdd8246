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
from youju.forms.page import Piece
from youju.forms.rows import joined
from youju.forms.values import is_number, is_plain_number, is_value

SCATTERED = ("name", "target", "level2", "level1", "actual", "weight", "points")  # what only the order of cells pairs
VALUES = ("sign", "target", "unit", "actual", "weight", "points")
_RULE = re.compile("得分|[,，;；=].*[%％]|[%％].*[,，;；=]")
SHORTEST_NAME = 2  # what is shorter is the end of a name that a line break cut


def is_torn(names: Sequence[str | None]) -> bool:
    """Whether a third of the names are scraps: then cells were cut anywhere, and nothing read in the table is sure.

    A scrap is a character or two, or a rule for points (低于80%不得分) that stands where names do.
    """
    scraps = sum(name is not None and (len(name) <= SHORTEST_NAME or _RULE.search(name) is not None) for name in names)
    return scraps > 1 and scraps * 3 >= len(names)


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
