"""What the maintenance contractor hands in: tickets, updates, hours of the engineers on site, patrols."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from youju.work.simulation.calendar import MONTHS, arrivals, last_workday, workday_after, workdays
from youju.work.simulation.cells import dash_day, dash_time, slash_day, yes_no
from youju.work.simulation.names import SYSTEMS, role
from youju.work.simulation.world import Cells, Sheet, World

_TICKET_HEADER = (
    *("故障单号", "创建时间", "首次响应时间", "解决时间", "报修对象", "问题分类", "级别", "网络安全事件"),
    *("处理人", "处理说明"),
)
_UPDATE_HEADER = ("变更单号", "软件名称", "补丁发布日期", "计划升级日期", "安装日期", "执行人")
_DUTY_HEADER = ("考勤日期", "驻场人员", "应出勤工时", "出勤工时", "签到方式")
_PATROL_HEADER = ("巡检单号", "应巡检日期", "实施日期", "隐患数", "巡检范围")
_TICKETS, _UPDATES = 640, 96
_CATEGORIES = ("终端", "终端", "网络", "应用", "弱电")
_ANSWERED_LATE = (60, 190, 320, 450, 580)
_SLOWEST, _GRAVE, _VIRUSES = 251, 402, (33, 148, 277, 396, 511, 602)
_SLOWEST_MINUTES, _GRAVE_MINUTES = 47, 150
_APPLIED_LATE, _NEVER_APPLIED = (21, 55, 83), 70


def sheets(world: World) -> Iterator[Sheet]:
    """One export a ledger for the year."""
    yield Sheet(
        "incidents",
        f"运维单位-工单导出-{world.year}.csv",
        _TICKET_HEADER,
        _tickets(world),
        notes=(
            f"一般故障平均约 24 分钟恢复，最久一单 {_SLOWEST_MINUTES} 分钟；{len(_ANSWERED_LATE)} 单超过 30 分钟才响应",
            "一单重大故障不是网络安全事件；几单网络安全事件都是一般级别；年末最后一单尚未恢复",
            "1 行问题分类写成“打印机”，不在名单内",
        ),
    )
    yield Sheet(
        "updates",
        f"运维单位-补丁升级-{world.year}.csv",
        _UPDATE_HEADER,
        _updates(world),
        notes=(f"{len(_APPLIED_LATE)} 次晚装，1 次没有安装",),
    )
    yield Sheet("on_site_duty", f"运维单位-驻场考勤-{world.year}.csv", _DUTY_HEADER, _duty(world))
    yield Sheet("patrols", f"运维单位-巡检记录-{world.year}.csv", _PATROL_HEADER, _patrols(world))


def _tickets(world: World) -> list[Cells]:
    rng = world.draw("tickets")
    moments = arrivals(rng, world.year, _TICKETS)
    rows: list[Cells] = []
    for number, reported in enumerate(moments, 1):
        answer, repair = rng.randrange(3, 13), rng.randrange(14, 35)
        if number in _ANSWERED_LATE:
            answer, repair = rng.randrange(33, 40), rng.randrange(41, 46)
        elif number == _SLOWEST:
            repair = _SLOWEST_MINUTES
        elif number == _GRAVE:
            repair = _GRAVE_MINUTES
        virus = number in _VIRUSES
        category = "安全" if virus else "网络" if number == _GRAVE else _CATEGORIES[number % len(_CATEGORIES)]
        resolved = None if number == _TICKETS else reported + timedelta(minutes=repair)
        rows.append(
            (
                *(f"GD{world.year}-{number:04d}", dash_time(reported)),
                *(dash_time(reported + timedelta(minutes=answer)), dash_time(resolved)),
                *(SYSTEMS[number % len(SYSTEMS)], category, "重大" if number == _GRAVE else "一般", yes_no(virus)),
                *(role("驻场工程师", number % 2 + 1), "查杀并加固" if virus else "已处理"),
            )
        )
    rows.insert(200, _unknown_category(world.year, moments[199]))
    return rows


def _unknown_category(year: int, reported: datetime) -> Cells:
    times = [dash_time(reported + timedelta(minutes=minutes)) for minutes in (0, 5, 20)]
    return (f"GD{year}-9001", *times, SYSTEMS[0], "打印机", "一般", "否", role("驻场工程师", 1), "换墨盒")


def _updates(world: World) -> list[Cells]:
    rng = world.draw("updates")
    days = workdays(world.year)[:-15]
    rows: list[Cells] = []
    for number in range(1, _UPDATES + 1):
        released = days[number * len(days) // (_UPDATES + 1)]
        due = workday_after(released, 10)
        late = number in _APPLIED_LATE
        applied = workday_after(released, rng.randrange(11, 15) if late else rng.randrange(1, 11))
        done = "" if number == _NEVER_APPLIED else dash_day(applied)
        system = SYSTEMS[number % len(SYSTEMS)]
        rows.append((f"BG{world.year}{number:03d}", system, dash_day(released), dash_day(due), done, "运维二组"))
    return rows


def _duty(world: World) -> list[Cells]:
    rows: list[Cells] = []
    for place, day in enumerate(workdays(world.year)):
        for engineer in (1, 2):
            served = "4.0" if engineer == 2 and place % 83 == 40 else "8.0"  # noqa: PLR2004 - half a day off, thrice
            rows.append((slash_day(day), role("驻场工程师", engineer), "8.0", served, "人脸"))
    return rows


def _patrols(world: World) -> list[Cells]:
    """Twice a month: on the first workday from the tenth on, and on the last one."""
    rows: list[Cells] = []
    for month in MONTHS:
        middle = workday_after(world.day(month, 9), 1)
        for half, planned in ((1, middle), (2, last_workday(world.year, month))):
            day, found = slash_day(planned), str(month % 4)
            rows.append((f"XJ{world.year}{month:02d}{half}", day, day, found, "机房及弱电间"))
    return rows
