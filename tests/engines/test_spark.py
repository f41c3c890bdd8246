"""The Spark engine passes the conformance suite: in this process, or on the cluster that YOUJU_SPARK names.

``tools/spark_cluster.py`` gives it one. Where the package or Java is missing, the tests say so and are skipped.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from conformance import DAY, DUE, EVERY, LEDGER, Asked, Case, Table, cut_of, request, row
from conformance_batches import large, three_lists
from conformance_cases import corrected, deliveries, followers
from conformance_splits import SPLITS
from conformance_suite import REFUSED, TABLES
from pyarrow import parquet

from youju.engines import spark_session
from youju.engines.embedded import EmbeddedEngine
from youju.engines.spark import SparkEngine
from youju.errors import RefusedError, TamperedError, UnreadableError
from youju.measures.contract import Aggregate, Function, Request
from youju.model.measure import Condition, Elapsed, Linear, Predicate
from youju.model.period import year

if importlib.util.find_spec("pyspark") is None:
    pytest.skip("the package pyspark is not installed (pip install 'youju[spark]')", allow_module_level=True)
if shutil.which("java") is None:
    pytest.skip("there is no Java on this machine", allow_module_level=True)

ENGINE = SparkEngine(os.environ.get("YOUJU_SPARK", "local[2]"))
COUNT = Aggregate("n", Function.COUNT)


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    spark_session.stop()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.cases[0].name)
def test_conformance(table: Table, tmp_path: Path) -> None:
    cut = cut_of(tmp_path, table.files, table.superseded)
    answers = ENGINE.run(cut, [case.request for case in table.cases])
    found = {case.name: answer["n"] for case, answer in zip(table.cases, answers, strict=True)}
    assert found == {case.name: case.expected for case in table.cases}
    assert not any(isinstance(number, float) for number in found.values())


@pytest.mark.parametrize("by", sorted({case.by for case in SPLITS}))
def test_conformance_of_groups(by: str, tmp_path: Path) -> None:
    for number, case in enumerate(case for case in SPLITS if case.by == by):
        (tmp_path / str(number)).mkdir()
        cut = cut_of(tmp_path / str(number), case.files, case.superseded)
        found = ENGINE.groups(cut, [case.request], by)
        assert list(found.answers[0].items()) == list(case.expected().items()), case.name


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_would_not_be_exact_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        ENGINE.run(cut_of(tmp_path, case.files, case.superseded), [case.request])
    assert refused.value.remedy


def share(asked: Asked) -> Request:
    on_time = Aggregate("numerator", Function.COUNT, not_after=("done", DUE))
    return replace(request(on_time, asked), aggregates=(on_time, Aggregate("denominator", Function.COUNT)))


LAST_DAY = request(Aggregate("n", Function.SUM_AT_LAST, value=Linear(((1, "uses"),))), Asked(DAY))
LISTINGS = {
    "a share": (deliveries, [(share(Asked()), "share")]),
    "elapsed": (deliveries, [(request(Aggregate("n", Function.SUM, value=Elapsed("at", "done")), EVERY), "both")]),
    "two periods": (followers, [(LAST_DAY, "value"), (replace(LAST_DAY, period=year(2020)), "base")]),
    "corrections": (corrected, [(request(COUNT, EVERY), "value")]),
    "lists": (three_lists, [(request(COUNT, EVERY), "value")]),
    "many": (large, [(request(COUNT, EVERY), "value")]),
}


@pytest.mark.parametrize("which", LISTINGS)
def test_the_rows_behind_a_number_are_those_that_the_embedded_engine_lists(which: str, tmp_path: Path) -> None:
    table, requests = LISTINGS[which]
    cut = cut_of(tmp_path, table.files, table.superseded)
    for limit, offset in ((1000, 0), (2, 1), (5, 10_000)):
        page = ENGINE.rows(cut, requests, limit, offset)
        assert page == EmbeddedEngine().rows(cut, requests, limit, offset)
        assert page.total > 0


def test_the_statement_shown_gives_the_number(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, deliveries.files)
    late = Aggregate("n", Function.SUM, value=Elapsed("at", "done"), where=(Condition("hall", Predicate.FILLED),))
    shown = ENGINE.sql(cut, request(late, Asked()))
    assert shown.startswith(
        'SELECT SUM(CAST(timestampdiff(SECOND, "at", "done") AS DECIMAL(18, 0))) FILTER (WHERE "hall"'
    )
    assert ENGINE.run(cut, [request(late, Asked())]) == ({"n": 579_601},)


def test_a_file_from_before_a_column_came_reads_as_blank_there(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, ((row(id="a", at="2021-03-01 09:00:00", uses=3),),))
    path = cut.files[0].path
    parquet.write_table(parquet.read_table(path).select(["id", "at", "uses", "_row"]), path)
    filled = Aggregate("n", Function.COUNT, where=(Condition("hall", Predicate.FILLED),))
    total = Aggregate("uses", Function.SUM, value=Linear(((1, "uses"),)))
    assert ENGINE.run(cut, [replace(request(filled, Asked()), aggregates=(filled, total))]) == ({"n": 0, "uses": 3},)


def test_folders_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "卷 [一] {a,b} 50%20 it's *?"
    folder.mkdir()
    cut = cut_of(folder, corrected.files, corrected.superseded)
    assert ENGINE.run(cut, [request(COUNT, EVERY)]) == ({"n": 3},)
    assert ENGINE.rows(cut, [(request(COUNT, EVERY), "value")], 10).total == 3


def test_calculations_beside_each_other_see_their_own_rows(tmp_path: Path) -> None:
    cuts = []
    for number in range(1, 5):
        (tmp_path / str(number)).mkdir()
        cuts.append(cut_of(tmp_path / str(number), (tuple(row(id=str(key)) for key in range(number)),)))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda cut: ENGINE.run(cut, [request(COUNT, EVERY)])[0]["n"], cuts))
    assert answers == [1, 2, 3, 4]


def test_the_session_stays_warm() -> None:
    first, second = (spark_session.session(ENGINE.master).spark for _ in range(2))
    assert first.sparkContext is second.sparkContext
    assert first is not second


def test_a_lost_file_is_noticed(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, deliveries.files)
    Path(cut.files[0].path).unlink()
    with pytest.raises(TamperedError, match=LEDGER.label) as noticed:
        ENGINE.run(cut, [request(COUNT, Asked())])
    assert "备份" in noticed.value.remedy


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, deliveries.files)
    Path(cut.files[1].path).write_bytes(b"not a Parquet file at all")
    with pytest.raises(TamperedError, match=LEDGER.label):
        ENGINE.run(cut, [request(COUNT, Asked())])


def test_a_calculation_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    slow = "SELECT COUNT(*) FROM range(10000000) a JOIN range(10000000) b ON a.id * b.id % 7 = 1"
    spark = spark_session.session(ENGINE.master)
    with pytest.raises(RefusedError, match=r"超过0\.5秒"), spark.within(0.5, "样例台账"):
        spark.rows(slow)
    assert ENGINE.run(cut_of(tmp_path, deliveries.files), [request(COUNT, EVERY)]) == ({"n": 7},)


def test_a_cluster_that_does_not_answer_is_named(tmp_path: Path) -> None:
    spark_session.stop()
    with pytest.raises(UnreadableError, match=r"连不上 Spark 集群 spark://127\.0\.0\.1:1") as silent:
        SparkEngine("spark://127.0.0.1:1").run(cut_of(tmp_path, deliveries.files), [request(COUNT, EVERY)])
    assert "duckdb" in silent.value.remedy


def test_a_machine_without_java_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spark_session.stop()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(UnreadableError, match="没有 Java") as missing:
        ENGINE.run(cut_of(tmp_path, deliveries.files), [request(COUNT, EVERY)])
    assert "Java 17" in missing.value.remedy
