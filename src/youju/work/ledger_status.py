"""What stands in a ledger, told: as JSON and in words."""

from __future__ import annotations

from youju.model.dossier import Data
from youju.notation.number import percent, rational
from youju.work.ledgers import LedgerStatus, span


def status_document(item: LedgerStatus) -> dict[str, Data]:
    """One ledger as ``ledger status --json`` prints it."""
    return {
        "ledger": item.ledger.code,
        "label": item.ledger.label,
        "closing": item.ledger.closing.value,
        "batches": item.cut.batches,
        "sequence": item.cut.sequence,
        "rows": item.rows,
        "coverage": rational(item.completeness.coverage),
        "closed": [span(period) for period in item.completeness.closed],
        "gaps": [span(period) for period in item.completeness.gaps],
    }


def closed_words(item: LedgerStatus) -> str:
    """How far the ledger is closed, in words."""
    if not item.completeness.closes:
        return "不需关账"
    return percent(item.completeness.coverage) if item.completeness.closed else "未关账"


def gap_words(item: LedgerStatus) -> str:
    """The open spans of the year, in words."""
    return "；".join(f"{gap.start} 至 {gap.end}" for gap in item.completeness.gaps)
