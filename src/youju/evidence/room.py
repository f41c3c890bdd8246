"""A disk that fills up: one sentence that says how much room is needed, whoever met the end of it while writing."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from youju.errors import RefusedError
from youju.evidence.staging import UncutError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SAID = ("No space left", "Disk quota exceeded", "File too large", "Could not write", "failed to offload")
A_MEGABYTE = 1_000_000
TIMES = 3  # a source itself, its drafts and its rows: each at most about as large as the source
LEAST = 8 * A_MEGABYTE


@contextmanager
def room_for(folder: Path, size: int) -> Iterator[None]:
    """Raises RefusedError with the room that is needed when the disk of ``folder`` fills up meanwhile.

    ``size``: of what comes, in bytes. Whatever was written until then counts for nothing.
    """
    try:
        yield
    except OSError as fault:
        if fault.errno not in NO_ROOM:
            raise
        raise _full(folder, size) from fault
    except (duckdb.Error, UncutError) as fault:
        if not any(words in f"{fault}{fault.__cause__}" for words in _SAID):
            raise
        raise _full(folder, size) from fault


def _full(folder: Path, size: int) -> RefusedError:
    needed = max(TIMES * size, LEAST)
    place = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(place).free
    return RefusedError(
        f"磁盘写满了，这一次什么也没有存入：大约需要 {_megabytes(needed)} MB，现在只剩 {_megabytes(free)} MB。",
        "请腾出空间后再做一次。",
        {"path": str(folder)},
    )


def _megabytes(size: int) -> str:
    return f"{-(-size // A_MEGABYTE):,}"
