"""Who declared which span of a ledger closed, and when: the acts of closing and reopening, as people ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from youju.evidence.lake import CLOSE, REOPEN
from youju.evidence.log import entries
from youju.model.dossier import Act
from youju.model.ledger import Ledger
from youju.model.period import Period
from youju.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ClosingAct:
    """An act about a span; ``reopened``: it took a closing back."""

    span: Period
    reopened: bool
    by: str
    role: str
    at: str


def closings(workspace: Workspace, ledger: Ledger, within: Period | None = None) -> tuple[ClosingAct, ...]:
    """Every closing and reopening of the ledger, the latest first; of those ``within`` the days that lie in it.

    Raises TamperedError when the log of the ledger is not what was written.
    """
    acts = [act for act in entries(workspace.root.resolve(), ledger.code) if act.kind in (CLOSE, REOPEN)]
    found = [_declared(act, within) for act in reversed(acts)]
    return tuple(one for one in found if one is not None)


def _declared(act: Act, within: Period | None) -> ClosingAct | None:
    span = Period(date.fromisoformat(str(act.body["from"])), date.fromisoformat(str(act.body["to"])))
    if within is not None:
        if span.start > within.end or span.end < within.start:
            return None
        span = Period(max(span.start, within.start), min(span.end, within.end))
    return ClosingAct(span, act.kind == REOPEN, act.by, act.role, act.at)
