"""The embedded engine passes the conformance suite, keeps within its limits and says in words what went wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from conformance import Asked, Case, cut_of, request, row
from conformance_cases import deliveries, followers
from conformance_splits import BY_HAND, SPLITS, TOGETHER, SplitCase
from conformance_suite import CASES, REFUSED, TABLES
from pyarrow import parquet

from youju.engines.connection import Limits
from youju.engines.contract import BY_MONTH, MOST_GROUPS
from youju.engines.embedded import EmbeddedEngine, calculation
from youju.errors import RefusedError, TamperedError
from youju.measures.contract import Aggregate, Function
from youju.model.ledger import Cut
from youju.model.measure import Condition, Elapsed, Linear, Moment, Predicate

ENGINE = EmbeddedEngine()
COUNT = Aggregate("n", Function.COUNT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_conformance(case: Case, tmp_path: Path) -> None:
    cut = cut_of(tmp_path, case.files, case.superseded)
    (answer,) = ENGINE.run(cut, [case.request])
    assert dict(answer) == {"n": case.expected}
    assert not isinstance(answer["n"], float)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_would_not_be_exact_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        ENGINE.run(cut_of(tmp_path, case.files, case.superseded), [case.request])
    assert refused.value.remedy


@pytest.mark.parametrize("case", SPLITS, ids=lambda case: case.name)
def test_conformance_of_groups(case: SplitCase, tmp_path: Path) -> None:
    cut = cut_of(tmp_path, case.files, case.superseded)
    found = ENGINE.groups(cut, [case.request], case.by)
    assert list(found.answers[0].items()) == list(case.expected().items())
    assert not found.more


def test_groups_counted_by_hand_are_those_of_the_plain_reading() -> None:
    cases = {case.name: case for case in SPLITS}
    assert len(cases) == len(SPLITS) >= 30
    for name, groups in BY_HAND.items():
        assert {group: answer["n"] for group, answer in cases[name].expected().items()} == groups, name


def test_groups_of_many_requests_together_are_those_of_each_alone(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, deliveries.files)
    found = ENGINE.groups(cut, [case.request for case in TOGETHER], "hall")
    assert list(found.answers) == [case.expected() for case in TOGETHER]


def test_of_more_groups_than_anybody_reads_the_first_are_given_and_it_is_told(tmp_path: Path) -> None:
    names = [f"{number:04d}号厅" for number in range(MOST_GROUPS + 1)]
    cut = cut_of(tmp_path, (tuple(row(id=name, hall=name, at="2021-03-01 09:00:00") for name in reversed(names)),))
    seen = replace(
        request(COUNT, Asked()), aggregates=(COUNT, Aggregate("id", Function.COUNT_DISTINCT, distinct=("id",)))
    )
    found = ENGINE.groups(cut, [seen], "hall")
    assert list(found.answers[0]) == names[:MOST_GROUPS]
    assert set(map(tuple, (answer.values() for answer in found.answers[0].values()))) == {(1, 1)}
    assert found.more


@pytest.mark.parametrize(
    ("by", "asked", "words"),
    [
        ("person", Asked(), "“姓名”是个人信息"),
        ("uses", Asked(), "类型"),
        ("nix", Asked(), "没有列“nix”"),
        (BY_MONTH, Asked(place=None, period=None), "不能分月"),
    ],
)
def test_what_cannot_be_a_group_is_refused_in_words(cut: Cut, by: str, asked: Asked, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refused:
        ENGINE.groups(cut, [request(COUNT, asked)], by)
    assert refused.value.remedy


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in (*CASES, *REFUSED)}) == len(CASES) + len(REFUSED) >= 200


def test_all_requests_of_a_ledger_together_give_what_each_gives_alone(tmp_path: Path) -> None:
    for number, table in enumerate(TABLES):
        (tmp_path / str(number)).mkdir()
        cut = cut_of(tmp_path / str(number), table.files, table.superseded)
        cases = table.cases
        with calculation([cut]) as engine:
            answers = engine.run(cut, [case.request for case in (*cases, *cases)])
        assert [answer["n"] for answer in answers] == [case.expected for case in (*cases, *cases)]


def test_one_calculation_answers_for_several_ledgers(tmp_path: Path) -> None:
    cuts = []
    for number, table in enumerate((deliveries, followers)):
        (tmp_path / str(number)).mkdir()
        cut = cut_of(tmp_path / str(number), table.files)
        cuts.append(replace(cut, ledger=replace(cut.ledger, code=f"samples_{number}")))
    everything = request(COUNT, Asked(place=None, period=None))
    with calculation(cuts) as engine:
        assert [engine.run(cut, [everything])[0]["n"] for cut in cuts] == [7, 5]


def test_a_file_from_before_a_column_came_reads_as_blank_there(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, ((row(id="a", at="2021-03-01 09:00:00", uses=3),),))
    path = cut.files[0].path
    parquet.write_table(parquet.read_table(path).select(["id", "at", "uses", "_row"]), path)
    filled = Aggregate("n", Function.COUNT, where=(Condition("hall", Predicate.FILLED),))
    total = Aggregate("uses", Function.SUM, value=Linear(((1, "uses"),)))
    asked = replace(request(filled, Asked()), aggregates=(filled, total))
    assert ENGINE.run(cut, [asked]) == ({"n": 0, "uses": 3},)


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    return cut_of(tmp_path, deliveries.files)


def test_a_lost_file_is_noticed(cut: Cut) -> None:
    Path(cut.files[0].path).unlink()
    with pytest.raises(TamperedError, match="样例台账") as noticed:
        ENGINE.run(cut, [request(COUNT, Asked())])
    assert "备份" in noticed.value.remedy


def test_a_damaged_file_is_noticed(cut: Cut) -> None:
    Path(cut.files[1].path).write_bytes(b"not a Parquet file at all")
    with pytest.raises(TamperedError):
        ENGINE.run(cut, [request(COUNT, Asked())])


def test_a_calculation_that_takes_too_long_is_stopped(cut: Cut) -> None:
    slow = "SELECT COUNT(*) FROM range(1000000) a, range(1000000) b"
    hasty = EmbeddedEngine(Limits(seconds=0.2))
    with pytest.raises(RefusedError, match=r"超过0\.2秒"), hasty.over(cut) as connection:
        connection.execute(slow).fetchall()


def test_a_calculation_that_takes_too_much_memory_is_stopped(cut: Cut) -> None:
    large = "SELECT list(a) FROM range(20000000) t(a)"
    small = EmbeddedEngine(Limits(memory="64MB"))
    with pytest.raises(RefusedError, match="内存"), small.over(cut) as connection:
        connection.execute(large).fetchall()


@pytest.mark.parametrize(
    "escape",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '/tmp/youju-escape.csv'",
        "ATTACH '/tmp/youju-escape.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET allowed_paths = ['/etc/passwd']",
        "PRAGMA temp_directory = '/etc'",
        "EXPORT DATABASE '/tmp/youju-escape'",
    ],
)
def test_a_connection_reaches_nothing_but_the_files_of_its_cut(cut: Cut, escape: str) -> None:
    with calculation([cut]) as engine:
        assert engine.connection is not None
        with pytest.raises(duckdb.Error):
            engine.connection.execute(escape)


@pytest.mark.parametrize(
    ("aggregate", "words"),
    [
        (Aggregate("n", Function.COUNT, where=(Condition("nix", Predicate.FILLED),)), "没有列“nix”"),
        (Aggregate("n", Function.COUNT, where=(Condition("uses", Predicate.IS, ("viele",)),)), "viele"),
        (Aggregate("n", Function.COUNT, where=(Condition("day", Predicate.IS, ("31.12.",)),)), "日期"),
        (Aggregate("n", Function.COUNT, where=(Condition("ok", Predicate.IS, ("是",)),)), "true 和 false"),
        (Aggregate("n", Function.COUNT, where=(Condition("hall", Predicate.ABOVE, ("1",)),)), "大厅"),
        (Aggregate("n", Function.COUNT, where=(Condition("day", Predicate.IN_FORCE, ("hall",)),)), "大厅"),
        (Aggregate("n", Function.COUNT, not_after=("hall", Moment("due"))), "大厅"),
        (Aggregate("n", Function.SUM), "没有说明"),
        (Aggregate("n", Function.SUM, value=Linear(((1, "hall"),))), "大厅"),
        (Aggregate("n", Function.SUM, value=Elapsed("hall", "at")), "大厅"),
        (Aggregate("n", Function.EXPRESSION, text="SUM(hall)"), "类型不合"),
        (Aggregate("n", Function.EXPRESSION, text="MAX(hall)"), "不是精确的数"),
        (Aggregate("n", Function.EXPRESSION, text="MAX(at)"), "不是精确的数"),
        (Aggregate("n", Function.EXPRESSION, text="SUM(CASE WHEN uses = 'x' THEN 1 END)"), "类型不合"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_the_ledger_is_refused_in_words(cut: Cut, aggregate: Aggregate, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refused:
        ENGINE.run(cut, [request(aggregate, Asked())])
    assert refused.value.remedy


def test_the_last_day_needs_a_date_column(cut: Cut) -> None:
    last = Aggregate("n", Function.SUM_AT_LAST, value=Linear(((1, "uses"),)))
    with pytest.raises(RefusedError, match="日期列"):
        ENGINE.run(cut, [request(last, Asked(place=None, period=None))])


def test_the_statement_shown_is_over_the_ledger_and_gives_the_same_number(cut: Cut) -> None:
    asked = request(Aggregate("n", Function.COUNT, not_after=("done", Moment("due"))), Asked())
    shown = ENGINE.sql(cut, asked)
    assert shown == (
        'SELECT COUNT(*) FILTER (WHERE "done" <= "due" AND "done" < TIMESTAMP \'2022-01-01 00:00:00\''
        ' AND "due" < TIMESTAMP \'2022-01-01 00:00:00\') AS "n" FROM "samples"'
        " WHERE \"at\" >= TIMESTAMP '2021-01-01 00:00:00' AND \"at\" < TIMESTAMP '2022-01-01 00:00:00'"
    )
    with ENGINE.over(cut) as connection:
        assert connection.execute(shown).fetchall() == [(1,)]


def test_every_statement_shown_gives_the_number_of_its_case(tmp_path: Path) -> None:
    for number, table in enumerate(TABLES):
        (tmp_path / str(number)).mkdir()
        cut = cut_of(tmp_path / str(number), table.files, table.superseded)
        with ENGINE.over(cut) as connection:
            for case in table.cases:
                if case.request.aggregates[0].function is not Function.EXPRESSION:
                    found = connection.execute(ENGINE.sql(cut, case.request)).fetchone()
                    assert (found[0] if found else None) == case.expected, case.name
