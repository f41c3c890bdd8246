"""Who declared which span of a ledger closed, and when: the acts of closing and reopening, as people ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from youju.errors import UnreadableError
from youju.evidence.lake import CLOSE, REOPEN
from youju.evidence.log import entries
from youju.model.dossier import Act
from youju.model.ledger import Ledger
from youju.model.period import Period
from youju.notation.date import ImpossibleDateError, parse_date
from youju.work.workspace import Workspace

_AS_DAYS = "请写成 2021-03-05；按月关账的写 2021-03。"


@dataclass(frozen=True, slots=True)
class ClosingAct:
    """An act about a span; ``reopened``: it took a closing back."""

    span: Period
    reopened: bool
    by: str
    role: str
    at: str


def span_between(first: str, last: str) -> Period:
    """The span from one day or month to another as typed in two boxes; without the second it is the first alone.

    Raises UnreadableError.
    """
    if not first.strip():
        raise UnreadableError("没有写从哪天开始。", _AS_DAYS)
    start, end = _edge(first, "start"), _edge(last.strip() or first, "end")
    if end < start:
        raise UnreadableError(f"止日 {end} 早于起日 {start}。", "请把起日写在前面，止日写在后面。")
    return Period(start, end)


def _edge(written: str, edge: Literal["start", "end"]) -> date:
    try:
        found = parse_date(written.strip(), edge)
    except ImpossibleDateError as fault:
        raise UnreadableError(f"“{written}”这一天不存在：{fault}。", _AS_DAYS) from fault
    if found is None:
        raise UnreadableError(f"“{written}”不是日期。", _AS_DAYS)
    return found


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
