"""Finds numbers in a text with their sign, in any spelling of it, and their unit: the raw material of targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from youju.model.target import Comparator
from youju.model.unit import convert
from youju.notation.number import decimal_of
from youju.notation.unit import is_unit, normal_unit, split_unit

_SPELLINGS = {
    Comparator.AT_LEAST: "≥ ≧ ⩾ >= => ≮ 不少于 不低于 不小于 不得少于 不得低于 大于等于 大于或等于 至少 最少",
    Comparator.AT_MOST: "≤ ≦ ⩽ <= =< ≯ 不超过 不高于 不大于 不多于 不得超过 不得高于 小于等于 小于或等于 至多 最多",
    Comparator.ABOVE: "> 大于 超过 高于 多于",
    Comparator.BELOW: "< 小于 低于 少于",
    Comparator.EQUAL: "= ═ == 等于",
}
_NEGATED = {"未低于": ">=", "未少于": ">=", "未超过": "<=", "未高于": "<=", "没超过": "<=", "没有超过": "<="}
_SIGNS = {spelling: comparator for comparator, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_SIGNS |= {spelling: Comparator(sign) for spelling, sign in _NEGATED.items()}
_SUFFIXES = {
    "及以上": Comparator.AT_LEAST,
    "以上": Comparator.AT_LEAST,
    "及以下": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "内": Comparator.AT_MOST,
}
_SIGN = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_LEADING_SIGN = re.compile(_SIGN)
_SIGNS_ALONE = re.compile(f"(?:{_SIGN}|[%二])++")  # 二 and % are what becomes of ≥ in a poor scan
_STRAY_SIGN = re.compile(f"(?:{_SIGN})$")
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SUFFIX = re.compile("|".join(_SUFFIXES))
_END_SUFFIX = re.compile(f"(?:{_SUFFIX.pattern})$")
_FAR_SUFFIX = re.compile("及?以[上下]|以内")  # after other words a lone 内 may belong to one of them (内容)
_BOUND = re.compile(rf"(?P<sign>{_SIGN})?(?P<percent>百分之)?(?P<number>(?<![A-Za-z\d.]){_NUMBER})")
_RANGE = re.compile(
    rf"=?(?P<low>{_NUMBER})(?P<first>[^\d\-–—~至到]*)(?:[-–—~至到]|——|--)(?P<high>{_NUMBER[2:]})(?P<second>\D*)"
)
_DURATION = re.compile(r"(?<![\d.])(?:(\d+)天)?(?:(\d+)个?小时)?(?:(\d+)(?:分钟|分))?(?:(\d+)秒)?")
_SECONDS = (86400, 3600, 60, 1)
_NAMES = ("天", "小时", "分钟", "秒")
_AGES = ("岁", "周岁")


@dataclass(frozen=True, slots=True)
class Bound:
    """One number of a text: ``sign`` None where neither sign nor suffix stands beside it; ``unit`` as spelled.

    ``contradictory``: two signs stand beside it (≤90%以上, ≥=90%), so that a person must say which is meant.
    ``grouped``: its thousands are set apart (2,280).
    """

    sign: Comparator | None
    value: Decimal
    unit: str | None
    before: str
    after: str
    contradictory: bool = False
    grouped: bool = False


def number_of(text: str) -> Decimal:
    """A printed number with or without separators of thousands."""
    return Decimal(text.replace(",", ""))


def bounds(written: str) -> tuple[Bound, ...]:
    """Every number of a flat text in order, each with what stands before and after it up to its neighbours."""
    matches = list(_BOUND.finditer(written))
    if not matches:
        return ()
    starts = [match.start() for match in matches[1:]] + [len(written)]
    ends = [0] + [match.end() for match in matches[:-1]]
    return tuple(
        _bound(match, written[end : match.start()], written[match.end() : start])
        for match, end, start in zip(matches, ends, starts, strict=True)
    )


def _bound(match: re.Match[str], before: str, after: str) -> Bound:
    printed = _SIGNS[match["sign"]] if match["sign"] else None
    stray = _STRAY_SIGN.search(before) if printed else None
    other = _SIGNS[stray.group()] if stray else printed
    before = before[: stray.start()] if stray else before
    unit, rest = split_unit(after)
    far = _FAR_SUFFIX.search(unit) if unit else None
    if unit and far:
        rest = unit[far.start() :] + rest
        unit = unit[: far.start()] or None
    suffix = _SUFFIX.match(rest) or _FAR_SUFFIX.search(rest)
    behind = _SUFFIXES[suffix.group()] if suffix else None
    return Bound(
        sign=(other if printed is Comparator.EQUAL else printed) or behind,
        value=number_of(match["number"].removeprefix("-") if _joins(match, before) else match["number"]),
        unit="%" if match["percent"] else unit,
        before=before,
        after=rest[: suffix.start()] + rest[suffix.end() :] if suffix else rest,
        contradictory=other is not printed or (behind is not None and other is not None and opposed(other, behind)),
        grouped="," in match["number"],
    )


def is_sign_alone(written: str) -> bool:
    """Whether a flat text is signs without a number (≥, ≧, 不少于)."""
    return _SIGNS_ALONE.fullmatch(written) is not None


def opposed(one: Comparator, other: Comparator) -> bool:
    """Whether two signs point different ways (≥ and ≤)."""
    return one.value[:1] != other.value[:1]


def _joins(match: re.Match[str], before: str) -> bool:
    """Whether the dash before a number joins it to the number before (3次-5次以上), so that it is no minus."""
    return not match["sign"] and match.start() > len(before) and (not before or is_unit(before))


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of a range in one unit, as spelled; a reversed range stays reversed."""

    lower: Decimal
    upper: Decimal
    unit: str | None


def interval_of(written: str) -> Ends | None:
    """The ends of "2至6小时", "3万-5万元", "30分钟-2小时" in one unit; None when the text is no range.

    An end without a unit has the other's. A range of ages (0-6岁) says who is served, not what is promised.
    """
    match = _RANGE.fullmatch(written)
    if match is None:
        return None
    first, _ = split_unit(match["first"]) if match["first"] else (None, "")
    second, rest = split_unit(match["second"]) if match["second"] else (None, "")
    if rest or second in _AGES:
        return None
    low, high = number_of(match["low"]), number_of(match["high"])
    if first is None or second is None or first == second:
        return Ends(low, high, second or first)
    lifted, lowered = _brought(low, first, second), _brought(high, second, first)
    if lifted is not None:
        return Ends(lifted, high, second)
    return Ends(low, lowered, first) if lowered is not None else None


def _brought(value: Decimal, unit: str, into: str) -> Decimal | None:
    """The number in another unit; None where it does not convert, or would not end (20分钟 in 小时)."""
    exact = convert(Fraction(value), normal_unit(unit), normal_unit(into))
    ended = decimal_of(exact) if exact is not None else None
    return ended if ended is not None and Fraction(ended) == exact else None


def signed_range(written: str) -> tuple[Comparator, Ends] | None:
    """A range with a sign before or behind it (≥3-5次, 3-5次以上), which does not say which end it means; else None."""
    before, behind = _LEADING_SIGN.match(written), _END_SUFFIX.search(written)
    if before:
        sign, rest = _SIGNS[before.group()], written[before.end() :]
    elif behind:
        sign, rest = _SUFFIXES[behind.group()], written[: behind.start()]
    else:
        return None
    ends = interval_of(rest)
    return (sign, ends) if ends else None


def join_durations(written: str) -> str:
    """Joined durations as one number in the smallest unit: 1小时30分钟 → 90分钟, or the last number would win alone."""

    def joined(match: re.Match[str]) -> str:
        given = [(index, int(part)) for index, part in enumerate(match.groups()) if part]
        if len(given) <= 1:
            return match.group()
        smallest = given[-1][0]
        total = sum(count * _SECONDS[index] for index, count in given) // _SECONDS[smallest]
        return f"{total}{_NAMES[smallest]}"

    return _DURATION.sub(joined, written)
