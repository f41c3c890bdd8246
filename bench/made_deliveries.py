"""A ledger of made express deliveries, as many as wanted, as one batch with a valid log: what benches ask about."""

from __future__ import annotations

from pathlib import Path

import duckdb

from youju.evidence import lake
from youju.evidence.batches import ROWS_A_GROUP
from youju.evidence.durable import sha256_of
from youju.evidence.log import append
from youju.evidence.places import batch_file
from youju.model.dossier import Data, Draft
from youju.model.ledger import Cut
from youju.packs import pack

EXPRESS = pack("administrative-service-centre").ledgers["express_deliveries"]
_YEAR = 31_535_000  # seconds, some minutes less than a year has
_MADE = """
  SELECT 'SF' || lpad(number::VARCHAR, 10, '0') AS waybill, accepted_at, due_at,
         CASE WHEN hash(number, 1) % 100 > 0 THEN due_at - to_seconds((hash(number, 2) % 190000)::BIGINT - 10000) END
             AS delivered_at,
         hash(number, 3) % 100 = 0 AS misdelivered,
         hash(number, 4) % 10 > 0 AS free_of_charge,
         CAST((hash(number, 5) % 5000) / 100 AS DECIMAL(18, 4)) AS fee,
         ['示范区行政服务中心', '东部分中心', '西部分中心'][1 + (hash(number, 6) % 3)::INT] AS hall,
         number + 2 AS _row
  FROM (
    SELECT number, accepted_at, date_trunc('day', accepted_at) + INTERVAL 3 DAY + INTERVAL 18 HOUR AS due_at
    FROM (SELECT number,
                 TIMESTAMP '{first}-01-01' + to_seconds((number::HUGEINT * {span} // {rows})::BIGINT) AS accepted_at
          FROM range({rows}) made(number))
  )
"""


def made(rows: int, years: int = 1, *, shuffled: bool = False) -> str:
    """A statement of so many rows evenly over the years up to 2021, in order of time or in none."""
    statement = _MADE.format(rows=rows, first=2022 - years, span=_YEAR + (years - 1) * 31_557_600)
    return f"{statement} ORDER BY hash(number, 7)" if shuffled else statement


def made_cut(root: Path, rows: int, years: int = 1, *, shuffled: bool = False) -> Cut:
    """A ledger of one batch of made rows below ``root``."""
    path = batch_file(root, EXPRESS.code, "000001-bench")
    path.parent.mkdir(parents=True)
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP}"
    duckdb.execute(f"COPY ({made(rows, years, shuffled=shuffled)}) TO '{path}' ({options})")
    body: dict[str, Data] = {"batch": "000001-bench", "rows": rows, "sha256": sha256_of(path), "superseded": None}
    body |= {"name": "bench.csv", "source": "", "sheet": None}
    append(root, Cut(EXPRESS, 0, None), Draft("batch", "bench", "clerk", "2022-01-01T00:00:00+08:00", body))
    return lake.cut(root, EXPRESS)
