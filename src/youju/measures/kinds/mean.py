"""Sum of ``value`` ÷ rows where it is filled: the mean score of inspections."""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.quotients import MEAN
from youju.measures.states import rated
from youju.measures.units import own_unit

KIND = kind_of(
    code="mean",
    label="平均值",
    summary="指定数字列的合计 ÷ 已填该列的记录条数",
    figure=OneFigure(recipe=MEAN, settle=rated, unit=own_unit),
)
