"""Rows that may be one thing entered twice, told to those who can look: what agrees, and where each row came from."""

from __future__ import annotations

from youju.evidence import resembling
from youju.evidence.resembling import SAME_VALUES, Alike, Group, Resembling
from youju.model.dossier import Data
from youju.model.ledger import Ledger
from youju.work.ledgers import cut_of
from youju.work.masking import masked
from youju.work.workspace import Workspace


def check(workspace: Workspace, ledger: Ledger) -> Resembling:
    """Rows of the ledger that resemble each other under different keys, as it stands now. Raises TamperedError."""
    return resembling.resembling(workspace.root, cut_of(workspace, ledger))


def why_words(ledger: Ledger, group: Group) -> str:
    """What agrees between the rows of a group."""
    if group.why == SAME_VALUES or group.column is None:
        return "除业务编号外，填写的内容全部相同"
    return f"{ledger.column(group.column).label}相同，{ledger.column(ledger.date).label}在同一分钟"


def key_of(ledger: Ledger, row: Alike) -> dict[str, str]:
    """The key of a row by column; what is personal is masked."""
    return masked(ledger, dict(zip(ledger.key, row.key, strict=True)), personal=False)


def resembling_document(ledger: Ledger, found: Resembling) -> dict[str, Data]:
    """What was found as ``ledger check --json`` prints it."""
    groups: list[Data] = [_group(ledger, group) for group in found.groups]
    return {"ledger": ledger.code, "groups": found.total_groups, "rows": found.total_rows, "resembling": groups}


def _group(ledger: Ledger, group: Group) -> dict[str, Data]:
    return {
        "why": group.why,
        "words": why_words(ledger, group),
        "count": group.count,
        "rows": [_row(ledger, row) for row in group.rows],
    }


def _row(ledger: Ledger, row: Alike) -> dict[str, Data]:
    key: dict[str, Data] = dict(key_of(ledger, row))
    return {
        "file": f"blobs/{row.file.source}",
        "name": row.file.name,
        "sheet": row.file.sheet,
        "row": row.row,
        "batch": row.file.batch,
        "key": key,
    }
