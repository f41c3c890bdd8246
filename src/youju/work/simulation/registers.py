"""The register of rules, files, sharing, disclosure and return visits: states with a first and a last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from youju.work.simulation.cells import slash_day
from youju.work.simulation.world import Cells, ProjectRole, Sheet, World

_HEADER = ("文号", "所属项目", "登记类别", "文件名称", "施行日期", "废止日期", "佐证材料", "归口科室")
_TITLES = {
    "管理制度": ("财务管理制度", "业务管理制度", "考核制度", "应急预案"),
    "档案": ("档案管理制度", "项目档案目录"),
    "信息共享": ("共享清单", "共享记录"),
    "信息公开": ("绩效目标公开", "预算公开"),
}
_RETURN_VISITS = ("培训回访", "回访制度")  # the visits themselves, 回访记录, were never registered
_EXPIRED = (ProjectRole.NETWORK, "应急预案")
_RENEWED = (ProjectRole.WINDOWS, "财务管理制度")
_YEARLY = ("共享记录", "绩效目标公开", "预算公开", "项目档案目录")
_BEGUN = (2018, 7, 1)


def sheets(world: World) -> Iterator[Sheet]:
    """The whole register, whatever the year in which an item came into force."""
    rows = [
        (f"示政务〔{entry[0].year}〕{number}号", *_printed(entry), f"登记附件/{number:03d}.pdf", "办公室")
        for number, entry in enumerate(_entries(world), 1)
    ]
    yield Sheet(
        "registers",
        f"办公室-制度档案登记-{world.year}.csv",
        _HEADER,
        rows,
        notes=(
            "一个项目的应急预案 10 月底废止而没有续订；一个项目没有登记回访记录",
            "一项制度旧版年初废止、新版同名：只计一项；另有一项不在清单内的制度",
        ),
    )


_Entry = tuple[date, date | None, str, str, str]


def _printed(entry: _Entry) -> Cells:
    start, end, project, kind, title = entry
    return (project, kind, title, slash_day(start), slash_day(end))


def _entries(world: World) -> Iterator[_Entry]:
    for role, project in world.projects.items():
        for kind, titles in _TITLES.items():
            for title in titles:
                start = world.day(2, 10) if title in _YEARLY else date(*_BEGUN)
                end = world.day(10, 31) if (role, title) == _EXPIRED else None
                if (role, title) == _RENEWED:
                    yield (start, date(world.base, 12, 31), project.name, kind, title)
                    start = world.day(1, 1)
                yield (start, end, project.name, kind, title)
    kind, title = _RETURN_VISITS
    yield (world.day(3, 1), None, world.projects[ProjectRole.TRAINING].name, kind, title)
    yield (date(*_BEGUN), None, world.projects[ProjectRole.WINDOWS].name, "管理制度", "台账填报说明")
