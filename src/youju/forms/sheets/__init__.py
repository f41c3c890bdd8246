"""Shelf: official forms of other nouns than a document, one a file; they are only written, so reading never asks them.

A sheet is no layout: layouts are what reading chooses among, and all of them take the same noun.
"""

from __future__ import annotations

from typing import Any

from youju.errors import NotFoundError
from youju.forms.contract import Sheet
from youju.registry import shelf


def known_sheets() -> tuple[Sheet[Any], ...]:
    """Every sheet there is, in the order of codes."""
    return tuple(sorted(shelf("youju.forms.sheets", Sheet), key=lambda sheet: sheet.code))


def sheet_of(code: str) -> Sheet[Any]:
    """The sheet of that code. Raises NotFoundError."""
    for sheet in known_sheets():
        if sheet.code == code:
            return sheet
    known = "、".join(sheet.code for sheet in known_sheets())
    raise NotFoundError(f"没有可填写的表“{code}”。", f"可以填写：{known}。")
