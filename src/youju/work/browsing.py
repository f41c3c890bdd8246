"""A ledger as people look through it: its rows by pages, what was said of one key, its batches, its source files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from youju.engines.embedded import EmbeddedEngine
from youju.engines.paging import Found, LedgerRow, Wanted, browse, history
from youju.errors import NotFoundError, TamperedError
from youju.evidence import lake
from youju.evidence.durable import FROM_BACKUP
from youju.evidence.places import source_file as kept_file
from youju.model.dossier import Act
from youju.model.ledger import Column, Ledger
from youju.work.ledgers import cut_of
from youju.work.workspace import Workspace

ROWS_A_PAGE = 50
ALL_ROWS = Wanted()


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page: ``total`` and ``sums`` (money by column code) speak of all rows that pass the filters."""

    ledger: Ledger
    columns: tuple[Column, ...]
    rows: tuple[LedgerRow, ...]
    total: int
    sums: dict[str, str]
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What came with one import; ``read`` is all its rows, those rejected too; ``columns`` are those the file had."""

    code: str
    name: str
    sheet: str | None
    sha256: str
    at: str
    by: str
    role: str
    added: int
    corrected: int
    unchanged: int
    rejected: int
    columns: frozenset[str] = frozenset()

    @property
    def read(self) -> int:
        """How many rows the dump had."""
        return self.added + self.corrected + self.unchanged + self.rejected


def page(
    workspace: Workspace, ledger: Ledger, wanted: Wanted = ALL_ROWS, *, offset: int = 0, limit: int = ROWS_A_PAGE
) -> LedgerPage:
    """Rows of the ledger, the latest day first; what is personal is masked unless it is ``wanted``.

    Raises RefusedError when the search takes too long, TamperedError when the ledger is not what was stored.
    """
    found: Found = browse(EmbeddedEngine(), cut_of(workspace, ledger), wanted, limit, offset)
    return LedgerPage(ledger, ledger.columns, found.rows, found.total, dict(found.sums), offset, limit)


def history_of(
    workspace: Workspace, ledger: Ledger, batch: str, row: int, *, personal: bool = False
) -> tuple[LedgerRow, ...]:
    """All that was ever said of the key of that row, oldest first; the one that counts says so.

    Raises NotFoundError when there is no such row.
    """
    found = history(EmbeddedEngine(), cut_of(workspace, ledger), batch, row, personal=personal)
    if not found:
        raise NotFoundError(f"“{ledger.label}”没有这一行。", "请从台账里重新打开。")
    return found


def batches(workspace: Workspace, ledger: Ledger) -> tuple[Batch, ...]:
    """Every import that stored something, the latest first."""
    return tuple(map(_batch, reversed(lake.batches(workspace.root, ledger))))


def _batch(entry: Act) -> Batch:
    counts = {name: int(str(entry.body[name])) for name in ("added", "corrected", "unchanged", "rejected")}
    sheet, columns = entry.body["sheet"], entry.body["columns"]
    return Batch(
        code=str(entry.body["batch"]),
        name=str(entry.body["name"]),
        sheet=None if sheet is None else str(sheet),
        sha256=str(entry.body["source"]),
        at=entry.at,
        by=entry.by,
        role=entry.role,
        columns=frozenset(columns) if isinstance(columns, dict) else frozenset(),
        **counts,
    )


def source_file(workspace: Workspace, sha256: str) -> tuple[str, bytes]:
    """Name and bytes of a file that some import brought. Raises NotFoundError for any other kept file or digest.

    Raises TamperedError when the kept bytes are not those that came.
    """
    for ledger in workspace.pack.ledgers.values():
        for batch in batches(workspace, ledger):
            if batch.sha256 == sha256:
                return batch.name, _kept(workspace, batch)
    raise NotFoundError("没有这个原始文件。", "请从台账的批次里打开。")


def _kept(workspace: Workspace, batch: Batch) -> bytes:
    path = kept_file(workspace.root, batch.sha256)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        place = {"path": path.relative_to(workspace.root).as_posix()}
        raise TamperedError(f"原始文件“{batch.name}”不见了或被改动过。", FROM_BACKUP, place)
    return content
