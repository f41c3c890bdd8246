"""Mean of ``end`` − ``start`` over the rows where both are filled, in the target's unit of time or the measure's."""

from __future__ import annotations

from youju.measures.contract import Kind
from youju.measures.one_figure import OneFigure
from youju.measures.quotients import MEAN_DURATION
from youju.measures.states import rated
from youju.measures.units import is_time, time_unit
from youju.model.ledger import Ledger
from youju.model.measure import Measure

_FIGURE = OneFigure(recipe=MEAN_DURATION, settle=rated, unit=time_unit)


def _check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    found = _FIGURE.check(measure, ledger)
    return found if is_time(measure.unit) else (*found, "缺少时间单位 unit（秒、分钟、小时、天）")


KIND = Kind(
    code="mean_duration",
    label="平均时长",
    summary="从起点时间到终点时间的平均时长，起止都已填的记录才计",
    ask=_FIGURE.ask,
    finish=_FIGURE.finish,
    words=_FIGURE.words,
    counting=_FIGURE.counting,
    check=_check,
)
