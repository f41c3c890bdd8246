"""A user's expression runs in a process of its own, which the machine ends when it takes too much; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import cast

import duckdb
import pytest
from conformance import AT, Asked, cut_of, request
from conformance_cases import deliveries

from youju.engines import confined
from youju.engines.confined import Bounds, Call, answered, bounds
from youju.engines.connection import USUAL, Limits
from youju.engines.embedded import EmbeddedEngine
from youju.engines.exact_json import read, written
from youju.errors import RefusedError, TamperedError
from youju.measures.contract import Aggregate, Function
from youju.model.ledger import Cut
from youju.model.measure import Elapsed, Linear, Moment

NOTHING = "CREATE TEMP VIEW nothing AS SELECT 1"
ROOM = Bounds(4 * 10**9, 60)
ONE = Aggregate("one", Function.EXPRESSION, text="2 * SUM(次数) / COUNT(*)")


def ask(*statements: str, limits: Limits = USUAL, bound: Bounds = ROOM) -> list[list[list[object]]]:
    return [[list(row) for row in rows] for rows in answered(Call((), NOTHING, statements), limits, bound)]


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    return cut_of(tmp_path, deliveries.files)


def test_numbers_come_back_exact_to_the_last_digit() -> None:
    assert ask("SELECT 12345678901234567890123456789012345678::HUGEINT, 0.10::DECIMAL(38, 2), NULL, 'x'") == [
        [[12345678901234567890123456789012345678, Decimal("0.10"), None, "x"]]
    ]


@pytest.mark.parametrize("value", [None, 0, -(10**37), Decimal("-0.5000"), Fraction(1, 3), "甲"])
def test_what_is_written_reads_the_same(value: object) -> None:
    assert (read(written(value)), type(read(written(value)))) == (value, type(value))


@pytest.mark.parametrize("foreign", [1.5, {"float": "1"}, {"decimal": 1}, {}, [], {"decimal": "1", "text": "2"}])
def test_what_nobody_wrote_is_not_read(foreign: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(foreign)


def test_who_takes_more_addresses_than_allowed_is_ended() -> None:
    generous = Limits(memory="64GB", threads=1)
    with pytest.raises(duckdb.OutOfMemoryException):
        ask("SELECT list(a) FROM range(100000000) t(a)", limits=generous, bound=Bounds(2 * 10**9, 60))


def test_who_takes_more_of_the_processor_than_allowed_is_ended() -> None:
    patient = Limits(seconds=50)
    with pytest.raises(duckdb.InterruptException):
        ask("SELECT COUNT(*) FROM range(10000000) a, range(1000000) b", limits=patient, bound=Bounds(4 * 10**9, 2))


def test_who_takes_more_time_than_allowed_is_interrupted() -> None:
    with pytest.raises(duckdb.InterruptException):
        ask("SELECT COUNT(*) FROM range(10000000) a, range(1000000) b", limits=Limits(seconds=0.5))


def test_the_bounds_leave_room_for_what_the_limits_allow() -> None:
    assert bounds(Limits(seconds=10, memory="512MB", threads=2)) == Bounds(2_512_000_000, 25)


@pytest.mark.parametrize("escape", ["SELECT * FROM read_text('/etc/passwd')", "COPY (SELECT 1) TO '/tmp/youju-escape'"])
def test_the_process_sees_no_other_file(escape: str) -> None:
    with pytest.raises(duckdb.PermissionException):
        ask(escape)


def test_where_the_process_stands_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "youju").mkdir()
    (tmp_path / "youju" / "__init__.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask("SELECT 1") == [[[1]]]


def test_a_fault_of_the_program_is_none_of_the_user() -> None:
    with pytest.raises(RuntimeError, match="KeyError"):
        confined._asked({}, 5)  # noqa: SLF001 (no caller can cause it)


def test_an_expression_that_takes_too_much_is_told_in_words(cut: Cut) -> None:
    small = EmbeddedEngine(Limits(memory="1KB"))
    with pytest.raises(RefusedError, match="已停止") as refused:
        small.run(cut, [request(ONE, Asked())])
    assert refused.value.remedy


def test_a_lost_file_is_noticed_there_too(cut: Cut) -> None:
    Path(cut.files[0].path).unlink()
    with pytest.raises(TamperedError, match="样例台账"):
        EmbeddedEngine().run(cut, [request(ONE, Asked())])


@dataclass(frozen=True)
class Watched:
    """A connection that notes every statement which reads rows."""

    connection: duckdb.DuckDBPyConnection
    seen: list[str]

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Noted."""
        self.seen.append(sql)
        return self.connection.execute(sql)


@dataclass(frozen=True)
class WatchedEngine(EmbeddedEngine):
    """The engine itself, with its statements noted."""

    seen: list[str] = field(default_factory=list)

    @contextmanager
    def over(self, cut: Cut) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection, watched."""
        with EmbeddedEngine.over(self, cut) as connection:
            yield cast("duckdb.DuckDBPyConnection", Watched(connection, self.seen))


def test_all_measures_of_a_ledger_and_a_period_share_a_scan_and_distinct_values_run_apart(cut: Cut) -> None:
    uses = Linear(((1, "uses"),))
    scanned = [
        Aggregate("count", Function.COUNT),
        Aggregate("in time", Function.COUNT, not_after=("done", Moment("due"))),
        *(Aggregate(name, Function(name), value=uses) for name in ("sum", "min", "max")),
        Aggregate("seconds", Function.SUM, value=Elapsed("at", "done")),
    ]
    halls = Aggregate("halls", Function.COUNT_DISTINCT, distinct=("hall",))
    requests = [request(aggregate, Asked(AT)) for aggregate in (*scanned, *scanned, halls)]
    engine = WatchedEngine()
    whole, by_hall = engine.run(cut, requests), engine.groups(cut, requests, "hall")
    assert len(engine.seen) == 2 + 2
    assert whole[0]["count"] == sum(int(str(answer["count"])) for answer in by_hall.answers[0].values())


def test_what_a_user_wrote_never_runs_in_this_process(cut: Cut) -> None:
    engine = WatchedEngine()
    (answer,) = engine.run(cut, [request(ONE, Asked())])
    assert answer == {"one": Fraction(20, 4)}
    assert engine.seen == []
