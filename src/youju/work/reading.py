"""Read official forms: files to documents; a file that cannot be read is reported, the others are read all the same."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from youju import forms, importers, packs
from youju.errors import UnreadableError, YoujuError
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source
from youju.model.grid import Grid

FEW = 8  # files that are read sooner than other processes start
AHEAD = 8  # files a process may be ahead of the one that is shown
LARGEST_FORM = 50_000_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be used, and what to do about it."""

    path: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of all readable files in the order given, and the files that failed."""

    documents: tuple[Declaration, ...]
    failed: tuple[Failure, ...]


def file_bytes(path: Path, largest: int = LARGEST_FORM) -> bytes:
    """The bytes of a user's file. Raises UnreadableError when it is missing, a folder, too large or not readable."""
    require_file(path, largest)
    return path.read_bytes()


def require_file(path: Path, largest: int) -> None:
    """Raises UnreadableError when a user's file is missing, a folder, too large or not readable."""
    place: dict[str, object] = {"path": str(path)}
    if not path.exists():
        raise UnreadableError(f"没有找到文件“{path}”。", "请核对文件名和所在文件夹。", place)
    if path.is_dir():
        raise UnreadableError(f"“{path}”是文件夹，不是文件。", "请给出文件，例如 文件夹/*.txt。", place)
    if not path.is_file():
        raise UnreadableError(f"“{path}”不是普通文件（是设备或管道）。", "请先另存为文件。", place)
    try:
        if path.stat().st_size > largest:
            raise UnreadableError(
                f"文件“{path}”有 {path.stat().st_size:,} 字节，太大了。",
                f"请拆成每个不超过 {largest:,} 字节的文件。",
                place,
            )
        path.open("rb").close()
    except OSError as fault:
        raise UnreadableError(f"文件“{path}”打不开：{fault.strerror}。", "请检查文件权限。", place) from None


def read_file(path: Path) -> tuple[Declaration, ...]:
    """All documents of one file. Raises YoujuError when none can be read."""
    return forms_in(file_bytes(path), str(path))[1]


def forms_in(data: bytes, name: str) -> tuple[Grid, tuple[Declaration, ...]]:
    """The grid of a file and its documents, from its bytes; ``name`` only names it. Raises YoujuError."""
    code, grid = importers.grid_of(data, name)
    source = Source(name, hashlib.sha256(data).hexdigest(), code)
    return grid, forms.read(grid, Facts(packs.taxonomies()), source)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file of many gave: its documents, or why it could not be used."""

    path: str
    documents: tuple[Declaration, ...] = ()
    failure: Failure | None = None


def expanded(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files, and in place of a folder every file below it, without hidden ones and an office program's locks."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (one for one in sorted(path.rglob("*")) if one.is_file())
            found += [one for one in below if not one.name.startswith((".", "~$"))]
        else:
            found.append(path)
    return tuple(found)


def outcome_of(path: Path) -> Outcome:
    """One file's documents or its failure; never raises for what the file holds."""
    try:
        return Outcome(str(path), read_file(path))
    except YoujuError as fault:
        return Outcome(str(path), failure=Failure(str(path), fault.message, fault.remedy))


def outcomes(paths: Sequence[Path], workers: int | None = None) -> Iterator[Outcome]:
    """The outcomes in the order of the files, as they come; many files are read on all cores.

    Only a few files are held at a time, however many there are.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(paths) < FEW:
        yield from map(outcome_of, paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[Outcome]] = deque()
        left = iter(paths)
        for path in islice(left, workers * AHEAD):
            waiting.append(pool.submit(outcome_of, path))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(outcome_of, path) for path in islice(left, 1))


def read_files(paths: Iterable[Path]) -> Reading:
    """Reads every file; raises the first failure only when no file at all could be used."""
    return Reading(*each_file(paths, read_file))


def each_file(paths: Iterable[Path], use: Callable[[Path], Iterable[T]]) -> tuple[tuple[T, ...], tuple[Failure, ...]]:
    """What ``use`` gives for each file, and the files that failed.

    Raises the first failure only when none gave anything.
    """
    given: list[T] = []
    failed: list[Failure] = []
    faults: list[YoujuError] = []
    for path in paths:
        try:
            given.extend(use(path))
        except YoujuError as fault:
            fault.place.setdefault("path", str(path))
            faults.append(fault)
            failed.append(Failure(str(path), fault.message, fault.remedy))
    if faults and not given:
        raise faults[0]
    return tuple(given), tuple(failed)


def failures(failed: Sequence[Failure]) -> list[dict[str, str]]:
    """The failures as a report prints them."""
    return [{"path": item.path, "message": item.message, "remedy": item.remedy} for item in failed]
