"""The survey tool: what people in all their parts answered, exported twice a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from youju.work.simulation.calendar import arrivals, first_of_july
from youju.work.simulation.cells import dash_time, straight_quotes
from youju.work.simulation.world import Cells, ProjectRole, Sheet, World

_HEADER = ("答卷ID", "提交答卷时间", "来源渠道", "调查项目", "身份", "总体满意度", "所用时间(秒)")
_CHANNELS = ("微信", "短信链接", "现场平板", "电话回访")


@dataclass(frozen=True, slots=True)
class _Survey:
    """Who was asked for which project: how many answered, and how many of them were content (4 or 5)."""

    role: ProjectRole
    audience: str
    answers: int
    content: int


_SURVEYS = (
    _Survey(ProjectRole.WINDOWS, "窗口人员", 22, 20),
    _Survey(ProjectRole.WINDOWS, "企业", 412, 396),
    _Survey(ProjectRole.WINDOWS, "群众", 385, 361),
    _Survey(ProjectRole.DIGITAL, "使用者", 318, 302),
    _Survey(ProjectRole.NETWORK, "使用者", 264, 253),
    _Survey(ProjectRole.PUBLICITY, "群众", 457, 421),
    _Survey(ProjectRole.TRAINING, "培训对象", 118, 115),
)


def sheets(world: World) -> Iterator[Sheet]:
    """Two exports in UTF-8 with a byte order mark, as survey tools write them for spreadsheets."""
    answers = sorted(answer for number, survey in enumerate(_SURVEYS) for answer in _answers(world, number, survey))
    split = first_of_july([at for at, _, _ in answers])
    printed = [(str(1000 + serial), dash_time(at), *rest) for serial, (at, _, rest) in enumerate(answers)]
    halves = (("上半年", printed[:split]), ("下半年", printed[split:]))
    for half, rows in halves:
        spoiled = half == "下半年"
        yield Sheet(
            "satisfaction_responses",
            f"问卷平台-满意度答卷-{world.year}{half}.csv",
            _HEADER,
            _spoiled(rows) if spoiled else rows,
            encoding="utf-8-sig",
            notes=(
                "全年窗口人员只回收 22 份，样本不足 30；其余对象样本充足",
                "1 行打分为 6，1 行身份写成“路人”，不在名单内",
            )
            if spoiled
            else (),
        )


def _answers(world: World, number: int, survey: _Survey) -> list[tuple[datetime, int, Cells]]:
    """Moment, number of the survey (so that sorting is total), and the other cells of each answer."""
    rng = world.draw(f"survey {survey.role} {survey.audience}")
    project = straight_quotes(world.projects[survey.role].name)
    content = [True] * survey.content + [False] * (survey.answers - survey.content)
    rng.shuffle(content)
    return [
        (
            at,
            number,
            (
                *(_CHANNELS[rng.randrange(len(_CHANNELS))], project, survey.audience),
                *(str(rng.randrange(4, 6) if good else rng.randrange(1, 4)), str(rng.randrange(25, 400))),
            ),
        )
        for at, good in zip(arrivals(rng, world.year, survey.answers), content, strict=True)
    ]


def _spoiled(rows: list[Cells]) -> list[Cells]:
    """Two rows more with a value outside its range or list."""
    middle = len(rows) // 2
    _, at, channel, project, audience, _, seconds = rows[middle]
    return [
        *rows[:middle],
        ("9001", at, channel, project, audience, "6", seconds),
        ("9002", at, channel, project, "路人", "5", seconds),
        *rows[middle:],
    ]
