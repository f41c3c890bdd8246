"""The trainings of window staff: the sessions, and who signed in and passed the test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from youju.work.simulation.cells import slash_day, yes_no
from youju.work.simulation.names import role
from youju.work.simulation.world import Cells, Sheet, World

_SESSION_HEADER = ("期次", "课程名称", "计划培训日期", "开班日期", "计划学时", "实际学时", "地点")
_ATTENDANCE_HEADER = ("期次", "学员", "上课日期", "所在科室", "出勤", "考试成绩", "是否及格", "签到方式")
_COURSES = (
    (3, 18, "窗口服务规范"),
    (6, 17, "一件事一次办流程"),
    (9, 16, "电子证照与自助终端"),
    (11, 18, "政策解读与礼仪"),
)
_COURSES_BEFORE = ((5, 21, "窗口服务规范"), (8, 20, "疫情防控与服务"), (11, 19, "政策解读与礼仪"))
_GROUPS = ("综合窗口组", "企业开办组", "民生服务组", "代办组")
_INVITED, _INVITED_BEFORE = 38, 36
_NEVER_CAME = 38
_FAILED = (3, 12)  # session, person
_AVERAGE, _AVERAGE_BEFORE = 88, 84


def sheets(world: World) -> Iterator[Sheet]:
    """Sessions and attendance of this year and of the base year."""
    plans = ((world.base, _COURSES_BEFORE), (world.year, _COURSES))
    for year, courses in plans:
        yield Sheet("training_sessions", f"培训系统-班次-{year}.csv", _SESSION_HEADER, _sessions(year, courses))
    yield Sheet(
        "training_attendance",
        f"培训系统-签到成绩-{world.base}.csv",
        _ATTENDANCE_HEADER,
        _attendance(world, world.base, _COURSES_BEFORE, _INVITED_BEFORE, _AVERAGE_BEFORE),
    )
    yield Sheet(
        "training_attendance",
        f"培训系统-签到成绩-{world.year}.csv",
        _ATTENDANCE_HEADER,
        _attendance(world, world.year, _COURSES, _INVITED, _AVERAGE),
        notes=("4 期各通知 38 人，一人四期都没有来，一人一次考核没有通过",),
    )


def _sessions(year: int, courses: Sequence[tuple[int, int, str]]) -> list[Cells]:
    return [
        (f"{year}-{number}", topic, *[slash_day(date(year, month, day))] * 2, "4.0", "4.0", "主厅二楼培训室")
        for number, (month, day, topic) in enumerate(courses, 1)
    ]


def _attendance(
    world: World, year: int, courses: Sequence[tuple[int, int, str]], invited: int, average: int
) -> list[Cells]:
    """Every seventh invitation is missed; who missed has no score and no result."""
    rng = world.draw(f"attendance {year}")
    rows: list[Cells] = []
    for session, (month, day, _) in enumerate(courses, 1):
        for person in range(1, invited + 1):
            came = (person + 2 * session) % 7 != 0 and not (year == world.year and person == _NEVER_CAME)
            failed = year == world.year and (session, person) == _FAILED
            score = 52 if failed else average + rng.randrange(-10, 11)
            result = (str(score), yes_no(not failed)) if came else ("", "")
            name, group = role("学员", person, 3), _GROUPS[person % len(_GROUPS)]
            held = slash_day(date(year, month, day))
            rows.append((f"{year}-{session}", name, held, group, yes_no(came), *result, "扫码" if came else ""))
    return rows
