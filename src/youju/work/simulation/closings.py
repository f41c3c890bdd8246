"""Which spans of days the unit declares closed: all of both years, with two holes left on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from youju.model.period import Period, without, year
from youju.work.simulation.world import Cells, Closing, World

# Their rows are states with a first day, not events: such ledgers are never closed.
_STATES = ("assets", "registers")
_MONDAY = 0


def gap_of_accidents(number: int) -> Period:
    """The two weeks of August in which nobody declared the accident register complete, Monday to Friday."""
    first = next(day for day in Period(date(number, 8, 1), date(number, 8, 7)).days() if day.weekday() == _MONDAY)
    return Period(first, first + timedelta(days=11))


def closings(world: World, ledgers: tuple[str, ...]) -> Iterator[Closing]:
    """The spans of each ledger, the base year first. Reach is still open for December: its value is provisional."""
    holes = {
        "accidents": gap_of_accidents(world.year),
        "publicity_reach": Period(world.day(12, 1), world.day(12, 31)),
    }
    for ledger in ledgers:
        if ledger in _STATES:
            continue
        spans = (year(world.base), year(world.year))
        hole = holes.get(ledger)
        for span in spans if hole is None else (spans[0], *without((spans[1],), hole)):
            yield Closing(ledger, span.start, span.end)


def notes(number: int) -> Cells:
    """What stays open, in words."""
    gap = gap_of_accidents(number)
    return (
        f"事故登记 {gap.start:%m-%d} 至 {gap.end:%m-%d} 没有关账：重大事故的零是未知，不得分",
        "宣传覆盖统计 12 月没有关账：数值暂定",
    )
