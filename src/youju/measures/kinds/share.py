"""Rows (or ``distinct`` values) that meet ``denominator`` and ``numerator`` ÷ those that meet ``denominator``.

A part never counts outside its whole: what is accepted but not yet delivered is not in a share of deliveries.
"""

from __future__ import annotations

from youju.measures.one_figure import OneFigure, kind_of
from youju.measures.quotients import SHARE
from youju.measures.states import rated
from youju.measures.units import rate_unit

KIND = kind_of(
    code="share",
    label="占比",
    summary="同时符合分子条件的记录（或不同值）÷ 符合分母条件的记录（或不同值）",
    figure=OneFigure(recipe=SHARE, settle=rated, unit=rate_unit),
)
