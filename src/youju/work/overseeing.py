"""Evidence at a glance: the indicators of a project beside their ledgers, and a year of a ledger day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from youju.engines.embedded import calculation
from youju.engines.paging import rows_a_day
from youju.evidence import lake
from youju.model.dossier import Act
from youju.model.ledger import Closing, Cut, Ledger
from youju.model.measurement import State
from youju.model.period import Calendar, year
from youju.model.target import Quantity
from youju.notation.number import percent, plain
from youju.stages.self_evaluate import printed_actual
from youju.stages.sheet import EXECUTION, Line
from youju.work.grouping import months_of
from youju.work.ledgers import cut_of
from youju.work.measuring import ProjectSheet
from youju.work.record import record_of
from youju.work.workspace import Workspace, today


@dataclass(frozen=True, slots=True)
class IndicatorEvidence:
    """One indicator and what its ledger says. ``ledger`` None: nothing measures it; ``number`` 0: 预算执行率."""

    number: int
    name: str
    ledger: Ledger | None
    state: State
    n: int
    coverage: Fraction
    last: Act | None

    @property
    def last_at(self) -> str | None:
        """When rows last came into the ledger."""
        return self.last.at if self.last else None

    @property
    def last_by(self) -> str | None:
        """Who brought them."""
        return self.last.by if self.last else None


def evidence_of(workspace: Workspace, project: ProjectSheet) -> tuple[IndicatorEvidence, ...]:
    """The indicators of a measured project in the order of the form, 预算执行率 last."""
    last: dict[str, Act | None] = {}
    found = []
    lines = [*enumerate(zip(project.sheet.lines, project.asked, strict=True), start=1)]
    lines.append((0, (project.sheet.execution, project.execution)))
    for number, (line, asked) in lines:
        ledger = asked.question.ledger if asked.question else None
        if ledger is not None and ledger.code not in last:
            last[ledger.code] = next(reversed(lake.batches(workspace.root, ledger)), None)
        measured = line.measurement
        found.append(
            IndicatorEvidence(
                number=number,
                name=line.indicator.name or "",
                ledger=ledger,
                state=measured.state,
                n=measured.n,
                coverage=measured.coverage,
                last=last[ledger.code] if ledger else None,
            )
        )
    return tuple(found)


def holidays_named(workspace: Workspace, number: int) -> bool:
    """Whether the unit's calendar names any holiday of the year; without it every Monday to Friday is a workday."""
    return any(day.year == number for day in record_of(workspace).calendar.holidays)


def printed_value(line: Line) -> str | None:
    """What the ledger gives, rounded as on the form; of the execution rate the rate. None where it gives no value."""
    measured = line.measurement
    if measured.state is not State.VALUE or measured.value is None:
        return None
    if line.indicator.name == EXECUTION:
        return percent(measured.value)
    printed = printed_actual(line)
    return f"{Decimal(plain(printed.value)):,f}{printed.unit or ''}" if isinstance(printed, Quantity) else printed.raw


def ledgers_of(project: ProjectSheet) -> tuple[Ledger, ...]:
    """The ledgers that the indicators of the project are measured from, in the order of the form, each once."""
    asked = (*project.asked, project.execution)
    found = {item.question.ledger.code: item.question.ledger for item in asked if item.question is not None}
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the strip. ``gap``: a workday that has come and that nobody closed; a ledger of states has none."""

    day: date
    rows: int
    workday: bool
    closed: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the strip, all its days; ``workdays``, ``closed_workdays`` and ``gaps`` count days that have come."""

    month: str
    days: tuple[Day, ...]
    rows: int
    workdays: int
    closed_workdays: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Strip:
    """One ledger's year; ``closes`` False: its rows are states, nothing has to be closed."""

    ledger: Ledger
    closes: bool
    months: tuple[Month, ...]


def strips(
    workspace: Workspace, ledgers: Sequence[Ledger], number: int, as_of: date | None = None
) -> tuple[Strip, ...]:
    """The year of each ledger day by day, one query a ledger; days after ``as_of`` (today) are not yet due."""
    calendar, until = record_of(workspace).calendar, as_of or today()
    cuts = [cut_of(workspace, ledger) for ledger in ledgers]
    with calculation(cuts) as engine:
        return tuple(_strip(cut, rows_a_day(engine, cut, year(number)), (number, until), calendar) for cut in cuts)


def strip(workspace: Workspace, ledger: Ledger, number: int, as_of: date | None = None) -> Strip:
    """The year of one ledger day by day."""
    return strips(workspace, (ledger,), number, as_of)[0]


def _strip(cut: Cut, rows: Mapping[date, int], when: tuple[int, date], calendar: Calendar) -> Strip:
    number, until = when
    closes = cut.ledger.closing is not Closing.NEVER
    months = []
    for span in months_of(year(number)):
        days = tuple(_day(cut, day, rows.get(day, 0), calendar, due=closes and day <= until) for day in span.days())
        come = [day for day in days if day.workday and day.day <= until]
        months.append(
            Month(
                month=f"{span.start:%Y-%m}",
                days=days,
                rows=sum(day.rows for day in days),
                workdays=len(come),
                closed_workdays=sum(day.closed for day in come),
                gaps=sum(day.gap for day in come),
            )
        )
    return Strip(cut.ledger, closes, tuple(months))


def _day(cut: Cut, day: date, rows: int, calendar: Calendar, *, due: bool) -> Day:
    workday, closed = calendar.is_workday(day), any(day in span for span in cut.closed)
    return Day(day, rows, workday, closed, gap=due and workday and not closed)
