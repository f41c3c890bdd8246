"""The counters: enterprises opened through the one-stop platform, and how long each case took by the queue system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from youju.work.simulation.calendar import arrivals, first_of_july, office_time, workday_after
from youju.work.simulation.cells import dash_time, slash_time
from youju.work.simulation.names import WINDOWS, company, credit_code
from youju.work.simulation.world import Cells, Sheet, World

_OPENED, _OPENED_BEFORE = 29_460, 18_000
_SERVED, _SERVED_BEFORE = 31_000, 26_000
_OPENING_HEADER = (
    *("提交时间", "业务流水号", "申请企业", "社会信用代码", "发照时间"),
    *("受理地点", "受理窗口", "申请方式", "行业门类"),
)
_QUEUE_HEADER = ("办件号", "业务名称", "窗口", "叫号时间", "评价时间", "评价器")
# Of a thousand enterprises: licensed on the same day, on the next workday; the rest a workday later.
_PACE_BEFORE, _PACE = (290, 760), (254, 730)
_LAST_HOUR_OF_SAME_DAY = 15
_REOPENED_EVERY = 190
_WITHDRAWN, _REPEATED = 8, 12
# A matter and the seconds it took on average in the base year; this year seven of a hundred less.
_MATTERS = (
    *(("营业执照变更", 1260), ("社保参保登记", 840), ("居住证办理", 720), ("不动产查询", 480), ("医保登记", 780)),
    *(("公积金提取", 900), ("税务登记确认", 660), ("食品经营许可", 1560)),
)
_PACE_OF_QUEUE = 93


def sheets(world: World) -> Iterator[Sheet]:
    """Exports of the one-stop platform and of the queue system: the base year whole, this year in halves."""
    yield Sheet(
        "enterprise_openings",
        f"一窗通平台-企业开办-{world.base}.csv",
        _OPENING_HEADER,
        [row for _, row in _openings(world, world.base, _OPENED_BEFORE, _PACE_BEFORE)],
    )
    yield from _openings_of_the_year(world)
    before = [row for _, row in _cases(world, world.base, _SERVED_BEFORE, 100)]
    yield Sheet("processing_times", f"叫号系统-办件记录-{world.base}.csv", _QUEUE_HEADER, before)
    yield from _cases_of_the_year(world)


def _licensed(rng: Random, at: datetime, pace: tuple[int, int]) -> datetime:
    lot = rng.randrange(1000)
    if lot < pace[0] and at.hour < _LAST_HOUR_OF_SAME_DAY:
        return at + timedelta(minutes=rng.randrange(50, 115))
    return office_time(rng, workday_after(at.date(), 1 if lot < pace[1] else 2))


def _openings(world: World, year: int, count: int, pace: tuple[int, int]) -> list[tuple[datetime, Cells]]:
    rng = world.draw(f"openings {year}")
    moments = arrivals(rng, year, world.sized(count))
    first = (year - 2000) * 1_000_000
    rows: list[tuple[datetime, Cells]] = []
    for number, at in enumerate(moments, 1):
        # An enterprise that moved district opens a second time under the code that it keeps.
        serial = number - 7 if number % _REOPENED_EVERY == 0 else number
        window, hall = WINDOWS[rng.randrange(len(WINDOWS))]
        trade = ("批发零售", "信息服务", "建筑业", "住宿餐饮")[serial % 4]
        row = (
            *(slash_time(at), f"{year}{number:09d}", company(serial), credit_code(first + serial)),
            *(slash_time(_licensed(rng, at, pace)), hall, window, "线上" if number % 5 else "窗口", trade),
        )
        rows.append((at, row))
    return rows


def _openings_of_the_year(world: World) -> Iterator[Sheet]:
    rows = _openings(world, world.year, _OPENED, _PACE)
    split = first_of_july([at for at, _ in rows])
    for place in _spread(len(rows), _WITHDRAWN):
        at, (accepted, case, name, _, _, *rest) = rows[place]
        rows[place] = (at, (accepted, case, name, "", "", *rest))
    halves = ([row for _, row in rows[:split]], [row for _, row in rows[split:]])
    for half, printed in zip(("上半年", "下半年"), halves, strict=True):
        for place in sorted(_spread(len(printed), _REPEATED // 2), reverse=True):
            printed.insert(place, printed[place])
        yield Sheet(
            "enterprise_openings",
            f"一窗通平台-企业开办-{world.year}{half}.csv",
            _OPENING_HEADER,
            _with_spoiled_numbers(printed) if half == "上半年" else printed,
            notes=(
                "个别企业迁址后以原统一社会信用代码再次开办：办件两笔，企业只计一家；少数撤回的办件没有代码和发照时间",
                f"{_REPEATED // 2} 笔重复导出，内容完全相同",
                *(("1 行流水号为空、1 行流水号被表格软件改成科学计数",) if half == "上半年" else ()),
            ),
        )


def _with_spoiled_numbers(rows: list[Cells]) -> list[Cells]:
    """Two more rows, as a spreadsheet leaves them that took the case number for a number."""
    third = len(rows) // 3
    for place, spoiled in ((2 * third, "2.02100E+12"), (third, "")):
        at, _, _, _, *rest = rows[place]
        rows.insert(place, (at, spoiled, company(990_000 + place), credit_code(99_000_000 + place), *rest))
    return rows


def _cases(world: World, year: int, count: int, hundredths: int) -> list[tuple[datetime, Cells]]:
    rng = world.draw(f"cases {year}")
    rows: list[tuple[datetime, Cells]] = []
    for number, at in enumerate(arrivals(rng, year, world.sized(count)), 1):
        matter, average = _MATTERS[rng.randrange(len(_MATTERS))]
        seconds = average * rng.randrange(45, 156) * hundredths // 10_000
        left = rng.randrange(400) == 0  # who leaves without pressing the button has no end
        done = "" if left else dash_time(at + timedelta(seconds=seconds))
        window = WINDOWS[rng.randrange(len(WINDOWS))][0]
        rows.append((at, (f"JH{year}{number:06d}", matter, window, dash_time(at), done, f"P{number % 24 + 1:02d}")))
    return rows


def _cases_of_the_year(world: World) -> Iterator[Sheet]:
    rows = _cases(world, world.year, _SERVED, _PACE_OF_QUEUE)
    split = first_of_july([at for at, _ in rows])
    for half, part in (("上半年", rows[:split]), ("下半年", rows[split:])):
        printed = [row for _, row in part]
        if half == "上半年":
            _spoil_times(printed, world.year)
        yield Sheet(
            "processing_times",
            f"叫号系统-办件记录-{world.year}{half}.csv",
            _QUEUE_HEADER,
            printed,
            notes=("1 行评价时间是不存在的 4 月 31 日，1 行评价时间写成“系统异常”",) if half == "上半年" else (),
        )


def _spoil_times(rows: list[Cells], year: int) -> None:
    """Two rows more whose end is no time; they keep numbers of their own."""
    half = len(rows) // 2
    for number, (place, end) in enumerate(((half, f"{year}-04-31 10:20:00"), (half // 2, "系统异常")), 1):
        _, matter, window, start, _, device = rows[place]
        rows.insert(place, (f"JH{year}9{number:05d}", matter, window, start, end, device))


def _spread(length: int, count: int) -> Sequence[int]:
    """``count`` places spread evenly over a list, neither first nor last."""
    return [length * part // (count + 1) for part in range(1, count + 1)]
