"""Reads what a target or an actual cell prints into the closed union of targets, and writes it back.

It follows the grammar and the rule table of the form book §5: the number, sign and word are kept as filed; what the
cell leaves open is a doubt with alternatives, never a repair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Span, Target
from youju.notation.bound import Bound, Ends, bounds, interval_of, is_sign_alone, join_durations, opposed, signed_range
from youju.notation.deadline import months_of, read_date, read_moment
from youju.notation.misread import after_misread_sign, has_stray_number, meant_share, meant_zero, sign_suspects
from youju.notation.number import plain
from youju.notation.text import clean, flat, name_key, unwrap
from youju.notation.unit import is_unit, normal_unit

NOTES = {
    "comparator_implied": "没有写比较符号，按“=”读取，评分时按“不少于”处理。",
    "unit_normalised": "计量单位改用规范写法。",
    "unit_from_name": "单元格里没有单位，取指标名称括号内的单位。",
    "percent_from_name": "名称是比率而值为0，按0%读取。",
    "period_target": "指标值是一段时间。",
    "value_repeats_name": "指标值只是重复了指标名称。",
    "value_masked": "数字被遮盖或缺失，不作推测。",
    "time_of_day": "这是一天中的时段，不是指标值。",
    "text_beside_value": "数值旁边还有文字，只取数值。",
    "duration_joined": "两段时长合成一个数。",
    "impossible_date": "写出的日期不存在。",
    "year_unknown": "只写了月份，没有年份。",
    "number_unclear": "数字的写法不能确认，不作推测。",
    "ordinal": "这是名次或序号，不是可以比较多少的数。",
    "approximate": "这是约数，不是确切的数。",
    "stray_number": "比较符号前面还有一个数，没有取用。",
    "too_long": "单元格里是大段文字，不当作指标值读取。",
}
_PLACEHOLDER = re.compile(r"[/\\—–…\-_.]+|无|暂无|待定|不适用|N/?A|[Xx×]{2,}|\*+", re.IGNORECASE)
_MASK = re.compile(r"(\d[\d,.]*)?(?:\*+|[Xx×]{2,})([\d,.]*\d)?")
_LOST = re.compile(r"(?<![\d.])\.\d|\d*\.\d+\.\d+(?!\d)")
_RATIO = frozenset({":", "比"})  # 1:3 and 10±2 are one promise of two numbers, and neither of them alone
_CLOCKS = re.compile(r"(?:\d{1,2}:\d{2}[-–—~至到、,;]?)+")
_AGES = re.compile(r"\d周?岁$")  # 0-6岁 says who is served, not what is promised
_DONE = re.compile(r"^已|已经|已完成|实际完成|完成了")
_UNCLEAR = re.compile(r"\d[eE][+-]?\d|\d['’‘`_·]\d|\d{31,}")  # no form means a number of more than 30 digits
_YUAN = re.compile(r"(?:¥|RMB|人民币)(\d[\d,]*(?:\.\d+)?)([百千]?[万亿]?)元?")  # money with its sign in front
_COMMAS = re.compile(r"(?<!\d)\d+(?:,\d+)+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_ORDINAL = re.compile(r"第\d|前\d+(?:名|位|强|列|%)|排名|名列")
_FALLS_SHORT = re.compile(r"(?:(?:尚?未|没有?|不)(?:能)?(?:达到?|到|及)|不足|少于)$")
_ABOUT = re.compile(
    r"(?<![节履违合签])约(?:为|有|达|计)?(?=\d)|(?<![附最])近(?=\d)|^[~≈]|[≈±]|左右|\d\D{0,6}上下$|\d(?:余|多|来)"
    r"|估[计算]|\(估\)|[预暂]估|预计|大概|大致|差不多|将近|接近|几乎"
)
_LEAD_IN = re.compile(r"(?:达到|达|为|约|共|共计|完成|应|应达到?)?[:(]?")
_UNIT_IN_NAME = re.compile(r"\(([^()]+)\)$")
_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|百分比)(?:\([^()]*\))?$")
_MONEY_NAME = re.compile(r"成本|金额|资金|费|造价|投资|支出|收入|产值|预算|税|价")
_TAIL = re.compile(r"[。;；,，.、!()]+$")
_END = re.compile(r"[。;；,，.、!！]+$")
_BRACKETS = re.compile(r"[()]")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_LONE_BRACKETS = re.compile(r"^[(（]+|[()（）]+$")
_TRAILING = re.compile(r"(?<=..)性$")
_REPEATED = re.compile(r"(?<=..)[性率度]$")
_NAMED_VALUE = re.compile(r"(?:≥|≤|[<>=]+)?\d+(?:\.\d+)?(?:%|家|件|次|场|人次|台|套|个)$")
_LONGEST = 500  # characters; what is longer is a page of prose, too long for patterns that look back
_OFFICIAL = {
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.EQUAL: "=",
    Comparator.ABOVE: ">",
    Comparator.BELOW: "<",
}


@dataclass(frozen=True, slots=True)
class ParsedTarget:
    """What a cell says; ``notes`` are codes of ``NOTES``.

    ``doubts`` names the fields the cell leaves open (target, comparator, unit, actual), ``alternatives`` what else
    each could be.
    """

    target: Target
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _doubt(target: Target, field_name: str, *alternatives: str, notes: tuple[str, ...] = ()) -> ParsedTarget:
    return ParsedTarget(target, notes, (field_name,), {field_name: alternatives} if alternatives else {})


def parse_target(text: str | None, name: str | None = None, year: int | None = None) -> ParsedTarget:
    """What the target cell ``text`` of the indicator ``name`` promises; ``year`` completes dates without one.

    ``raw`` keeps the text as received. Never raises: a cell that cannot be read is NoTarget with a doubt.
    """
    name = flat(name or "")
    if text is None or not flat(text):
        named = _NAMED_VALUE.search(name)
        return _doubt(NoTarget(), "target", named.group()) if named else ParsedTarget(NoTarget())
    plainer = _nothing(text) or _dated(text, year) or _unclear(text) or _ranged(text)
    return plainer or _numbered(text, name)


def _numbered(text: str, name: str) -> ParsedTarget:
    """A cell that is no date and no range: a number with its sign and unit, or a word."""
    written, joined = _written(text)
    behind = after_misread_sign(written)
    bound, others = _chosen(behind or written)
    if not (bound and bound.sign) and (_DONE.search(written) or _AGES.search(written)):
        return _doubt(NoTarget(text), "target")
    if bound and not bound.sign and _ORDINAL.search(written):
        return _doubt(NoTarget(text), "target", notes=("ordinal",))
    if bound and others and "/" in (bound.before, bound.after):  # 3/4 is neither 3 nor 4
        return _doubt(NoTarget(text), "target", *map(_spelled, bounds(written)))
    if bound and others and ("±" in written or _RATIO & {bound.before, bound.after}):
        return _doubt(NoTarget(text), "target")
    if bound is None or (bound.sign is None and not _is_value(bound)):
        return _word(text, name, digits=bound is not None)
    return _quantity(text, name, _Found(bound, others, behind is not None, joined))


def parse_actual(text: str | None, target: Target | None = None, year: int | None = None) -> ParsedTarget:
    """What an actual cell reports, in the shape of a target; a sign in it is a doubt ("≥90%" copied from the target).

    "不足90%" is a number below 90 %; an estimate (约88%) has the note ``approximate``. A month without a year takes the
    year of a dated ``target``. Several numbers leave it open which one is meant.
    """
    if text is None or not flat(text):
        return ParsedTarget(NoTarget())
    due_year = target.day.year if isinstance(target, Deadline) else year
    plainer = _nothing(text) or _dated(text, due_year, timed=True) or _unclear(text) or _ranged(text)
    if plainer:
        return _as_actual(plainer)
    written, joined = _written(text)
    found = bounds(written)
    if not found:
        return ParsedTarget(Quality(text, _said(text)))
    if len(found) > 1:
        return _doubt(NoTarget(text), "actual", *(_spelled(bound) for bound in found))
    reported = _reported(text, found[0], flat(text), joined=joined)
    share = meant_share(found[0], target)
    if share is None or reported.doubts:
        return reported
    return replace(reported, doubts=("actual",), alternatives={"actual": (f"{plain(share)}%",)})


def _reported(text: str, bound: Bound, written: str, *, joined: bool) -> ParsedTarget:
    """The one number of an actual: with a sign, an estimate or other words beside it, it is open what it says."""
    unit, notes = _unit(bound)
    short = bound.sign is None and _FALLS_SHORT.search(bound.before)
    about = ("approximate",) if _ABOUT.search(written) else ()
    notes = (*notes, *_beside(bound), *(("duration_joined",) if joined else ()), *about)
    sign = Comparator.BELOW if short else bound.sign
    quantity = Quantity(text, sign or Comparator.EQUAL, bound.value, unit, implied=sign is None)
    if sign or about or "text_beside_value" in notes:
        return _doubt(quantity, "actual", notes=notes)
    return ParsedTarget(quantity, notes)


def parse_parts(
    sign: str | None, value: str | None, unit: str | None, name: str | None = None, year: int | None = None
) -> ParsedTarget:
    """A target whose sign, value and unit stand in three cells, read as one text in that order; ``raw`` joins them."""
    cells = [cell for cell in (sign, value, unit) if cell is not None and flat(cell)]
    given = flat(value or "")
    raw = " ".join(cells)
    if not given or _PLACEHOLDER.fullmatch(given):
        return ParsedTarget(NoTarget(raw or None))
    numbers = bounds(_YUAN.sub(r"\1\2", given))
    if numbers:
        lead = "" if any(bound.sign for bound in numbers) else re.sub(r"^定[性量].*", "", flat(sign or ""))
        tail = "" if numbers[-1].unit or _PLACEHOLDER.fullmatch(flat(unit or "")) else flat(unit or "")
        given = f"{lead}{given}{tail}"
    parsed = parse_target(given, name, year)
    return replace(parsed, target=replace(parsed.target, raw=raw))


def format_target(target: Target, signs: str = "official") -> str:
    """The text a form prints: signs ≥ ≤ =, a bare number bare; ``signs`` "filed" keeps the text as it was filed."""
    if isinstance(target, NoTarget):
        return ""
    raw = clean(target.raw)
    if raw and (signs == "filed" or isinstance(target, Quality)):
        return raw
    match target:
        case Quality():
            text = target.word
        case Deadline():
            text = f"{target.day.isoformat()}前"
        case Span():
            text = f"{target.start.isoformat()}至{target.end.isoformat()}"
        case Interval():
            text = f"{plain(target.lower)}–{plain(target.upper)}{_printed_unit(target.unit)}"
        case _:
            sign = "" if target.implied else _OFFICIAL[target.comparator]
            text = f"{sign}{plain(target.value)}{_printed_unit(target.unit)}"
    return text


def _printed_unit(unit: str | None) -> str:
    return "个月" if unit == "月" else unit or ""  # "3月" would be March


@dataclass(frozen=True, slots=True)
class _Found:
    """The number chosen as the target and what makes the choice doubtful."""

    bound: Bound
    others: tuple[Bound, ...]
    misread: bool
    joined: bool


def _written(text: str) -> tuple[str, bool]:
    """The text for reading, and whether two durations in it were joined."""
    money = _money_behind(text)
    written = money if money.endswith(")") else _TAIL.sub("", money)
    joined = join_durations(written)
    return joined, joined != written


def _money_behind(text: str) -> str:
    """The flat text with the sign of money behind its number, as a unit: ≤¥1,200 → ≤1,200元."""
    return _YUAN.sub(r"\1\2元", flat(text))


def _nothing(text: str) -> ParsedTarget | None:
    """Cells that hold no value: placeholders, and whole pages, lone signs, misread zeros and times of day in doubt."""
    written = flat(text)
    if _PLACEHOLDER.fullmatch(written):
        return ParsedTarget(NoTarget(text))
    if len(written) > _LONGEST:
        return _doubt(NoTarget(text), "target", notes=("too_long",))
    if _CLOCKS.fullmatch(written):
        return _doubt(NoTarget(text), "target", notes=("time_of_day",))
    zero = meant_zero(written)
    if zero or is_sign_alone(written):
        return _doubt(NoTarget(text), "target", *([zero] if zero else []))
    return _masked(text, written)


def _masked(text: str, written: str) -> ParsedTarget | None:
    """Masked or lost digits, or nothing but punctuation: no value, and nothing to ask about."""
    rest = _TAIL.sub("", written)
    if not rest:
        return ParsedTarget(NoTarget(text))
    masked = _MASK.search(written)
    hidden = masked is not None and (any(masked.groups()) or not any(bound.sign for bound in bounds(written)))
    if hidden or (_LOST.search(written) and read_date(rest, None) is None):
        return ParsedTarget(NoTarget(text), ("value_masked",))
    return None


def _unclear(text: str) -> ParsedTarget | None:
    """Exponents, wrong groups of digits and the like: cut short they would be another number."""
    written = flat(text)
    if _UNCLEAR.search(written) or not all(map(_GROUPED.fullmatch, _COMMAS.findall(written))):
        return _doubt(NoTarget(text), "target", notes=("number_unclear",))
    return None


def _dated(text: str, year: int | None, *, timed: bool = False) -> ParsedTarget | None:
    reading = read_moment(clean(text)) if timed else None
    reading = reading or read_date(_TAIL.sub("", _BRACKETS.sub("", flat(text))), year)
    if reading is None:
        return None
    if reading.end is None:
        return _doubt(NoTarget(text), "target", notes=(reading.note,) if reading.note else ())
    if reading.start:
        return ParsedTarget(Span(text, reading.start, reading.end), ("period_target",))
    deadline = Deadline(text, reading.end)
    return _doubt(deadline, "target", *reading.alternatives) if reading.alternatives else ParsedTarget(deadline)


def _ranged(text: str) -> ParsedTarget | None:
    written = _TAIL.sub("", _money_behind(text))
    ends, signed = interval_of(written), signed_range(written)
    if ends and months_of(written):  # of a year nobody named, or that many months long
        return _doubt(_interval(text, ends), "target", format_target(_interval("", ends)))
    if ends:
        return ParsedTarget(_interval(text, ends))
    if signed is None:
        return None
    sign, ends = signed
    either = [f"{_OFFICIAL[sign]}{plain(end)}{ends.unit or ''}" for end in (ends.lower, ends.upper)]
    return _doubt(NoTarget(text), "target", *either, format_target(_interval("", ends)))


def _interval(text: str, ends: Ends) -> Interval:
    return Interval(text, ends.lower, ends.upper, normal_unit(ends.unit) if ends.unit else None)


def _as_actual(parsed: ParsedTarget) -> ParsedTarget:
    options = parsed.alternatives.get("target")
    return replace(
        parsed,
        doubts=("actual",) if parsed.doubts else (),
        alternatives={"actual": options} if options else {},
    )


def _chosen(written: str) -> tuple[Bound | None, tuple[Bound, ...]]:
    """The last number with a sign, else the last number; and the numbers that compete with it."""
    found = bounds(written)
    signed = [bound for bound in found if bound.sign]
    if not found:
        return None, ()
    chosen = signed[-1] if signed else found[-1]
    after = found[found.index(chosen) + 1 :]
    return chosen, tuple(signed[:-1]) + after if signed else found[:-1]


def _is_value(bound: Bound) -> bool:
    """Whether a number without a sign can be a target: "3级标准" and "24A" are words that hold a digit."""
    return not bound.after or (bound.unit is not None and bound.unit not in ("级", "期"))


def _beside(bound: Bound) -> tuple[str, ...]:
    return () if _LEAD_IN.fullmatch(bound.before) and not bound.after.strip("()") else ("text_beside_value",)


def _said(text: str) -> str:
    """The words without end punctuation, a leading "=" and brackets around the whole or without their other half."""
    said = _END.sub("", unwrap(text)).lstrip("=＝")
    whole = _IN_BRACKETS.fullmatch(said)
    if whole:
        return whole[1]
    opened, closed = (sum(map(said.count, halves)) for halves in ("(（", ")）"))
    return said if opened == closed else _LONE_BRACKETS.sub("", said)


def _word(text: str, name: str, *, digits: bool) -> ParsedTarget:
    said = _said(text)
    word = _REPEATED.sub("", said) if flat(said) in name_key(name) else _TRAILING.sub("", said)
    notes = ("value_repeats_name",) if word != said else ()
    return _doubt(Quality(text, word), "target", notes=notes) if digits else ParsedTarget(Quality(text, word), notes)


def _unit(bound: Bound) -> tuple[str | None, tuple[str, ...]]:
    unit = normal_unit(bound.unit) if bound.unit else None
    return unit, ("unit_normalised",) if bound.unit == "人/次" else ()


def _target_unit(bound: Bound, name: str) -> tuple[str | None, tuple[str, ...], bool]:
    """The unit, notes on where it comes from, and whether it is open."""
    unit, notes = _unit(bound)
    in_name = _UNIT_IN_NAME.search(name)
    if unit == "万" and _MONEY_NAME.search(name):
        return "万元", notes, False
    if unit is None and in_name and is_unit(in_name.group(1)):
        return normal_unit(in_name.group(1)), ("unit_from_name",), False
    if unit is None and _RATE_NAME.search(name):
        zero = bound.value == 0
        return ("%" if zero else None), ("percent_from_name",) if zero else (), not zero
    return unit, notes, unit == "万"


def _quantity(text: str, name: str, found: _Found) -> ParsedTarget:
    bound = found.bound
    unit, notes, unit_open = _target_unit(bound, name)
    quantity = Quantity(text, bound.sign or Comparator.EQUAL, bound.value, unit, implied=bound.sign is None)
    beside = _beside(bound) if bound.before not in name_key(name) or bound.after else ()
    notes = (*(("comparator_implied",) if quantity.implied else ()), *notes, *beside, *_remarks(flat(text), found))
    doubts: dict[str, tuple[str, ...]] = {}
    suspects = sign_suspects(bound, unit, misread=found.misread)
    if suspects or bound.contradictory:
        doubts["comparator"] = suspects
    if unit_open:
        doubts["unit"] = ("万元",) if unit else ("%",)
    if found.others or (beside and quantity.implied):
        facing = bound.sign and any(other.sign and opposed(other.sign, bound.sign) for other in found.others)
        doubts["target"] = tuple(_spelled(other) for other in (*found.others, *((bound,) if facing else ())))
    alternatives = {field_name: options for field_name, options in doubts.items() if options}
    return ParsedTarget(quantity, notes, tuple(doubts), alternatives)


def _remarks(written: str, found: _Found) -> tuple[str, ...]:
    said = {
        "stray_number": has_stray_number(written),
        "duration_joined": found.joined,
        "approximate": _ABOUT.search(written),
    }
    return tuple(code for code, holds in said.items() if holds)


def _spelled(bound: Bound) -> str:
    return f"{_OFFICIAL[bound.sign] if bound.sign else ''}{plain(bound.value)}{bound.unit or ''}"
