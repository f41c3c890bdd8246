"""The rows behind a number: the right ones, in the order of the sources, each with the word for how it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conformance import DAY, DUE, LEDGER, Asked, cut_of, request, row
from conformance_cases import corrected, deliveries, followers, register

from youju.engines.contract import RowPage
from youju.engines.embedded import EmbeddedEngine
from youju.measures.contract import Aggregate, Function, Request
from youju.model.ledger import Cut, EvidenceRow
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate
from youju.model.period import year

ENGINE = EmbeddedEngine()
ALL = 1000
YEAR = Asked()


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    return cut_of(tmp_path, deliveries.files)


def listed(page: RowPage) -> list[tuple[str, str]]:
    return [(found.key["id"], found.counts) for found in page.rows]


def asked(*aggregates: Aggregate, how: Asked = YEAR) -> Request:
    return replace(request(aggregates[0], how), aggregates=aggregates)


ON_TIME = (
    Aggregate("numerator", Function.COUNT, not_after=("done", DUE)),
    Aggregate("denominator", Function.COUNT),
)


def test_rows_of_a_share_say_whether_they_are_in_numerator_or_denominator(cut: Cut) -> None:
    page = ENGINE.rows(cut, [(asked(*ON_TIME), "share")], ALL)
    assert page.total == 4
    assert listed(page) == [("a", "both"), ("b", "denominator"), ("c", "denominator"), ("e", "denominator")]


def test_a_row_of_the_numerator_alone_says_so(cut: Cut) -> None:
    good = Aggregate("numerator", Function.COUNT, where=(Condition("ok", Predicate.IS, ("true",)),))
    in_hall = Aggregate("denominator", Function.COUNT, where=(Condition("hall", Predicate.FILLED),))
    page = ENGINE.rows(cut, [(asked(good, in_hall), "share")], ALL)
    assert listed(page) == [("a", "both"), ("b", "denominator"), ("c", "denominator"), ("e", "numerator")]


def test_a_fixed_word_stands_for_every_row_that_enters(cut: Cut) -> None:
    elapsed = Aggregate("sum", Function.SUM, value=Elapsed("at", "done"))
    page = ENGINE.rows(cut, [(asked(elapsed), "both")], ALL)
    assert listed(page) == [("a", "both"), ("b", "both")]


@pytest.mark.parametrize(
    ("aggregate", "ids"),
    [
        (Aggregate("n", Function.COUNT), "abce"),
        (Aggregate("n", Function.SUM, value=Linear(((1, "uses"), (1, "amount")))), "abe"),
        (Aggregate("n", Function.COUNT_DISTINCT, distinct=("hall",)), "abc"),
        (Aggregate("n", Function.LEAST_PER, distinct=("hall",), per="at"), "abc"),
        (Aggregate("n", Function.SUM_AT_LAST, value=Linear(((1, "amount"),))), "e"),
        (Aggregate("n", Function.EXPRESSION, text="SUM(uses) / COUNT(done)"), "abce"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_rows_that_enter_an_aggregate(cut: Cut, aggregate: Aggregate, ids: str) -> None:
    assert "".join(key for key, _ in listed(ENGINE.rows(cut, [(asked(aggregate), "value")], ALL))) == ids


def test_rows_of_two_periods_come_in_the_order_of_the_sources(cut: Cut) -> None:
    count = Aggregate("n", Function.COUNT)
    base = replace(asked(count), period=year(2020), period_end=date(2020, 12, 31))
    page = ENGINE.rows(cut, [(asked(count), "value"), (base, "base")], ALL)
    assert listed(page) == [("a", "value"), ("b", "value"), ("c", "value"), ("d", "base"), ("e", "value")]


def test_a_page_is_a_part_of_all_rows(cut: Cut) -> None:
    pages = [ENGINE.rows(cut, [(asked(*ON_TIME), "share")], limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [page.total for page in pages] == [4, 4, 4]
    assert [[key for key, _ in listed(page)] for page in pages] == [["a", "b"], ["c", "e"], []]


def test_a_row_names_its_source_its_number_and_what_decided(cut: Cut) -> None:
    rows = ENGINE.rows(cut, [(asked(*ON_TIME), "share")], ALL).rows
    assert rows[0] == EvidenceRow(
        blob="blobs/source-000001-test",
        name="000001-test.csv",
        row=2,
        key={"id": "a"},
        counts="both",
        values={"at": "2021-03-01 09:00:00", "done": "2021-03-04 18:00:00", "due": "2021-03-04 18:00:00"},
    )
    assert (rows[3].name, rows[3].row) == ("000002-test.csv", 2)
    assert rows[2].values["done"] == ""


def test_values_are_printed_in_the_types_of_the_ledger(tmp_path: Path) -> None:
    ledger = replace(LEDGER, key=("month", "hall"))
    cells = row(
        id="a", month="2021-07-01", hall="东厅", day="2021-07-02", ok=False, uses=3, amount="1.50", until="2022-01-01"
    )
    cut = replace(cut_of(tmp_path, ((cells,),)), ledger=ledger)
    tests = (
        Condition("ok", Predicate.IS, ("false",)),
        Condition("uses", Predicate.ABOVE, ("1",)),
        Condition("amount", Predicate.FILLED),
        Condition("day", Predicate.IN_FORCE, ("until",)),
    )
    count = Aggregate("n", Function.COUNT, where=tests)
    (found,) = ENGINE.rows(cut, [(asked(count, how=Asked(Moment("month"))), "value")], ALL).rows
    assert found.key == {"month": "2021-07", "hall": "东厅"}
    assert found.values == {"ok": "否", "uses": "3", "amount": "1.5", "day": "2021-07-02", "until": "2022-01-01"}


def test_personal_columns_are_not_shown(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, ((row(id="a", person="张三", at="2021-07-01 08:00:00"),),))
    count = Aggregate("n", Function.COUNT, where=(Condition("person", Predicate.FILLED),))
    (found,) = ENGINE.rows(cut, [(asked(count), "value")], ALL).rows
    assert "person" not in found.values


def test_replaced_rows_are_not_listed(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, corrected.files, corrected.superseded)
    page = ENGINE.rows(cut, [(asked(Aggregate("n", Function.COUNT), how=Asked(None, None)), "value")], ALL)
    assert [(found.key["id"], found.name, found.row) for found in page.rows] == [
        ("x", "000001-test.csv", 2),
        ("y", "000002-test.csv", 2),
        ("z", "000002-test.csv", 4),
    ]


def test_the_last_day_lists_its_rows_only(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, followers.files)
    last = Aggregate("n", Function.SUM_AT_LAST, value=Linear(((1, "uses"),)))
    base = replace(asked(last, how=Asked(DAY)), period=year(2020))
    page = ENGINE.rows(cut, [(asked(last, how=Asked(DAY)), "value"), (base, "base")], ALL)
    assert listed(page) == [("1", "base"), ("3", "value"), ("4", "value")]


def test_a_register_lists_what_is_in_force(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, register.files)
    count = Aggregate("numerator", Function.COUNT, where=(Condition("day", Predicate.IN_FORCE, ("until",)),))
    page = ENGINE.rows(cut, [(asked(count, how=Asked(None, None)), "share")], ALL)
    assert listed(page) == [("1", "numerator"), ("2", "numerator"), ("4", "numerator")]


def test_no_request_and_no_batch_have_no_rows(cut: Cut, tmp_path: Path) -> None:
    assert ENGINE.rows(cut, [], ALL) == RowPage(0, ())
    assert ENGINE.rows(cut_of(tmp_path, ()), [(asked(*ON_TIME), "share")], ALL) == RowPage(0, ())
