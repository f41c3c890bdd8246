"""The five declarations as other programs write them come back as declared: no fault, no doubt that spans settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from seed_forms import (
    MEASURE,
    WRITERS,
    Form,
    Row,
    cases,
    declared,
    evaluated,
    exported,
    monitored,
    rows_of,
)

from youju.model.declaration import Declaration, Kind
from youju.model.indicator import Indicator
from youju.work.reading import forms_in

FUNDS = ("total", "fiscal", "other", "annual", "appropriation", "carry_over", "annual_other")
LONGEST = 2  # the network project: its goals are the longest, its form goes over two pages
MONTHLY = "monitored"
SETS: Mapping[str, tuple[Form, ...]] = {
    "five": tuple(declared(case) for case in cases()),
    **{f"form {at + 1}": (declared(case),) for at, case in enumerate(cases())},
    "元": (evaluated(cases()[LONGEST], "元", "当年财政拨款"),),
    "万元": (evaluated(cases()[LONGEST], "万元", "本年财政拨款"),),
    MONTHLY: (monitored(cases()[LONGEST]),),
}
# printed: PDF made from the word file; saved: a web page made from it; workbook: PDF made from a workbook.
FORMATS = (*WRITERS, "printed", "saved", "workbook")
ALL = pytest.mark.parametrize("format_", FORMATS)
Files = Mapping[str, Mapping[str, bytes]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Every set of forms as a file of every format."""
    folder = tmp_path_factory.mktemp("seed")
    own = {name: {of: write(forms) for of, forms in SETS.items()} for name, write in WRITERS.items()}
    words = {f"{of}.docx": data for of, data in own["docx"].items()}
    books = {f"{of}.xlsx": data for of, data in own["xlsx"].items()}
    return {
        **own,
        "printed": _by_set(exported(folder, words, "pdf")),
        "saved": _by_set(exported(folder, words, "html")),
        "workbook": _by_set(exported(folder, books, "pdf")),
    }


def _by_set(made: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name.rpartition(".")[0]: data for name, data in made.items()}


def read(files: Files, format_: str, of: str) -> tuple[Declaration, ...]:
    return forms_in(files[format_][of], f"{of}.bin")[1]


def flat(text: str | None) -> str:
    """A text without blanks: a page shows none at the end of a line."""
    return "".join((text or "").split())


def filed(row: Indicator) -> tuple[str | None, ...]:
    return row.level1, row.level2, row.name, row.target.raw


def answered(row: Indicator) -> tuple[object, ...]:
    return row.actual and row.actual.raw, row.weight, row.points, row.reason or ""


def answers(row: Row) -> tuple[object, ...]:
    return row.result, row.weight, row.points, row.reason


def assert_certain(document: Declaration, expected: Sequence[Row]) -> None:
    """Every indicator where it was filed, in order, and nothing open."""
    assert [filed(row) for row in document.indicators] == [row[:4] for row in expected]
    assert document.doubts == ()
    assert {row.name: row.doubts for row in document.indicators if row.doubts} == {}


def assert_declared(document: Declaration, case: Mapping[str, Any]) -> None:
    assert (document.kind, document.layout) == (Kind.DECLARATION, "shanghai-2021")
    assert (document.title, document.year) == (case["title"], case["year"])
    assert_certain(document, rows_of(case))
    project, goals = document.project, document.objectives
    assert {name: getattr(project, name) for name in case["project"]} == case["project"]
    assert project.unit is None
    amounts = {name: getattr(document.funds, name) for name in FUNDS}
    assert amounts == {name: Decimal(case["funds"][name]) if name in case["funds"] else None for name in FUNDS}
    assert {name: flat(getattr(goals, name)) for name in case["objectives"]} == {
        name: flat(text) for name, text in case["objectives"].items()
    }
    repeats = any(row.target == "及时性" for row in rows_of(case))  # the name says 及时性, and the target too
    wanted = {"money_unit_not_declared"} | ({"value_repeats_name"} if repeats else set())
    assert {note.code for note in document.notes} == wanted


@ALL
def test_the_five_in_one_file_come_back_as_declared(files: Files, format_: str) -> None:
    documents = read(files, format_, "five")
    assert sum(len(document.indicators) for document in documents) == 89
    for document, case in zip(documents, cases(), strict=True):
        assert_declared(document, case)


@ALL
def test_each_of_the_five_in_a_file_of_its_own_comes_back_as_declared(files: Files, format_: str) -> None:
    for at, case in enumerate(cases(), start=1):
        [document] = read(files, format_, f"form {at}")
        assert_declared(document, case)


@ALL
@pytest.mark.parametrize(("unit", "layout"), [("元", "shanghai-selfeval"), ("万元", "mof-selfeval")])
def test_a_self_evaluation_comes_back_with_results_points_and_reasons(
    files: Files, format_: str, unit: str, layout: str
) -> None:
    [document] = read(files, format_, unit)
    case = cases()[LONGEST]
    rows = rows_of(case)
    assert (document.kind, document.layout, document.year) == (Kind.SELF_EVALUATION, layout, 2021)
    assert_certain(document, rows)
    assert list(map(answered, document.indicators)) == list(map(answers, rows))
    money = document.execution
    assert money is not None
    amount = Decimal(case["funds"]["annual"])
    spent, rate = amount * 9 / 10, Decimal("0.9")
    assert (money.initial, money.budget, money.spent, money.rate) == (amount, amount, spent, rate)
    assert (money.weight, money.points) == (Decimal(10), Decimal(9))
    granted, *blank = money.parts
    assert (granted.budget, granted.spent, granted.rate) == (amount, spent, rate)
    assert {part.budget for part in blank} <= {None}
    assert (document.totals.weight, document.totals.points) == (
        Decimal(100),
        sum((row.points for row in rows), Decimal(9)),
    )
    assert flat(document.objectives.annual) == flat(case["objectives"]["annual"])
    assert document.objectives.annual_result == "已按计划完成。"
    assert (document.project.name, document.project.unit) == (case["project"]["name"], "样区服务中心")
    assert document.notes == ()


@ALL
def test_a_monitoring_form_comes_back_with_forecasts_and_causes(files: Files, format_: str) -> None:
    [document] = read(files, format_, MONTHLY)
    case = cases()[LONGEST]
    rows = rows_of(case)
    assert (document.kind, document.layout, document.year) == (Kind.MONITORING, "mof-monitoring", 2021)
    assert_certain(document, rows)
    for row, expected in zip(document.indicators, rows, strict=True):
        late, said = bool(expected.reason), row.monitoring
        assert said is not None
        assert (said.progress, said.forecast, said.cause_text or "") == (
            "按计划进行",
            expected.result,
            MEASURE if late else "",
        )
        assert said.causes == (("硬件条件保障",) if late else ())
        assert said.likelihood == ("有可能" if late else "确定能")
    money = document.execution
    assert money is not None
    amount = Decimal(case["funds"]["annual"])
    assert (money.initial, money.spent, money.rate, money.forecast) == (
        amount,
        amount * 9 / 10,
        Decimal("0.9"),
        amount,
    )
    assert flat(document.objectives.annual) == flat(case["objectives"]["annual"])
    assert document.notes == ()


def test_the_printed_forms_go_over_pages(files: Files) -> None:
    """Else nothing here would show that a table is put together again."""
    pages = {of: len(PdfDocument(files["printed"][of])) for of in ("five", "元", "万元", MONTHLY)}
    assert min(pages.values()) > 1
