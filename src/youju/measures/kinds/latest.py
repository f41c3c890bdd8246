"""``value`` on the last day that has rows, summed over its rows: followers of all accounts."""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.states import dated
from youju.measures.sums import LATEST
from youju.measures.units import counted_unit

KIND = kind_of(
    code="latest",
    label="期末值",
    summary="期内最近一天有记录的数值",
    figure=OneFigure(recipe=LATEST, settle=dated, unit=counted_unit),
)
