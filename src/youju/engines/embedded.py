"""The embedded engine: DuckDB over the Parquet files of a cut, in this process, locked in before anything is asked.

A connection sees the files of its cuts and nothing else of the machine: no other file, no network, no extension.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import duckdb

from youju.engines import confined
from youju.engines.connection import USUAL, Limits, connected, within
from youju.engines.contract import Groups, RowPage
from youju.engines.dialect import DUCKDB
from youju.engines.listing import evidence_row, listing
from youju.engines.plan import Key, Plan, Rows, plan, readable
from youju.engines.standing import current_rows
from youju.engines.statement import quoted
from youju.errors import RefusedError, TamperedError
from youju.measures.contract import Answer, Request
from youju.model.ledger import Cut, Ledger

_DAMAGED = "请从备份恢复该台账的数据文件。"


@dataclass(frozen=True, slots=True)
class EmbeddedEngine:
    """Answers requests with DuckDB. ``connection``: that of a calculation over several cuts, else one for each call."""

    limits: Limits = USUAL
    connection: duckdb.DuckDBPyConnection | None = None
    name: str = "duckdb"

    def run(self, cut: Cut, requests: Sequence[Request]) -> tuple[Answer, ...]:
        """One answer a request, in order. Raises RefusedError, TamperedError."""
        made = plan(cut.ledger, requests, DUCKDB)
        return made.answers(self._found(cut, made))

    def groups(self, cut: Cut, requests: Sequence[Request], by: str) -> Groups:
        """The requests for each group of rows. Raises RefusedError, TamperedError."""
        made = plan(cut.ledger, requests, DUCKDB, by)
        return made.groups(self._found(cut, made))

    def _found(self, cut: Cut, made: Plan) -> Mapping[Key, Rows]:
        """The rows of every statement of the plan; what a user wrote runs in a process of its own."""
        own, users = (made.statements(user=user) for user in (False, True))
        found: dict[Key, Rows] = {}
        if own:
            with self.over(cut) as connection:
                found.update({key: connection.execute(sql).fetchall() for key, sql in own.items()})
        if users:
            call = confined.Call(_paths((cut,)), _view(cut), tuple(users.values()))
            with _faults(cut.ledger, self.limits):
                found.update(zip(users, confined.answered(call, self.limits), strict=True))
        return found

    def rows(self, cut: Cut, requests: Sequence[tuple[Request, str]], limit: int, offset: int = 0) -> RowPage:
        """A page of the rows that enter the requests, by file and row. Raises RefusedError, TamperedError."""
        if not requests or not cut.files:
            return RowPage(0, ())
        asked = listing(cut, requests, (limit, offset), DUCKDB)
        with self.over(cut) as connection:
            (total,) = _first(connection.execute(asked.total))
            page = connection.execute(asked.page).fetchall()
        files = {file.path: file for file in cut.files}
        return RowPage(int(str(total)), tuple(evidence_row(cut.ledger, files, asked.shown, row) for row in page))

    def sql(self, cut: Cut, request: Request) -> str:
        """The request as one statement over the ledger's code. Raises RefusedError."""
        return readable(cut.ledger, request, DUCKDB)

    def calculation(self, cuts: Iterable[Cut]) -> AbstractContextManager[EmbeddedEngine]:
        """This engine with one connection for all of these cuts."""
        return calculation(cuts, self.limits)

    @contextmanager
    def over(self, cut: Cut) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection in which the cut's ledger stands under its code, within the time allowed.

        Raises RefusedError, TamperedError for what DuckDB finds wrong meanwhile.
        """
        if self.connection is None:
            with calculation((cut,), self.limits) as engine, engine.over(cut) as connection:
                yield connection
            return
        with _faults(cut.ledger, self.limits), within(self.connection, self.limits.seconds):
            self.connection.execute(_view(cut))
            yield self.connection


@contextmanager
def calculation(cuts: Iterable[Cut], limits: Limits = USUAL) -> Iterator[EmbeddedEngine]:
    """An engine with one connection for several cuts; it can open the files of these cuts and nothing else."""
    with connected(_paths(cuts), limits) as connection:
        yield EmbeddedEngine(limits, connection)


def _paths(cuts: Iterable[Cut]) -> tuple[str, ...]:
    return tuple(path for cut in cuts for file in cut.files for path in (file.path, *file.superseded))


def _view(cut: Cut) -> str:
    """The statement that puts the rows of the cut under the ledger's code."""
    return f"CREATE OR REPLACE TEMP VIEW {quoted(cut.ledger.code)} AS {current_rows(cut)}"


@contextmanager
def _faults(ledger: Ledger, limits: Limits) -> Iterator[None]:
    """Faults of DuckDB as sentences; those that only a fault of the program can cause pass through."""
    try:
        yield
    except duckdb.InterruptException as fault:
        raise RefusedError(
            f"“{ledger.label}”的计算超过{limits.seconds:g}秒，已停止。", "请缩短期间或简化口径。"
        ) from fault
    except duckdb.OutOfMemoryException as fault:
        raise RefusedError(
            f"“{ledger.label}”的计算超出内存限额{limits.memory}，已停止。", "请缩短期间或简化口径。"
        ) from fault
    except (duckdb.IOException, duckdb.PermissionException, duckdb.InvalidInputException) as fault:
        raise TamperedError(f"“{ledger.label}”的数据文件读不出来，可能丢失或损坏。", _DAMAGED) from fault
    except (duckdb.BinderException, duckdb.ConversionException, duckdb.OutOfRangeException) as fault:
        raise RefusedError(
            f"“{ledger.label}”的算式与列的类型不合，算不出来。", "请核对算式里每一列是数、日期还是文字。"
        ) from fault


def _first(result: duckdb.DuckDBPyConnection) -> tuple[object, ...]:
    return result.fetchone() or (None,)
