"""Runs scoring cases and says of each what came out and whether it is what the case expects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TypedDict

from youju import scoring
from youju.model.score import Score
from youju.notation.number import decimal_of, plain
from youju.work.case_file import Example, Expectation, read_cases

SHARE_DIGITS = 12


class CaseReport(TypedDict):
    """One case: numbers as decimal text, None where there is no verdict; ``problems`` says what does not hold."""

    name: str
    scheme: str
    points: str | None
    share: str | None
    state: str
    rule: str
    text: str
    source: str
    status: str
    working: str
    flags: list[str]
    basis: str | None
    problems: list[str]
    passed: bool


class Report(TypedDict):
    """All cases in the order of the file, and how many hold."""

    cases: list[CaseReport]
    passed: int
    failed: int


def run_cases(path: Path) -> Report:
    """Scores every case of a TOML file. Raises UnreadableError for a faulty case before anything is scored."""
    reports = [_report(example) for example in read_cases(path)]
    passed = sum(report["passed"] for report in reports)
    return {"cases": reports, "passed": passed, "failed": len(reports) - passed}


def _report(example: Example) -> CaseReport:
    score = scoring.score(example.case, example.scheme)
    problems = _problems(score, example.expectation)
    return {
        "name": example.name,
        "scheme": example.scheme.code,
        "points": None if score.points is None else str(score.points),
        "share": None if score.share is None else plain(decimal_of(score.share, SHARE_DIGITS)),
        "state": score.state.value,
        "rule": score.rule,
        "text": score.text,
        "source": score.citation.text,
        "status": score.citation.status.value,
        "working": score.working,
        "flags": list(score.flags),
        "basis": example.expectation.basis,
        "problems": problems,
        "passed": not problems,
    }


def _problems(score: Score, expected: Expectation) -> list[str]:
    said = "不计分" if score.points is None else str(score.points)
    problems: list[str] = []
    if expected.points == "" and score.points is not None:
        problems.append(f"应不计分，算得 {said}")
    if isinstance(expected.points, Decimal) and score.points != expected.points:
        problems.append(f"应得 {plain(expected.points)}，算得 {said}")
    if expected.lowest is not None and (score.points is None or score.points < expected.lowest):
        problems.append(f"应不少于 {plain(expected.lowest)}，算得 {said}")
    if expected.highest is not None and (score.points is None or score.points > expected.highest):
        problems.append(f"应不多于 {plain(expected.highest)}，算得 {said}")
    if expected.state is not None and score.state.value != expected.state:
        problems.append(f"状态应为 {expected.state}，实为 {score.state.value}")
    found = {_one_spelling(flag) for flag in score.flags}
    problems += [f"缺标记 {flag}" for flag in expected.flags if _one_spelling(flag) not in found]
    problems += [f"不应有标记 {flag}" for flag in expected.no_flags if _one_spelling(flag) in found]
    return problems


def _one_spelling(flag: str) -> str:
    return flag.replace("-", "_")
