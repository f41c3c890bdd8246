"""The log of a ledger as people read it: every entry with its number, so that the cut of a day can be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from youju.evidence import attachments, lake
from youju.model.dossier import Act, Data
from youju.model.ledger import Ledger
from youju.work.ledgers import cut_of
from youju.work.workspace import Workspace

KINDS = {
    lake.BATCH: "导入",
    lake.RETRACT: "撤回",
    lake.CLOSE: "关账",
    lake.REOPEN: "重开",
    attachments.ATTACH: "附文件",
    attachments.DETACH: "移除附件",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log; ``rows`` 0: it is about a span, not about rows. ``words``: what it did, in a sentence."""

    sequence: int
    at: str
    by: str
    role: str
    kind: str
    rows: int
    words: str
    reason: str | None
    batch: str | None


def history(workspace: Workspace, ledger: Ledger, until: date | None = None) -> tuple[Entry, ...]:
    """Every entry up to the end of that day in local time; the number of the last is the cut of the day.

    Raises TamperedError when the ledger is not what was stored.
    """
    cut_of(workspace, ledger)
    found = [_entry(act) for act in lake.history(workspace.root, ledger)]
    return tuple(one for one in found if until is None or _day(one.at) <= until)


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone().date()


def _entry(act: Act) -> Entry:
    body = act.body
    reason = str(body["reason"]) if "reason" in body else None
    batch = body.get("batch") or body.get("retraction")
    rows = int(str(body.get("rows", 0)))
    return Entry(
        act.sequence,
        act.at,
        act.by,
        act.role,
        act.kind,
        rows,
        _words(act),
        reason,
        None if batch is None else str(batch),
    )


def _words(act: Act) -> str:
    body = act.body
    match act.kind:
        case lake.BATCH:
            return f"“{body['name']}”：新增 {body['added']} 行，更正 {body['corrected']} 行"
        case lake.RETRACT:
            return f"撤回 {body['rows']} 行：{body['reason']}"
        case attachments.ATTACH:
            return f"“{body['name']}”"
        case attachments.DETACH:
            return f"{str(body['sha256'])[:12]}：{body['reason']}"
        case _:
            return f"{body['from']} 至 {body['to']}"


def entry_document(entry: Entry) -> dict[str, Data]:
    """One entry as ``ledger history --json`` prints it."""
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "kind": entry.kind,
        "rows": entry.rows,
        "what": entry.words,
        "reason": entry.reason,
        "batch": entry.batch,
    }
