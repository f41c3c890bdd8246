"""The sum of ``value`` (columns added and subtracted) over the rows: terminals accepted."""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.states import counted
from youju.measures.sums import TOTAL
from youju.measures.units import counted_unit

KIND = kind_of(
    code="total",
    label="合计",
    summary="期内符合条件的记录里，指定数字列的合计",
    figure=OneFigure(recipe=TOTAL, settle=counted, unit=counted_unit),
)
