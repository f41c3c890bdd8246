"""Invented enterprises, halls, windows and roles. Nobody here exists: people are role names with a number."""

from __future__ import annotations

from operator import mul

HALLS = ("示范区行政服务中心主厅", "东部分中心", "西部分中心")
_WINDOWS_OF_HALL = (16, 4, 4)
WINDOWS = tuple(
    (f"{number:02d}号窗口", hall)
    for number, hall in enumerate(
        (hall for hall, count in zip(HALLS, _WINDOWS_OF_HALL, strict=True) for _ in range(count)), 1
    )
)
SYSTEMS = ("综合受理系统", "自助服务系统", "电子证照库", "统一预约系统", "叫号评价系统", "内部协同平台")

_TRADES = ("商贸", "科技", "文化传播", "建筑工程", "餐饮管理", "供应链管理", "信息咨询", "机械设备")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
# Region codes beginning with 99 are not assigned to any place, so that no code can belong to a living enterprise.
_REGION = "990101"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_VALUES = {character: value for value, character in enumerate(_CODE_CHARACTERS)}
_CODE_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def company(serial: int) -> str:
    """An enterprise that says itself that it is invented: 示范一二号商贸有限公司."""
    return f"示范{str(serial).translate(_DIGITS)}号{_TRADES[serial % len(_TRADES)]}有限公司"


def credit_code(serial: int) -> str:
    """An 18-character code, unique for the serial (below 10**8), both check characters right.

    Source: GB 32100-2015 (whole code, modulus 31) and GB 11714-1997 (organisation code, modulus 11).
    """
    body = f"{serial:08d}"
    check = -sum(map(mul, _ORGANISATION_WEIGHTS, map(int, body))) % 11
    first = f"91{_REGION}{body}{'0123456789X'[check]}"
    return first + _CODE_CHARACTERS[-sum(map(mul, _CODE_WEIGHTS, map(_CODE_VALUES.__getitem__, first))) % 31]


def role(title: str, number: int, width: int = 2) -> str:
    """A person as a role and a number: 志愿者07."""
    return f"{title}{number:0{width}d}"
