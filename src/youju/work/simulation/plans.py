"""The office's work plans of the five projects, and the equipment that was taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from youju.work.simulation.calendar import MONTHS, last_workday, workday_after, workdays
from youju.work.simulation.cells import dash_day, money, slash_day, without_quotes, yes_no
from youju.work.simulation.world import Cells, ProjectRole, Sheet, World

_PLAN_HEADER = (
    *("编号", "所属项目", "工作内容", "类型", "计划开始", "计划完工日期", "实际开始", "完工日期", "终验日期"),
    *("一次性通过", "责任科室"),
)
_ASSET_HEADER = ("固定资产编号", "采购项目", "品名", "验收数量", "入库日期", "总价", "存放地点")
# Title, kind, month and day of the planned start and of the planned finish.
_DIGITAL = (
    ("公共服务事项梳理", "接入", (1, 11), (3, 31)),
    ("企业开办一件事接入", "接入", (2, 22), (5, 31)),
    ("新生儿一件事接入", "接入", (3, 1), (6, 30)),
    ("电子证照应用接入", "接入", (3, 15), (7, 30)),
    ("区级应用架构设计", "设计", (1, 18), (4, 15)),
    ("区级应用门户开发", "开发", (4, 19), (8, 20)),
    ("区级应用门户上线", "系统上线", (8, 23), (9, 15)),
    ("自助服务模块上线", "系统上线", (9, 1), (10, 29)),
    ("统一预约模块上线", "系统上线", (9, 6), (11, 12)),
    ("自助终端采购合同", "采购", (5, 10), (9, 30)),
    ("安全测评", "测评", (9, 1), (11, 30)),
    ("操作人员上手辅导", "实施", (10, 11), (12, 10)),
)
_LATE_TITLE, _LATE_WORKDAYS = "电子证照应用接入", 9
_TERMINAL = "自助服务超级终端"
_TERMINALS = ((11, 16), (11, 16), (11, 30), (12, 14), (12, 21))  # taken over in the year
_SIXTH_TERMINAL = (1, 14)  # taken over in the next year: it does not count for this one
_TERMINAL_PRICE = 32_800_000  # in cents


def sheets(world: World) -> Iterator[Sheet]:
    """The plan as the office keeps it, and the list of equipment as of January of the next year."""
    yield Sheet(
        "plan_items",
        f"办公室-任务清单-{world.year}.csv",
        _PLAN_HEADER,
        [item.printed(world) for item in (*_digital(world), *_network(world), *_routine(world))],
        notes=(f"“{_LATE_TITLE}”晚 {_LATE_WORKDAYS} 个工作日完工，其余按时；全部一次通过验收",),
    )
    yield Sheet(
        "assets",
        f"资产系统-入库清单-{world.year}.csv",
        _ASSET_HEADER,
        _assets(world),
        notes=("六台终端中五台当年验收，第六台次年 1 月才验收",),
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a project's plan: its number in the project, and when it was to begin and to be finished."""

    role: ProjectRole
    number: int
    title: str
    kind: str
    start: date
    finish: date

    def printed(self, world: World) -> Cells:
        """It began and finished as planned, except the late one, and was accepted soon after."""
        done = workday_after(self.finish, _LATE_WORKDAYS) if self.title == _LATE_TITLE else self.finish
        accepted = min(workday_after(done, 3), workdays(world.year)[-1])
        name = without_quotes(world.projects[self.role].name)
        code = f"RW{world.year}-{self.role[:2].upper()}{self.number:02d}"
        times = [slash_day(day) for day in (self.start, self.finish, self.start, done, accepted)]
        return (code, name, self.title, self.kind, *times, yes_no(fact=True), "综合科")


def _first_workday(year: int, month: int) -> date:
    return workday_after(date(year, month, 1) - timedelta(days=1), 1)


def _digital(world: World) -> Iterator[_Item]:
    for number, (title, kind, start, finish) in enumerate(_DIGITAL, 1):
        yield _Item(ProjectRole.DIGITAL, number, title, kind, world.day(*start), world.day(*finish))


def _network(world: World) -> Iterator[_Item]:
    """A patrol in the middle of each month and the month's duty on site are items of the plan."""
    for month in MONTHS:
        patrol = workday_after(world.day(month, 9), 1)
        yield _Item(ProjectRole.NETWORK, 2 * month - 1, f"{month}月巡检", "巡检", patrol, patrol)
        duty = (_first_workday(world.year, month), last_workday(world.year, month))
        yield _Item(ProjectRole.NETWORK, 2 * month, f"{month}月驻场", "驻场", *duty)


def _routine(world: World) -> Iterator[_Item]:
    """The quarterly items of the projects that run on from year to year."""
    titles = {
        ProjectRole.WINDOWS: ("季度窗口服务外包考核", "考核"),
        ProjectRole.PUBLICITY: ("季度活动安排", "实施"),
        ProjectRole.TRAINING: ("季度集中学习", "实施"),
    }
    for role, (title, kind) in titles.items():
        for quarter in range(1, 5):
            span = (_first_workday(world.year, 3 * quarter - 2), last_workday(world.year, 3 * quarter))
            yield _Item(role, quarter, f"第{quarter}{title}", kind, *span)


def _assets(world: World) -> list[Cells]:
    digital = world.projects[ProjectRole.DIGITAL].name
    network = world.projects[ProjectRole.NETWORK].name
    days = [world.day(*day) for day in _TERMINALS] + [date(world.year + 1, *_SIXTH_TERMINAL)]
    rows: list[Cells] = [
        (f"ZC{day.year}-{number:04d}", digital, _TERMINAL, "1", dash_day(day), money(_TERMINAL_PRICE), "自助服务区")
        for number, day in enumerate(days, 1)
    ]
    bought = (("接入交换机", 8, 1_840_000), ("无线接入点", 12, 960_000), ("备用硬盘", 6, 420_000))
    rows += [
        (f"ZC{world.year}-{number:04d}", network, kind, str(count), dash_day(world.day(5, 20)), money(price), "机房")
        for number, (kind, count, price) in enumerate(bought, 101)
    ]
    return rows
