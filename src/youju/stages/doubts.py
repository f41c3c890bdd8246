"""Open doubts of a document as a person answers them: which cell, what it holds now, what else it could be."""

from __future__ import annotations

from dataclasses import dataclass

from youju.model.declaration import Declaration
from youju.model.indicator import Indicator
from youju.stages.fields import DOUBT_LABELS, LABELS, row_path, row_text, text_of
from youju.stages.settle import Settlement


@dataclass(frozen=True, slots=True)
class Doubt:
    """``number`` of the row from 1 and its ``name``, None for the head. ``path`` is the cell the doubt stands at.

    ``field`` is what is open (``level2``, ``comparator``, ``funds.total``), ``label`` its name in Chinese, ``value``
    what was read. ``alternatives`` are answers for ``settlement``; ``texts`` the same as texts for the whole cell.
    """

    number: int | None
    name: str | None
    field: str
    path: str
    label: str
    value: str
    alternatives: tuple[str, ...]
    texts: tuple[str, ...]

    def settlement(self, project: str, value: str) -> Settlement:
        """The answer to this doubt."""
        return Settlement(project, self.name if self.number else None, self.field, value)


def doubts_of(declaration: Declaration) -> tuple[Doubt, ...]:
    """What the document leaves open, the head first and then row by row."""
    head = [
        Doubt(
            number=None,
            name=None,
            field=doubt,
            path=doubt,
            label=LABELS.get(doubt, doubt),
            value=text_of(declaration, doubt),
            alternatives=declaration.alternatives.get(doubt, ()),
            texts=declaration.alternatives.get(doubt, ()),
        )
        for doubt in declaration.doubts
    ]
    rows = enumerate(declaration.indicators)
    return (*head, *(_row_doubt(at, row, doubt) for at, row in rows for doubt in row.doubts))


def _row_doubt(at: int, row: Indicator, doubt: str) -> Doubt:
    options = row.alternatives.get(doubt, ())
    path = row_path(at, doubt)
    shown = row_text(row, path.rpartition(".")[2])
    unit = getattr(row.target, "unit", None) or ""
    return Doubt(
        number=at + 1,
        name=row.name,
        field=doubt,
        path=path,
        label=DOUBT_LABELS.get(doubt, doubt),
        value=unit if doubt == "unit" else shown,
        alternatives=options,
        texts=tuple(f"{shown.removesuffix(unit)}{option}" for option in options) if doubt == "unit" else options,
    )
