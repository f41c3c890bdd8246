"""Acts as files: the truth of the embedded workspace. One file an act, created exclusively, chained by digest."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from youju.errors import TamperedError
from youju.model.dossier import Act, Draft
from youju.notation.canonical import canonical
from youju.stores.chain import RESTORE, act_of, conflict, follows, next_act

_UNSAFE = re.compile(r'[\\/:*?"<>|%\x00-\x1f]|^\.|[. ]$')
_LONGEST_NAME = 200
HEAD = "head.json"
SETTLED = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use stamps changes to two seconds


def folder_name(part: str) -> str:
    """A part of a stream name as a folder name for every file system: unsafe characters as %XX, cut if long."""
    name = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), part)
    if len(name.encode()) > _LONGEST_NAME:
        short = name.encode()[: _LONGEST_NAME - 20].decode(errors="ignore")
        name = f"{short}~{hashlib.sha256(part.encode()).hexdigest()[:16]}"
    return name


@dataclass(frozen=True, slots=True)
class FolderStore:
    """``root`` is the workspace's ``acts`` folder; ``workspace`` its kind, which is part of every digest."""

    root: Path
    workspace: str

    def append(self, stream: str, draft: Draft, after: int | None = None) -> Act:
        """Adds the act at the end of the stream. Raises ConflictError when another writer was first."""
        stream = unicodedata.normalize("NFC", stream)
        acts = self.acts(stream)
        if after is not None and after != len(acts):
            raise conflict(stream, acts[-1] if acts else None)
        data = next_act(self.workspace, stream, draft, acts[-1] if acts else None)
        path = self._path(stream) / f"{len(acts) + 1:06}.json"
        act = act_of(data, path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        head = path.parent / HEAD
        if acts and not head.is_file():  # a crash came between the first act and its mark
            _mark(head, acts[-1])
        try:
            create_exclusively(path, data)
        except FileExistsError:
            raise conflict(stream, self.acts(stream)[-1]) from None
        _mark(head, act)
        return act

    def acts(self, stream: str) -> tuple[Act, ...]:
        """All acts of the stream in order. Raises TamperedError when a file is missing or is not what was written."""
        stream = unicodedata.normalize("NFC", stream)
        folder = self._path(stream)
        if not folder.is_dir():
            return ()
        found: list[Act] = []
        for number, path in enumerate(sorted(folder.glob("[0-9]*.json")), start=1):
            act = _read(path)
            if act.sequence != number or path.stem != f"{number:06}":
                missing = folder / f"{number:06}.json"
                raise TamperedError(f"缺少记录文件 {missing.name}，记录链在此中断。", RESTORE, {"path": str(missing)})
            if not follows(act, found[-1] if found else None, stream, self.workspace):
                raise TamperedError(f"记录文件 {path.name} 与前一条记录接不上。", RESTORE, {"path": str(path)})
            found.append(act)
        _check_head(folder / HEAD, found)
        return tuple(found)

    def head(self, stream: str) -> str | None:
        """What the end of the stream is; read from its mark alone."""
        path = self._path(unicodedata.normalize("NFC", stream)) / HEAD
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def streams(self) -> tuple[str, ...]:
        """Names of all streams, sorted; each is read from its own first act."""
        folders = {path.parent for name in ("000001.json", HEAD) for path in self.root.rglob(name)}
        return tuple(sorted(_read(folder / "000001.json").stream for folder in folders))

    def _path(self, stream: str) -> Path:
        return self.root.joinpath(*(folder_name(part) for part in stream.split("/", 1)))


def create_exclusively(path: Path, data: bytes) -> None:
    """Writes the whole file or nothing, and only if no file of that name exists. Raises FileExistsError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(path).hardlink_to(name)
    finally:
        Path(name).unlink()


def replace_whole(path: Path, data: bytes) -> None:
    """Writes the whole file over the one of that name, or leaves that as it is."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def _mark(head: Path, act: Act) -> None:
    """Marks the act as the last one of its stream."""
    replace_whole(head, canonical({"sequence": act.sequence, "digest": act.digest}))


def _check_head(path: Path, found: Sequence[Act]) -> None:
    """The head names the last act; it may lag by one written just before a crash, but what it names must be there."""
    try:
        head = json.loads(path.read_bytes())
        sequence, digest = int(head["sequence"]), str(head["digest"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        if len(found) <= 1 and not path.exists():
            return
        raise TamperedError(f"记录的末条标记 {path.name} 不见了或被改动过。", RESTORE, {"path": str(path)}) from None
    if not 1 <= sequence <= len(found):
        missing = path.parent / f"{sequence:06}.json"
        raise TamperedError(f"缺少记录文件 {missing.name}，最后写入的记录不见了。", RESTORE, {"path": str(missing)})
    if found[sequence - 1].digest != digest:
        raise TamperedError(f"记录的末条标记 {path.name} 与记录不符。", RESTORE, {"path": str(path)})


def _read(path: Path) -> Act:
    """The act of a file; checked once a process while inode, size and times of the file stay the same.

    Of a file so young that a second change could carry the same stamps nothing is remembered.
    """
    try:
        state = path.stat()
    except OSError:
        raise _damaged(path) from None
    if time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) < SETTLED:
        return _checked(path)
    return _remembered(path, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


@lru_cache(maxsize=4_096)
def _remembered(path: Path, *_seen: int) -> Act:
    return _checked(path)


def _damaged(path: Path) -> TamperedError:
    return TamperedError(f"记录文件 {path.name} 已损坏，无法读取。", RESTORE, {"path": str(path)})


def _checked(path: Path) -> Act:
    try:
        data = path.read_bytes()
    except OSError:
        raise _damaged(path) from None
    return act_of(data, path.name, str(path))
