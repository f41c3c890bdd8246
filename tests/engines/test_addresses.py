"""An address means an engine; what the engine needs is asked for only when it is used, and said in one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conformance import EVERY, cut_of, request, row

from youju.engines.addresses import engine_of
from youju.errors import UnreadableError
from youju.measures.contract import Aggregate, Function

COUNT = Aggregate("n", Function.COUNT)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("duckdb", "duckdb"),
        ("spark://local", "spark"),
        ("spark://local[2]", "spark"),
        ("spark://local[*]", "spark"),
        ("spark://192.0.2.1:7077", "spark"),
        ("spark://a.example:7077,b.example:7077", "spark"),
    ],
)
def test_an_address_means_an_engine_that_has_not_begun_yet(address: str, name: str) -> None:
    assert engine_of(address).name == name


@pytest.mark.parametrize(
    "address",
    ["", "DuckDB", "spark", "spark://", "spark://host", "spark://host:port", "spark://local[2", "mysql://x:1"],
)
def test_an_address_that_means_none_is_answered_with_those_that_do(address: str) -> None:
    with pytest.raises(UnreadableError, match="不认识计算引擎") as unknown:
        engine_of(address)
    assert "duckdb" in unknown.value.remedy


def test_a_package_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.conf", None)  # as Python itself marks what cannot be imported
    cut = cut_of(tmp_path, ((row(id="a"),),))
    with pytest.raises(UnreadableError, match="程序包") as missing:
        engine_of("spark://local[3]").run(cut, [request(COUNT, EVERY)])
    assert "youju[spark]" in missing.value.remedy


def test_the_embedded_engine_answers_a_calculation_by_its_address(tmp_path: Path) -> None:
    cut = cut_of(tmp_path, ((row(id="a"),),))
    with engine_of("duckdb").calculation([cut]) as engine:
        assert engine.run(cut, [request(COUNT, EVERY)]) == ({"n": 1},)
