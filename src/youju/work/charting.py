"""An indicator by months as people read it: the groups of ``grouping``, for the chart and the table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from youju.notation.number import plain, rounded
from youju.stages.sheet import COUNTED_IN_UNITS
from youju.work.explaining import line_of
from youju.work.grouping import monthly_values
from youju.work.measuring import ProjectSheet, View


@dataclass(frozen=True, slots=True)
class MonthValue:
    """One bar of the chart, ``month`` as 2021-03; ``value`` None where there is nothing to divide, or it is unknown."""

    month: str
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    n: int
    unit: str | None


def monthly(seen: View, project: ProjectSheet, number: int) -> tuple[MonthValue, ...]:
    """The indicator of that number month by month up to as-of; 0 is the budget execution rate.

    Empty where a month says nothing: states, changes.
    """
    _, asked = line_of(project, number)
    return tuple(
        MonthValue(month.group or "", found.numerator, found.denominator, found.value, found.n, found.unit)
        for month in monthly_values(seen, asked)
        for found in (month.found,)
    )


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """A month as people read it; ``number`` is its value in ``unit`` for a drawing, None without one."""

    month: str
    numerator: str
    denominator: str
    value: str
    number: str | None
    unit: str
    n: int


def shown(months: Sequence[MonthValue], kind: str) -> tuple[ShownMonth, ...]:
    """The months in words; shares and changes as percent, by the kind of their measure."""
    return tuple(_shown(month, kind) for month in months)


def _shown(month: MonthValue, kind: str) -> ShownMonth:
    rate = month.unit is None and kind not in COUNTED_IN_UNITS
    unit = "%" if rate else month.unit or ""
    value = None if month.value is None else plain(rounded(month.value * (100 if rate else 1), 2))
    text = "—" if value is None else f"{value}{unit}"
    numerator, denominator = (
        "—" if part is None else plain(rounded(part, 2)) for part in (month.numerator, month.denominator)
    )
    return ShownMonth(month.month, numerator, denominator, text, value, unit, month.n)
