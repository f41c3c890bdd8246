"""Reads a file of scoring cases, as officials write them, into cases to score and what is expected of each.

The whole file is read before anything is scored: a fault names the case and the field, and nothing is done by halves.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from youju import scoring
from youju.errors import NotFoundError, UnreadableError
from youju.model.measure import Thresholds
from youju.model.measurement import State
from youju.model.target import Deadline, NoTarget, Quantity, Span, Target
from youju.notation.number import decimal_of
from youju.notation.target import NOTES, ParsedTarget, parse_actual, parse_target
from youju.scoring import settings
from youju.scoring.contract import Case, Options, Scheme
from youju.work.case_actual import Claim, actual_of
from youju.work.case_fields import (
    LONGEST,
    Fields,
    choice,
    day,
    decimal,
    fault,
    inner,
    known,
    names,
    needed,
    share,
    shares,
    text,
    whole,
)
from youju.work.case_rules import RULES, fits
from youju.work.reading import file_bytes

DEFAULT_SCHEME = "central-2020"
KINDS = ("indicator", "satisfaction", "execution")
LEDGERS = ("closed", "open", "none")
BETTER = ("higher", "lower")
REDUCTIONS = ("none", "floor_linear", "fixed_points")
BASES = ("rule", "default")
CHANGE = "change"
MARKS = ("full", "attained", "partly", "floor")
LARGEST = 20_000_000
FIELDS = (
    *("name", "target", "actual", "weight", "scheme", "kind", "rule", "deduct", "pass_mark", "completed"),
    *("period_days", "start", "year", "reduce", "definition", "baseline", "better", "ledger"),
    *("points", "points_min", "points_max", "state", "flags", "no_flags", "basis"),
)
DEFINITION = ("measure", "value", *MARKS)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case says must come out. ``points`` "" means: no points at all; None: not said."""

    points: Decimal | str | None
    lowest: Decimal | None
    highest: Decimal | None
    state: str | None
    flags: tuple[str, ...]
    no_flags: tuple[str, ...]
    basis: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One case of the file."""

    name: str
    case: Case
    scheme: Scheme
    expectation: Expectation


def read_cases(path: Path) -> tuple[Example, ...]:
    """The cases of a TOML file in order. Raises UnreadableError with the case, the field and a remedy."""
    examples: dict[str, Example] = {}
    for number, table in enumerate(_tables(path), 1):
        fields = Fields(number, needed(Fields(number, "", table), "name"), table)
        known(fields, FIELDS)
        if not fields.name:
            raise fault(fields, "name", "是空的。", "请给每个案例起一个名字。")
        if fields.name in examples:
            raise fault(fields, "name", "与前面的案例重名。", "请给每个案例起不同的名字。")
        examples[fields.name] = _example(fields)
    return tuple(examples.values())


def _tables(path: Path) -> list[Mapping[str, object]]:
    place: dict[str, object] = {"path": str(path)}
    try:
        document = tomllib.loads(file_bytes(path, LARGEST).decode("utf-8-sig"), parse_float=_as_written)
    except UnicodeDecodeError as refused:
        raise UnreadableError(f"“{path.name}”不是 UTF-8 文本。", "请另存为 UTF-8 编码。", place) from refused
    except tomllib.TOMLDecodeError as refused:
        raise UnreadableError(f"“{path.name}”不合 TOML 写法：{refused}。", "请按提示的行列改正。", place) from refused
    except (ValueError, RecursionError) as refused:
        message = f"“{path.name}”里有一个数太长，或者括号套得太深。"
        raise UnreadableError(message, f"请核对；数最多写{LONGEST}位。", place) from refused
    tables = document.get("case")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise UnreadableError(f"“{path.name}”里没有评分案例。", "请用 [[case]] 逐个写出案例。", place)
    return tables


def _as_written(number: str) -> str:
    return number.replace("_", "")


def _example(fields: Fields) -> Example:
    scheme = _scheme(fields)
    weight = decimal(fields, "weight") if needed(fields, "weight") else None
    if weight is None or weight < 0:
        raise fault(fields, "weight", "应是不小于0的分值。", "请写明该指标的分值。")
    role = choice(fields, "kind", KINDS, "indicator")
    parsed = _target(fields, role)
    target, options = parsed.target, _options(fields, scheme)
    _check_rule(fields, role, target)
    _check_start(fields, target, options)
    case = Case(target, actual_of(_claim(fields), target), weight, role, fields.name, options, bool(parsed.doubts))
    return Example(fields.name, case, scheme, _expectation(fields))


def _check_rule(fields: Fields, role: str, target: Target) -> None:
    rule = choice(fields, "rule", RULES)
    fitting = fits(role, target)
    if rule and rule not in fitting and not isinstance(target, NoTarget):
        what = "满意度" if role == "satisfaction" else "预算执行率" if role == "execution" else f"指标值“{target.raw}”"
        raise fault(fields, "rule", f"“{rule}”不适用于{what}。", f"可以写：{'、'.join(fitting)}；不写则按方案。")


def _check_start(fields: Fields, target: Target, options: Options) -> None:
    due = target.day if isinstance(target, Deadline) else target.end if isinstance(target, Span) else None
    if due and options.start and options.start > due:
        raise fault(fields, "start", f"晚于期限 {due}。", "请核对计划开始日期和 target。")


def _scheme(fields: Fields) -> Scheme:
    code = text(fields, "scheme") if "scheme" in fields.table else DEFAULT_SCHEME
    try:
        return scoring.scheme(code)
    except NotFoundError as unknown:
        raise fault(fields, "scheme", unknown.message, unknown.remedy) from unknown


def _year(fields: Fields) -> int | None:
    start = day(fields, "start")
    return whole(fields, "year") or (start.year if start else None)


def _target(fields: Fields, role: str) -> ParsedTarget:
    parsed = parse_target(needed(fields, "target"), year=_year(fields))
    faults = [NOTES[note] for note in parsed.notes if note in ("year_unknown", "impossible_date")]
    if isinstance(parsed.target, NoTarget) and faults:
        raise fault(fields, "target", faults[0], "请写明年份（year）或改正日期。")
    if role == "execution" and not isinstance(parsed.target, Quantity):
        raise fault(fields, "target", "预算执行率的 target 应是全年预算数。", '请写成金额，例如 "480000元"。')
    return parsed


def _claim(fields: Fields) -> Claim:
    defined = inner(fields, "definition")
    baseline = _baseline(fields)
    measured = text(defined, "value")
    return Claim(
        written=needed(fields, "actual") or (measured if baseline else ""),
        measure=text(defined, "measure") or None,
        share=None if baseline else shares(defined, ("value", *MARKS))["value"],
        ledger=choice(fields, "ledger", LEDGERS),
        baseline=baseline,
        lower_is_better=choice(fields, "better", BETTER) == "lower",
        year=_year(fields),
    )


def _baseline(fields: Fields) -> str:
    written = text(fields, "baseline")
    parsed = parse_actual(written)
    if written and (parsed.doubts or not isinstance(parsed.target, Quantity)):
        raise fault(fields, "baseline", f"“{written}”不是一个数。", '请写上年的数，例如 "25小时"。')
    return written


def _thresholds(fields: Fields, scheme: Scheme) -> Thresholds | None:
    """The thresholds a case names, completed by the scheme's for that measure; None where it names none."""
    defined = inner(fields, "definition")
    known(defined, DEFINITION)
    measure = text(defined, "measure")
    scaled = shares(defined, MARKS if text(fields, "baseline") else ("value", *MARKS))
    marks = [_exact(scaled[mark]) for mark in MARKS]
    if all(mark is None for mark in marks):
        return None
    floor = marks.pop() or Decimal(0)
    if measure == CHANGE:
        full = marks[0]
        return Thresholds(settings.decimal(scheme, "change.full") if full is None else full, floor=floor)
    usual = settings.table(scheme, "word.thresholds").get(measure)
    defaults = [Decimal(str(mark)) for mark in settings.listed(usual)] if usual is not None else [None] * len(marks)
    full, attained, partly = (default if mark is None else mark for mark, default in zip(marks, defaults, strict=True))
    if full is None or attained is None or partly is None:
        raise fault(fields, "definition", "门槛不全。", "请写明 full、attained、partly 三个门槛。")
    if not full > attained > partly >= floor:
        raise fault(fields, "definition", "门槛应依次递减。", "请使 full 大于 attained、attained 大于 partly。")
    return Thresholds(full, attained, partly, floor)


def _exact(value: Fraction | None) -> Decimal | None:
    """The share as a decimal; it ends, being a decimal or a hundredth of one."""
    return None if value is None else decimal_of(value, digits=2 * LONGEST)


def _options(fields: Fields, scheme: Scheme) -> Options:
    rule, deduct = choice(fields, "rule", RULES), decimal(fields, "deduct")
    if rule == "per_event" and deduct is None:
        raise fault(fields, "deduct", "没有写明每发生一次扣多少分。", '请写 deduct，例如 "2"。')
    if deduct is not None and deduct < 0:
        raise fault(fields, "deduct", "扣分不会是负数。", '请写成正数，例如 "2"。')
    pass_mark = share(fields, "pass_mark")
    if pass_mark is not None and not 0 <= pass_mark <= 1:
        raise fault(fields, "pass_mark", "及格线应在0到100%之间。", '请写成 "60%"。')
    completed = fields.table.get("completed", False)
    if not isinstance(completed, bool):
        raise fault(fields, "completed", "应是 true 或 false。", "请写成 completed = true。")
    return Options(
        rule=rule or None,
        deduct=deduct,
        pass_mark=pass_mark,
        period_days=whole(fields, "period_days"),
        start=day(fields, "start"),
        reduce=choice(fields, "reduce", REDUCTIONS) or None,
        completed=completed,
        thresholds=_thresholds(fields, scheme),
    )


def _expectation(fields: Fields) -> Expectation:
    said, points = "points" in fields.table, decimal(fields, "points")
    lowest, highest = decimal(fields, "points_min"), decimal(fields, "points_max")
    if not said and lowest is None and highest is None:
        raise fault(fields, "points", "没有写明应得几分。", '请写 points（"" 为不计分）或 points_min、points_max。')
    if lowest is not None and highest is not None and lowest > highest:
        raise fault(fields, "points_min", "大于 points_max。", "请使 points_min 不大于 points_max。")
    return Expectation(
        points=("" if points is None else points) if said else None,
        lowest=lowest,
        highest=highest,
        state=choice(fields, "state", [state.value for state in State]) or None,
        flags=names(fields, "flags"),
        no_flags=names(fields, "no_flags"),
        basis=choice(fields, "basis", BASES) or None,
    )
