"""Verifies a sealed archive offline: the seal, the list, every file of it, what is declared as left out, the chains.

The standard library is enough for it, so that whoever receives an archive needs neither engine nor database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from youju.errors import NotFoundError
from youju.evidence.durable import digest_of_file
from youju.model.dossier import Data
from youju.notation.canonical import canonical, digest_of

INVENTORY, SEAL = "inventory.json", "seal.json"
NAMED = {"batch": "source", "attach": "sha256"}  # by kind of a ledger's log entry: the kept file that it names
Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one file of the archive."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files were looked at, what is wrong, what is declared as left out, and the digest of the seal."""

    files: int
    problems: tuple[Problem, ...]
    withheld: int
    seal: str | None


def verify(folder: Path) -> Verified:
    """Looks at every file of the archive. Raises NotFoundError when there is no such folder."""
    if not folder.is_dir():
        raise NotFoundError(f"没有文件夹“{folder}”。", "请给出封存档案的文件夹。", {"path": str(folder)})
    there = {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_symlink() or not file.is_dir()
    }
    seal, inventory = _json(there.get(SEAL)), _json(there.get(INVENTORY))
    listed, withheld = _listed(inventory, "files"), _listed(inventory, "withheld")
    problems = [
        *_sealed(there, seal, inventory),
        *_files(there, listed, withheld),
        *_chains(there, {*listed, *withheld}),
    ]
    return Verified(
        len(there), tuple(problems), len(withheld), str(seal["digest"]) if seal and "digest" in seal else None
    )


def _sealed(there: Mapping[str, Path], seal: Shape | None, inventory: Shape | None) -> Iterator[Problem]:
    if seal is None:
        yield Problem(SEAL, "封条不见了或读不出来")
    elif not _whole(seal, there[SEAL]):
        yield Problem(SEAL, "封条被改动过")
    if inventory is None:
        yield Problem(INVENTORY, "文件清单不见了或读不出来")
    elif seal is not None and digest_of_file(there[INVENTORY]) != seal.get("inventory"):
        yield Problem(INVENTORY, "文件清单与封条不符")


def _files(there: Mapping[str, Path], listed: Mapping[str, Shape], withheld: Mapping[str, Shape]) -> Iterator[Problem]:
    """Every listed file is there unchanged, nothing else is, and nothing that is declared as left out."""
    for path, entry in listed.items():
        file = there.get(path)
        if file is None:
            yield Problem(path, "文件不见了")
        elif file.is_symlink() or not file.is_file():
            yield Problem(path, "不是普通文件")
        elif digest_of_file(file) != entry.get("sha256"):
            yield Problem(path, "内容被改动过，摘要不符")
    for path in there:
        if path in withheld:
            yield Problem(path, "清单声明没有收入，却在档案里")
        elif path not in listed and path not in {INVENTORY, SEAL}:
            yield Problem(path, "清单里没有这个文件")


def _chains(there: Mapping[str, Path], accounted: set[str]) -> Iterator[Problem]:
    """Acts and logs follow one another, and what a log names is in the archive or declared as left out."""
    last: dict[PurePosixPath, str | None] = {}
    for path in there:
        place = PurePosixPath(path)
        if not (place.stem.isdigit() and place.suffix == ".json" and place.parts[0] in {"acts", "ledgers"}):
            continue
        entry = _json(there[path])
        if entry is None or not _whole(entry, there[path]):
            yield Problem(path, "这条记录被改动过，摘要不符")
            continue
        if entry.get("previous") != last.get(place.parent):
            yield Problem(path, "与前一条记录接不上")
        last[place.parent] = str(entry["digest"])
        yield from _unaccounted(path, entry, accounted)


def _whole(entry: Shape, file: Path) -> bool:
    """Whether the bytes are the canonical ones and the digest in them is right."""
    body = {key: value for key, value in entry.items() if key != "digest"}
    try:
        return digest_of(body) == entry.get("digest") and canonical(entry) == file.read_bytes()
    except (TypeError, ValueError, RecursionError):
        return False


def _unaccounted(path: str, entry: Shape, accounted: set[str]) -> Iterator[Problem]:
    body = entry.get("body")
    named = NAMED.get(str(entry.get("kind")))
    if path.startswith("ledgers/") and named is not None and isinstance(body, dict):
        kept = f"blobs/{body.get(named)}"
        if kept not in accounted:
            yield Problem(kept, f"{path} 提到它，清单里却没有")


def _listed(inventory: Shape | None, part: str) -> dict[str, Shape]:
    entries = (inventory or {}).get(part)
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {str(entry.get("path")): entry for entry in found}


def _json(file: Path | None) -> Shape | None:
    if file is None or file.is_symlink():
        return None
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def verified_document(found: Verified) -> dict[str, Data]:
    """The outcome as ``verify --json`` prints it."""
    problems: list[Data] = [{"path": one.path, "problem": one.problem} for one in found.problems]
    return {
        "ok": not found.problems,
        "files": found.files,
        "problems": problems,
        "withheld": found.withheld,
        "seal": found.seal,
    }
