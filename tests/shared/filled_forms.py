"""A filled form as tests look at it: its table, the cells of a row, and whether the cells cover every position once."""

from __future__ import annotations

from youju.model.grid import Grid, Table

Shown = tuple[int, str, int, int]


def table_of(grid: Grid) -> Table:
    """The one table of a form."""
    [table] = [block for block in grid.blocks if isinstance(block, Table)]
    return table


def row_of(grid: Grid, row: int) -> list[Shown]:
    """Column, text, rows, columns of each cell that starts in the row."""
    return [(cell.column, cell.text, cell.rows, cell.columns) for cell in table_of(grid).rows()[row - 1]]


def texts_of(grid: Grid, row: int) -> list[str]:
    """The texts of the cells that start in the row."""
    return [text for _, text, _, _ in row_of(grid, row)]


def lines_above(grid: Grid) -> list[tuple[str, str]]:
    """Text and role of the paragraphs."""
    return [(block.text, block.role) for block in grid.blocks if not isinstance(block, Table)]


def covered(grid: Grid) -> list[tuple[int, int]]:
    """Every position that a cell covers, in order; a position covered twice is there twice."""
    return sorted(
        (row, column)
        for cell in table_of(grid).cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    )


def everywhere(rows: int, columns: int) -> list[tuple[int, int]]:
    """Every position of a table of that size, once."""
    return [(row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)]


def by_field(grid: Grid) -> dict[str, str]:
    """What is printed under each field path; a field shown in several cells is joined."""
    found: dict[str, str] = {}
    for cell in table_of(grid).cells:
        if cell.field:
            found[cell.field] = found.get(cell.field, "") + cell.text
    return found
