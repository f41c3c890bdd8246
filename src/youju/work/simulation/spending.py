"""The payments as the treasury system prints them: each project's budget spent in parts over the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from youju.work.simulation.calendar import workdays
from youju.work.simulation.cells import dash_day, money, straight_quotes
from youju.work.simulation.world import Cells, ProjectRole, Sheet, World

_HEADER = (
    *("单据号", "清算日期", "预算项目", "部门支出经济分类", "收款人全称", "支付金额"),
    *("资金性质", "摘要"),
)
# Ten-thousandths of the budget paid in the year, how many payments, and what they are for.
_SPENDING = {
    ProjectRole.WINDOWS: (9463, 36, (("邮寄费", "示范快递承运方"), ("委托业务费", "示范窗口服务外包方"))),
    ProjectRole.DIGITAL: (7821, 18, (("信息网络购建", "示范软件开发方"), ("专用设备购置", "示范终端供应方"))),
    ProjectRole.NETWORK: (9874, 24, (("维修(护)费", "示范运维服务方"), ("邮电费", "示范线路租赁方"))),
    ProjectRole.PUBLICITY: (9130, 20, (("印刷费", "示范图文制作点"), ("其他商品和服务支出", "示范活动承办方"))),
    ProjectRole.TRAINING: (8640, 6, (("讲课费", "示范讲师团"), ("资料费", "示范图文制作点"))),
}
_PAID_BEFORE = 8900
_FIRST_WORKDAY = 20  # the budget of the year is released after the first weeks
_CORRECTED_CENTS = 128_000


def sheets(world: World) -> Iterator[Sheet]:
    """Both years. A wrong payment is reversed by a negative one and paid again: the sum is what was spent."""
    yield Sheet("payments", f"国库支付-支付明细-{world.base}.csv", _HEADER, _payments(world, world.base))
    yield Sheet(
        "payments",
        f"国库支付-支付明细-{world.year}.csv",
        _HEADER,
        _payments(world, world.year),
        notes=("一笔付错的款以负数冲回后重付；其中一个项目全年只支出约 78%",),
    )


def _parts(rng: Random, total: int, count: int) -> list[int]:
    """``total`` cents in ``count`` uneven parts that add up exactly."""
    weights = [rng.randrange(50, 150) for _ in range(count)]
    result = [total * weight // sum(weights) for weight in weights]
    return [*result[:-1], total - sum(result[:-1])]


def _payments(world: World, year: int) -> list[Cells]:
    rng = world.draw(f"payments {year}")
    days = workdays(year)[_FIRST_WORKDAY:]
    entries: list[tuple[date, str, str, str, int]] = []
    for role, (share, count, purposes) in _SPENDING.items():
        project = world.projects[role]
        paid = int(project.budget * (share if year == world.year else _PAID_BEFORE) / 100)  # in cents
        for place, cents in enumerate(_parts(rng, paid, count)):
            item, payee = purposes[place % len(purposes)]
            entries.append((days[place * len(days) // count + rng.randrange(5)], project.name, item, payee, cents))
    if year == world.year:
        name = world.projects[ProjectRole.WINDOWS].name
        for day, cents in ((days[90], _CORRECTED_CENTS), (days[93], -_CORRECTED_CENTS)):
            entries.append((day, name, "邮寄费", "示范快递承运方", cents))
    return [
        (
            *(f"ZF{year}{number:05d}", dash_day(day), straight_quotes(name), item, payee, money(cents)),
            *("一般公共预算资金", "冲回" if cents < 0 else ""),
        )
        for number, (day, name, item, payee, cents) in enumerate(sorted(entries), 1)
    ]
