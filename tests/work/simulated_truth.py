"""What a correct measurement of the simulated year must find, computed from the written dumps in plain Python.

It uses neither intake nor engine nor measures of the product: rows read by ``simulated_dumps`` and exact arithmetic.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from simulated_dumps import Cell, Row, kept_rows

from youju.model.ledger import Ledger
from youju.work.simulation import Manifest, Project, ProjectRole

DEFINITIONS = Path(__file__).parents[2] / "examples" / "songjiang-2021" / "definitions.toml"
DECLARED = {
    ProjectRole.WINDOWS: Project("窗口业务管理", Decimal(3_596_500)),
    ProjectRole.DIGITAL: Project("深化“一网通办”专项费用", Decimal(8_340_000)),
    ProjectRole.NETWORK: Project("网络信息系统运行与维护", Decimal(1_000_000)),
    ProjectRole.PUBLICITY: Project("宣传与推广", Decimal(730_000)),
    ProjectRole.TRAINING: Project("业务培训", Decimal(18_000)),
}

Test: TypeAlias = Callable[[Row], bool]


@dataclass(frozen=True)
class Truth:
    """``value`` as the product states it: shares and changes as fractions of 1, a duration in the target's unit."""

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    state: str = "value"
    provisional: bool = False


def _at(row: Row, code: str) -> datetime | None:
    value = row[code]
    return value if isinstance(value, datetime) else None


def _number(row: Row, code: str) -> Fraction:
    value = row[code]
    return value if isinstance(value, Fraction) else Fraction(0)


def _share(rows: Iterable[Row], counts: Test) -> Truth:
    rows = list(rows)
    met = sum(counts(row) for row in rows)
    return Truth(Fraction(met, len(rows)), Fraction(met), Fraction(len(rows)))


def _ratio(rows: Iterable[Row], part: Callable[[Row], Fraction], whole: str) -> Truth:
    rows = list(rows)
    above, below = sum(map(part, rows), Fraction(0)), sum((_number(row, whole) for row in rows), Fraction(0))
    return Truth(above / below, above, below)


def _mean(rows: Iterable[Row], value: Callable[[Row], Fraction | None]) -> Fraction:
    values = [number for row in rows if (number := value(row)) is not None]
    return sum(values, Fraction(0)) / len(values)


def _elapsed(start: str, end: str, unit: timedelta) -> Callable[[Row], Fraction | None]:
    def measure(row: Row) -> Fraction | None:
        began, ended = _at(row, start), _at(row, end)
        return (
            Fraction((ended - began) // timedelta(seconds=1), unit // timedelta(seconds=1)) if began and ended else None
        )

    return measure


def _change(now: Fraction, base: Fraction, *, lower: bool = False) -> Truth:
    value = (now - base) / base
    return Truth(-value if lower else value, now, base)


def _count(rows: Iterable[Row]) -> Truth:
    return Truth(Fraction(sum(1 for _ in rows)))


class Year:
    """The dumps as a plain reader sees them at the end of ``year``: what happened later reads as blank."""

    def __init__(self, folder: Path, manifest: Manifest, ledgers: Mapping[str, Ledger], year: int) -> None:
        self.year = year
        self.ledgers = ledgers
        self.closings = manifest.closings
        end = datetime.combine(date(year + 1, 1, 1), time())
        self.kept = {code: kept_rows(folder, manifest, ledger) for code, ledger in ledgers.items()}
        self.seen = {
            code: [
                {name: None if isinstance(cell, datetime) and cell >= end else cell for name, cell in row.items()}
                for row in kept.rows
            ]
            for code, kept in self.kept.items()
        }

    def rows(self, ledger: str, project: str | None = None, *, base: bool = False, by: str | None = None) -> list[Row]:
        """Rows that the ledger's date (or the due column ``by``) places in the year, or in the base year."""
        place = by or self.ledgers[ledger].date
        wanted = self.year - base
        placed = [row for row in self.seen[ledger] if (at := _at(row, place)) and at.year == wanted]
        return [row for row in placed if project is None or _plain(row["project"]) == _plain(project)]

    def complete(self, ledger: str) -> bool:
        """Whether the closings cover every day of the year."""
        days = {date(self.year, 1, 1) + timedelta(days=offset) for offset in range(365)}
        for closing in self.closings:
            if closing.ledger == ledger:
                days = {day for day in days if not closing.start <= day <= closing.end}
        return not days

    def on_time(self, ledger: str, end: str, by: str, project: str | None = None, kind: str | None = None) -> Truth:
        """Finished by its due moment ÷ due in the year."""
        rows = self.rows(ledger, project, by=by)
        return _share(
            (row for row in rows if kind is None or row["kind"] == kind),
            lambda row: (done := _at(row, end)) is not None and done <= (_at(row, by) or done),
        )

    def zero(self, ledger: str, counts: Test) -> Truth:
        """A count that proves a zero only when the ledger is closed for the whole year."""
        found = _count(row for row in self.rows(ledger) if counts(row))
        return found if found.value or self.complete(ledger) else Truth(None, state="unknown")

    def satisfied(self, project: str, *audiences: str) -> Truth:
        """Answers of 4 or 5 ÷ answers."""
        rows = [row for row in self.rows("satisfaction_responses", project) if row["audience"] in audiences]
        return _share((row for row in rows if row["score"] is not None), lambda row: _number(row, "score") >= 4)

    def registered(self, project: str, kind: str, items: tuple[str, ...]) -> Truth:
        """Required items in force on the last day of the year ÷ required items."""
        last = datetime.combine(date(self.year, 12, 31), time())
        in_force = {
            row["title"]
            for row in self.kept["registers"].rows
            if _plain(row["project"]) == _plain(project) and row["kind"] == kind
            if (start := _at(row, "in_force_from")) and start <= last <= (_at(row, "in_force_to") or last)
        }
        met = sum(item in in_force for item in items)
        return Truth(Fraction(met, len(items)), Fraction(met), Fraction(len(items)))

    def executed(self, project: Project) -> Truth:
        """Paid in the year ÷ the budget of the year."""
        paid = sum((_number(row, "amount") for row in self.rows("payments", project.name)), Fraction(0))
        return Truth(paid / Fraction(project.budget), paid, Fraction(project.budget))

    def faster(self) -> Truth:
        """Mean minutes from call to end against the base year; shorter is better."""
        minutes = _elapsed("accepted_at", "completed_at", timedelta(minutes=1))
        return _change(
            *(_mean(self.rows("processing_times", base=base), minutes) for base in (False, True)), lower=True
        )

    def followed(self) -> Truth:
        """Followers on the last day of the year against the last day of the base year."""
        last = [max(self.rows("followers", base=base), key=lambda row: str(row["day"])) for base in (False, True)]
        return _change(*(_number(row, "followers") for row in last))


def _plain(name: Cell) -> str:
    return re.sub(r"[“”\"\s]", "", str(name))


def checklists() -> dict[tuple[str, str], tuple[str, ...]]:
    """The lists the unit named, by project and kind."""
    data = tomllib.loads(DEFINITIONS.read_text(encoding="utf-8"))
    return {(table["project"], table["kind"]): tuple(table["items"]) for table in data["checklist"]}


def _registers(year: Year, name: str, required: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[str, Truth]:
    indicators = {
        "长效管理制度健全性": "管理制度",
        "档案管理机制健全性": "档案",
        "信息共享情况": "信息共享",
        "信息公开情况": "信息公开",
        "培训回访机制健全性": "培训回访",
    }
    return {
        indicator: year.registered(name, kind, required[name, kind])
        for indicator, kind in indicators.items()
        if (name, kind) in required
    }


def _windows(year: Year, project: Project) -> dict[str, Truth]:
    opened, parcels = year.rows("enterprise_openings"), year.rows("express_deliveries")
    hours = _elapsed("accepted_at", "completed_at", timedelta(hours=1))
    scores = [
        _mean(year.rows("window_inspections", base=base), lambda row: _number(row, "score")) for base in (False, True)
    ]
    codes = {row["credit_code"] for row in opened if row["credit_code"] is not None}
    delivered = [row for row in year.rows("seal_orders") if _at(row, "delivered_at")]
    return {
        "服务新开办企业数量": Truth(Fraction(len(codes))),
        "政务服务免费快递业务量": _count(row for row in parcels if row["free_of_charge"]),
        "刻章验收合格率": _share(delivered, lambda row: bool(row["accepted"])),
        "快递邮寄出错率": _share(parcels, lambda row: bool(row["misdelivered"])),
        "文印服务开展及时性": year.on_time("printing_jobs", "completed_at", "due_at"),
        "刻章服务完成及时性": year.on_time("seal_orders", "delivered_at", "due_at"),
        "快递邮寄及时性": year.on_time("express_deliveries", "delivered_at", "due_at"),
        "资金使用率": year.executed(project),
        "窗口整体形象提升度": _change(*scores),
        "服务窗口正常运转率": _ratio(
            year.rows("window_days"), lambda row: _number(row, "open_minutes"), "planned_minutes"
        ),
        "重大事故发生数": year.zero("accidents", lambda row: row["severity"] == "重大"),
        "优化营商环境": _change(
            *(_mean(year.rows("enterprise_openings", base=base), hours) for base in (False, True)), lower=True
        ),
        "窗口人员满意度": year.satisfied(project.name, "窗口人员"),
        "企业、群众满意度": year.satisfied(project.name, "企业", "群众"),
    }


def _systems(year: Year, name: str) -> dict[str, Truth]:
    """What the two projects for systems promise alike."""
    items = year.rows("plan_items", name)
    lost = _ratio(year.rows("integrity_checks"), lambda row: _number(row, "items_lost"), "items_checked")
    return {
        "项目计划完成率": _share(items, lambda row: _at(row, "actual_finish") is not None),
        "项目一次性验收通过率": _share(
            (row for row in items if _at(row, "accepted_on")), lambda row: bool(row["accepted_first_time"])
        ),
        "系统正常运转率": _ratio(
            year.rows("system_availability"),
            lambda row: _number(row, "planned_minutes") - _number(row, "downtime_minutes"),
            "planned_minutes",
        ),
        "项目完工及时率": year.on_time("plan_items", "actual_finish", "planned_finish", name),
        "项目工作开展及时率": year.on_time("plan_items", "actual_start", "planned_start", name),
        "系统重要储存信息丢失率": lost if year.complete("integrity_checks") else Truth(None, state="unknown"),
        "重大网络安全事故发生次数": year.zero(
            "incidents", lambda row: bool(row["security"]) and row["severity"] == "重大"
        ),
        "系统操作效率提升": year.faster(),
        "使用者满意度": year.satisfied(name, "使用者"),
    }


def _digital(year: Year, project: Project) -> dict[str, Truth]:
    assets = year.rows("assets", project.name)
    modules: dict[tuple[Cell, Cell], Fraction] = {}
    for row in year.rows("module_usage"):
        key = (row["system"], row["module"])
        modules[key] = modules.get(key, Fraction(0)) + _number(row, "uses")
    used = sum(uses > 0 for uses in modules.values())
    terminals = (_number(row, "quantity") for row in assets if row["kind"] == "自助服务超级终端")
    return {
        **_systems(year, project.name),
        "自助服务超级终端购置数": Truth(sum(terminals, Fraction(0))),
        "系统上线及时性": year.on_time("plan_items", "actual_finish", "planned_finish", project.name, "系统上线"),
        "资金使用率": year.executed(project),
        "系统功能模块使用率": Truth(Fraction(used, len(modules)), Fraction(used), Fraction(len(modules))),
        "系统安全等级达标率": _share(year.rows("security_gradings"), lambda row: bool(row["passed"])),
    }


def _network(year: Year, project: Project) -> dict[str, Truth]:
    minutes = _elapsed("reported_at", "resolved_at", timedelta(minutes=1))
    general = [row for row in year.rows("incidents") if row["severity"] == "一般"]
    waited = _elapsed("reported_at", "responded_at", timedelta(minutes=1))
    return {
        **_systems(year, project.name),
        "一般故障平均恢复时长": Truth(_mean(general, minutes)),
        "系统故障响应及时性": _share(
            year.rows("incidents"), lambda row: (wait := waited(row)) is not None and wait <= 30
        ),
        "系统（软件）更新升级及时性": year.on_time("updates", "applied_on", "due_on"),
        "信息发布及时性": year.on_time("publications", "published_at", "due_at", project.name),
        "资金使用率": year.executed(project),
        "微信公众号粉丝量有所增长": year.followed(),
    }


def _publicity(year: Year, project: Project) -> dict[str, Truth]:
    shifts, activities = year.rows("volunteer_shifts"), year.rows("publicity_activities")
    days = {row["day"]: 0 for row in shifts}
    for row in shifts:
        days[row["day"]] += _at(row, "arrived_at") is not None
    reach = _ratio(year.rows("publicity_reach"), lambda row: _number(row, "reached_people"), "target_people")
    held = [row for row in activities if _at(row, "held_on")]
    return {
        "志愿者岗位数": Truth(Fraction(min(days.values()))),
        "宣传计划完成率": _share(activities, lambda row: _at(row, "held_on") is not None),
        "宣传内容更新率": _share(year.rows("publicity_areas"), lambda row: _at(row, "updated_on") is not None),
        "志愿者到岗率": _share(shifts, lambda row: _at(row, "arrived_at") is not None),
        "宣传活动与宣传主题匹配率": _share(held, lambda row: bool(row["theme_matched"])),
        "政策知晓率": _share(year.rows("awareness_answers"), lambda row: bool(row["knows"])),
        "志愿服务开展及时性": year.on_time("volunteer_shifts", "arrived_at", "due_at"),
        "宣传活动开展及时性": year.on_time("publicity_activities", "held_on", "planned_on"),
        "宣传区域更新及时性": year.on_time("publicity_areas", "updated_on", "due_on"),
        "信息发布及时性": year.on_time("publications", "published_at", "due_at", project.name),
        "宣传覆盖率": replace(reach, provisional=not year.complete("publicity_reach")),
        "重大事故发生数": year.zero("accidents", lambda row: row["severity"] == "重大"),
        "微信公众号粉丝量有所增长": year.followed(),
        "窗口工作效能": year.faster(),
        "群众满意度": year.satisfied(project.name, "群众"),
    }


def _training(year: Year, project: Project) -> dict[str, Truth]:
    sessions, invited = year.rows("training_sessions"), year.rows("training_attendance")
    came = [row for row in invited if row["attended"]]
    persons = ({row["person"] for row in came}, {row["person"] for row in invited})
    scores = [
        _mean(
            year.rows("training_attendance", base=base),
            lambda row: None if row["exam_score"] is None else _number(row, "exam_score"),
        )
        for base in (False, True)
    ]
    return {
        "培训场次": _count(row for row in sessions if _at(row, "held_on")),
        "培训计划完成率": _share(sessions, lambda row: _at(row, "held_on") is not None),
        "培训参与率": _share(invited, lambda row: bool(row["attended"])),
        "培训人次": _count(came),
        "培训考核通过率": _share(came, lambda row: bool(row["passed"])),
        "培训课时完成及时性": year.on_time("training_sessions", "held_on", "planned_on"),
        "培训对象覆盖率": Truth(
            Fraction(len(persons[0]), len(persons[1])), Fraction(len(persons[0])), Fraction(len(persons[1]))
        ),
        "办事效率提升度": year.faster(),
        "业务素质提升": _change(*scores),
        "培训对象满意度": year.satisfied(project.name, "培训对象"),
    }


_PROJECTS: dict[ProjectRole, Callable[[Year, Project], dict[str, Truth]]] = {
    ProjectRole.WINDOWS: _windows,
    ProjectRole.DIGITAL: _digital,
    ProjectRole.NETWORK: _network,
    ProjectRole.PUBLICITY: _publicity,
    ProjectRole.TRAINING: _training,
}


def truths(year: Year, projects: Mapping[ProjectRole, Project] = DECLARED) -> dict[tuple[ProjectRole, str], Truth]:
    """The right measurement of all 89 indicators at the end of the year, by project role and printed name."""
    required = checklists()
    return {
        (role, name): truth
        for role, of_project in _PROJECTS.items()
        for name, truth in {
            **of_project(year, projects[role]),
            **_registers(year, projects[role].name, required),
        }.items()
    }
