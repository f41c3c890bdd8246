"""Every case of the measures and of the pack, asked of the embedded engine: the same answers, the same rows listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from measure_cases import EXPRESSIONS, Case, cases, pack_cases, state_cases
from measure_reference import evaluate

from youju import measures
from youju.engines.embedded import calculation
from youju.evidence.batches import write_batch
from youju.evidence.intake import TypedRow
from youju.measures.contract import Answer
from youju.model.ledger import BatchFile, Cut

FOLDER = Path(__file__).parent / "cases"
FILES = ("counts", "shares", "on_time_share", "change", "checklist")
PACK_FILE = Path(__file__).parent.parent / "packs" / "cases" / "administrative-service-centre.toml"


def every_case() -> Iterator[Case]:
    """Each set of rows once: whether a ledger is closed is nothing an engine is asked."""
    yield from (case for case in state_cases(FOLDER / "states.toml") if case.name.endswith("_closed"))
    for name in FILES:
        yield from cases(FOLDER / f"{name}.toml")
    yield from pack_cases(PACK_FILE)


def cut_of(case: Case, path: Path) -> Cut:
    """The rows of a case as one batch; row numbers count from 2, as in a file with a header."""
    ledger = case.question.ledger
    codes = [column.code for column in ledger.columns]
    typed = [
        TypedRow(number, tuple(None if row.get(code) == "" else row.get(code) for code in codes))
        for number, row in enumerate(case.rows, start=2)
    ]
    write_batch(path, ledger, typed)
    file = BatchFile("000001", str(path), len(typed), "", "source", "rows.csv")
    return Cut(ledger, 1, None, (file,), batches=1)


def plain_answer(answer: Answer) -> Mapping[str, Fraction | None]:
    return {name: None if number is None else Fraction(number) for name, number in answer.items()}


@pytest.fixture(scope="module")
def cuts(tmp_path_factory: pytest.TempPathFactory) -> Sequence[tuple[Case, Cut]]:
    folder = tmp_path_factory.mktemp("cases")
    return [(case, cut_of(case, folder / f"{number}.parquet")) for number, case in enumerate(every_case())]


def test_an_engine_answers_every_case_as_the_reference_does(cuts: Sequence[tuple[Case, Cut]]) -> None:
    with calculation([cut for _, cut in cuts]) as engine:
        for case, cut in cuts:
            requests = measures.ask(case.question)
            for request, answer in zip(requests, engine.run(cut, requests), strict=True):
                wanted = evaluate(request, case.question.ledger, case.rows, EXPRESSIONS)
                assert plain_answer(answer) == plain_answer(wanted), f"{case.name}: {request.name}"


def test_an_engine_lists_the_rows_that_the_reference_counts(cuts: Sequence[tuple[Case, Cut]]) -> None:
    with calculation([cut for _, cut in cuts]) as engine:
        for case, cut in cuts:
            page = engine.rows(cut, measures.counting(case.question), 100)
            assert {str(row.row - 1): row.counts for row in page.rows} == case.counted(), case.name
            assert page.total == len(page.rows)
