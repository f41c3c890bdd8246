"""Reads the ledgers of a pack and refuses what could not work: a key or a date that is no column, a label met twice."""

from __future__ import annotations

from decimal import Decimal

from youju.model.ledger import Closing, Column, ColumnType, Due, Ledger
from youju.packs.tables import Table

_LEDGER_KEYS = ("code", "label", "closing", "key", "date", "due", "columns")
_DUE_KEYS = ("end", "by", "start", "within_minutes")
_COLUMN_KEYS = (
    "code",
    "label",
    "synonyms",
    "type",
    "required",
    "personal",
    "unit",
    "values",
    "min",
    "max",
    "check",
)


def _bound(table: Table, key: str) -> Decimal | None:
    value = table.whole(key)
    return None if value is None else Decimal(value)


def _column(table: Table) -> Column:
    return Column(
        code=table.text("code"),
        label=table.text("label"),
        type=table.choice("type", ColumnType),
        synonyms=table.texts("synonyms"),
        required=table.flag("required"),
        personal=table.flag("personal"),
        unit=table.maybe_text("unit"),
        values=table.texts("values"),
        minimum=_bound(table, "min"),
        maximum=_bound(table, "max"),
        check=table.maybe_text("check"),
    )


def _due(table: Table) -> Due:
    return Due(
        end=table.text("end"),
        by=table.maybe_text("by"),
        start=table.maybe_text("start"),
        within_minutes=table.whole("within_minutes"),
    )


def _used_columns(ledger: Ledger) -> tuple[str, ...]:
    dues = (code for due in ledger.due for code in (due.end, due.by, due.start) if code is not None)
    return (*ledger.key, ledger.date, *dues)


def _sound(ledger: Ledger, place: str) -> Ledger:
    for code in _used_columns(ledger):
        if not ledger.has(code):
            raise ValueError(f"{place}: {ledger.code} has no column {code}")
    met: dict[str, str] = {}
    for column in ledger.columns:
        for spelling in (column.code, column.label, *column.synonyms):
            if met.setdefault(spelling, column.code) != column.code:
                raise ValueError(f"{place}: {ledger.code} takes {spelling} for {met[spelling]} and for {column.code}")
    return ledger


def ledgers_of(pack: Table) -> tuple[Ledger, ...]:
    """The ledgers of a pack's file, in order. Raises ValueError with the place of a fault."""
    return tuple(
        _sound(
            Ledger(
                code=table.text("code"),
                label=table.text("label"),
                closing=table.choice("closing", Closing),
                key=table.texts("key"),
                date=table.text("date"),
                columns=tuple(_column(column) for column in table.tables("columns", _COLUMN_KEYS)),
                due=tuple(_due(due) for due in table.tables("due", _DUE_KEYS)),
            ),
            table.place,
        )
        for table in pack.tables("ledger", _LEDGER_KEYS)
    )
