"""Sum of ``numerator`` ÷ sum of ``denominator``, over the rows where the denominator is filled.

A row whose numerator is blank adds nothing to it: what is not recorded is not proved.
"""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.quotients import RATIO
from youju.measures.states import rated
from youju.measures.units import rate_unit

KIND = kind_of(
    code="ratio",
    label="比率",
    summary="一列（或几列加减）的合计 ÷ 另一列（或几列加减）的合计",
    figure=OneFigure(recipe=RATIO, settle=rated, unit=rate_unit),
)
