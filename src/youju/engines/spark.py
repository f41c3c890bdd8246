"""The engine for clusters: Spark over the same Parquet files, by the same statements, with the same answers.

On a cluster every worker must see the files under the same path. A process keeps one Spark warm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from youju.engines.contract import Groups, RowPage
from youju.engines.dialect import SPARK
from youju.engines.listing import FILE, ROW, evidence_row, listing
from youju.engines.plan import Key, Plan, Rows, plan, readable
from youju.engines.spark_session import Session, faults, is_lost, is_unfit, session
from youju.engines.statement import quoted, select, text
from youju.errors import RefusedError, TamperedError
from youju.measures.contract import Answer, Request
from youju.model.ledger import BatchFile, ColumnType, Cut, Ledger

_TYPES = {
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DECIMAL: "DECIMAL(18, 4)",
    ColumnType.MONEY: "DECIMAL(18, 4)",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMP_NTZ",
    ColumnType.MONTH: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
}
_POSITION = "_position"
_NAMED = f"_metadata.file_name AS {FILE}"  # the files of a ledger have names of their own
_NUMBERED = f"_metadata.row_index AS {_POSITION}"


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Answers requests with Spark on ``master``. ``seconds``: what one call may take."""

    master: str = "local[2]"
    seconds: float = 600
    name: str = "spark"

    def run(self, cut: Cut, requests: Sequence[Request]) -> tuple[Answer, ...]:
        """One answer a request, in order. Raises RefusedError, TamperedError, UnreadableError."""
        made = plan(cut.ledger, requests, SPARK)
        return made.answers(self._found(cut, made))

    def groups(self, cut: Cut, requests: Sequence[Request], by: str) -> Groups:
        """The requests for each group of rows. Raises as ``run``."""
        made = plan(cut.ledger, requests, SPARK, by)
        return made.groups(self._found(cut, made))

    def _found(self, cut: Cut, made: Plan) -> Mapping[Key, Rows]:
        with self._over(cut) as spark:
            return {key: spark.rows(sql) for key, sql in made.statements().items()}

    def rows(self, cut: Cut, requests: Sequence[tuple[Request, str]], limit: int, offset: int = 0) -> RowPage:
        """A page of the rows that enter the requests, by file and row. Raises as ``run``."""
        if not requests or not cut.files:
            return RowPage(0, ())
        asked = listing(cut, requests, (limit, offset), SPARK)
        with self._over(cut) as spark:
            (total,) = _first(spark.rows(asked.total))
            page = spark.rows(asked.page)
        files = {Path(file.path).name: file for file in cut.files}
        return RowPage(int(str(total)), tuple(evidence_row(cut.ledger, files, asked.shown, row) for row in page))

    def sql(self, cut: Cut, request: Request) -> str:
        """The request as one statement over the ledger's code. Raises RefusedError."""
        return readable(cut.ledger, request, SPARK)

    def calculation(self, cuts: Iterable[Cut]) -> AbstractContextManager[SparkEngine]:  # noqa: ARG002 (files are opened when they are read)
        """This engine: its session is warm already."""
        return nullcontext(self)

    @contextmanager
    def _over(self, cut: Cut) -> Iterator[Session]:
        """A session in which the cut's ledger stands under its code, within the time allowed."""
        spark = session(self.master)
        with _sentences(cut.ledger), spark.within(self.seconds, cut.ledger.label):
            spark.view(cut.ledger.code, _current_rows(spark, cut))
            yield spark


def _current_rows(spark: Session, cut: Cut) -> str:
    """The rows of the cut that count, with the name of the file and the row of the source."""
    schema = {column.code: _TYPES.get(column.type, "STRING") for column in cut.ledger.columns} | {ROW: "BIGINT"}
    items = [*map(quoted, schema), quoted(FILE)]
    plain = [file for file in cut.files if not file.superseded]
    touched = [file for file in cut.files if file.superseded]
    parts = []
    if plain:
        spark.files("_plain", schema, _paths(plain), _NAMED)
        parts.append(select(items, "_plain"))
    if touched:
        spark.files("_touched", schema, _paths(touched), _NAMED, _NUMBERED)
        parts.append(select(items, f"_touched e LEFT ANTI JOIN {_replaced(spark, touched)}"))
    if not parts:
        blank = [f"CAST(NULL AS {kind}) AS {quoted(code)}" for code, kind in (schema | {FILE: "STRING"}).items()]
        return f"SELECT {', '.join(blank)} WHERE FALSE"
    return " UNION ALL ".join(parts)


def _replaced(spark: Session, files: Sequence[BatchFile]) -> str:
    """Name and position of the rows listed as replaced, joined to the rows ``e`` they mean."""
    lists = list(dict.fromkeys(path for file in files for path in file.superseded))
    spark.files("_lists", {"batch": "STRING", "position": "BIGINT"}, lists)
    names = ", ".join(f"({text(Path(file.path).name)}, {text(file.batch)})" for file in files)
    listed = select(["n.name", "s.position"], f"_lists s JOIN (VALUES {names}) n(name, batch) USING (batch)")
    return f"({listed}) r ON r.name = e.{FILE} AND r.position = e.{_POSITION}"


def _paths(files: Sequence[BatchFile]) -> list[str]:
    return [file.path for file in files]


def _first(rows: Sequence[tuple[object, ...]]) -> tuple[object, ...]:
    return rows[0] if rows else (None,)


@contextmanager
def _sentences(ledger: Ledger) -> Iterator[None]:
    """Faults of Spark as sentences; those that only a fault of the program can cause pass through."""
    try:
        yield
    except faults() as fault:
        if is_lost(fault):
            raise TamperedError(
                f"“{ledger.label}”的数据文件读不出来，可能丢失或损坏。",
                "请从备份恢复该台账的数据文件；集群上每个节点都要能读到它。",
            ) from fault
        if is_unfit(fault):
            raise RefusedError(
                f"“{ledger.label}”的算式与列的类型不合，算不出来。", "请核对算式里每一列是数、日期还是文字。"
            ) from fault
        raise
