"""What the monitoring of the information systems exports: availability, integrity, use of modules, gradings."""

from __future__ import annotations

from collections.abc import Iterator

from youju.work.simulation.calendar import MONTHS, every_day
from youju.work.simulation.cells import dash_day, slash_day
from youju.work.simulation.names import SYSTEMS
from youju.work.simulation.world import Cells, Sheet, World

_AVAILABILITY_HEADER = ("监控对象", "监测日期", "应运行时长", "中断时长", "监控节点")
_INTEGRITY_HEADER = ("备份核验日期", "数据库", "检查条数", "缺失条数", "核验方式")
_USAGE_HEADER = ("年月", "平台", "菜单", "点击量")
_GRADING_HEADER = ("信息系统名称", "安全保护等级", "报告日期", "是否通过", "测评机构")
_MINUTES_A_DAY = 1440
_BACKED_UP = SYSTEMS[:4]
_INTERRUPTED_EVERY = 31
_MODULES = (
    *("首页", "事项查询", "在线申报", "材料上传", "进度查询", "预约", "取号", "评价", "证照调用", "打印", "帮助"),
    "语音导办",
)
_UNUSED = (SYSTEMS[1], "语音导办")


def sheets(world: World) -> Iterator[Sheet]:
    """Exports of the monitoring platform, the backup software, the statistics page and the grading reports."""
    yield Sheet("system_availability", f"监控平台-可用性-{world.year}.csv", _AVAILABILITY_HEADER, _availability(world))
    yield Sheet(
        "integrity_checks",
        f"备份软件-核验记录-{world.year}.csv",
        _INTEGRITY_HEADER,
        _integrity(world),
        notes=("每日核验，全年没有丢失：台账已关账，零是事实",),
    )
    yield Sheet(
        "module_usage",
        f"平台统计-菜单点击-{world.year}.csv",
        _USAGE_HEADER,
        _usage(world),
        notes=(f"{_UNUSED[0]}的{_UNUSED[1]}模块全年无人使用",),
    )
    yield Sheet("security_gradings", f"测评报告-汇总-{world.year}.csv", _GRADING_HEADER, _gradings(world))


def _availability(world: World) -> list[Cells]:
    rng = world.draw("availability")
    rows: list[Cells] = []
    for day in every_day(world.year):
        for system in SYSTEMS:
            down = rng.randrange(2, 26) if rng.randrange(_INTERRUPTED_EVERY) == 0 else 0
            rows.append((system, dash_day(day), str(_MINUTES_A_DAY), str(down), "节点A"))
    return rows


def _integrity(world: World) -> list[Cells]:
    rng = world.draw("integrity")
    return [
        (slash_day(day), system, str(rng.randrange(3_000, 9_000)), "0", "全量比对")
        for day in every_day(world.year)
        for system in _BACKED_UP
    ]


def _usage(world: World) -> list[Cells]:
    rng = world.draw("usage")
    rows: list[Cells] = []
    for month in MONTHS:
        for system in SYSTEMS[:4]:
            for module in _MODULES:
                uses = 0 if (system, module) == _UNUSED else rng.randrange(40, 4_000)
                rows.append((f"{world.year}-{month:02d}", system, module, str(uses)))
    return rows


def _gradings(world: World) -> list[Cells]:
    assessed = ((9, 14, "3"), (9, 15, "2"), (10, 20, "3"), (11, 3, "2"))
    return [
        (system, level, dash_day(world.day(month, day)), "是", "示范测评机构")
        for system, (month, day, level) in zip(_BACKED_UP, assessed, strict=True)
    ]
