"""The workspace: one folder that holds acts, ledgers and kept files; CLI and web work on the same folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from youju import packs
from youju.errors import ConflictError, NotFoundError, RefusedError, TamperedError, UnreadableError
from youju.model.dossier import Data, Draft
from youju.model.organisation import Person
from youju.packs.contract import Pack
from youju.stores.contract import Store
from youju.stores.folder import FolderStore

RECORD = "unit"
INTRODUCED = "introduced"
OPENED = "opened"
LEDGER, DOSSIER = "ledger", "dossier"
_TRIES = 5
DEFAULT_PACK = "administrative-service-centre"
DEFAULT_JURISDICTION = "上海市"
KINDS = ("real", "demo")
DEMO_MARK = "演示数据"
_SETTINGS = "workspace.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace. ``kind`` is ``real`` or ``demo``, fixed at init and part of every act's digest."""

    root: Path
    kind: str
    name: str
    pack: Pack
    jurisdiction: str
    store: Store

    @property
    def demo(self) -> bool:
        """Whether everything shown must be marked 演示数据."""
        return self.kind == "demo"

    def titled(self, title: str) -> str:
        """The title of something shown, with the mark of the demo where it is due."""
        return f"{title} · {DEMO_MARK}" if self.demo else title


def now() -> str:
    """The present moment, local time with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def moment_words(at: str) -> str:
    """A recorded moment as people write it, in local time wherever it was recorded: 2026年11月24日 16:15."""
    moment = datetime.fromisoformat(at).astimezone()
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def today() -> date:
    """The present day, the as-of of a question that names none."""
    return datetime.now().astimezone().date()


def create(  # noqa: PLR0913 (what a workspace is fixed to)
    root: Path,
    person: Person,
    *,
    kind: str = "real",
    name: str | None = None,
    pack: str = DEFAULT_PACK,
    store: Store | None = None,
) -> Workspace:
    """Makes a workspace folder and introduces the pack in the unit's record. Refuses a folder that already is one.

    ``store``: where the acts go instead of the folder.
    """
    chosen = packs.pack(pack)
    if (root / _SETTINGS).exists():
        raise RefusedError(f"“{root}”已经是一个工作区。", "请直接使用它，或换一个新的文件夹。", {"path": str(root)})
    if root.exists() and not root.is_dir():
        raise RefusedError(f"“{root}”是一个文件，不能作为工作区。", "请给出一个文件夹的路径。", {"path": str(root)})
    root.mkdir(parents=True, exist_ok=True)
    lines = [
        "# 有据工作区。kind（real 或 demo）在建立时确定，写入每条记录的摘要，不可更改。",
        f'kind = "{kind}"',
        f"name = {_quoted(name or root.resolve().name)}",
        f'pack = "{pack}"',
        f'jurisdiction = "{DEFAULT_JURISDICTION}"',
    ]
    (root / _SETTINGS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace = open_workspace(root, store)
    ledgers: list[Data] = [ledger.code for ledger in chosen.ledgers.values()]
    body: dict[str, Data] = {"pack": chosen.code, "title": chosen.title, "ledgers": ledgers}
    workspace.store.append(RECORD, Draft(INTRODUCED, person.name, person.role.value, now(), body))
    return workspace


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def settings_of(root: Path) -> dict[str, str]:
    """What ``workspace.toml`` says.

    Raises NotFoundError when the folder is no workspace, UnreadableError when the file is broken.
    """
    path = root / _SETTINGS
    if not path.is_file():
        raise NotFoundError(
            f"“{root}”不是有据工作区（没有 {_SETTINGS}）。", f"请先运行 youju init {root}。", {"path": str(root)}
        )
    try:
        settings = {key: str(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise UnreadableError(f"{_SETTINGS} 读不懂。", "请从备份恢复这个文件。", {"path": str(path)}) from None
    kind = settings.get("kind", "")
    if kind not in KINDS:
        raise UnreadableError(f"{_SETTINGS} 里的 kind 是“{kind}”。", "只能是 real 或 demo。", {"path": str(path)})
    return settings


def open_workspace(root: Path, store: Store | None = None) -> Workspace:
    """Opens the folder. Raises as ``settings_of`` does, and TamperedError when the unit's record is not whole.

    ``store``: where the acts are instead of in the folder.
    """
    settings = settings_of(root)
    kind = settings["kind"]
    workspace = Workspace(
        root=root,
        kind=kind,
        name=settings.get("name", root.name),
        pack=packs.pack(settings.get("pack", DEFAULT_PACK)),
        jurisdiction=settings.get("jurisdiction", DEFAULT_JURISDICTION),
        store=store or FolderStore(root / "acts", kind),
    )
    if not workspace.store.acts(RECORD) and (root / "ledgers").exists():
        raise TamperedError("单位记录不见了。", "请从备份恢复 acts 文件夹。", {"path": str(root / "acts")})
    return workspace


def note_opened(workspace: Workspace, what: str, name: str, person: Person) -> None:
    """Notes once in the unit's record that a ``ledger`` or ``dossier`` exists, so that its loss is noticed later."""
    for _ in range(_TRIES):
        if name in opened(workspace, what):
            return
        draft = Draft(OPENED, person.name, person.role.value, now(), {what: name})
        try:
            workspace.store.append(RECORD, draft)
        except ConflictError:
            continue
        return


def opened(workspace: Workspace, what: str) -> frozenset[str]:
    """Names of the ledgers or dossiers that the unit's record says were opened."""
    acts = workspace.store.acts(RECORD)
    return frozenset(str(act.body[what]) for act in acts if act.kind == OPENED and what in act.body)


def lost(what: str, name: str) -> TamperedError:
    """The fault of something that the record names and that is gone."""
    return TamperedError(
        f"单位记录里有{what}“{name}”，现在却一条内容也没有。", "可能被删除了；请从备份恢复。", {"name": name}
    )


def keep(workspace: Workspace, data: bytes) -> str:
    """Keeps the bytes under their sha256 in ``blobs`` and gives the digest; the same bytes are kept once."""
    digest = hashlib.sha256(data).hexdigest()
    folder = workspace.root / "blobs"
    if not (folder / digest).exists():
        folder.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / digest)
    return digest
