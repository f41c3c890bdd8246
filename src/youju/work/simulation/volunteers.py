"""The volunteers at the guide desks: seven posts on every workday, as the sign-in terminal exports them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from youju.work.simulation.calendar import moment, workdays
from youju.work.simulation.cells import dash_time, slash_day
from youju.work.simulation.names import role
from youju.work.simulation.world import Cells, Sheet, World

_HEADER = ("服务日期", "服务岗位", "志愿者姓名", "应到时间", "打卡时间", "离岗时间")
_POSTS = ("咨询引导", "自助服务区", "取号机", "填表区", "母婴及无障碍通道", "东部分中心", "西部分中心")
_ROSTER = 35
_LATE_EVERY = 83
_ABSENT = (171, 3)  # which workday of the year, which post: the only one that stayed empty


def sheets(world: World) -> Iterator[Sheet]:
    """The sign-in export of the year."""
    yield Sheet(
        "volunteer_shifts",
        f"志愿者系统-签到-{world.year}.csv",
        _HEADER,
        _shifts(world),
        notes=("有一天一名志愿者缺勤，当日在岗 6 人；少数人迟到",),
    )


def _shifts(world: World) -> list[Cells]:
    rng = world.draw("volunteers")
    rows: list[Cells] = []
    for place, day in enumerate(workdays(world.year)):
        due = moment(day, 8, 30)
        for number, post in enumerate(_POSTS):
            late = rng.randrange(_LATE_EVERY) == 0
            minutes = rng.randrange(2, 30) if late else -rng.randrange(1, 25)
            arrived = None if (place, number) == _ABSENT else due + timedelta(minutes=minutes)
            volunteer = role("志愿者", (place * len(_POSTS) + number) % _ROSTER + 1)
            left = dash_time(moment(day, 16, 30)) if arrived else ""
            rows.append((slash_day(day), post, volunteer, dash_time(due), dash_time(arrived), left))
    return rows
