"""The windows themselves: the duty log of every workday, the monthly inspections, and the accident register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from youju.work.simulation.calendar import MONTHS, moment, workdays
from youju.work.simulation.cells import dash_day, slash_day, slash_time
from youju.work.simulation.names import HALLS, WINDOWS, role
from youju.work.simulation.world import Cells, Sheet, World

_LOG_HEADER = ("登记日期", "所在大厅", "窗口号", "计划开放时长", "实际开放时长", "情况说明", "登记人")
_INSPECTION_HEADER = ("督查日期", "被检查窗口", "打分人", "检查得分", "扣分说明")
_ACCIDENT_HEADER = ("登记号", "事发时间", "类别", "事故等级", "情况描述", "处理情况")
_PLANNED_MINUTES = 480
_POWER_CUTS = ((37, HALLS[1], 95), (142, HALLS[0], 40))  # which workday, which hall, how many minutes
_BROKEN_EVERY = 1_450


def sheets(world: World) -> Iterator[Sheet]:
    """The log of this year; inspections and accidents of both years."""
    yield Sheet(
        "window_days",
        f"大厅管理-窗口日志-{world.year}.csv",
        _LOG_HEADER,
        _log(world),
        notes=("两次停电、几次设备故障使部分窗口少开；1 行实际开放时长为负数",),
    )
    for year, average in ((world.base, 91), (world.year, 93)):
        rows = _inspections(world, year, average)
        spoiled = year == world.year
        if spoiled:
            rows.insert(100, (*rows[100][:1], "25号窗口", rows[100][2], "105", ""))
        yield Sheet(
            "window_inspections",
            f"督查组-窗口形象打分-{year}.csv",
            _INSPECTION_HEADER,
            rows,
            notes=("1 行得分 105，超过满分",) if spoiled else (),
        )
    yield from _accidents(world)


def _log(world: World) -> list[Cells]:
    days = workdays(world.year)
    cuts = {(days[place], hall): minutes for place, hall, minutes in _POWER_CUTS}
    rows: list[Cells] = []
    for day in days:
        for window, hall in WINDOWS:
            lost, reason = cuts.get((day, hall), 0), "停电" if (day, hall) in cuts else ""
            if not lost and len(rows) % _BROKEN_EVERY == _BROKEN_EVERY - 1:
                lost, reason = 25, "设备故障"
            minutes = str(_PLANNED_MINUTES - lost)
            rows.append((slash_day(day), hall, window, str(_PLANNED_MINUTES), minutes, reason, "值班长甲"))
    spoiled = (slash_day(days[60]), HALLS[0], "99号窗口", str(_PLANNED_MINUTES), "-30", "录入错误", "值班长乙")
    rows.insert(60 * len(WINDOWS), spoiled)
    return rows


def _inspections(world: World, year: int, average: int) -> list[Cells]:
    """Every window once a month, in the middle of the month, in half points about the average."""
    rng = world.draw(f"inspections {year}")
    rows: list[Cells] = []
    for month in MONTHS:
        days = [day for day in workdays(year) if day.month == month]
        for number, (window, _) in enumerate(WINDOWS):
            halves = min(200, 2 * average + rng.randrange(-8, 9))
            score = f"{halves // 2}.{5 * (halves % 2)}"
            day = days[len(days) // 2 + number // 8]
            remark = "物品摆放" if halves < 2 * average - 6 else ""
            rows.append((dash_day(day), window, role("检查人", number % 3 + 1), score, remark))
    return rows


def _accidents(world: World) -> Iterator[Sheet]:
    events = (
        (world.base, 9, 16, "电气", "分中心配电箱跳闸，十分钟后恢复，无人受伤", ()),
        (
            world.year,
            3,
            18,
            "电梯",
            "一部电梯短时困人，十五分钟内解困，无人受伤",
            ("全年仅 3 月一起一般事故，没有重大事故",),
        ),
    )
    for year, month, day, kind, summary, notes in events:
        at = slash_time(moment(date(year, month, day), 10, 25))
        row = (f"SG{year}-01", at, kind, "一般", summary, "已整改")
        yield Sheet("accidents", f"安全管理-事故登记-{year}.csv", _ACCIDENT_HEADER, [row], notes=notes)
