"""Computed sheets, kept under what they were computed from: the same acts, evidence and day give the same sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from django.core.cache import caches

from youju.web import search
from youju.web.access import Seen
from youju.work.ledgers import evidence_state
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.workspace import Workspace, today

Kept = TypeVar("Kept")
_RECENT: dict[str, ProjectSheet] = {}
MOST_RECENT = 400


def state_of(workspace: Workspace, unit: str, stream: str, acts: int, digest: str) -> str:
    """What a sheet depends on, in one digest: the dossier, the unit's evidence and record, the day."""
    parts = (unit, stream, str(acts), digest, evidence_state(workspace), today().isoformat())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def state_seen(seen: Seen) -> str:
    """What the sheet of this project depends on now, read once a request."""
    if seen.state is None:
        acts = seen.dossier.acts
        seen.state = state_of(seen.workspace, seen.row.unit.code, seen.row.stream, len(acts), acts[-1].digest)
    return seen.state


def looked(workspace: Workspace) -> View:
    """The evidence as of today."""
    return view(workspace, today())


def sheet_of(seen: Seen) -> ProjectSheet:
    """The project measured and scored as of today, computed only when something changed since."""
    state = state_seen(seen)
    found = _RECENT.get(state) or caches["results"].get(state)
    if not isinstance(found, ProjectSheet):
        (found,) = measure_projects(looked(seen.workspace), [seen.dossier])
        caches["results"].set(state, found)
    _remember(state, found)
    if seen.row.state != state:
        search.note_sheet(seen.row, found.sheet, state)
    return found


def remembered(seen: Seen, parts: tuple[object, ...], compute: Callable[[], Kept]) -> Kept:
    """What ``compute`` finds, kept as long as the sheet of the project depends on the same; ``parts`` name it."""
    key = ":".join(map(str, (state_seen(seen), *parts)))
    found = cast("Kept | None", caches["results"].get(key))
    if found is None:
        found = compute()
        caches["results"].set(key, found)
    return found


def keep(unit: str, workspace: Workspace, sheets: Sequence[ProjectSheet]) -> dict[str, str]:
    """Keeps sheets that a job computed together; their states by stream."""
    states = {}
    for sheet in sheets:
        acts = sheet.dossier.acts
        state = state_of(workspace, unit, sheet.dossier.stream, len(acts), acts[-1].digest)
        caches["results"].set(state, sheet)
        states[sheet.dossier.stream] = state
    return states


def _remember(state: str, sheet: ProjectSheet) -> None:
    if len(_RECENT) >= MOST_RECENT:
        _RECENT.pop(next(iter(_RECENT)))
    _RECENT[state] = sheet
