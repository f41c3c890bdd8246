"""Shelf: a grid to the bytes of one file; one format a file in ``formats``. Beside it the package of the report."""

from __future__ import annotations

from youju.errors import NotFoundError
from youju.exporters.contract import Format
from youju.model.grid import Grid
from youju.registry import shelf


def known_formats() -> tuple[Format, ...]:
    """Every format there is, in the order of their files."""
    return shelf("youju.exporters.formats", Format)


def write(grid: Grid, format: str) -> bytes:  # noqa: A002 - the field's word for it; the builtin is not needed here
    """The grid as the bytes of one file. Raises NotFoundError naming the formats there are."""
    known = {found.code: found for found in known_formats()}
    if format not in known:
        raise NotFoundError(f"没有名为“{format}”的导出格式。", f"可用的格式：{'、'.join(known)}。")
    return known[format].write(grid)
