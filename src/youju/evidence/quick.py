"""How the usual spellings of cells are typed by SQL: the same values that ``cells`` gives, or blank for all others.

Most cells of most dumps are written in one of a few ways. These are typed in bulk; whatever is spelt otherwise is left
to ``cells``, which knows all spellings and says why a cell cannot be kept.
"""

from __future__ import annotations

from youju.evidence.cells import LARGEST, PLACES
from youju.evidence.spellings import CREDIT_CODE_CHECK, CREDIT_CODE_LENGTH, truths
from youju.model.ledger import Column, ColumnType
from youju.notation.number import plain

_DAY = r"(?:19|20)\d\d(?:-\d\d?-\d\d?|/\d\d?/\d\d?)"
_TIME = rf"{_DAY}[ T]\d\d?:\d\d(?::\d\d)?"
_MONTH = r"(?:19|20)\d\d-\d\d?"
_NUMBER = rf"-?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d{{1,{PLACES}}})?"
_WHOLE = r"-?\d{1,14}"
# Signs that no reading of a text changes: printable ASCII, Chinese characters, their punctuation and full-width forms.
_SIGN = r"[!-~\x{3001}\x{3002}\x{3008}-\x{3011}\x{4e00}-\x{9fff}\x{ff01}-\x{ff5e}]"
_TEXT = rf"{_SIGN}+(?: +{_SIGN}+)*"
_REWRITTEN = r"[-+]?\d(?:\.\d+)?[eE][-+]?\d+"  # an identifier that a spreadsheet took for a number
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SQL_TYPES = {
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DECIMAL: f"DECIMAL(18, {PLACES})",
    ColumnType.MONEY: f"DECIMAL(18, {PLACES})",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMP",
    ColumnType.MONTH: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
}


def sql_type(column: Column) -> str:
    """The type that a column's values are stored in."""
    return SQL_TYPES.get(column.type, "VARCHAR")


def typed_sql(column: Column, header: str, cell: str, *, is_key: bool, is_due: bool) -> str:
    """SQL for the value of ``cell``, itself SQL for a text; null where the text is blank or not a usual spelling.

    ``header``, ``is_key`` and ``is_due`` mean what they mean to ``cells.converter``.
    """
    kind = column.type
    if kind in (ColumnType.TEXT, ColumnType.FILE):
        checked = column.check == CREDIT_CODE_CHECK
        return _credit_code(cell) if checked else _identifier(cell) if is_key else _text(cell)
    if kind is ColumnType.BOOLEAN:
        return _boolean(cell, truths(column, header))
    if kind is ColumnType.CHOICE:
        return f"CASE WHEN {cell} IN ({', '.join(map(quoted, column.values))}) THEN {cell} END"
    if kind is ColumnType.TIMESTAMP:
        return _timestamp(cell, is_due=is_due)
    days = {ColumnType.DATE: _date, ColumnType.MONTH: _month}
    return days[kind](cell) if kind in days else _number(column, cell)


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _fits(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {quoted(pattern)})"


def _text(cell: str) -> str:
    return f"CASE WHEN {_fits(cell, _TEXT)} AND NOT starts_with({cell}, '=') THEN {cell} END"


def _identifier(cell: str) -> str:
    usual = f"{_fits(cell, _TEXT)} AND NOT starts_with({cell}, '=') AND NOT {_fits(cell, _REWRITTEN)}"
    return f"CASE WHEN {usual} THEN {cell} END"


def _credit_code(cell: str) -> str:
    """By the check digit of GB 32100-2015."""
    last = CREDIT_CODE_LENGTH - 1
    places = (f"(strpos('{_SIGNS}', {cell}[{at + 1}]) - 1) * {pow(3, at, 31)}" for at in range(last))
    total = f"{' + '.join(places)} + strpos('{_SIGNS}', {cell}[{last + 1}]) - 1"
    shape = _fits(cell, f"[{_SIGNS}]{{{CREDIT_CODE_LENGTH}}}")
    return f"CASE WHEN {shape} THEN CASE WHEN ({total}) % 31 = 0 THEN {cell} END END"


def _boolean(cell: str, words: dict[str, bool]) -> str:
    yes, no = (", ".join(quoted(word) for word, truth in words.items() if truth is wanted) for wanted in (True, False))
    return f"CASE WHEN {cell} IN ({yes}) THEN true WHEN {cell} IN ({no}) THEN false END"


def _day(cell: str) -> str:
    return f"TRY_CAST(replace({cell}, '/', '-') AS DATE)"


def _date(cell: str) -> str:
    """The day; of a time its day."""
    of_time = f"CAST({_clock(cell)} AS DATE)"
    return f"CASE WHEN {_fits(cell, _DAY)} THEN {_day(cell)} WHEN {_fits(cell, _TIME)} THEN {of_time} END"


def _clock(cell: str) -> str:
    return f"TRY_CAST(replace({cell}, '/', '-') AS TIMESTAMP)"


def _timestamp(cell: str, *, is_due: bool) -> str:
    alone = f"CAST({_day(cell)} AS TIMESTAMP)" + (" + INTERVAL '23:59:59'" if is_due else "")
    return f"CASE WHEN {_fits(cell, _TIME)} THEN {_clock(cell)} WHEN {_fits(cell, _DAY)} THEN {alone} END"


def _month(cell: str) -> str:
    first = f"TRY_CAST({cell} || '-1' AS DATE)"
    return (
        f"CASE WHEN {_fits(cell, _MONTH)} THEN {first}"
        f" WHEN {_fits(cell, _DAY)} THEN CAST(date_trunc('month', {_day(cell)}) AS DATE) END"
    )


def _number(column: Column, cell: str) -> str:
    whole = column.type is ColumnType.INTEGER
    shape = _fits(cell, _WHOLE if whole else _NUMBER)
    number = f"TRY_CAST({cell if whole else f'''replace({cell}, ',', '')'''} AS {SQL_TYPES[column.type]})"
    within = [f"abs({number}) < {plain(LARGEST)}"]
    within += [f"{number} >= {plain(column.minimum)}"] if column.minimum is not None else []
    within += [f"{number} <= {plain(column.maximum)}"] if column.maximum is not None else []
    return f"CASE WHEN {shape} THEN CASE WHEN {' AND '.join(within)} THEN {number} END END"
