"""The express company: two half-year exports in GB18030 that overlap, as an export over "open parcels" does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from youju.work.simulation.calendar import arrivals, first_of_july, moment, office_time
from youju.work.simulation.cells import money, slash_time, yes_no
from youju.work.simulation.names import HALLS
from youju.work.simulation.world import Cells, Sheet, World

_SENT = 19_480
_HEADER = (
    *("邮件号", "揽收时间", "预计送达时间", "签收时间", "误投"),
    *("免邮", "邮资", "揽收网点", "寄达省份", "重量(克)"),
)
_PROVINCES = ("上海", "江苏", "浙江", "安徽", "福建", "广东", "山东", "四川")
_PROMISED_DAYS = 3
_LATE_IN_THOUSAND, _PAID_IN_THOUSAND = 19, 44
_ASTRAY, _RETURNED = 4, 3
_BULK_FEE = 101_250  # one bulk consignment above a thousand yuan: its fee is printed with a separator


@dataclass(frozen=True, slots=True)
class _Parcel:
    waybill: str
    accepted: datetime
    due: datetime
    delivered: datetime | None
    astray: bool
    fee: int
    rest: Cells

    def printed(self, known_until: datetime) -> Cells:
        """The row as the company knew it at that moment."""
        delivered = self.delivered if self.delivered and self.delivered <= known_until else None
        return (
            *(self.waybill, slash_time(self.accepted), slash_time(self.due), slash_time(delivered)),
            *(yes_no(self.astray), yes_no(self.fee == 0), money(self.fee), *self.rest),
        )


def sheets(world: World) -> Iterator[Sheet]:
    """The first half as known on 30 June; the second half repeats what was open then, now with its delivery."""
    parcels = _parcels(world)
    split = first_of_july([parcel.accepted for parcel in parcels])
    first, second = parcels[:split], parcels[split:]
    midsummer = moment(world.day(6, 30), 23, 59)
    asked_again = moment(date(world.year + 1, 1, 10))
    rows = [parcel.printed(midsummer) for parcel in first]
    open_then = [parcel for parcel in first if parcel.delivered and parcel.delivered > midsummer]
    settled = [parcel for parcel in first if parcel.delivered and parcel.delivered <= midsummer][-3:]
    yield Sheet(
        "express_deliveries",
        f"快递公司-寄递明细-{world.year}上半年.csv",
        _HEADER,
        _spoiled(rows, world.year),
        encoding="gb18030",
        notes=(
            "1 票重复导出，内容完全相同",
            "1 行运单号被表格软件改成科学计数，1 行揽收时间是不存在的 2 月 30 日，1 行邮资写成“到付”",
            "6 月底收寄、当时尚未妥投的邮件没有签收时间",
        ),
    )
    yield Sheet(
        "express_deliveries",
        f"快递公司-寄递明细-{world.year}下半年.csv",
        _HEADER,
        [parcel.printed(asked_again) for parcel in (*settled, *open_then, *second)],
        encoding="gb18030",
        notes=(
            "开头重复上半年末的邮件：当时未妥投的补上签收时间（按运单号更正），已妥投的 3 票内容不变",
            f"全年 {_ASTRAY} 票错投，{_RETURNED} 票退回而始终没有签收时间",
        ),
    )


def _delivered(rng: Random, accepted: datetime) -> datetime:
    if rng.randrange(1000) < _LATE_IN_THOUSAND:
        return office_time(rng, accepted.date() + timedelta(days=_PROMISED_DAYS + rng.randrange(1, 4)))
    return office_time(rng, accepted.date() + timedelta(days=rng.randrange(1, _PROMISED_DAYS + 1)))


def _parcels(world: World) -> list[_Parcel]:
    rng = world.draw("express")
    moments = arrivals(rng, world.year, world.sized(_SENT))
    astray = {len(moments) * part // (_ASTRAY + 1) for part in range(1, _ASTRAY + 1)}
    returned = {len(moments) * part // (_RETURNED + 1) + 5 for part in range(1, _RETURNED + 1)}
    bulk = len(moments) // 9
    parcels = []
    for number, accepted in enumerate(moments):
        fee = rng.randrange(1200, 2400, 50) if rng.randrange(1000) < _PAID_IN_THOUSAND else 0
        delivered = _delivered(rng, accepted)
        province = _PROVINCES[rng.randrange(len(_PROVINCES))]
        weight = str(rng.randrange(20, 400))
        parcels.append(
            _Parcel(
                waybill=f"1199{world.year % 100:02d}{number + 1:07d}",
                accepted=accepted,
                due=moment(accepted.date() + timedelta(days=_PROMISED_DAYS), 18),
                delivered=None if number in returned else delivered,
                astray=number in astray,
                fee=_BULK_FEE if number == bulk else fee,
                rest=(HALLS[rng.randrange(len(HALLS))], province, weight),
            )
        )
    return parcels


def _spoiled(rows: list[Cells], year: int) -> list[Cells]:
    """Three rows more that cannot be kept, and one row twice."""
    third = len(rows) // 3
    waybill, accepted, *rest = rows[third]
    unreadable = ("1.19921E+12", accepted, *rest)
    impossible = (f"{waybill[:-7]}9000001", f"{year}/2/30 10:15", *rest)
    unpriced = (f"{waybill[:-7]}9000002", accepted, *rest[:4], "到付", *rest[5:])
    return [*rows[:third], unreadable, impossible, unpriced, rows[third - 1], *rows[third:]]
