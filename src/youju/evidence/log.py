"""The log of one ledger: batches, closings and reopenings as a chain of acts in files that are never edited.

A file ``head.json`` repeats the last entry's number and digest, so that entries cut off at the end are missed too.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from youju.errors import ConflictError, TamperedError
from youju.evidence.durable import FROM_BACKUP, MOST_FILES, Seen, seen, write, write_new
from youju.evidence.places import head_file, head_files, log_file
from youju.model.dossier import Act, Draft
from youju.model.ledger import Cut
from youju.notation.canonical import act_document, canonical, digest_of


def _workspace(root: Path) -> str:
    """Real or demo, as the workspace was founded: in every digest, so that invented evidence never passes as real."""
    settings = root / "workspace.toml"
    return str(tomllib.loads(settings.read_text("utf-8")).get("kind", "real")) if settings.is_file() else "real"


def _stream(ledger: str) -> str:
    return f"ledgers/{ledger}"


def append(root: Path, known: Cut, draft: Draft) -> Act:
    """Adds an entry behind what is known. Raises ConflictError when somebody else has written there meanwhile."""
    ledger, sequence = known.ledger.code, known.sequence + 1
    signed = (draft.kind, draft.by, draft.role, draft.at, draft.body)
    entry = Act(_workspace(root), _stream(ledger), sequence, *signed, previous=known.head, digest="")
    document = act_document(entry)
    digest = digest_of(document)
    path = log_file(root, ledger, sequence)
    path.parent.mkdir(parents=True, exist_ok=True)
    if known.head is not None and not head_file(root, ledger).is_file():  # a crash came between the first entry and it
        _write_head(root, ledger, known.sequence, known.head)
    try:
        write_new(path, canonical(document | {"digest": digest}))
    except FileExistsError:
        first = entries(root, ledger)[sequence - 1]
        raise ConflictError(
            f"{first.by}已于{first.at}先写入该台账，这一次没有写入。", "请先看对方写入了什么，再重做一次。"
        ) from None
    _write_head(root, ledger, sequence, digest)
    return entry_of(document | {"digest": digest})


def _write_head(root: Path, ledger: str, sequence: int, digest: str) -> None:
    write(head_file(root, ledger), canonical({"sequence": sequence, "digest": digest}))


def entry_of(document: Mapping[str, object]) -> Act:
    """The act a log file holds. Raises KeyError or TypeError when a field is missing or unknown."""
    return Act(**document)  # type: ignore[arg-type]  # the digest over the document is checked by the caller


def entries(root: Path, ledger: str) -> tuple[Act, ...]:
    """The whole log in order. Raises TamperedError when an entry is missing, edited or out of the chain."""
    log = log_file(root, ledger, 1).parent
    last = max((int(path.stem) for path in log.glob("*.json") if path.stem.isdigit()), default=0)
    workspace = _workspace(root)
    found: list[Act] = []
    for sequence in range(1, last + 1):
        path = log_file(root, ledger, sequence)
        try:
            known = seen(path)
            entry = _read(path) if known is None else _remembered(known)
        except OSError:
            raise _tampered(root, path, "台账日志缺了一条") from None
        chained = (workspace, _stream(ledger), sequence, found[-1].digest if found else None)
        if entry is None or (entry.workspace, entry.stream, entry.sequence, entry.previous) != chained:
            raise _tampered(root, path, "台账日志被改动过，或者不是这个工作区写的")
        found.append(entry)
    _check_head(root, ledger, found)
    return tuple(found)


def _read(path: Path) -> Act | None:
    """The entry of a file; None unless every byte is as it was written."""
    content = path.read_bytes()
    try:
        entry = entry_of(json.loads(content))
        document = act_document(entry)
    except (ValueError, TypeError, RecursionError):
        return None
    whole = digest_of(document) == entry.digest and canonical(document | {"digest": entry.digest}) == content
    return entry if whole else None


@lru_cache(maxsize=MOST_FILES)
def _remembered(known: Seen) -> Act | None:
    return _read(known[0])


def heads(root: Path) -> bytes:
    """What the ends of all logs are, in bytes that change with every entry; cheap, and no proof that they are whole.

    The mark of an end is a new file after every entry, so its inode and times tell without reading it; after a crash
    it may lag, but the folder of the log has changed.
    """
    return "\n".join(f"{ledger} {_stamp(log)} {_stamp(head)}" for ledger, log, head in head_files(root)).encode()


def _stamp(path: str) -> str:
    """What a folder says of a file or folder in it; empty where there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116 (text, as head_files says)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return f"{state.st_ino} {state.st_mtime_ns} {state.st_size}"


def _check_head(root: Path, ledger: str, found: list[Act]) -> None:
    """The head may lag by entries written just before a crash, but what it names must be in the log."""
    path = head_file(root, ledger)
    if not path.is_file():
        if len(found) > 1:
            raise _tampered(root, path, "台账日志的末条记录不见了")
        return
    try:
        head = json.loads(path.read_bytes())
        sequence, digest = int(head["sequence"]), str(head["digest"])
    except (ValueError, KeyError, TypeError):
        raise _tampered(root, path, "台账日志的末条记录被改动过") from None
    if sequence > len(found):
        raise _tampered(root, log_file(root, ledger, sequence), "台账日志缺了一条")
    if sequence < 1 or found[sequence - 1].digest != digest:
        raise _tampered(root, path, "台账日志的末条记录被改动过")


def _tampered(root: Path, path: Path, what: str) -> TamperedError:
    name = path.relative_to(root).as_posix()
    return TamperedError(f"{what}：{name}。", FROM_BACKUP, {"path": name})
