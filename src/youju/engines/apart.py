"""Aggregates that take a statement of their own: distinct values, the least of groups, the sum of the last day."""

from __future__ import annotations

from collections.abc import Sequence

from youju.engines.clauses import View, known, total, value_of
from youju.engines.entering import all_known, day_of, own_tests, rows_of
from youju.engines.statement import both, filtered, quoted, select
from youju.measures.contract import Aggregate, Request
from youju.model.ledger import ColumnType


def distinct(view: View, request: Request, asked: Aggregate) -> str:
    """Counts the distinct tuples of columns none of which is blank."""
    columns = [quoted(code) for code in asked.distinct]
    rows = both(rows_of(view, request), own_tests(view, asked), all_known(view, asked.distinct))
    return count_distinct(view, columns, rows)


def count_distinct(view: View, items: Sequence[str], rows: str) -> str:
    """Counts distinct tuples: of a subquery, which spills to disk where a count of distinct values would not."""
    split = view.split
    found = select([f"DISTINCT {', '.join((*split.inner, *items))}"], quoted(view.ledger.code), rows)
    return select([*split.outer, "COUNT(*)"], f"({found})", end=split.end)


def least_per(view: View, request: Request, asked: Aggregate) -> str:
    """The smallest count of distinct tuples over the groups the request has rows in; a group may count 0."""
    per = asked.per or ""
    counted = view.dialect.different([quoted(code) for code in asked.distinct])
    item = filtered(counted, own_tests(view, asked), all_known(view, asked.distinct))
    rows = both(rows_of(view, request), known(view, per))
    return _over(view, rows, f"{item} AS n", _group(view, per), "MIN(n)")


def _over(view: View, rows: str, item: str, group: str, outer: str) -> str:
    """An item over one of each group of rows."""
    split = view.split
    by = ", ".join(part for part in (split.by, group) if part)
    groups = select([*split.inner, item], quoted(view.ledger.code), rows, f"GROUP BY {by}")
    return select([*split.outer, outer], f"({groups})", end=split.end)


def _group(view: View, code: str) -> str:
    """What rows are grouped by: the column, of a time its day."""
    is_time = view.ledger.column(code).type is ColumnType.TIMESTAMP
    return f"CAST({quoted(code)} AS DATE)" if is_time else quoted(code)


def sum_at_last(view: View, request: Request, asked: Aggregate) -> str:
    """The sum over the last day that has a row with a value."""
    written, filled = value_of(view, asked)
    day, dated = day_of(view, request)
    rows = both(rows_of(view, request), own_tests(view, asked), filled, dated)
    return _over(view, rows, f"{day} AS _day, {total(view, asked, written)} AS n", day, "MAX_BY(n, _day)")
