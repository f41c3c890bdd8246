"""Blank official forms, to be printed and completed by hand: the levels of a dated tree, and rows to write in."""

from __future__ import annotations

from youju import forms
from youju.errors import NotFoundError
from youju.forms.contract import Style
from youju.forms.sheets import known_sheets
from youju.model.declaration import Declaration, Kind, Project
from youju.model.grid import Grid
from youju.model.indicator import Indicator
from youju.model.taxonomy import Taxonomy

ROWS = 2


def blank(code: str, tree: Taxonomy | None, rows: int = ROWS, style: Style | None = None) -> Grid:
    """The form of that layout or sheet, filled with nothing: ``rows`` blank rows for each second level of ``tree``.

    A sheet has rows of its own and asks no tree; without one a layout has no rows of indicators. Raises NotFoundError
    for an unknown form or one that is only read.
    """
    style = style or Style()
    for sheet in known_sheets():
        if sheet.code == code:
            return sheet.fill(sheet.empty, style)
    _require_written(code)
    return forms.fill(code, _nothing(code, tree, rows), style)


def tree_of(code: str) -> str | None:
    """The code of the tree whose levels the blank form prints; None for a sheet, which has rows of its own.

    Raises NotFoundError for an unknown form or one that is only read.
    """
    if code in {sheet.code for sheet in known_sheets()}:
        return None
    _require_written(code)
    return next(layout.tree for layout in forms.known_layouts() if layout.code == code)


def _require_written(code: str) -> None:
    layouts = {layout.code: layout for layout in forms.known_layouts()}
    if code in layouts and layouts[code].fill:
        return
    written = [(layout.code, layout.title) for layout in layouts.values() if layout.fill]
    written += [(sheet.code, sheet.title) for sheet in known_sheets()]
    named = "、".join(f"{known}（{title}）" for known, title in sorted(written))
    why = f"版式“{code}”只能读，不能写" if code in layouts else f"没有可以写的表“{code}”"
    raise NotFoundError(f"{why}。", f"可以写：{named}。")


def _nothing(code: str, tree: Taxonomy | None, rows: int) -> Declaration:
    indicators = tuple(
        Indicator(level1, level2, None)
        for level1, seconds in (tree.levels.items() if tree else ())
        for level2 in seconds
        for _ in range(rows)
    )
    return Declaration(Kind.UNKNOWN, code, Project(), indicators=indicators)
