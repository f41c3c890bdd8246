"""Retraction at the desk: rows that should never have come are withdrawn with a reason and stay in history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from youju.errors import RefusedError, UnreadableError
from youju.evidence import retracting
from youju.evidence.retracting import Chosen, Place, Retracted
from youju.model.dossier import Act, Data
from youju.model.ledger import Ledger
from youju.model.organisation import Person
from youju.stages.permissions import Deed, Standing, alone, require
from youju.work.ledgers import cut_of, ledger_of
from youju.work.workspace import Workspace, now

_THREE_WAYS = "三种写法选一种：--key 业务编号，--batch 批次，--row 批次:行号。"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who withdrew a row, when, and why."""

    by: str
    role: str
    at: str
    reason: str


def chosen(ledger: Ledger, keys: Sequence[str], batch: str | None, rows: Sequence[str]) -> Chosen:
    """The rows as a command names them: the values of the key column by column, a batch, or ``batch:row``.

    Raises UnreadableError unless it is exactly one of the three.
    """
    if sum(map(bool, (keys, batch, rows))) != 1:
        raise UnreadableError("没有说清撤回哪些行。", _THREE_WAYS)
    width = len(ledger.key)
    if len(keys) % width:
        labels = "、".join(ledger.column(code).label for code in ledger.key)
        raise UnreadableError(
            f"“{ledger.label}”的业务编号由{width}列组成：{labels}；给出了{len(keys)}个值。",
            "请按这个次序每列写一个 --key。",
        )
    by_row = tuple(keys[at : at + width] for at in range(0, len(keys), width))
    return Chosen(tuple(map(tuple, by_row)), batch, tuple(map(_place, rows)))


def _place(written: str) -> Place:
    batch, _, row = written.rpartition(":")
    if not batch or not (row.isascii() and row.isdigit()):
        raise UnreadableError(f"“{written}”不是“批次:行号”。", "例如 000001-0123456789ab:12，行号是原始文件里的行号。")
    return batch, int(row)


def retract(  # noqa: PLR0913, PLR0917 (what, why, who)
    workspace: Workspace, code: str, rows: Chosen, reason: str, person: Person, standing: Standing | None = None
) -> Retracted:
    """Withdraws rows of a ledger: from now on they do not count, earlier cuts still see them.

    Raises RefusedError without a reason, when the person may not, and for rows that do not count.
    """
    require(Deed.ENTER_EVIDENCE, person, standing or alone(person))
    ledger = ledger_of(workspace, code)
    said = reason.strip()
    if not said:
        raise RefusedError("撤回要写明理由。", "请用 --reason 写一句话，说明这些行为什么不该计入。")
    return retracting.retract(
        workspace.root, cut_of(workspace, ledger), rows, said, (person.name, person.role.value, now())
    )


def withdrawn(workspace: Workspace, ledger: Ledger, places: Iterable[Place]) -> Mapping[Place, Withdrawn]:
    """Of these rows (batch and row in its file) those that were withdrawn, and why."""
    found = retracting.withdrawn(workspace.root, cut_of(workspace, ledger), places)
    return {place: _withdrawn(act) for place, act in found.items()}


def _withdrawn(act: Act) -> Withdrawn:
    return Withdrawn(act.by, act.role, act.at, str(act.body["reason"]))


def retracted_document(done: Retracted) -> dict[str, Data]:
    """A retraction as ``ledger retract --json`` prints it."""
    return {
        "ledger": done.ledger,
        "retraction": done.retraction,
        "sequence": done.sequence,
        "rows": done.rows,
        "reason": done.reason,
        "in_closed": done.in_closed,
    }


def closed_note(done: Retracted) -> str | None:
    """What a person should know of a retraction within a span that was declared closed."""
    if not done.in_closed:
        return None
    return f"其中 {done.in_closed:,} 行落在已经关账的期间：它们从此不计入，关账不变；已填报的数保持原样。"
