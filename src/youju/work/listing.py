"""The rows behind a number as people read them: columns under their labels, what is personal masked, or as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youju.engines.contract import RowPage
from youju.model.ledger import EvidenceRow, Ledger
from youju.work.explaining import COUNTS
from youju.work.masking import masked
from youju.work.returned import written

HEADER = ("来源文件", "工作表", "行", "原始文件摘要")
CARRIED = "沿用的值"
Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row: how it ``counts``, its business ``key`` and the other ``values`` that were read, under their labels.

    ``carried``: a sentence for values that its own file did not say, with the row of an earlier file that did.
    """

    row: EvidenceRow
    counts: str
    key: Named
    values: Named
    carried: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Digest of the file it came in."""
        return self.row.blob.rpartition("/")[2]


def listed(page: RowPage, ledger: Ledger | None, *, personal: bool) -> tuple[ListedRow, ...]:
    """The rows of a page. ``personal``: whether personal columns may be read; else a mask stands there."""
    if ledger is None:
        return ()
    return tuple(
        ListedRow(
            row,
            COUNTS[row.counts],
            _named(ledger, row.key, personal=personal),
            _named(ledger, row.values, personal=personal),
        )
        for row in page.rows
    )


def holds_personal(ledger: Ledger | None) -> bool:
    """Whether the ledger has a personal column, so that its source files are not for everybody."""
    return ledger is not None and any(column.personal for column in ledger.columns)


def rows_csv(rows: Sequence[ListedRow]) -> bytes:
    """The rows as a file that a spreadsheet opens; formulas in them are plain text."""
    labels = [label for label, _ in (*rows[0].key, *rows[0].values)] if rows else []
    header = (*HEADER, *labels, *((CARRIED,) if any(row.carried for row in rows) else ()))
    return written("计入", header, ((row.counts, _cells(row)) for row in rows))


def _named(ledger: Ledger, values: Mapping[str, str], *, personal: bool) -> Named:
    shown = masked(ledger, values, personal=personal)
    return tuple((ledger.column(code).label, value) for code, value in shown.items())


def _cells(one: ListedRow) -> list[str]:
    values = (value for _, value in (*one.key, *one.values))
    carried = ("；".join(one.carried),) if one.carried else ()
    return [one.row.name, one.row.sheet or "", str(one.row.row), one.sha256, *values, *carried]
