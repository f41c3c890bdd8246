"""What a text says was achieved: a number, a day or a word; a bound (不足90%) or an estimate (约88%) stays marked."""

from __future__ import annotations

from fractions import Fraction

from youju.model.measurement import State
from youju.model.target import Comparator, Deadline, NoTarget, Quality, Quantity, Span
from youju.notation.target import ParsedTarget
from youju.scoring.contract import Actual

DOUBT = "doubt"


def reported(parsed: ParsedTarget, *, measure: str | None = None, closed: bool = True) -> Actual:
    """The actual that a text was read as; what is no single number, day or word is no value, and doubtful."""
    said, doubtful = parsed.target, bool(parsed.doubts)
    match said:
        case Quantity():
            return Actual(
                State.VALUE,
                Fraction(said.value),
                said.unit,
                measure=measure,
                closed=closed,
                doubtful=doubtful,
                bound=None if said.comparator is Comparator.EQUAL else said.comparator,
                approximate="approximate" in parsed.notes,
            )
        case Quality():
            return Actual(State.VALUE, word=said.word, closed=closed)
        case Deadline():
            return Actual(State.VALUE, day=said.day, closed=closed, doubtful=doubtful)
        case Span():
            return Actual(State.VALUE, day=said.end, closed=closed)
        case NoTarget(raw=None):
            return Actual(State.NONE, measure=measure, reason="没有完成值。")
        case _:
            reason = f"完成值“{said.raw}”不是确定的一个数、一个日期或一个词，不计分。"
            return Actual(State.NONE, measure=measure, reason=reason, doubtful=True)
