"""Acts as files: the truth of the embedded workspace. One file an act, created exclusively, chained by digest."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from youju.errors import ConflictError, TamperedError
from youju.model.dossier import Act, Draft
from youju.notation.canonical import act_document, canonical, digest_of

_UNSAFE = re.compile(r'[\\/:*?"<>|%\x00-\x1f]|^\.|[. ]$')
_LONGEST_NAME = 200
_RESTORE = "请从备份恢复该文件；恢复之前不要再写入这个工作区。"


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
        acts = self.acts(stream)
        if after is not None and after != len(acts):
            raise _conflict(stream, acts[-1] if acts else None)
        shape: dict[str, object] = {
            "workspace": self.workspace,
            "stream": stream,
            "sequence": len(acts) + 1,
            "kind": draft.kind,
            "by": draft.by,
            "role": draft.role,
            "at": draft.at,
            "body": draft.body,
            "previous": acts[-1].digest if acts else None,
        }
        shape["digest"] = digest_of(shape)
        path = self._path(stream) / f"{len(acts) + 1:06}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            create_exclusively(path, canonical(shape))
        except FileExistsError:
            raise _conflict(stream, self.acts(stream)[-1]) from None
        return _act(json.loads(canonical(shape)))

    def acts(self, stream: str) -> tuple[Act, ...]:
        """All acts of the stream in order. Raises TamperedError when a file is missing or is not what was written."""
        folder = self._path(stream)
        if not folder.is_dir():
            return ()
        found: list[Act] = []
        for number, path in enumerate(sorted(folder.glob("[0-9]*.json")), start=1):
            act = _read(path)
            if act.sequence != number or path.stem != f"{number:06}":
                missing = folder / f"{number:06}.json"
                raise TamperedError(f"缺少记录文件 {missing.name}，记录链在此中断。", _RESTORE, {"path": str(missing)})
            previous = found[-1].digest if found else None
            if act.previous != previous or act.stream != stream or act.workspace != self.workspace:
                raise TamperedError(f"记录文件 {path.name} 与前一条记录接不上。", _RESTORE, {"path": str(path)})
            found.append(act)
        return tuple(found)

    def streams(self) -> tuple[str, ...]:
        """Names of all streams, sorted; each is read from its own first act."""
        first = self.root.rglob("000001.json")
        return tuple(sorted(_read(path).stream for path in first))

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


def _read(path: Path) -> Act:
    try:
        shape = json.loads(path.read_bytes())
        act = _act(shape)
    except (ValueError, KeyError, TypeError):
        raise TamperedError(f"记录文件 {path.name} 已损坏，无法读取。", _RESTORE, {"path": str(path)}) from None
    algorithm = {"algorithm": shape["algorithm"]} if "algorithm" in shape else {}
    if digest_of({**act_document(act), **algorithm}) != act.digest:
        raise TamperedError(f"记录文件 {path.name} 的内容被改动过，摘要不符。", _RESTORE, {"path": str(path)})
    return act


def _act(shape: Mapping[str, object]) -> Act:
    body = shape["body"]
    sequence = shape["sequence"]
    previous = shape["previous"]
    if not isinstance(body, dict) or not isinstance(sequence, int):
        raise TypeError("an act has a body and a number")
    return Act(
        workspace=str(shape["workspace"]),
        stream=str(shape["stream"]),
        sequence=sequence,
        kind=str(shape["kind"]),
        by=str(shape["by"]),
        role=str(shape["role"]),
        at=str(shape["at"]),
        body=body,
        previous=None if previous is None else str(previous),
        digest=str(shape["digest"]),
    )


def _conflict(stream: str, last: Act | None) -> ConflictError:
    who = f"{last.by} 已于 {last.at} 先写入第 {last.sequence} 条记录（{last.kind}）" if last else "记录已被改变"
    return ConflictError(f"“{stream}”：{who}。", "请重新读取后再提交；先写入的内容已保留，没有被覆盖。")
