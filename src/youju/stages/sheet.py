"""The score sheet of one project: each indicator with its measurement, its score, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from youju import scoring
from youju.errors import RefusedError
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration
from youju.model.indicator import Indicator
from youju.model.measure import Measure, Thresholds
from youju.model.measurement import Measurement, Statement
from youju.model.score import Score, Total
from youju.model.target import Comparator, Deadline, NoTarget, Quality, Quantity, Span, Target
from youju.model.unit import convert, is_rate
from youju.notation.target import parse_actual
from youju.notation.text import name_key
from youju.scoring.contract import Actual, Case, Options, Scheme
from youju.scoring.reported import reported
from youju.scoring.sheet import level_weights, total

COUNTED_IN_UNITS = frozenset({"count", "count_distinct", "total", "daily_minimum", "latest", "mean", "expression"})
SATISFACTION = "satisfaction"
EXECUTION = "预算执行率"
_BANDS = ("基本达成", "部分达成", "未达成", "否")  # said of any word; "否" only of "是"


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with what was found for it. ``thresholds`` are those of the unit, else of the word library."""

    indicator: Indicator
    measure: Measure | None
    measurement: Measurement
    weight: Decimal
    thresholds: Thresholds | None = None
    start: date | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet. ``measure`` None: nothing computes it. ``case`` is what was scored.

    ``reason`` explains a deviation; ``conceded``: an open row given up as 0 points, with that reason.
    """

    indicator: Indicator
    measure: Measure | None
    measurement: Measurement
    case: Case
    score: Score
    reason: str | None = None
    conceded: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether the row has no verdict, so that its weight is neither earned nor lost."""
        return self.score.points is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A project's rows; ``execution`` is that of the budget execution rate."""

    declaration: Declaration
    scheme: Scheme
    execution: Line
    lines: tuple[Line, ...]
    total: Total


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person adds to a row: a deviation reason, a stated actual with its proof, or the row conceded as 0.

    The row is that of ``number`` (in the form from 1, 0 the execution rate). Without it, ``indicator`` names the row,
    which no other row may share; with both the row must have that name, else the form is not the one that was seen.
    """

    indicator: str
    reason: str | None = None
    stated: str | None = None
    proof: str | None = None
    concede: bool = False
    number: int | None = None
    proof_name: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What may be stated of a row: ``how`` to write it in a sentence, and for a word those that are understood."""

    how: str
    words: tuple[str, ...] = ()


def actual_of(measurement: Measurement, target: Target) -> Actual:
    """The measurement as an actual of the target: rates in the target's unit, words as plain fractions."""
    unit: str | None = None
    value = measurement.value
    if isinstance(target, Quality):
        pass
    elif measurement.kind not in COUNTED_IN_UNITS and measurement.unit is None and value is not None:
        wanted = target.unit if isinstance(target, Quantity) else None
        unit = wanted if wanted is not None and is_rate(wanted) else "%"
        value = value * (1000 if unit == "‰" else 100)
    else:
        unit = measurement.unit
    return Actual(
        state=measurement.state,
        value=value,
        unit=unit,
        measure=measurement.kind,
        reason=measurement.reason,
        closed=not measurement.provisional,
    )


def score_line(measured: Measured, scheme: Scheme) -> Line:
    """Scores one indicator from its measurement by the scheme."""
    indicator, measure = measured.indicator, measured.measure
    options = Options(
        reading=measure.reading if measure else None, start=measured.start, thresholds=measured.thresholds
    )
    case = Case(
        target=indicator.target,
        actual=actual_of(measured.measurement, indicator.target),
        weight=measured.weight,
        role=SATISFACTION if measured.measurement.kind == SATISFACTION else "indicator",
        name=indicator.name or "",
        options=options,
    )
    return Line(indicator, measure, measured.measurement, case, scoring.score(case, scheme), words=measured.words)


def execution_line(measurement: Measurement, budget: Decimal | None, scheme: Scheme) -> Line:
    """The row of the budget execution rate: paid in the year ÷ 全年预算数, by the scheme's rule."""
    weight = Decimal(str(scheme.parameters["execution.weight"].value))
    target = NoTarget() if budget is None else Quantity("", Comparator.EQUAL, budget, "元")
    actual = Actual(measurement.state, measurement.numerator, "元", measure=measurement.kind, reason=measurement.reason)
    case = Case(target, actual, weight, "execution", EXECUTION)
    return Line(Indicator(None, None, EXECUTION, target), None, measurement, case, scoring.score(case, scheme))


def sheet_of(declaration: Declaration, scheme: Scheme, execution: Line, lines: Sequence[Line]) -> Sheet:
    """Adds up the rows as they are."""
    return Sheet(declaration, scheme, execution, tuple(lines), _total(execution, lines, scheme))


def weights_of(declaration: Declaration, scheme: Scheme) -> tuple[Decimal, ...]:
    """The declared weights, or the scheme's first-level weights divided equally where the form has none."""
    return level_weights(declaration.indicators, scheme)


def _total(execution: Line, lines: Sequence[Line], scheme: Scheme) -> Total:
    return total([execution.score, *(line.score for line in lines)], scheme)


def answered(sheet: Sheet, answers: Sequence[Answer], by: str) -> Sheet:
    """The sheet with reasons, stated actuals and concessions put to their rows.

    Raises RefusedError when an answer names no row or one of several, when two are given to one row, or when one
    states or concedes what is computed.
    """
    project, rows = sheet.declaration.project.name, {0: sheet.execution, **dict(enumerate(sheet.lines, start=1))}
    given: dict[int, Answer] = {}
    for answer in answers:
        number = _number_of(answer, rows, project)
        if number in given:
            name = rows[number].indicator.name
            raise RefusedError(f"理由表里“{project}”第{number}项“{name}”写了两次。", "请只保留一行。")
        _check_answer(answer, number, rows[number], project)
        given[number] = answer
    execution, *lines = (_answered(line, given.get(number), sheet.scheme, by) for number, line in rows.items())
    return sheet_of(sheet.declaration, sheet.scheme, execution, lines)


def _number_of(answer: Answer, rows: Mapping[int, Line], project: str | None) -> int:
    """The number of the row that the answer is given to."""
    name = name_key(answer.indicator)
    named = [number for number, line in rows.items() if name_key(line.indicator.name or "") == name]
    if answer.number is not None:
        if answer.number not in rows:
            raise RefusedError(
                f"理由表里“{project}”没有第{answer.number}项指标。", f"序号从 1 到 {len(rows) - 1}；0 是{EXECUTION}。"
            )
        if name and answer.number not in named:
            raise RefusedError(
                f"“{project}”的第{answer.number}项不是“{answer.indicator}”。", "申报表可能改过，请核对序号和名称。"
            )
        return answer.number
    if not named:
        raise RefusedError(f"理由表里“{project}”的指标“{answer.indicator}”不在申报表中。", "请核对指标名称。")
    if len(named) > 1:
        numbers = "、".join(map(str, named))
        raise RefusedError(
            f"“{project}”有{len(named)}项都叫“{answer.indicator}”，不知道理由是给哪一项的。",
            f"请在理由表的 indicator 列改写序号：{numbers}。",
        )
    return named[0]


def _check_answer(answer: Answer, number: int, line: Line, project: str | None) -> None:
    if answer.stated and number == 0:
        raise RefusedError(f"“{project}”的{EXECUTION}不能陈述。", "请导入资金支出台账；确实没有的，说明理由后放弃。")
    if (answer.stated or answer.concede) and not line.open:
        raise RefusedError(
            f"“{project}”的“{line.indicator.name}”已由台账算出，不能再陈述或放弃。",
            "请去掉该行的 stated 和 concede。",
        )


def _answered(line: Line, answer: Answer | None, scheme: Scheme, by: str) -> Line:
    if answer is None:
        return line
    line = replace(line, reason=answer.reason)
    if not line.open:
        return line
    if answer.stated:
        return _stated(line, answer, scheme, by)
    if answer.concede and answer.reason:
        return replace(line, score=_conceded(line.score, answer.reason), conceded=True)
    return line


def accepted(line: Line, scheme: Scheme) -> Accepted:
    """What the row understands as a stated actual, the words with the points that each gives."""
    target = line.indicator.target
    match target:
        case Quality():
            scored = ((word, scoring.score(_case_stated(line, word), scheme).points) for word in (target.word, *_BANDS))
            words = {word: points for word, points in scored if points is not None}
            listed = "、".join(f"{word}（{points} 分）" for word, points in words.items())
            measured = "，或者实测的百分数" if scoring.score(_case_stated(line, "100%"), scheme).reached else ""
            return Accepted(f"可以写：{listed}{measured}。", tuple(words))
        case Deadline() | Span():
            return Accepted("请写完成的日期（年-月-日）。")
        case NoTarget():
            return Accepted("没有指标值，陈述了也不能计分。")
        case _:
            return Accepted(f"请写一个数，单位是“{target.unit}”。" if target.unit else "请写一个数。")


def _case_stated(line: Line, text: str | None) -> Case:
    """The case of the row with a stated actual."""
    return replace(line.case, actual=replace(reported(parse_actual(text, line.indicator.target)), stated=True))


def _stated(line: Line, answer: Answer, scheme: Scheme, by: str) -> Line:
    statement = Statement(answer.stated or "", by, answer.reason or "", answer.proof, answer.proof_name)
    case = _case_stated(line, answer.stated)
    actual = case.actual
    whole = convert(actual.value, actual.unit, "倍") if actual.value is not None and is_rate(actual.unit) else None
    measurement = replace(
        line.measurement,
        state=actual.state,
        value=actual.value if whole is None else whole,
        unit=actual.unit if whole is None else None,
        numerator=None,
        denominator=None,
        n=0,
        interval=None,
        flags=(),
        working="",
        stated=statement,
        provisional=False,
        reason=actual.reason,
    )
    return replace(line, measurement=measurement, case=case, score=scoring.score(case, scheme))


def _conceded(score: Score, reason: str) -> Score:
    return replace(
        score,
        share=Fraction(0),
        points=Decimal("0.00"),
        rule="conceded",
        text="没有台账或台账未关账、又没有佐证的指标，由单位说明理由后按 0 分填报。",
        citation=Citation("有据：无据不给分", Status.OURS),
        working=f"单位放弃：{reason}",
        reached=False,
    )
