"""Free services beside the counters: company seals made by the engravers, and jobs of the printing points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from youju.work.simulation.calendar import arrivals, moment, office_time, workday_after
from youju.work.simulation.cells import dash_minute, dash_time, money, one_zero
from youju.work.simulation.names import HALLS, company
from youju.work.simulation.world import Cells, Sheet, World

_SEALS, _JOBS = 4_200, 3_600
_SEAL_HEADER = (
    *("印章备案编号", "用章单位", "承制单位", "委托时间", "约定交付时间"),
    *("取章时间", "合格", "结算金额", "印章枚数"),
)
_PRINT_HEADER = ("打印单号", "文印点", "提交时间", "约定完成时间", "取件时间", "打印页数", "单双面")
_ENGRAVERS = ("示范刻章点甲", "示范刻章点乙", "示范刻章点丙")
_SEAL_PRICE = 26_000  # in cents, for the set of four
_SEAL_WORKDAYS = 2
_SEAL_LATE_IN_THOUSAND, _JOB_LATE_IN_THOUSAND = 30, 12
_FLAWED_EVERY = 260
_JOB_HOURS = 2


def sheets(world: World) -> Iterator[Sheet]:
    """One export of each service for the year."""
    yield Sheet(
        "seal_orders",
        f"印章管理平台-刻章订单-{world.year}.csv",
        _SEAL_HEADER,
        _seals(world),
        notes=("约百分之三的印章晚交，十几套验收不合格；年底下单、次年才交付的按期末尚未交付处理",),
    )
    yield Sheet(
        "printing_jobs",
        f"文印点-登记表-{world.year}.csv",
        _PRINT_HEADER,
        _spoiled(_jobs(world)),
        encoding="utf-8-sig",
        notes=("1 行页数写成“约50”，1 行页数为负数",),
    )


def _seal_ready(rng: Random, ordered: datetime) -> datetime:
    if rng.randrange(1000) < _SEAL_LATE_IN_THOUSAND:
        return office_time(rng, workday_after(ordered.date(), _SEAL_WORKDAYS + rng.randrange(1, 3)))
    return office_time(rng, workday_after(ordered.date(), rng.randrange(1, _SEAL_WORKDAYS + 1)))


def _seals(world: World) -> list[Cells]:
    rng = world.draw("seals")
    rows: list[Cells] = []
    for number, ordered in enumerate(arrivals(rng, world.year, world.sized(_SEALS)), 1):
        due = moment(workday_after(ordered.date(), _SEAL_WORKDAYS), 17, 30)
        good = number % _FLAWED_EVERY != _FLAWED_EVERY // 2
        rows.append(
            (
                *(f"YZ{world.year}{number:05d}", company(number * 6), _ENGRAVERS[rng.randrange(3)], dash_time(ordered)),
                *(dash_time(due), dash_time(_seal_ready(rng, ordered)), one_zero(good), money(_SEAL_PRICE), "4"),
            )
        )
    return rows


def _jobs(world: World) -> list[Cells]:
    rng = world.draw("printing")
    rows: list[Cells] = []
    for number, asked in enumerate(arrivals(rng, world.year, world.sized(_JOBS)), 1):
        late = rng.randrange(1000) < _JOB_LATE_IN_THOUSAND
        took = rng.randrange(125, 240) if late else rng.randrange(5, 115)
        done = asked + timedelta(minutes=took)
        due = asked + timedelta(hours=_JOB_HOURS)
        hall = HALLS[rng.randrange(len(HALLS))]
        rows.append(
            (
                *(f"WY{number:05d}", hall, dash_minute(asked), dash_minute(due), dash_minute(done)),
                *(str(rng.randrange(1, 60)), "双面" if rng.randrange(3) else "单面"),
            )
        )
    return rows


def _spoiled(rows: list[Cells]) -> list[Cells]:
    """Two rows more whose number of pages is no count."""
    middle = len(rows) // 2
    _, hall, asked, due, done, _, sides = rows[middle]
    more = [(f"WY9{number:04d}", hall, asked, due, done, pages, sides) for number, pages in ((1, "约50"), (2, "-3"))]
    return [*rows[:middle], *more, *rows[middle:]]
