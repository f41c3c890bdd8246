"""Blank official forms, to be printed and completed by hand: the levels of a dated tree, and rows to write in."""

from __future__ import annotations

from youju import forms
from youju.forms.contract import Style
from youju.forms.sheets import known_sheets
from youju.model.declaration import Declaration, Kind, Project
from youju.model.grid import Grid
from youju.model.indicator import Indicator
from youju.model.taxonomy import Taxonomy

ROWS = 2


def blank(code: str, tree: Taxonomy, rows: int = ROWS, style: Style | None = None) -> Grid:
    """The form of that layout or sheet, filled with nothing: ``rows`` blank rows for each second level of ``tree``.

    A sheet has rows of its own and asks no tree. Raises NotFoundError for an unknown form or one that is only read.
    """
    style = style or Style()
    for sheet in known_sheets():
        if sheet.code == code:
            return sheet.fill(sheet.empty, style)
    return forms.fill(code, _nothing(code, tree, rows), style)


def _nothing(code: str, tree: Taxonomy, rows: int) -> Declaration:
    indicators = tuple(
        Indicator(level1, level2, None)
        for level1, seconds in tree.levels.items()
        for level2 in seconds
        for _ in range(rows)
    )
    return Declaration(Kind.UNKNOWN, code, Project(), indicators=indicators)
