"""The rows of a cut as SQL over its Parquet files: those that count, or all that ever came with the mark which do."""

from __future__ import annotations

from collections.abc import Sequence

from youju.engines.listing import FILE, ROW
from youju.engines.statement import quoted, select, text
from youju.model.ledger import BatchFile, ColumnType, Cut

COUNTS = "_counts"  # of every row: whether it counts now
_TYPES = {
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DECIMAL: "DECIMAL(18, 4)",
    ColumnType.MONEY: "DECIMAL(18, 4)",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMP",
    ColumnType.MONTH: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
}


def current_rows(cut: Cut) -> str:
    """The rows of the cut that count, with file and row of the source."""
    plain = [file for file in cut.files if not file.superseded]
    touched = [file for file in cut.files if file.superseded]
    parts = []
    if plain:
        parts.append(select([_with_file("*")], _files(plain)))
    if touched:
        parts.append(select([_with_file("e.*")], f"{_numbered(touched)} e ANTI JOIN {_replaced(touched)}"))
    return _in_columns(cut, parts)


def every_row(cut: Cut) -> str:
    """All rows of the cut, replaced ones too, and whether each of them counts."""
    plain = [file for file in cut.files if not file.superseded]
    touched = [file for file in cut.files if file.superseded]
    parts = []
    if plain:
        parts.append(select([_with_file("*"), f"TRUE AS {COUNTS}"], _files(plain)))
    if touched:
        counts = f"r.path IS NULL AS {COUNTS}"
        parts.append(select([_with_file("e.*"), counts], f"{_numbered(touched)} e LEFT JOIN {_replaced(touched)}"))
    return _in_columns(cut, parts, (COUNTS, "BOOLEAN"))


def _in_columns(cut: Cut, parts: Sequence[str], *more: tuple[str, str]) -> str:
    """The parts in the columns of the ledger and their types, also when a part lacks one or there is no part."""
    columns = [(column.code, _TYPES.get(column.type, "VARCHAR")) for column in cut.ledger.columns]
    columns += [(ROW, "BIGINT"), (FILE, "VARCHAR"), *more]
    empty = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(code)}" for code, kind in columns)
    rows = " UNION ALL BY NAME ".join((f"SELECT {empty} WHERE FALSE", *parts))
    return select([quoted(code) for code, _ in columns], f"({rows})")


def _with_file(items: str) -> str:
    return f"{items} RENAME (filename AS {quoted(FILE)})"


def _files(files: Sequence[BatchFile], options: str = "") -> str:
    paths = ", ".join(text(file.path) for file in files)
    return f"read_parquet([{paths}], union_by_name = true, filename = true{options})"


def _numbered(files: Sequence[BatchFile]) -> str:
    return _files(files, ", file_row_number = true")


def _replaced(files: Sequence[BatchFile]) -> str:
    """Path and position of the rows listed as replaced, joined to the rows ``e`` they mean."""
    lists = ", ".join(text(path) for path in dict.fromkeys(path for file in files for path in file.superseded))
    names = ", ".join(f"({text(file.path)}, {text(file.batch)})" for file in files)
    listed = select(
        ["n.path", "s.position"], f"read_parquet([{lists}]) s JOIN (VALUES {names}) n(path, batch) USING (batch)"
    )
    return f"({listed}) r ON r.path = e.filename AND r.position = e.file_row_number"
