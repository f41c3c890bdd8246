"""The pieces of an SQL statement: quoted names, literals, tests that hold together. Nothing else quotes or joins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

TRUE = "TRUE"


def quoted(code: str) -> str:
    """A column or ledger code as an identifier."""
    return '"' + code.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text literal."""
    return "'" + value.replace("'", "''").replace("\x00", "") + "'"


def day(value: date) -> str:
    """A date literal."""
    return f"DATE '{value.isoformat()}'"


def instant(value: datetime) -> str:
    """A literal of civil time."""
    return f"TIMESTAMP '{value.isoformat(sep=' ')}'"


def midnight(value: date) -> datetime:
    """The beginning of the day."""
    return datetime.combine(value, time())


def select(items: Sequence[str], source: str, where: str = TRUE, end: str = "") -> str:
    """A statement: ``source`` is a quoted code, a statement in brackets or a table function."""
    condition = () if where == TRUE else ("WHERE", where)
    return " ".join(part for part in ("SELECT", ", ".join(items), "FROM", source, *condition, end) if part)


def both(*tests: str) -> str:
    """All tests together, repeated ones once; TRUE when there is nothing to test."""
    return " AND ".join(dict.fromkeys(test for test in tests if test != TRUE)) or TRUE


def filtered(item: str, *tests: str) -> str:
    """An aggregate over the rows that also meet the tests."""
    test = both(*tests)
    return item if test == TRUE else f"{item} FILTER (WHERE {test})"
