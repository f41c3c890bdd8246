"""What a number shows under a number format of a spreadsheet: 0.9 under ``0%`` is 90%, 44201 under ``yyyy-m-d`` a day.

Only what a form can hold: digits, groups, percent, scientific, sections, days and times. A day that is shown as year,
month and day is given as ISO; 2021年1月 and other words stay as the format spells them. What is not known is General.
A rate that was written with decimals keeps them (0.985 under ``0%`` is 98.5%), and none becomes 0% by rounding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = str | bool | Decimal

GENERAL = "General"
SIGNIFICANT = 15  # what a spreadsheet keeps of a number
SHOWN = 11  # digits that General shows, but never fewer than two decimals: money loses no cent
RATE_DECIMALS = 2  # that people write of a rate; what a formula answers has more and is shown rounded
LARGEST_INTEGER = Decimal(10) ** SIGNIFICANT
_SMALLEST = Decimal("1e-9")
_LAST_DAY = 2_958_465  # 9999-12-31
_LEAP_BUG = 60  # 1900-02-29, a day that never was
_NOON = 12
_KEPT = Context(prec=SIGNIFICANT, rounding=ROUND_HALF_UP)
_LONGEST = 255  # characters of a number format
_PRECISE = 400  # digits: the largest number of a spreadsheet has 309

BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-m-d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-m-d h:mm",
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;¥-#,##0;¥"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "##0.0E+0",
    49: "@",
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
}

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<condition>[<>=]+-?[\d.]+)\]|\[[^\]]*\]"
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)"
    r"|(?P<moment>y+|m+|d+|h+|s+(?:\.0+)?|aaaa?|e+(?![+-]))"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*(?:E[+-]0+)?|\.[0#?]+)|(?P<end>;)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_MASK = re.compile(
    r"(?P<whole>[0#?,]*?)(?P<scale>,*)(?:\.(?P<decimals>[0#?]*)(?P<late>,*))?(?:E[+-](?P<power>0+))?", re.IGNORECASE
)
_CONDITION = re.compile(r"([<>=]+)(.+)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class _Section:
    """One of up to four parts of a format; ``parts`` are (kind, text): literal, digits, moment, elapsed, half, ..."""

    parts: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.parts)

    def holds(self, number: Decimal) -> bool:
        if self.condition is None:
            return False
        sign, limit = self.condition
        return ("=" in sign and number == limit) or ("<" in sign and number < limit) or (">" in sign and number > limit)


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    parts: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for match in (*_PART.finditer(code[:_LONGEST]), None):
        kind = "end" if match is None else match.lastgroup
        text = "" if match is None or kind is None else match[kind] or ""
        if kind == "end":
            sections.append(_Section(tuple(parts), condition))
            parts, condition = [], None
        elif kind == "condition":
            condition = _condition(text)
        elif kind in ("quoted", "escaped", "currency"):
            parts.append(("literal", text))
        elif kind == "literal":
            parts.append((text if text in "%@" else "literal", text))
        elif kind:
            parts.append((kind, text.lower() if kind in ("moment", "elapsed") else text))
    return tuple(sections)


def _condition(text: str) -> tuple[str, Decimal] | None:
    match = _CONDITION.fullmatch(text)
    try:
        return (match[1], Decimal(match[2])) if match else None
    except InvalidOperation:
        return None


def is_moment(code: str) -> bool:
    """Whether numbers under this format are days or times."""
    first = _sections(code)[0].kinds()
    return bool({"moment", "elapsed"} & first) and not {"digits", "general"} & first


def number(text: str) -> Decimal | None:
    """A number as a file writes it, to the 15 digits that a spreadsheet keeps; None for anything else."""
    try:
        found = _KEPT.create_decimal(text)
    except ArithmeticError:  # no number, or one beyond all sizes
        return None
    return found if found.is_finite() and abs(found.adjusted()) < _PRECISE else None


def shown(value: Value, code: str, *, from_1904: bool = False) -> str:
    """The text that the cell shows; ``from_1904``: days count from 1904-01-01 as old Macintosh files do."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if code == GENERAL:
        return value if isinstance(value, str) else general(value)
    sections = _sections(code)
    if isinstance(value, str):
        return _shown_text(value, sections)
    section, bare = _chosen(sections, value)
    kinds = section.kinds()
    if {"moment", "elapsed"} & kinds:
        at = moment(value, from_1904=from_1904)
        return general(value) if at is None else _shown_moment(section, at, value)
    with localcontext() as context:
        context.prec, context.rounding = _PRECISE, ROUND_HALF_UP
        try:
            return _shown_number(section, abs(value) if bare else value)
        except ArithmeticError:  # a format that asks for more digits than any number has
            return general(value)


def _shown_text(text: str, sections: tuple[_Section, ...]) -> str:
    """Text is put where the format has ``@``; a format of four sections without one hides it."""
    fitting = [section for section in sections if "@" in section.kinds()]
    if fitting:
        return "".join(text if kind == "@" else part for kind, part in fitting[-1].parts)
    return "".join(part for _, part in sections[3].parts) if len(sections) > 3 else text  # noqa: PLR2004 (the fourth)


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, bool]:
    """The section for a number, and whether it spells the sign itself."""
    numeric = [section for section in sections[:3] if "@" not in section.kinds()] or sections[:1]
    if any(section.condition for section in numeric):
        fitting = [section for section in numeric if section.holds(value)]
        return (fitting or [numeric[-1]])[0], False
    if len(numeric) == 1 or value > 0 or (value == 0 and len(numeric) == 2):  # noqa: PLR2004 (positive and negative)
        return numeric[0], False
    if value < 0:
        return numeric[1], True
    return numeric[2], False


def general(value: Decimal) -> str:
    """A number without a format: no artefacts of binary fractions, whole numbers to 15 digits without a point."""
    text = str(value)
    if len(text) <= SHOWN and "E" not in text:
        return text.rstrip("0").rstrip(".") if "." in text else text
    if value == value.to_integral_value() and abs(value) < LARGEST_INTEGER:
        return str(int(value))
    if abs(value) >= LARGEST_INTEGER or abs(value) < _SMALLEST:
        return f"{value.normalize():E}"
    decimals = max(SHOWN - max(value.adjusted() + 1, 1), 2)
    text = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def _shown_number(section: _Section, value: Decimal) -> str:
    masks = [text for kind, text in section.parts if kind == "digits"]
    if len(masks) > 1:  # fractions, telephone numbers: digits dealt out over several places
        return general(value)
    percent = sum(kind == "%" for kind, _ in section.parts)
    scaled = abs(value * Decimal(100) ** percent)
    digits = _digits(masks[0], scaled) if masks else general(scaled)
    if percent and (_is_written_out(scaled) or not re.search("[1-9]", digits)):
        digits = max(digits, general(scaled), key=_decimals)
    placed = {"digits": digits, "general": digits, "@": digits}
    text = "".join(placed.get(kind, part) for kind, part in section.parts).strip()
    negative = value < 0 and bool(placed.keys() & section.kinds()) and re.search("[1-9]", digits)
    return f"-{text}" if negative else text


def _is_written_out(rate: Decimal) -> bool:
    """Whether a rate is as exact as people write one: 98.5% is what was filed though ``0%`` shows 99%."""
    return rate == round(rate, RATE_DECIMALS)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _digits(mask: str, value: Decimal) -> str:
    """A number that is not negative in the digits of a mask such as ``#,##0.00``."""
    match = _MASK.fullmatch(mask)
    if match is None:
        return general(value)
    whole, decimals, power = match["whole"], match["decimals"], match["power"]
    if power:
        return _scientific(value, len(decimals or ""), len(power))
    value /= Decimal(1000) ** len(match["scale"] + (match["late"] or ""))
    rounded = f"{value.quantize(Decimal(1).scaleb(-len(decimals or '')), ROUND_HALF_UP):f}"
    before, _, after = rounded.partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    needed = (decimals or "").rfind("0") + 1
    after = after[:needed] + after[needed:].rstrip("0")
    return before if decimals is None else f"{before}.{after}"


def _scientific(value: Decimal, decimals: int, power: int) -> str:
    head, _, exponent = f"{value:.{decimals}E}".partition("E")
    return f"{head}E{'-' if int(exponent) < 0 else '+'}{abs(int(exponent)):0{power}d}"


def moment(serial: Decimal, *, from_1904: bool = False) -> datetime | None:
    """The civil time of a serial number, to the second; None where a spreadsheet shows no day."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    usual = date(1899, 12, 30 if serial >= _LEAP_BUG else 31)
    epoch = datetime.combine(date(1904, 1, 1) if from_1904 else usual, time())
    try:
        return epoch + timedelta(seconds=int((serial * 86_400).to_integral_value(ROUND_HALF_UP)))
    except OverflowError:
        return None


def iso(serial: Decimal, code: str, *, from_1904: bool = False) -> str:
    """A day, a time or both as ISO writes them, by what the number holds; hours of a span may pass 24."""
    at = moment(serial, from_1904=from_1904)
    if at is None:
        return general(serial)
    if "elapsed" in _sections(code)[0].kinds():
        seconds = _seconds(serial)
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if serial < 1:
        return at.strftime("%H:%M:%S")
    return at.date().isoformat() if at.time() == time() else at.isoformat(" ")


def _seconds(serial: Decimal) -> int:
    return int((serial * 86_400).to_integral_value(ROUND_HALF_UP))


def _shown_moment(section: _Section, at: datetime, serial: Decimal) -> str:
    minutes = _minutes(section)
    letters = {
        "minute" if index in minutes else part[0].replace("e", "y")
        for index, (kind, part) in enumerate(section.parts)
        if kind == "moment"
    }
    chinese = any(_CHINESE.search(part) for kind, part in section.parts if kind in ("literal", "half"))
    if "y" in letters and not chinese:
        return _iso_of(letters, at)
    twelve = "half" in section.kinds()
    text = "".join(
        _spelled_minute(at, part) if index in minutes else _spelled(kind, part, at, serial, twelve=twelve)
        for index, (kind, part) in enumerate(section.parts)
    )
    return text.strip()


def _iso_of(letters: set[str], at: datetime) -> str:
    """Year, month and day as far as the format shows them, and the time of day beside them."""
    day = (
        f"{at.year:04d}" + (f"-{at.month:02d}" if "m" in letters else "") + (f"-{at.day:02d}" if "d" in letters else "")
    )
    if "h" not in letters:
        return day
    return f"{day} {at.strftime('%H:%M:%S' if 's' in letters else '%H:%M')}"


def _minutes(section: _Section) -> set[int]:
    """Which parts of letters m are minutes: those behind hours or before seconds."""
    timed = [(index, part) for index, (kind, part) in enumerate(section.parts) if kind in ("moment", "elapsed")]
    found: set[int] = set()
    for place, (index, part) in enumerate(timed):
        before = timed[place - 1][1] if place else ""
        after = timed[place + 1][1] if place + 1 < len(timed) else ""
        if part in ("m", "mm") and section.parts[index][0] == "moment" and (before[:1] == "h" or after[:1] == "s"):
            found.add(index)
    return found


def _spelled_minute(at: datetime, part: str) -> str:
    return f"{at.minute:0{len(part)}d}"


def _spelled(kind: str, part: str, at: datetime, serial: Decimal, *, twelve: bool) -> str:
    """One part of a format of days and times."""
    if kind == "moment":
        return _spelled_moment(part, at, twelve=twelve)
    if kind == "elapsed":
        return str(_seconds(serial) // {"h": 3600, "m": 60, "s": 1}[part[0]])
    if kind == "half":
        morning, _, afternoon = part.partition("/")
        return morning if at.hour < _NOON else afternoon
    return part


def _spelled_moment(part: str, at: datetime, *, twelve: bool) -> str:
    """A run of letters such as yyyy, mmm or dd; ``twelve``: hours of a half day."""
    if part[0] in "ye":
        short_year = part in ("y", "yy")
        return f"{at.year % 100:02d}" if short_year else str(at.year)
    if part in ("aaa", "aaaa"):
        return ("" if part == "aaa" else "星期") + _WEEKDAYS[at.weekday()]
    if part.startswith(("mmm", "ddd")):
        name = _MONTHS[at.month - 1] if part[0] == "m" else _DAYS[at.weekday()]
        return name[:3] if part in ("mmm", "ddd") else name
    hour = (at.hour % 12 or 12) if twelve else at.hour
    digits = {"m": at.month, "d": at.day, "h": hour, "s": at.second}[part[0]]
    return f"{digits:0{len(part.partition('.')[0])}d}"
