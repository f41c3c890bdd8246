"""Deadlines and periods: on time gives all; late days cost their share of the plan, or by bands, or everything."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Deadline, Span
from youju.scoring import settings, words
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, gap_of, ruled, shown, verdict

TEXTS = {
    "proportional": "按期完成得满分，逾期按逾期天数占计划天数（首尾都算）的比例扣分。",
    "bands": "按期完成得满分，逾期10天内得九成，30天内得八成，90天内得六成，90天以上不得分。",
    "all_or_nothing": "按期完成得满分，逾期不得分。",
}
RULES = {"proportional": "deadline", "bands": "deadline-bands", "all_or_nothing": "all-or-nothing"}
CHOICES = {"proportional": "proportional", "bands": "bands", "all_or_nothing": "all_or_nothing"}


def _applies(case: Case, _scheme: Scheme) -> bool:
    return isinstance(case.target, Deadline | Span)


def _score(case: Case, scheme: Scheme) -> Score:
    choice = settings.choice(scheme, "deadline", case.options.rule, CHOICES)
    ruling = ruled(scheme, "deadline", RULES[choice], TEXTS[choice], choice)
    return verdict(case, scheme, ruling, _outcome(case, scheme, choice))


def _outcome(case: Case, scheme: Scheme, choice: str) -> Outcome | Gap:
    due, planned = _plan(case)
    actual = case.actual
    if actual.state is not State.VALUE:
        return gap_of(actual)
    if actual.day is None:
        if actual.word is not None and words.says_not_done(actual.word):
            return Outcome(Fraction(0), reached=False, compared=f"{actual.word}（应于 {due} 前完成）")
        return Gap(State.NONE, "没有完成日期，不能计分。", ("doubt",))
    late = (actual.day - due).days
    if late <= 0:
        return Outcome(Fraction(1), reached=True, compared=f"{actual.day} 不晚于 {due}")
    share, factor = _late(late, planned, scheme, choice)
    return Outcome(share, reached=False, compared=f"逾期 {late} 天", factor=factor)


def _late(late: int, planned: int, scheme: Scheme, choice: str) -> tuple[Fraction, str]:
    if choice == "bands":
        steps = settings.steps(scheme, "deadline.bands")
        share = next((share for days, share in steps if late <= days), Fraction(0))
        return share, f"逾期 {late} 天：{shown(share)}" if share else ""
    if choice == "all_or_nothing":
        return Fraction(0), ""
    share = max(Fraction(0), 1 - Fraction(late, planned))
    return share, f"(1 − {late} ÷ {planned})" if share else ""


def _plan(case: Case) -> tuple[date, int]:
    """The last day, and the days of the plan: given, or from the planned start, else from 1 January of that year."""
    target = case.target
    start = case.options.start
    if isinstance(target, Span):
        due, start = target.end, target.start
    elif isinstance(target, Deadline):
        due = target.day
    else:
        raise TypeError(f"not a deadline: {target!r}")
    if start is None or start > due:
        start = date(due.year, 1, 1)
    return due, case.options.period_days or (due - start).days + 1


DEADLINE = Method("deadline", "时限", 110, _applies, _score)
