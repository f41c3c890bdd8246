"""Distinct values of the ``columns`` over the rows: enterprises served, each once however often it came."""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.states import counted
from youju.measures.sums import COUNT_DISTINCT
from youju.measures.units import counted_unit

KIND = kind_of(
    code="count_distinct",
    label="去重计数",
    summary="期内符合条件的记录里，指定列有多少个不同的值",
    figure=OneFigure(recipe=COUNT_DISTINCT, settle=counted, unit=counted_unit),
)
