"""Reads the dumps of the simulated year as a careful person would: plain Python, no intake of the product.

It knows the ledgers' columns and the rules for bad cells, nothing of how the dumps were made.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeAlias

from youju.model.ledger import Column, ColumnType, Ledger
from youju.work.simulation import Manifest

Cell: TypeAlias = "str | Fraction | datetime | bool | None"
Row: TypeAlias = "dict[str, Cell]"


def columns_of(header: Iterable[str], ledger: Ledger) -> list[Column | None]:
    """The ledger's column for each printed heading, None for a heading that the ledger does not know."""
    names = {name: column for column in ledger.columns for name in (column.code, column.label, *column.synonyms)}
    return [names.get(heading) for heading in header]


@cache
def _day_of(text: str) -> datetime:
    year, month, number = (*re.split(r"[-/]", text), "1")[:3]
    return datetime.combine(date(int(year), int(month), int(number)), time())


def _time_of(text: str) -> datetime:
    day, _, clock = text.partition(" ")
    hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3] if clock else (0, 0, 0)
    return _day_of(day) + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _cell(text: str, column: Column) -> Cell:
    if text == "":
        return None
    if column.type in (ColumnType.DATE, ColumnType.TIMESTAMP, ColumnType.MONTH):
        at = _time_of(text)
        return at if column.type is ColumnType.TIMESTAMP else datetime.combine(at.date(), time())
    if column.type is ColumnType.BOOLEAN:
        return {"是": True, "1": True, "否": False, "0": False}[text]
    if column.type in (ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY):
        number = Decimal(text.replace(",", ""))
        below = column.minimum is not None and number < column.minimum
        if below or (column.maximum is not None and number > column.maximum):
            raise ValueError(text)
        return Fraction(number)
    if (column.values and text not in column.values) or re.fullmatch(r"\d(\.\d+)?E\+\d+", text):
        raise ValueError(text)
    return text


@dataclass(frozen=True)
class Kept:
    """Rows in force by business key, and how many printed rows could not be kept."""

    rows: list[Row]
    rejected: int


def kept_rows(folder: Path, manifest: Manifest, ledger: Ledger) -> Kept:
    """All dumps of a ledger in order; a later row with the same key replaces the earlier one."""
    rows: dict[tuple[Cell, ...], Row] = {}
    rejected = 0
    for dump in (dump for dump in manifest.dumps if dump.ledger == ledger.code):
        with (folder / dump.file_name).open(encoding=dump.encoding, newline="") as file:
            reader = csv.reader(file)
            columns = columns_of(next(reader), ledger)
            for printed in reader:
                cells = zip(columns, printed, strict=True)
                try:
                    row = {column.code: _cell(text, column) for column, text in cells if column is not None}
                except (ValueError, KeyError, InvalidOperation):
                    rejected += 1
                    continue
                key = tuple(row[code] for code in ledger.key)
                if None in (*key, *([] if ledger.code == "registers" else [row[ledger.date]])):
                    rejected += 1
                    continue
                rows[key] = row
    return Kept(list(rows.values()), rejected)
