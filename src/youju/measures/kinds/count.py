"""Rows that meet the conditions: sessions held, accidents; no parts."""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.states import counted
from youju.measures.sums import COUNT
from youju.measures.units import counted_unit

KIND = kind_of(
    code="count",
    label="计数",
    summary="期内符合条件的记录条数",
    figure=OneFigure(recipe=COUNT, settle=counted, unit=counted_unit),
)
