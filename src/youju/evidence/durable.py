"""Files that are written whole or not at all and survive a power cut, and the digests by which they are known again."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from youju.errors import TamperedError

FROM_BACKUP = "请从备份恢复该文件，不要改写或重新生成它。"
SETTLED = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use stamps changes to two seconds
MOST_FILES = 16_384  # whose digests one process remembers
Seen: TypeAlias = tuple[Path, int, int, int, int]


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Where a file is written before it gets its name; what a crash leaves there is never read, a fault leaves none."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Creates the file with its whole content in one step. Raises FileExistsError when somebody else was first."""
    with drafted(path) as draft:
        draft.write_bytes(content)
        _on_disk(draft)
        path.hardlink_to(draft)
    _on_disk(path.parent)


def write(path: Path, content: bytes) -> None:
    """Puts the content in the file's place in one step: a reader sees the old file or the new one."""
    with drafted(path) as draft:
        draft.write_bytes(content)
        settle(draft, path)


def copy(source: Path, path: Path) -> None:
    """Puts a copy of the source in the path's place in one step."""
    with drafted(path) as draft:
        shutil.copyfile(source, draft)
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


def seen(path: Path) -> Seen | None:
    """The file as its folder describes it: path, inode, size, times of content and of change.

    What was read of a file holds as long as this stays the same. None while the file is so young that a second
    change could carry the same stamps: then it has to be read again.
    """
    state = path.stat()
    if time.time_ns() - max(state.st_mtime_ns, state.st_ctime_ns) < SETTLED:
        return None
    return (path, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def sha256_of(path: Path) -> str:
    """Hexadecimal sha256 of the file, hashed once a process while the file is ``seen`` unchanged.

    A command line is a process of its own, so it always hashes. Who can set the machine's clock and the stamps of
    files can hide a change from a server that is running, not from the next process.
    """
    known = seen(path)
    return digest_of_file(path) if known is None else remembered(known)


def digest_of_file(path: Path) -> str:
    """Hexadecimal sha256 of the file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=MOST_FILES)
def remembered(known: Seen) -> str:
    """The digest of a file that stayed as it was seen."""
    return digest_of_file(known[0])


def require(root: Path, path: Path, sha256: str, what: str) -> None:
    """Raises TamperedError unless the file is there and is, byte by byte, the one the log names."""
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        raise TamperedError(f"{what}不见了：{name}。", FROM_BACKUP, {"path": name})
    if sha256_of(path) != sha256:
        raise TamperedError(f"{what}被改动过：{name}的内容与日志记下的摘要不符。", FROM_BACKUP, {"path": name})
