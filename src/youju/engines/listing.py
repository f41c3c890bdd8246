"""The rows behind a measurement: which rows enter the aggregates of its requests, and how each of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from youju.engines.clauses import View, view_of
from youju.engines.dialect import Dialect
from youju.engines.entering import entering_rows, rows_of
from youju.engines.statement import TRUE, both, quoted, select, text
from youju.measures.contract import Request
from youju.model.ledger import BatchFile, ColumnType, Cut, EvidenceRow, Ledger
from youju.model.measure import Condition, Elapsed, Predicate
from youju.notation.number import plain

SHARE = "share"
FILE, ROW = "_file", "_row"
Printed: TypeAlias = str | int | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Two statements over the ledger's code: how many rows, and one page of them. ``shown``: columns beside the key."""

    total: str
    page: str
    shown: tuple[str, ...]


def listing(cut: Cut, requests: Sequence[tuple[Request, str]], page: tuple[int, int], dialect: Dialect) -> Listing:
    """Rows by file and row of the source; a row of two requests is listed for each. ``page``: how many, from where."""
    ledger = cut.ledger
    shown = tuple(
        code
        for code in dict.fromkeys(code for request, _ in requests for code in columns_of(ledger, request))
        if code not in ledger.key and not ledger.column(code).personal
    )
    columns = [quoted(code) for code in (*ledger.key, *shown)]
    parts = []
    for number, (request, word) in enumerate(requests):
        test, counts = _counting(view_of(ledger, request, dialect), request, word)
        items = [quoted(FILE), quoted(ROW), f"{number} AS request", f"{counts} AS counts", *columns]
        parts.append(select(items, quoted(ledger.code), test))
    rows = f"({' UNION ALL '.join(parts)})"
    order = f"ORDER BY {quoted(FILE)}, {quoted(ROW)}, request"  # the files of a ledger are named in the order they came
    limit, offset = page
    limits = f"LIMIT {int(limit)} OFFSET {int(offset)}"
    listed = select([quoted(FILE), quoted(ROW), "counts", *columns], rows, end=f"{order} {limits}")
    return Listing(select(["COUNT(*)"], rows), listed, shown)


def _counting(view: View, request: Request, word: str) -> tuple[str, str]:
    """The rows to list, and the word for each of them."""
    rows = rows_of(view, request)
    entering = {part.name: entering_rows(view, request, part) for part in request.aggregates}
    if word != SHARE:
        return both(rows, _any(list(entering.values()))), text(word)
    top, bottom = (entering.get(name, "FALSE") for name in ("numerator", "denominator"))
    counts = f"CASE WHEN ({top}) AND ({bottom}) THEN 'both' WHEN {top} THEN 'numerator' ELSE 'denominator' END"
    return both(rows, _any([top, bottom])), counts


def _any(tests: Sequence[str]) -> str:
    return TRUE if TRUE in tests else f"({' OR '.join(f'({test})' for test in dict.fromkeys(tests))})"


def columns_of(ledger: Ledger, request: Request) -> list[str]:
    """Codes of the columns that decide whether and how a row counts."""
    codes = [request.place.column] if request.place else []
    for part in request.aggregates:
        codes += list(part.distinct) + ([part.per] if part.per else [])
        if isinstance(part.value, Elapsed):
            codes += [part.value.start, part.value.end]
        elif part.value is not None:
            codes += [code for _, code in part.value.terms]
        if part.not_after:
            codes += [part.not_after[0], part.not_after[1].column]
        if part.text is not None:
            from youju.engines.formulas import columns_read  # noqa: PLC0415 (as in plan)

            codes += columns_read(part.text, ledger)
        codes += _tested(part.where)
    return codes + _tested(request.where)


def _tested(tests: Sequence[Condition]) -> list[str]:
    ends = [test.values[0] for test in tests if test.test is Predicate.IN_FORCE]
    return [test.column for test in tests] + ends


def evidence_row(
    ledger: Ledger, files: dict[str, BatchFile], shown: Sequence[str], row: Sequence[Printed]
) -> EvidenceRow:
    """One row of a page; ``row`` is file, row number, counts, key columns, shown columns."""
    path, number, counts, *values = row
    file = files[str(path)]
    cells = [printed(ledger, code, item) for code, item in zip((*ledger.key, *shown), values, strict=True)]
    keys = len(ledger.key)
    return EvidenceRow(
        blob=f"blobs/{file.source}",
        name=file.name,
        row=int(str(number)),
        key=dict(zip(ledger.key, cells[:keys], strict=True)),
        counts=str(counts),
        sheet=file.sheet,
        values=dict(zip(shown, cells[keys:], strict=True)),
    )


def printed(ledger: Ledger, code: str, item: Printed) -> str:
    """A value as the ledger writes it; blank is empty."""
    if item is None:
        return ""
    if isinstance(item, bool):
        return "是" if item else "否"
    if isinstance(item, Decimal):
        return plain(item)
    if isinstance(item, datetime):
        return item.isoformat(sep=" ", timespec="seconds")
    if isinstance(item, date):
        return item.strftime("%Y-%m") if ledger.column(code).type is ColumnType.MONTH else item.isoformat()
    return str(item)
