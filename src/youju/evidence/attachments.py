"""Documents that prove rows of a ledger: kept by digest, linked by the row's business key in the ledger's own log.

An entry adds a document or takes it off again; the file stays kept in both cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, cast

from youju.errors import NotFoundError, RefusedError, UnreadableError
from youju.evidence.batches import Key, standing_rows
from youju.evidence.cells import RejectedCellError, Typed, converter
from youju.evidence.durable import require, write
from youju.evidence.lake import cut
from youju.evidence.log import append, entries
from youju.evidence.media import Document
from youju.evidence.places import source_file
from youju.model.dossier import Act, Data, Draft
from youju.model.ledger import ColumnType, Ledger
from youju.notation.canonical import digest_of
from youju.notation.number import plain

ATTACH, DETACH = "attach", "detach"  # kinds of log entries
KEPT_DOCUMENT = "附件"
FEWEST_DIGITS = 8  # of a digest that is typed
Signed: TypeAlias = tuple[str, str, str]  # by whom, in which role, when (ISO 8601 with offset)


@dataclass(frozen=True, slots=True)
class Detached:
    """Who took a document off its row, when and why."""

    by: str
    role: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document at a row; ``column`` is the ledger's column for files, if it has one; ``size`` in bytes."""

    sha256: str
    name: str
    media: str
    size: int
    column: str | None
    by: str
    role: str
    at: str
    detached: Detached | None = None


def key_of(ledger: Ledger, words: Sequence[str]) -> Key:
    """The business key as typed, in the order of the ledger's key columns. Raises UnreadableError."""
    columns = [ledger.column(code) for code in ledger.key]
    if len(words) != len(columns):
        labels = "、".join(column.label for column in columns)
        raise UnreadableError(
            f"“{ledger.label}”的业务编号由{len(columns)}部分组成：{labels}；这里有{len(words)}部分。",
            "请按这个次序写全，含空格的加引号。",
        )
    try:
        return tuple(
            converter(replace(column, required=True), column.label, is_key=True)(word)
            for column, word in zip(columns, words, strict=True)
        )
    except RejectedCellError as fault:
        raise UnreadableError(f"业务编号不对：{fault}", "请照台账里的写法填。") from None


def file_column(ledger: Ledger) -> str | None:
    """The code of the ledger's column that holds files, if it has one."""
    return next((column.code for column in ledger.columns if column.type is ColumnType.FILE), None)


def attachments(root: Path, ledger: Ledger, key: Key) -> tuple[Attachment, ...]:
    """Every document that was ever attached to the row of that key, in order; those taken off say so.

    Raises TamperedError when the ledger's log is not what was written.
    """
    linked = _linked(ledger, key)
    found: list[Attachment] = []
    for entry in entries(root.resolve(), ledger.code):
        if entry.kind == ATTACH and entry.body["key"] == linked:
            found.append(_attachment(entry))
        elif entry.kind == DETACH and entry.body["key"] == linked:
            found = [_taken_off(one, entry) for one in found]
    return tuple(found)


def attached(root: Path, ledger: Ledger, sha256: str) -> Attachment:
    """The document of that digest, which is attached to some row of the ledger. Raises NotFoundError when none is."""
    standing: dict[str, Attachment] = {}
    for entry in entries(root.resolve(), ledger.code):
        if entry.kind in {ATTACH, DETACH} and entry.body["sha256"] == sha256:
            place = digest_of(cast("dict[str, Data]", entry.body["key"]))
            if entry.kind == ATTACH:
                standing[place] = _attachment(entry)
            else:
                standing.pop(place, None)
    if not standing:
        raise NotFoundError("没有这个附件，可能已经移除。", "请从台账的记录里重新打开。")
    return next(iter(standing.values()))


def attach(root: Path, ledger: Ledger, key: Key, document: Document, signed: Signed) -> Attachment:
    """Keeps the document and links it to the row of that key; one that is there already changes nothing.

    Raises NotFoundError when no row stands under the key, TamperedError when the ledger or the kept file is not what
    was stored, ConflictError when somebody else wrote to the ledger meanwhile.
    """
    known = cut(root, ledger)
    if key not in standing_rows(known, [key]):
        raise NotFoundError(f"“{ledger.label}”没有这个业务编号的有效记录，不能附文件。", "请先登记这一行，再附文件。")
    sha256 = _keep(root.resolve(), document.content)
    for before in attachments(root, ledger, key):
        if before.sha256 == sha256 and before.detached is None:
            return before
    body: dict[str, Data] = {
        "key": _linked(ledger, key),
        "column": file_column(ledger),
        "sha256": sha256,
        "name": document.name,
        "media": document.media.code,
        "size": len(document.content),
    }
    return _attachment(append(root.resolve(), known, Draft(ATTACH, *signed, body)))


def detach(root: Path, ledger: Ledger, key: Key, sha256: str, reason: str, signed: Signed) -> Attachment:  # noqa: PLR0913, PLR0917 (what, why, and as signed)
    """Takes the document off the row; the file stays kept. ``sha256`` may be its first digits, eight at least.

    Raises RefusedError without a reason, NotFoundError when the row has no such document.
    """
    if not reason.strip():
        raise RefusedError("移除附件要写明理由。", "请写一句话，例如：附错了一行。")
    known = cut(root, ledger)
    there = [one for one in attachments(root, ledger, key) if one.detached is None]
    found = [one for one in there if len(sha256) >= FEWEST_DIGITS and one.sha256.startswith(sha256.lower())]
    if not found:
        listed = "；".join(f"{one.sha256[:12]} {one.name}" for one in there) or "没有附件"
        raise NotFoundError(f"这一行没有摘要为“{sha256[:64]}”的附件。", f"这一行现有：{listed}。")
    body: dict[str, Data] = {"key": _linked(ledger, key), "sha256": found[0].sha256, "reason": reason.strip()}
    return _taken_off(found[0], append(root.resolve(), known, Draft(DETACH, *signed, body)))


def content(root: Path, attachment: Attachment) -> bytes:
    """The bytes of the document. Raises TamperedError when they are not those that were attached."""
    path = source_file(root.resolve(), attachment.sha256)
    require(root.resolve(), path, attachment.sha256, KEPT_DOCUMENT)
    return path.read_bytes()


def _linked(ledger: Ledger, key: Key) -> dict[str, Data]:
    """The key as the log names it: a person in it by a digest over the whole key, because a log is shown to many."""
    values = dict(zip(ledger.key, map(_words, key), strict=True))
    whole = digest_of({"ledger": ledger.code, **values})
    return {code: f"sha256:{whole}" if ledger.column(code).personal else value for code, value in values.items()}


def _words(value: Typed) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)  # a datetime is a date


def _keep(root: Path, content: bytes) -> str:
    """Keeps the bytes under their digest. Raises TamperedError when other bytes lie there."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = source_file(root, sha256)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, content)
    require(root, path, sha256, KEPT_DOCUMENT)
    return sha256


def _attachment(entry: Act) -> Attachment:
    body, column = entry.body, entry.body["column"]
    return Attachment(
        sha256=str(body["sha256"]),
        name=str(body["name"]),
        media=str(body["media"]),
        size=int(str(body["size"])),
        column=None if column is None else str(column),
        by=entry.by,
        role=entry.role,
        at=entry.at,
    )


def _taken_off(one: Attachment, entry: Act) -> Attachment:
    if one.detached is not None or one.sha256 != entry.body["sha256"]:
        return one
    return replace(one, detached=Detached(entry.by, entry.role, entry.at, str(entry.body["reason"])))
