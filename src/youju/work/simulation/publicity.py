"""Publicity: activities, boards, articles, followers of the account, people reached, the quiz on policies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from youju.work.simulation.calendar import (
    MONTHS,
    arrivals,
    every_day,
    last_workday,
    moment,
    workday_after,
    workdays,
)
from youju.work.simulation.cells import dash_day, dash_minute, dash_time, slash_day, yes_no
from youju.work.simulation.world import Cells, ProjectRole, Sheet, World

_ACTIVITY_HEADER = ("活动序号", "活动名称", "拟定日期", "举办日期", "是否切题", "参加人数")
_AREA_HEADER = ("点位", "更新期限", "更换日期", "内容", "制作单位")
_ARTICLE_HEADER = ("文章ID", "所属项目", "栏目", "图文标题", "计划发布时间", "推送时间", "阅读次数")
_FOLLOWER_HEADER = ("时间", "账号名称", "新关注人数", "取消关注人数", "累积关注人数")
_REACH_HEADER = ("统计月份", "受众", "目标人数", "触达人数", "统计口径")
_QUIZ_HEADER = ("答卷ID", "提交答卷时间", "题目", "是否了解", "来源渠道")
_THEMES = ("一件事一次办", "电子证照应用", "自助办理", "长者数字课堂", "营商政策宣讲", "志愿服务日")
_OFF_THEME, _POSTPONED = 15, 9
_AREAS = ("主厅电子屏", "主厅宣传栏", "一楼展板", "二楼展板", "东部宣传栏", "西部宣传栏", "自助区海报", "门前灯箱")
_AREA_LATE = (8, 4)  # month, area: the board that was a week late
_ARTICLES = {ProjectRole.NETWORK: 260, ProjectRole.PUBLICITY: 240}
_LATE_EVERY, _NEVER = 61, 130
_FOLLOWERS = 41_200  # when the base year began
_AUDIENCES = (("企业", 12_000, 88), ("个体工商户", 8_000, 81), ("社区居民", 26_000, 86), ("学生", 4_000, 92))
_QUIZ, _IGNORANT_EVERY = 520, 26


def sheets(world: World) -> Iterator[Sheet]:
    """One export a ledger; the follower curve of the base year besides."""
    yield Sheet(
        "publicity_activities",
        f"宣传组-活动记录-{world.year}.csv",
        _ACTIVITY_HEADER,
        _activities(world),
        notes=("24 场全部举办，一场与主题不符，一场因雨顺延三天",),
    )
    yield Sheet(
        "publicity_areas",
        f"宣传组-点位更换-{world.year}.csv",
        _AREA_HEADER,
        _areas(world),
        notes=("8 月有一处点位晚一周更换",),
    )
    yield Sheet(
        "publications",
        f"微信后台-图文发布-{world.year}.csv",
        _ARTICLE_HEADER,
        _articles(world),
        notes=("少数图文晚发，一篇没有发出",),
    )
    total = _FOLLOWERS
    for year in (world.base, world.year):
        rows = _followers(world, year, total)
        total = int(rows[-1][-1])
        yield Sheet("followers", f"微信后台-用户分析-{year}.csv", _FOLLOWER_HEADER, rows, encoding="utf-8-sig")
    yield Sheet("publicity_reach", f"宣传组-覆盖统计-{world.year}.csv", _REACH_HEADER, _reach(world))
    yield Sheet("awareness_answers", f"问卷平台-政策问卷-{world.year}.csv", _QUIZ_HEADER, _quiz(world))


def _activities(world: World) -> list[Cells]:
    rng = world.draw("activities")
    days = workdays(world.year)
    rows: list[Cells] = []
    for number in range(1, 25):
        planned = days[number * len(days) // 25]
        held = planned + timedelta(days=3) if number == _POSTPONED else planned
        theme = _THEMES[number % len(_THEMES)]
        matched = yes_no(number != _OFF_THEME)
        people = str(rng.randrange(20, 90))
        rows.append((f"HD{number:02d}", theme, slash_day(planned), slash_day(held), matched, people))
    return rows


def _areas(world: World) -> list[Cells]:
    rows: list[Cells] = []
    for month in MONTHS:
        due = last_workday(world.year, month)
        for number, area in enumerate(_AREAS):
            late = (month, number) == _AREA_LATE
            updated = workday_after(due, 5) if late else due - timedelta(days=number % 5)
            rows.append((area, dash_day(due), dash_day(updated), _THEMES[month % len(_THEMES)], "示范图文制作点"))
    return rows


def _articles(world: World) -> list[Cells]:
    rng = world.draw("articles")
    rows: list[Cells] = []
    for role, count in _ARTICLES.items():
        for number, at in enumerate(arrivals(rng, world.year, count), 1):
            due = moment(at.date(), 18)
            late = number % _LATE_EVERY == 0
            published = workday_after(at.date(), 1) if late else at.date()
            done = moment(published, 9, 30) if late else due - timedelta(minutes=rng.randrange(5, 300))
            sent = None if role is ProjectRole.PUBLICITY and number == _NEVER else done
            title = f"{_THEMES[number % len(_THEMES)]}第{number}期"
            identity = f"{'W' if role is ProjectRole.NETWORK else 'X'}{world.year}{number:04d}"
            name = world.projects[role].name
            row = (
                identity,
                name,
                "政务动态",
                title,
                dash_minute(due),
                dash_minute(sent),
                str(rng.randrange(90, 4_000)),
            )
            rows.append(row)
    return sorted(rows, key=lambda row: (row[4], row[0]))


def _followers(world: World, year: int, start: int) -> list[Cells]:
    rng = world.draw(f"followers {year}")
    rows: list[Cells] = []
    total = start
    for day in every_day(year):
        came, left = rng.randrange(8, 41), rng.randrange(2, 13)
        total += came - left
        rows.append((dash_day(day), "示范区政务服务", str(came), str(left), str(total)))
    return rows


def _reach(world: World) -> list[Cells]:
    rng = world.draw("reach")
    rows: list[Cells] = []
    for month in MONTHS:
        for audience, people, hundredths in _AUDIENCES:
            reached = people * (10 * hundredths + rng.randrange(-30, 31)) // 1000
            rows.append((slash_day(date(world.year, month, 1)), audience, str(people), str(reached), "去重人数"))
    return rows


def _quiz(world: World) -> list[Cells]:
    rng = world.draw("quiz")
    return [
        (
            *(f"{number}", dash_time(at), _THEMES[number % len(_THEMES)]),
            *(yes_no(number % _IGNORANT_EVERY != 0), "微信"),
        )
        for number, at in enumerate(arrivals(rng, world.year, _QUIZ), 1)
    ]
