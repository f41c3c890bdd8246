"""How evidence is written on the pages: states and spans in words, a year of days as a strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django import template
from django.utils.translation import gettext

from youju.engines.paging import MASKED, LedgerRow
from youju.evidence.spellings import accepted
from youju.model.ledger import Closing, Column, ColumnType, Ledger
from youju.model.measurement import State
from youju.model.period import Period
from youju.notation.amount import format_amount
from youju.notation.number import percent
from youju.work.browsing import LedgerPage
from youju.work.overseeing import Day, Month

register = template.Library()

LONGEST_MONTH = 31
_CENTS = 2
_INPUTS = {
    ColumnType.DATE: "date",
    ColumnType.MONTH: "month",
    ColumnType.TIMESTAMP: "datetime-local",
}
_NUMBERS = (ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY)
_HEIGHT, _TALL, _THICK, _THIN = 12, 7, 4, 1  # of a strip: rows above; below a thick foot (closed) or a thin one (gap)


@register.filter
def count(value: int) -> str:
    """A number of rows with thousands separators."""
    return f"{value:,}"


@register.filter
def rate(value: Fraction | None) -> str:
    """A share as a rate; a dash where there is none."""
    return "—" if value is None else percent(value)


@register.filter
def state_words(state: State) -> str:
    """Whether there is a value, nothing to compute from, or no knowing."""
    words = {
        State.VALUE: gettext("有值"),
        State.NONE: gettext("没有可算的"),
        State.UNKNOWN: gettext("不明"),
    }
    return words[state]


@register.filter
def closing_words(closing: Closing) -> str:
    """How a ledger is closed."""
    words = {
        Closing.DAY: gettext("按天关账"),
        Closing.MONTH: gettext("按月关账"),
        Closing.NEVER: gettext("不需关账"),
    }
    return words[closing]


@register.filter
def span(period: Period) -> str:
    """A span of days; one day alone is written once."""
    return f"{period.start}" if period.start == period.end else f"{period.start} – {period.end}"


@register.filter
def is_number(column: Column) -> bool:
    """Whether the column is aligned as numbers are."""
    return column.type in _NUMBERS


@register.filter
def input_type(column: Column) -> str:
    """The kind of input for the column: numbers are text, so that they stay as they were typed."""
    return _INPUTS.get(column.type, "text")


@register.filter
def options(column: Column) -> tuple[str, ...]:
    """What can be chosen; empty where it is typed."""
    return ("是", "否") if column.type is ColumnType.BOOLEAN else column.values


@register.filter
def input_value(value: str, column: Column) -> str:
    """A stored value as the input wants it."""
    return value.replace(" ", "T", 1) if column.type is ColumnType.TIMESTAMP else value


@register.filter
def cell(row: LedgerRow, column: Column) -> str:
    """One value of a row; money with thousands separators, a time without the seconds that nobody wrote."""
    value = row.values.get(column.code, "")
    if column.type is ColumnType.TIMESTAMP:
        return value.removesuffix(":00") if value.count(":") > 1 else value
    if column.type is ColumnType.MONEY and value not in ("", MASKED):
        return format_amount(Decimal(value))
    return value


@register.filter
def cells(page: LedgerPage, row: LedgerRow) -> list[tuple[Column, str]]:
    """The values of a row beside their columns, numbers of a column with as many decimals as any other on the page."""
    return [
        (column, cell(row, column) if places is None else _aligned(row.values.get(column.code, ""), places))
        for column, places in ((column, _places(page, column)) for column in page.columns)
    ]


def _places(page: LedgerPage, column: Column) -> int | None:
    """How many decimals a column of numbers shows; None for any other column. Whole money stays whole."""
    if column.type not in _NUMBERS:
        return None
    values = [row.values.get(column.code, "") for row in page.rows]
    values.append(page.sums.get(column.code, ""))
    most = max((len(value.partition(".")[2]) for value in values if value != MASKED), default=0)
    return max(most, _CENTS) if column.type is ColumnType.MONEY and most else most


def _aligned(value: str, places: int) -> str:
    return value if value in ("", MASKED) else f"{Decimal(value):,.{places}f}"


@register.filter
def total_of(page: LedgerPage, column: Column) -> str:
    """The sum of a column in money over all rows that pass the filters; nothing for other columns."""
    return _aligned(page.sums.get(column.code, ""), _places(page, column) or 0)


@register.filter
def report_of(reports: Mapping[str, int], batch: str) -> int | None:
    """The number of the import that made the batch."""
    return reports.get(batch)


@register.filter
def origin(origins: Mapping[str, LedgerRow], column: Column) -> LedgerRow | None:
    """The earlier row that a carried value came from; None where the row says it itself."""
    return origins.get(column.code)


@register.filter
def accepts(column: Column) -> str:
    """What a cell of the column may hold, in words with examples."""
    return accepted(column)


@register.filter
def hint(column: Column) -> str:
    """How the column is written, where the input does not show it by itself."""
    shown = column.type in _NUMBERS or column.check is not None
    return accepted(column) if shown else ""


@register.filter
def key_labels(ledger: Ledger) -> str:
    """The business key in words."""
    return "、".join(ledger.column(code).label for code in ledger.key)


@register.filter
def must_have(ledger: Ledger, column: Column) -> bool:
    """Whether a dump without the column cannot be imported."""
    return column.code in (*ledger.key, ledger.date)


@register.filter
def is_long(column: Column, value: str) -> bool:
    """Whether the value needs several lines."""
    return column.type is ColumnType.TEXT and "\n" in value


@register.filter
def missing_days(month: Month) -> range:
    """The days that the month lacks of the longest."""
    return range(len(month.days), LONGEST_MONTH)


@register.filter
def rows_path(month: Month) -> str:
    """The days with rows, tall, as a path one unit a day wide."""
    return _path(month.days, lambda day: day.rows > 0, 0, _TALL)


@register.filter
def closed_path(month: Month) -> str:
    """The closed days as a thick foot."""
    return _path(month.days, lambda day: day.closed, _HEIGHT - _THICK, _THICK)


@register.filter
def gap_path(month: Month) -> str:
    """The open days as a thin foot."""
    return _path(month.days, lambda day: day.gap, _HEIGHT - _THIN, _THIN)


def _path(days: Sequence[Day], chosen: Callable[[Day], bool], top: int, height: int) -> str:
    """One rectangle for each run of chosen days."""
    runs, at = [], 0
    for wanted, run in groupby(days, chosen):
        width = len(list(run))
        if wanted:
            runs.append(f"M{at} {top}h{width}v{height}h-{width}z")
        at += width
    return "".join(runs)


@register.filter
def day_words(day: Day) -> str:
    """A day in words, for who does not see the marks."""
    words = [gettext("{n} 行").format(n=day.rows) if day.rows else gettext("无记录")]
    if day.closed:
        words.append(gettext("已关账"))
    elif day.gap:
        words.append(gettext("未关账"))
    return f"{day.day}：{'，'.join(words)}"
