"""Words made measurable (及时, 健全): a measured share against thresholds, continuous inside the official bands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Quality
from youju.notation.number import percent
from youju.scoring import settings
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, gap_of, measured_share, ruled, shown, verdict

TEXT = "以实测值定档：达到满分门槛得满分，达成档与部分达成档内按实测值连续计分，以下按比例减至零。"


@dataclass(frozen=True, slots=True)
class _Marks:
    full: Fraction
    attained: Fraction
    partly: Fraction
    floor: Fraction


def _applies(case: Case, _scheme: Scheme) -> bool:
    actual = case.actual
    measured = actual.measure is not None or actual.value is not None
    return isinstance(case.target, Quality) and measured


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "word.measured", "band", TEXT), _outcome(case, scheme))


def _marks(case: Case, scheme: Scheme) -> _Marks | None:
    named = case.options.thresholds
    if named and named.attained is not None and named.partly is not None:
        marks = (named.full, named.attained, named.partly, named.floor)
        return _Marks(*map(Fraction, marks))
    default = settings.table(scheme, "word.thresholds").get(case.actual.measure or "")
    if default is None:
        return None
    full, attained, partly = (Fraction(str(mark)) for mark in settings.listed(default))
    return _Marks(full, attained, partly, Fraction(0))


def _outcome(case: Case, scheme: Scheme) -> Outcome | Gap:
    actual = case.actual
    value = measured_share(actual)
    if actual.state is not State.VALUE or value is None:
        return gap_of(actual)
    marks = _marks(case, scheme)
    if marks is None:
        return Gap(State.NONE, "没有约定用什么度量这个词、达到多少算达成，不能计分。", ("undefined-word",))
    upper, lower = (Fraction(str(edge)) for edge in settings.items(scheme, "word.edges"))
    if value >= marks.full:
        return Outcome(Fraction(1), reached=True, compared=f"{percent(value)} ≥ {percent(marks.full)}")
    compared = f"{percent(value)} < {percent(marks.full)}"
    if value >= marks.attained:
        share, factor = _within(value, (marks.attained, marks.full), (upper, Fraction(1)))
    elif value >= marks.partly:
        share, factor = _within(value, (marks.partly, marks.attained), (lower, upper))
    else:
        share, factor = _below(value, marks, lower)
    return Outcome(share, reached=False, compared=compared, factor=factor)


def _within(
    value: Fraction, measured: tuple[Fraction, Fraction], shares: tuple[Fraction, Fraction]
) -> tuple[Fraction, str]:
    """Between two thresholds the share rises evenly between the edges of the band."""
    (start, end), (low, high) = measured, shares
    share = low + (high - low) * (value - start) / (end - start)
    climbed = f"({percent(value)} − {percent(start)}) ÷ ({percent(end)} − {percent(start)})"
    return share, f"({shown(low)} + {shown(high - low)} × {climbed})"


def _below(value: Fraction, marks: _Marks, lower: Fraction) -> tuple[Fraction, str]:
    if value <= marks.floor or marks.partly <= marks.floor:
        return Fraction(0), ""
    share = lower * (value - marks.floor) / (marks.partly - marks.floor)
    if marks.floor:
        rest = f"({percent(value)} − {percent(marks.floor)}) ÷ ({percent(marks.partly)} − {percent(marks.floor)})"
        return share, f"{shown(lower)} × {rest}"
    return share, f"{shown(lower)} × {percent(value)} ÷ {percent(marks.partly)}"


MEASURED_WORD = Method("measured_word", "实测定性", 130, _applies, _score)
