"""Units as workspaces: each organisation that keeps projects is a workspace of its own, in its folder or its rows.

The first organisation's workspace is the served folder itself, so that the command line works on the same folder; the
others stand beside it under ``units/``. On a server the acts are rows and the folder holds evidence only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from youju.model.organisation import Person
from youju.stores.contract import Store
from youju.stores.folder import FolderStore
from youju.web.models import Organisation
from youju.web.store import DatabaseStore, HeldStore
from youju.work import workspace as work
from youju.work.workspace import Workspace

FIRST = "main"


@dataclass(frozen=True, slots=True)
class Installation:
    """What the served folder says of itself."""

    kind: str
    name: str


def folder(code: str) -> Path:
    """Where the unit's evidence (and, without a database, its acts) lies."""
    root = Path(settings.ROOT)
    return root if code == FIRST else root / "units" / code


@lru_cache(maxsize=1)
def _settings(root: str, changed: int) -> dict[str, str]:  # noqa: ARG001 (part of the key: the file may be made later)
    return work.settings_of(Path(root))


def installation() -> Installation | None:
    """Kind and name of the served workspace; None before the first run made one."""
    path = Path(settings.ROOT) / "workspace.toml"
    if not path.is_file():
        return None
    found = _settings(str(settings.ROOT), path.stat().st_mtime_ns)
    return Installation(found["kind"], found.get("name", Path(settings.ROOT).name))


def is_demo() -> bool:
    """Whether everything shown must be marked 演示数据."""
    found = installation()
    return found is not None and found.kind == "demo"


def store_of(code: str, kind: str) -> Store:
    """The store of the unit's acts: rows on a server, else files."""
    return DatabaseStore(code, kind) if settings.DATABASE else FolderStore(folder(code) / "acts", kind)


def exists(code: str) -> bool:
    """Whether the unit's workspace was made."""
    return (folder(code) / "workspace.toml").is_file()


def workspace_of(organisation: Organisation) -> Workspace:
    """The unit's workspace. Raises NotFoundError before anything was declared for it."""
    path = folder(organisation.code) / "workspace.toml"
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    workspace = _opened(organisation.code, path.parent, changed)
    return replace(workspace, store=HeldStore(workspace.store))


@lru_cache(maxsize=256)
def _opened(code: str, root: Path, changed: int) -> Workspace:  # noqa: ARG001 (part of the key, as above)
    """A workspace is checked as a whole when a process first opens it; its acts are checked as they are read."""
    return work.open_workspace(root, store_of(code, work.settings_of(root)["kind"]))


def opened(organisation: Organisation, person: Person) -> Workspace:
    """The unit's workspace, made when its first form comes."""
    make(organisation, person)
    return workspace_of(organisation)


def make(organisation: Organisation, person: Person, kind: str | None = None) -> None:
    """Makes the unit's workspace where there is none; ``kind`` as the served one's where not given."""
    if exists(organisation.code):
        return
    found = installation()
    chosen = kind or (found.kind if found else "real")
    store = store_of(organisation.code, chosen) if settings.DATABASE else None
    work.create(folder(organisation.code), person, kind=chosen, name=organisation.name, store=store)
