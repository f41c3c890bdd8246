"""Every scoring case of the folder ``cases``, written as officials write them, holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from youju import scoring
from youju.model.score import Score
from youju.model.target import NoTarget
from youju.work.case_file import Example, read_cases
from youju.work.conformance import run_cases

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
EXAMPLES = [example for file in FILES for example in read_cases(file)]


def _score(example: Example) -> Score:
    return scoring.score(example.case, example.scheme)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_every_case_of_a_file_holds(file: Path) -> None:
    report = run_cases(file)
    assert [(case["name"], case["problems"]) for case in report["cases"] if not case["passed"]] == []


def test_there_are_many_cases_and_each_scheme_has_its_own_file() -> None:
    assert len(EXAMPLES) >= 200
    assert {scheme.code for scheme in scoring.schemes()} <= {file.stem for file in FILES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.name))
def test_a_score_cites_its_rule_and_shows_its_working(example: Example) -> None:
    score = _score(example)
    assert score.citation.reference
    assert score.text.endswith("。")
    assert score.working
    assert score.rule == "none" or not isinstance(example.case.target, NoTarget)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.name))
def test_points_share_and_verdict_come_together_or_not_at_all(example: Example) -> None:
    score = _score(example)
    verdict = (score.points is None, score.share is None, score.reached is None, score.state.value != "value")
    assert len(set(verdict)) == 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.name))
def test_a_working_that_ends_in_a_sum_ends_in_the_points(example: Example) -> None:
    score = _score(example)
    if score.points is not None and " = " in score.working and " × " in score.working:
        assert score.working.endswith(f"= {score.points}")
