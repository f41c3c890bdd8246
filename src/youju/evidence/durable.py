"""Files that are written whole or not at all and survive a power cut, and the digests by which they are known again."""

from __future__ import annotations

import hashlib
import os
import threading
from functools import cache
from pathlib import Path

from youju.errors import TamperedError

FROM_BACKUP = "请从备份恢复该文件，不要改写或重新生成它。"


def draft_of(path: Path) -> Path:
    """Where a file is written before it gets its name; what a crash leaves there is never read."""
    return path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")


def write_new(path: Path, content: bytes) -> None:
    """Creates the file with its whole content in one step. Raises FileExistsError when somebody else was first."""
    draft = draft_of(path)
    draft.write_bytes(content)
    _on_disk(draft)
    try:
        path.hardlink_to(draft)
    finally:
        draft.unlink()
    _on_disk(path.parent)


def write(path: Path, content: bytes) -> None:
    """Puts the content in the file's place in one step: a reader sees the old file or the new one."""
    draft = draft_of(path)
    draft.write_bytes(content)
    settle(draft, path)


def settle(draft: Path, path: Path) -> None:
    """Makes sure that a finished draft is on the disk and gives it its name."""
    _on_disk(draft)
    draft.replace(path)
    _on_disk(path.parent)


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """Hexadecimal sha256 of the file; hashed once a process while size and time of change stay the same."""
    state = path.stat()
    return _sha256(path, state.st_size, state.st_mtime_ns)


@cache
def _sha256(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require(root: Path, path: Path, sha256: str, what: str) -> None:
    """Raises TamperedError unless the file is there and is, byte by byte, the one the log names."""
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        raise TamperedError(f"{what}不见了：{name}。", FROM_BACKUP, {"path": name})
    if sha256_of(path) != sha256:
        raise TamperedError(f"{what}被改动过：{name}的内容与日志记下的摘要不符。", FROM_BACKUP, {"path": name})
